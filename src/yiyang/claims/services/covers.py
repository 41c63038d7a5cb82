"""Who is insured how and when, and what is put on a personal account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from yiyang.accounts.models import Account, Entry
from yiyang.accounts.owners import Owner
from yiyang.accounts.services import EntryOf, Move, post
from yiyang.audit.services import Actor, record
from yiyang.claims.errors import CoverOverlaps
from yiyang.claims.facts import age_on
from yiyang.claims.models import Cover
from yiyang.decisions.services import Subject as About
from yiyang.decisions.services import decide, read_book
from yiyang.people.models import Person
from yiyang.rules.adjudication.account import AccountYear, account_credit

OVERLAP = "cover_one_at_a_time"
ENTRY = "ACCOUNT_CREDIT"


@dataclass(frozen=True)
class InsuredAs:
    """How somebody is insured from ``since`` until ``until``, which is excluded; None: open."""

    insurance: str
    status: str
    since: date
    until: date | None = None
    retired_year: int | None = None
    assistance: str = ""
    civil_servant_percent: Decimal = Decimal(0)
    employer_percent: Decimal = Decimal(0)
    other_percent: Decimal = Decimal(0)
    family_payer_id: int | None = None


@dataclass(frozen=True)
class AccountCredit:
    """A year of a personal account: its first day; what somebody in service pays from monthly."""

    year_from: date
    base_fen_per_month: int = 0
    months: int = 12


@transaction.atomic
def insure(*, person_id: int, told: InsuredAs, by: Actor, at: datetime) -> Cover:
    """Note how a person is insured for a time; the same words again change nothing.

    The same with another end moves the end, so that another way may follow; what was settled
    stands until it is taken back.

    Raises:
        CoverOverlaps: they are insured in another way then.  Nothing has been written.
    """
    Person.objects.select_for_update(no_key=True).get(pk=person_id)
    cover = known_cover(person_id, told)
    if cover is not None and cover.span.upper == told.until:
        return cover
    action = "cover.end" if cover else "cover.add"
    cover = cover or Cover(person_id=person_id, **_ways(told))
    cover.span = DateRange(told.since, told.until)
    try:
        with transaction.atomic():
            cover.save()
    except IntegrityError as error:
        if OVERLAP not in str(error):
            raise
        raise CoverOverlaps() from None
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="cover",
        subject_id=cover.pk,
        person_id=person_id,
        payload={
            "insurance": told.insurance,
            "status": told.status,
            "until": told.until.isoformat() if told.until else None,
        },
    )
    return cover


def known_cover(person_id: int, told: InsuredAs) -> Cover | None:
    """Return the cover that says the same from the same day on, whenever it ends."""
    rows = Cover.objects.filter(person=person_id, span__startswith=told.since, **_ways(told))
    return rows.first()


def _ways(told: InsuredAs) -> dict[str, Any]:
    return {name: value for name, value in vars(told).items() if name not in ("since", "until")}


@transaction.atomic
def credit_account(*, cover: Cover, told: AccountCredit, by: Actor, at: datetime) -> Entry:
    """Put a year's credit on the personal account of an insured person, by the book.

    Raises:
        PostingTwice: that year was credited already.
        NoBirthday: the credit goes by an age that is not known.
        NotInForce: the book has no amount.  Nothing has been written.
    """
    age = age_on(Person.objects.get(pk=cover.person_id), told.year_from)
    answer = decide(
        account_credit,
        AccountYear(
            insurance=cover.insurance,
            status=cover.status,
            age=age,
            base_fen_per_month=told.base_fen_per_month,
            months=told.months,
        ),
        reading=read_book(told.year_from),
        subject=About("cover", cover.pk, cover.person_id),
        at=at,
    )
    move = Move(
        Owner(Account.Kind.PAYER, f"{cover.insurance}_ACCOUNTS"),
        Owner(Account.Kind.SAVINGS, cover.person_id),
        answer.result.fen,
        account_credit.name,
        answer.decision.pk,
        "account_year",
        f"{cover.person_id}:{told.year_from}",
    )
    entry = EntryOf(ENTRY, "cover", cover.pk, told.year_from)
    return post(entry=entry, moves=[move], by=by, at=at)
