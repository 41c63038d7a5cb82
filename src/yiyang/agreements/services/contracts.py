"""Cooperation contracts: drafted by one party, signed by all, changed by a new version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from yiyang.agreements.facts import contract_facts, sides
from yiyang.agreements.models import Agreement, Item, Party, Version
from yiyang.agreements.paper import paper_of, printed
from yiyang.agreements.services.agreements import BadSpan, ItemTerms
from yiyang.agreements.services.standing import write_trail
from yiyang.agreements.services.telling import TO_SIGN, tell_parties
from yiyang.audit.services import Actor
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.documents.services import keep_document
from yiyang.kernel.errors import Refused
from yiyang.network.models import Institution
from yiyang.rules import cooperation as rules


class ContractRefused(Refused):
    """The rule takes no such contract; ``reasons`` are its codes with what each is about."""

    code = "CONTRACT_REFUSED"

    def __init__(self, reasons: Sequence[rules.Reason]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(reason=self.reasons[0][0], item=self.reasons[0][1])


class WaitsForSignatures(Refused):
    """A version of this contract waits for signatures already."""

    code = "WAITS_FOR_SIGNATURES"


class NotInForceNow(Refused):
    """Only a contract in force can be changed or renewed."""

    code = "CONTRACT_NOT_IN_FORCE"


class RenewedAlready(Refused):
    """The contract has been renewed, or its renewal waits for signatures."""

    code = "CONTRACT_RENEWED_ALREADY"


@dataclass(frozen=True)
class Content:
    """What a version says; ``dispute`` is a code of the book."""

    items: Sequence[ItemTerms]
    dispute: str
    responsibility: str


@dataclass(frozen=True)
class Draft:
    """A contract that a party proposes to others; ``until`` is the first day without it."""

    partner_ids: Sequence[int]
    variety: str
    since: date
    until: date
    content: Content


@transaction.atomic
def propose_contract(
    *, drafter_id: int, draft: Draft, by: Actor, at: datetime, renews_id: int | None = None
) -> Version:
    """Put a contract before its parties to sign.

    Args:
        renews_id: the contract that this one follows; it begins when that one ends.

    Raises:
        BadSpan: it ends before it begins.
        ContractRefused: the rule says no.
        NotInForceNow, RenewedAlready: the contract to renew is over, or renewed.
    """
    if draft.until <= draft.since:
        raise BadSpan
    renewed = _to_renew(renews_id)
    agreement = Agreement.objects.create(
        kind=Agreement.Kind.COOPERATION,
        variety=draft.variety,
        number=f"COOP-{at:%Y%m%d%H%M%S%f}-{drafter_id}",
        state=Agreement.State.DRAFT,
        span=DateRange(draft.since, draft.until),
        renews=renewed,
    )
    agreement.number = f"COOP-{draft.since.year}-{agreement.pk:06d}"
    agreement.save(update_fields=["number"])
    keys = sorted({drafter_id, *draft.partner_ids})
    institutions = list(Institution.objects.filter(pk__in=keys).order_by("pk"))
    for side, institution in sides(institutions, read_book(draft.since)):
        Party.objects.create(agreement=agreement, institution=institution, role=side)
    return _propose(
        agreement, draft.content, since=draft.since, drafter_id=drafter_id, by=by, at=at
    )


@transaction.atomic
def propose_amendment(
    *, agreement_id: int, drafter_id: int, content: Content, since: date, by: Actor, at: datetime
) -> Version:
    """Put a change of a contract in force, from a day on, before its parties to sign.

    The change must not begin before the day on which it is proposed: prices that were read
    stay true.

    Raises:
        NotInForceNow: the contract is not in force.
        WaitsForSignatures: another change waits.
        ContractRefused: the rule says no.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    if agreement.state != Agreement.State.IN_FORCE:
        raise NotInForceNow
    if since < timezone.localdate(at):
        raise ContractRefused([("CHANGE_IN_THE_PAST", "")])
    return _propose(agreement, content, since=since, drafter_id=drafter_id, by=by, at=at)


def decide_contract(version: Version, *, at: datetime) -> Decision:
    """Decide whether a version may be signed as it stands, and keep the decision.

    Raises:
        ContractRefused: it may not.
    """
    agreement = version.agreement
    decided = decide(
        rules.cooperation,
        contract_facts(version),
        reading=read_book(timezone.localdate(at)),
        subject=Subject("agreement", agreement.pk),
        at=at,
    )
    if not decided.result.accepted:
        raise ContractRefused(decided.result.reasons)
    return decided.decision


def _to_renew(agreement_id: int | None) -> Agreement | None:
    if agreement_id is None:
        return None
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    if agreement.state != Agreement.State.IN_FORCE:
        raise NotInForceNow
    if Agreement.objects.filter(renews=agreement).exists():
        raise RenewedAlready
    return agreement


def _propose(
    agreement: Agreement,
    content: Content,
    *,
    since: date,
    drafter_id: int,
    by: Actor,
    at: datetime,
) -> Version:
    if agreement.versions.filter(state=Version.State.PROPOSED).exists():
        raise WaitsForSignatures
    number = agreement.versions.count() + 1
    items = [
        rules.ContractItem(i.code, i.is_duty, i.quantity, i.price_fen, i.shares, i.unit)
        for i in content.items
    ]
    version = Version(
        agreement=agreement, number=number, since=since, drafted_by_id=drafter_id, drafted_at=at,
        dispute=content.dispute, responsibility=content.responsibility.strip(),
    )  # fmt: skip
    _refuse_unless_good(version, items, at)
    version.document = keep_document(
        by=by, at=at, body=printed(paper_of(version, items)),
        name=f"{agreement.number}-{number}.pdf", institution_id=drafter_id,
    )  # fmt: skip
    version.save()
    _write_items(version, content.items)
    version.decision = decide_contract(version, at=at)
    version.save(update_fields=["decision"])
    told = {"version": number, "sha256": version.document.sha256, "from": since}
    write_trail("propose", agreement, by, at, told)
    tell_parties(agreement, TO_SIGN, by=by, at=at, leave_out=drafter_id)
    return version


def _refuse_unless_good(
    version: Version, items: Sequence[rules.ContractItem], at: datetime
) -> None:
    """Ask the rule before anything is printed: what the book does not know has no name."""
    reading = read_book(timezone.localdate(at))
    answer = rules.cooperation(contract_facts(version, items), reading)
    if not answer.accepted:
        raise ContractRefused(answer.reasons)


def _write_items(version: Version, items: Sequence[ItemTerms]) -> None:
    """Write the items of a version; a duty keeps what the last review found of it."""
    reviewed = {
        item.code: item
        for item in version.agreement.items.filter(is_duty=True, reviewed_on__isnull=False)
        .order_by("reviewed_on", "pk")
    }  # fmt: skip
    Item.objects.bulk_create(
        Item(
            agreement=version.agreement,
            version=version,
            code=item.code,
            is_duty=item.is_duty,
            quantity=item.quantity,
            unit=item.unit,
            price_fen=item.price_fen,
            shares=dict(item.shares),
            kept=reviewed[item.code].kept if item.is_duty and item.code in reviewed else None,
            reviewed_on=(
                reviewed[item.code].reviewed_on if item.is_duty and item.code in reviewed else None
            ),
        )
        for item in items
    )
