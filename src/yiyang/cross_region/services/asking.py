"""What the place of care asks of the node of insurance: a split, a settlement, its reversal.

Each question waits in the postbox from the transaction that asks it; the answer is booked when it
comes (``hearing``).  Asked again under the same number nothing happens twice.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from yiyang.audit.services import Actor
from yiyang.claims.models import Claim, ClaimLine
from yiyang.cross_region.errors import AwayNotOpen, NotInsuredElsewhere
from yiyang.cross_region.models import AwaySettlement, Role
from yiyang.cross_region.services.sending import head_of, note
from yiyang.exchange.errors import NotExchanged
from yiyang.exchange.here import node_here
from yiyang.exchange.models import Node, Sent
from yiyang.exchange.services import post_settlement
from yiyang.kernel.plain import digest, to_plain
from yiyang.rules.cross_region import machine, national
from yiyang.rules.cross_region.fhir_claims import Asked, Item, claim_of
from yiyang.rules.exchange import SETTLEMENT

State = AwaySettlement.State
KIND = "away_settlement"


@transaction.atomic
def open_settlement(*, claim: Claim, by: Actor, at: datetime) -> AwaySettlement:
    """Return the settlement under way of a claim of somebody insured elsewhere; opens one if none.

    Raises:
        NotInsuredElsewhere: the claim is settled here.
        NotExchanged: it names a node that we do not know.
    """
    locked = Claim.objects.select_for_update(of=("self",)).select_related("institution")
    claim = locked.get(pk=claim.pk)
    if not claim.is_insured_elsewhere:
        raise NotInsuredElsewhere
    rows = AwaySettlement.objects.filter(claim=claim, role=Role.PLACE)
    under_way = rows.exclude(state=State.REVERSED).select_related("node", "claim__institution")
    found = under_way.first()
    if found is not None:
        return found
    node = Node.objects.filter(code=claim.through).first()
    if node is None:
        raise NotExchanged(reason="EXCHANGE_NOT_AGREED", content=f"CONTENT_{SETTLEMENT}")
    made = AwaySettlement.objects.create(
        node=node,
        role=Role.PLACE,
        number=f"{node_here()}-{claim.pk}-{rows.count() + 1}",
        claim=claim,
        person_id=claim.person_id,
        total_fen=claim.total_fen,
        opened_at=at,
        changed_at=at,
    )
    note("open", (KIND, made.pk), by, at, person_id=made.person_id, node=made.node.code)
    return made


@transaction.atomic
def ask_preview(*, settlement: AwaySettlement, by: Actor, at: datetime) -> Sent:
    """Ask what a claim would come to (2206, 2303); nothing is settled.

    Raises:
        AwayNotOpen: it is settled, or on its way.
    """
    row = locked_row(settlement)
    if row.state not in (State.OPEN, State.REFUSED):
        raise AwayNotOpen
    return _post(national.PRESETTLE, row, by, at)


@transaction.atomic
def ask_settle(*, settlement: AwaySettlement, by: Actor, at: datetime) -> Sent:
    """Ask the node of insurance to settle a claim (2207, 2304); again, where no answer came.

    Raises:
        AwayNotOpen: it is taken back, or about to be.
    """
    row = locked_row(settlement)
    if row.state not in (State.OPEN, *machine.MAY_ASK_AGAIN):
        raise AwayNotOpen
    if row.state != State.SETTLED:
        _move(row, State.ASKED, at)
    return _post(national.SETTLE, row, by, at)


@transaction.atomic
def ask_reverse(*, settlement: AwaySettlement, by: Actor, at: datetime) -> Sent:
    """Ask the node of insurance to take a settlement back (2208, 2305; 2601 without an answer).

    Raises:
        AwayNotOpen: it was never asked for, or is taken back.
    """
    row = locked_row(settlement)
    if row.state not in machine.MAY_REVERSE:
        raise AwayNotOpen
    kind = national.REVERSE if row.state == State.SETTLED else national.UNDO
    _move(row, State.REVERSING, at)
    return _post(kind, row, by, at)


def ask_undo(*, node: Node, number: str, day: date, by: Actor, at: datetime) -> Sent:
    """Ask the node of insurance to take back whatever stands under a number (2601).

    For a number that does not stand here: nothing here changes by it.
    """
    asked = Asked(number, national.INPATIENT, day, day, ())
    head = head_of(national.UNDO, node, Role.PLACE, number=number)
    sent = post_settlement(
        node, claim_of(national.UNDO, asked, head, provider="", at=at), by=by, at=at
    )
    note("undo", ("sent", sent.pk), by, at, node=node.code, number=number)
    return sent


def locked_row(settlement: AwaySettlement) -> AwaySettlement:
    """Return the row of a settlement, held for this transaction."""
    rows = AwaySettlement.objects.select_for_update(of=("self",))
    return rows.select_related("node", "claim__institution").get(pk=settlement.pk)


def asked_of_claim(number: str, claim: Claim) -> Asked:
    """Return a claim as it is sent under a number."""
    return Asked(
        number=number,
        kind=claim.kind,
        begun_on=claim.begun_on,
        ended_on=claim.ended_on,
        items=tuple(_item(line) for line in claim.lines.order_by("number")),
        diagnosis=claim.diagnosis,
        referral_number=claim.referral_number,
        is_emergency=claim.is_emergency,
        major_illness=claim.major_illness,
    )


def _item(line: ClaimLine) -> Item:
    return Item(
        code=line.code,
        name=line.name,
        charge=line.charge,
        on=line.on,
        quantity=line.quantity,
        fen=line.fen,
        catalogue=line.catalogue,
        first_self_pay=line.first_self_pay,
        limit_fen=line.limit_fen,
        hospital_fen=line.hospital_fen,
    )


def _move(row: AwaySettlement, state: str, at: datetime) -> None:
    row.state, row.changed_at, row.reasons = state, at, []
    row.save(update_fields=["state", "changed_at", "reasons"])


def _post(kind: str, row: AwaySettlement, by: Actor, at: datetime) -> Sent:
    claim = row.claim
    assert claim is not None  # the place of care has one from the beginning
    asked = asked_of_claim(row.number, claim)
    if not row.digest:
        row.digest = digest(to_plain(asked))
        row.save(update_fields=["digest"])
    head = head_of(
        kind,
        row.node,
        row.role,
        number=row.number,
        kind=claim.kind,
        institution=claim.institution.code,
    )
    provider = f"Organization/institution-{claim.institution_id}"
    sent = post_settlement(
        row.node,
        claim_of(kind, asked, head, provider=provider, at=at),
        institution=claim.institution,
        person_id=claim.person_id,
        by=by,
        at=at,
    )
    note(kind.lower(), (KIND, row.pk), by, at, person_id=row.person_id, node=row.node.code)
    return sent
