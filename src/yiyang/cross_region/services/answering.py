"""What the node of insurance answers: it reckons by its own book, posts, and says so once.

Under one number it does one thing; asked again it says what it has done.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from yiyang.claims import services as claims
from yiyang.claims.counting import lock_payers
from yiyang.claims.models import Claim
from yiyang.cross_region.books import split_of
from yiyang.cross_region.models import AwaySettlement, Role
from yiyang.cross_region.services.asking import KIND
from yiyang.cross_region.services.entitlement import institution_told, judge, person_told
from yiyang.cross_region.services.sending import head_of, note
from yiyang.exchange.models import Node
from yiyang.exchange.services.storing import Arrived
from yiyang.kernel.errors import Refused
from yiyang.kernel.plain import digest, to_plain
from yiyang.policy.book import NotInForce
from yiyang.rules.adjudication import Adjudicated
from yiyang.rules.cross_region import machine, national
from yiyang.rules.cross_region.fhir_claims import Asked, Item, Told, answer_of, asked_of
from yiyang.rules.cross_region.judging import LOCAL
from yiyang.rules.cross_region.terms import Borne, Split
from yiyang.rules.fhir_map.projections.terms import Resource

State = AwaySettlement.State
OTHER_WORDS, HELD = "CROSS_OTHER_WORDS", "CROSS_HELD"
UNKNOWN = "CROSS_NOT_INSURED"


def answer_preview(arrived: Arrived, resource: Resource) -> tuple[Resource, int | None]:
    """Return what a claim would come to, and who it is about."""
    asked = asked_of(resource)
    person_id = person_told(arrived)
    told = Told(asked.number, State.REFUSED, reasons=(UNKNOWN,))
    if person_id is not None:
        told = _previewed(arrived, asked, person_id)
    return _answer(national.PRESETTLE, arrived, asked, told), person_id


def answer_settle(arrived: Arrived, resource: Resource) -> tuple[Resource, int | None]:
    """Settle a claim, or say again what was done under its number."""
    asked = asked_of(resource)
    row = held_row(arrived.node, asked.number)
    said = digest(to_plain(asked))
    is_same = row is None or row.digest in ("", said)
    step = machine.at_home(row.state if row else machine.NOTHING, machine.SETTLE, is_same=is_same)
    if step.does == machine.OTHER_WORDS:
        told = Told(asked.number, State.REFUSED, reasons=(OTHER_WORDS,))
    elif step.does == machine.BOOK:
        told = _settled(arrived, asked, said)
    else:
        told = told_of_row(row, asked.number)
    return _answer(national.SETTLE, arrived, asked, told), person_told(arrived)


def answer_reverse(arrived: Arrived, resource: Resource) -> tuple[Resource, int | None]:
    """Take a settlement back; one that has not come yet will move nothing when it does."""
    asked = asked_of(resource)
    row = held_row(arrived.node, asked.number)
    step = machine.at_home(row.state if row else machine.NOTHING, machine.REVERSE)
    if row is None:
        row = AwaySettlement(node=arrived.node, role=Role.HOME, number=asked.number)
        row.opened_at = arrived.at
    if step.does == machine.TAKE_BACK and row.claim is not None:
        claims.reverse_claim(
            claim=row.claim, by=arrived.by, at=arrived.at, through=arrived.node.code
        )
    if row.state != State.REVERSED:
        row.state, row.changed_at = State.REVERSED, arrived.at
        row.reversed_on = timezone.localdate(arrived.at) if row.settled_on else None
        row.save()
        _note("reversed", row, arrived)
    return _answer(national.REVERSE, arrived, asked, told_of_row(row, asked.number)), person_told(
        arrived
    )


def held_row(node: Node, number: str) -> AwaySettlement | None:
    """Return what stands under a number of a node, while nobody else does anything with it."""
    Node.objects.select_for_update(no_key=True).get(pk=node.pk)
    rows = AwaySettlement.objects.select_related("claim").filter(node=node, role=Role.HOME)
    return rows.filter(number=number).first()


def told_of_row(row: AwaySettlement | None, number: str) -> Told:
    """Return what was done under a number, with the split it was settled by."""
    if row is None:
        return Told(number, State.REFUSED)
    split = _split_of_claim(row.claim) if row.claim else None
    return Told(number, row.state, split, row.settled_on, row.reversed_on)


def _split_of_claim(claim: Claim) -> Split | None:
    made = claim.settlements.order_by("-pk").first()
    return split_of(made) if made else None


def _claimed(
    arrived: Arrived, asked: Asked, person_id: int
) -> tuple[claims.Asked | None, tuple[str, ...], str]:
    """Return a claim as ours, or each reason against it; and the filing it goes under.

    The person is held, so that of two claims of the same care one finds the other settled.
    """
    lock_payers([person_id])
    institution_id = institution_told(arrived)
    may, _ = judge(
        arrived,
        person_id,
        kind=asked.kind,
        day=asked.ended_on,
        is_emergency=asked.is_emergency,
        institution_id=institution_id,
        asked=asked,
    )
    if not may.allowed or institution_id is None:
        return None, tuple(one.code for one in may.reasons), may.filing
    made = claims.Asked(
        person_id=person_id,
        institution_id=institution_id,
        source=asked.number,
        kind=asked.kind,
        begun_on=asked.begun_on,
        ended_on=asked.ended_on,
        lines=tuple(_line(one) for one in asked.items),
        diagnosis=asked.diagnosis,
        referral_number=asked.referral_number,
        is_emergency=asked.is_emergency,
        filing=may.counts_as or LOCAL,
        major_illness=asked.major_illness,
        total_fen=asked.total_fen,
    )
    return made, (), may.filing


def _line(one: Item) -> claims.AskedLine:
    return claims.AskedLine(**vars(one))


def _previewed(arrived: Arrived, asked: Asked, person_id: int) -> Told:
    ours, reasons, _ = _claimed(arrived, asked, person_id)
    if ours is None:
        return Told(asked.number, State.REFUSED, reasons=reasons)
    try:
        with transaction.atomic():
            made = claims.preview_claim(
                asked=ours, through=arrived.node.code, by=arrived.by, at=arrived.at
            )
    except (Refused, NotInForce) as fault:
        return Told(asked.number, State.REFUSED, reasons=(getattr(fault, "code", HELD),))
    return Told(asked.number, State.OPEN, split_of_result(made.result, made.decision.authorities))


def split_of_result(result: Adjudicated, cited: list[dict[str, str]]) -> Split:
    """Return what a claim was reckoned to, each layer with the line of the book that is cited."""
    lines = {one["key"]: one for one in cited}
    layers = tuple(
        Borne(
            layer=one.layer,
            fen=one.fen,
            base_fen=one.base_fen,
            percent=one.percent,
            key=one.key,
            act=lines.get(one.key, {}).get("act", ""),
            mark=lines.get(one.key, {}).get("mark", ""),
        )
        for one in result.layers
    )
    return Split(result.total_fen, result.in_scope_fen, layers)


def _settled(arrived: Arrived, asked: Asked, said: str) -> Told:
    """Settle a claim that came for the first time; what refuses it leaves nothing behind."""
    person_id = person_told(arrived)
    if person_id is None:
        return Told(asked.number, State.REFUSED, reasons=(UNKNOWN,))
    ours, reasons, filing = _claimed(arrived, asked, person_id)
    if ours is None:
        return Told(asked.number, State.REFUSED, reasons=reasons)
    by, at, through = arrived.by, arrived.at, arrived.node.code
    try:
        with transaction.atomic():
            claim = claims.receive_claim(asked=ours, by=by, at=at, through=through)
            made = claims.settle_claim(claim=claim, by=by, at=at, through=through)
    except (Refused, NotInForce) as fault:
        return Told(asked.number, State.REFUSED, reasons=(getattr(fault, "code", HELD),))
    split = split_of(made)
    row = AwaySettlement.objects.create(
        node=arrived.node,
        role=Role.HOME,
        number=asked.number,
        claim=claim,
        person_id=person_id,
        state=State.SETTLED,
        digest=said,
        filing=filing,
        **sums_of(split),
        settled_on=timezone.localdate(at),
        opened_at=at,
        changed_at=at,
    )
    _note("settled", row, arrived)
    return told_of_row(row, asked.number)


def sums_of(split: Split) -> dict[str, int]:
    """Return the sums of a split as the columns of a settlement."""
    return {
        "total_fen": split.total_fen,
        "fund_fen": split.fund_fen,
        "account_fen": split.account_fen,
        "cash_fen": split.cash_fen,
    }


def _answer(kind: str, arrived: Arrived, asked: Asked, told: Told) -> Resource:
    patients = arrived.read.of_type("Patient")
    patient = f"Patient/{patients[0]['id']}" if patients else "Patient/unknown"
    head = head_of(kind, arrived.node, Role.HOME, number=told.number, kind=asked.kind)
    return answer_of(kind, told, asked.kind, head, patient=patient, at=arrived.at)


def _note(action: str, row: AwaySettlement, arrived: Arrived) -> None:
    note(
        action,
        (KIND, row.pk),
        arrived.by,
        arrived.at,
        person_id=row.person_id,
        node=arrived.node.code,
        number=row.number,
        due=row.fund_fen + row.account_fen,
    )
