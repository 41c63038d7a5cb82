"""Making and ending agreements between institutions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from yiyang.access.models import Assignment
from yiyang.access.services import end_grants
from yiyang.agreements.facts import consortium_facts
from yiyang.agreements.models import Agreement, Item, Member, Party, Version
from yiyang.agreements.services.standing import (
    NotAccepted,
    classify_medical_ways,
    decide_preference,
    write_trail,
)
from yiyang.agreements.services.telling import IS_OVER, tell_parties
from yiyang.audit.projected import changed
from yiyang.audit.services import Actor
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.kernel.errors import Refused
from yiyang.network.services.writing import unique_code
from yiyang.rules import network as rules

GRANT_ORIGIN = "agreement"


class AgreementOver(Refused):
    """The agreement has ended before."""

    code = "AGREEMENT_OVER"


class BadSpan(Refused):
    """An agreement must end after it begins."""

    code = "AGREEMENT_ENDS_BEFORE_IT_BEGINS"


@dataclass(frozen=True)
class PartyTerms:
    """An institution that signs, in a role (LEAD, MEMBER, PROVIDER)."""

    institution_id: int
    role: str = "MEMBER"


@dataclass(frozen=True)
class ItemTerms:
    """A service or a duty; the price in fen, ``shares`` whole parts by payer."""

    code: str
    is_duty: bool = False
    quantity: int | None = None
    unit: str = ""
    price_fen: int = 0
    shares: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Terms:
    """What an agreement says; ``until`` is the first day without it, None when open."""

    kind: str
    number: str
    since: date
    until: date | None
    parties: Sequence[PartyTerms]
    items: Sequence[ItemTerms] = ()
    variety: str = ""
    title_zh: str = ""
    title_en: str = ""


@transaction.atomic
def create_agreement(*, terms: Terms, by: Actor, at: datetime) -> Agreement:
    """Enter a signed agreement, in force from its first day, and what follows from it.

    A cooperation is asked for its preference, its parties for their way of medical care; a
    consortium is asked whether it may be entered.

    Raises:
        BadSpan: it ends before it begins.
        CodeTaken: an agreement has this number.
        NotAccepted: the rule for consortia says no; nothing is written.
    """
    if terms.until is not None and terms.until <= terms.since:
        raise BadSpan
    agreement = _write(terms)
    payload = {"kind": terms.kind, "parties": [p.institution_id for p in terms.parties]}
    write_trail("create", agreement, by, at, payload)
    if agreement.kind == Agreement.Kind.CONSORTIUM:
        accept_consortium(agreement, at)
    if agreement.kind == Agreement.Kind.COOPERATION:
        decide_preference(agreement, by=by, at=at)
        classify_medical_ways(institution_ids=party_ids(agreement), by=by, at=at)
    return agreement


@transaction.atomic
def end_agreement(*, agreement_id: int, by: Actor, at: datetime, reason: str = "") -> Agreement:
    """End an agreement now: its members, its grants and its preference end with it.

    Args:
        reason: a code of at most 24 characters, such as ``BREACH``.

    Raises:
        AgreementOver: it has ended before.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    if agreement.state == Agreement.State.ENDED:
        raise AgreementOver
    today = timezone.localdate(at)
    agreement.state = Agreement.State.ENDED
    agreement.end_reason = reason
    _let_go_of_versions(agreement, today)
    if agreement.span.lower < today:
        agreement.span = DateRange(agreement.span.lower, today)
    agreement.save(update_fields=["state", "span", "end_reason"])
    gone = []
    for member in Member.objects.filter(agreement=agreement, span__contains=today):
        if member.span.lower < today:
            member.span = DateRange(member.span.lower, today)
            member.save(update_fields=["span"])
        else:
            gone.append(member.pk)
            member.delete()
    changed(at, member=gone)
    end_grants(origin_kind=GRANT_ORIGIN, origin_id=agreement.pk, by=by, at=at)
    write_trail("end", agreement, by, at, {"on": today, "reason": reason})
    if agreement.kind == Agreement.Kind.COOPERATION:
        decide_preference(agreement, by=by, at=at)
        classify_medical_ways(institution_ids=party_ids(agreement), by=by, at=at)
        ender = Assignment.objects.filter(pk=by.assignment_id).values_list("institution", flat=True)
        tell_parties(agreement, IS_OVER, by=by, at=at, leave_out=ender.first())
    return agreement


def _let_go_of_versions(agreement: Agreement, today: date) -> None:
    """Withdraw what waits for signatures, and all of a contract that ends before it began."""
    versions = agreement.versions.all()
    if agreement.span.lower < today:
        versions = versions.filter(state=Version.State.PROPOSED)
    versions.update(state=Version.State.WITHDRAWN)


def _write(terms: Terms) -> Agreement:
    with unique_code(terms.number):
        agreement = Agreement.objects.create(
            kind=terms.kind,
            variety=terms.variety,
            number=terms.number,
            title_zh=terms.title_zh,
            title_en=terms.title_en,
            state=Agreement.State.IN_FORCE,
            span=DateRange(terms.since, terms.until),
        )
    Party.objects.bulk_create(
        Party(agreement=agreement, institution_id=p.institution_id, role=p.role)
        for p in terms.parties
    )
    Item.objects.bulk_create(
        Item(
            agreement=agreement,
            code=item.code,
            is_duty=item.is_duty,
            quantity=item.quantity,
            unit=item.unit,
            price_fen=item.price_fen,
            shares=dict(item.shares),
        )
        for item in terms.items
    )
    return agreement


def accept_consortium(agreement: Agreement, at: datetime) -> None:
    """Decide whether a consortium may be as it now is.  Raises NotAccepted."""
    parties = agreement.parties.select_related("institution").order_by("pk")
    decided = decide(
        rules.consortium,
        consortium_facts(agreement, parties),
        reading=read_book(timezone.localdate(at)),
        subject=Subject("agreement", agreement.pk),
        at=at,
    )
    if not decided.result.accepted:
        raise NotAccepted(decided.result.reasons)


def party_ids(agreement: Agreement) -> list[int]:
    """Return the institutions that are parties of an agreement."""
    rows = agreement.parties.filter(institution__isnull=False)
    return list(rows.values_list("institution_id", flat=True))
