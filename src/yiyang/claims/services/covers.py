"""Who is insured how and when, and what is put on a personal account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from yiyang.accounts.models import Account, Entry
from yiyang.accounts.owners import Owner
from yiyang.accounts.services import EntryOf, Move, post
from yiyang.audit.services import Actor, record
from yiyang.claims.errors import CoverOverlaps
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
    """Note how a person is insured for a time.

    Raises:
        CoverOverlaps: they are insured in another way then.  Nothing has been written.
    """
    given = dict(vars(told))
    since, until = given.pop("since"), given.pop("until")
    try:
        with transaction.atomic():
            cover = Cover.objects.create(person_id=person_id, span=DateRange(since, until), **given)
    except IntegrityError as error:
        if OVERLAP not in str(error):
            raise
        raise CoverOverlaps() from None
    record(
        by=by,
        at=at,
        action="cover.add",
        subject_kind="cover",
        subject_id=cover.pk,
        person_id=person_id,
        payload={"insurance": told.insurance, "status": told.status},
    )
    return cover


@transaction.atomic
def credit_account(*, cover: Cover, told: AccountCredit, by: Actor, at: datetime) -> Entry:
    """Put a year's credit on the personal account of an insured person, by the book.

    Raises:
        PostingTwice: that year was credited already.
        NotInForce: the book has no amount.  Nothing has been written.
    """
    born = Person.objects.get(pk=cover.person_id).born_on
    answer = decide(
        account_credit,
        AccountYear(
            insurance=cover.insurance,
            status=cover.status,
            age=told.year_from.year - born.year if born else 0,
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
