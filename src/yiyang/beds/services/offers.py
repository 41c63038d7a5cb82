"""Offers: institutions in rank order, asked several at a time, accepting or refusing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from yiyang.access.services import end_grants, end_grants_of, write_grant
from yiyang.audit.projected import changed
from yiyang.audit.services import Actor
from yiyang.audit.sql import rows
from yiyang.beds import facts
from yiyang.beds.errors import KindNotOpen, NotOffered
from yiyang.beds.flows import FLOW
from yiyang.beds.models import Offer, Transfer
from yiyang.beds.services.steps import (
    ask_desk,
    audit,
    lock_case,
    reading_for,
    tell_coordinator,
)
from yiyang.cases.errors import ActionNotOpen
from yiyang.cases.models import Case, Task
from yiyang.cases.services import add_event, advance
from yiyang.cases.services.tasks import end_open
from yiyang.decisions.services import Decided, Subject, decide, report_gaps
from yiyang.kernel.plain import to_plain
from yiyang.policy.book import Reading
from yiyang.rules.placement.rank import Ranking, rank

NO_CAPACITY = "NO_CAPACITY"
ANSWER = "ANSWER_OFFER"
ANSWER_CLOCK = "transfer.clock.answer.{urgency}"
OPEN = (Offer.State.PROPOSED, Offer.State.ASKED)
STANDING = (*OPEN, Offer.State.ACCEPTED)
LAPSE = """
with standing as materialized (
  select id, institution_id = %(taken_up)s::bigint and state = 'ACCEPTED' as mine
  from beds_offer where transfer_id = %(transfer)s and state = any(%(standing)s) order by id
), lapsed as (
  update beds_offer set state = 'LAPSED' from standing
  where beds_offer.id = standing.id and standing.mine is not true
)
select id, mine is true from standing order by id
"""


@transaction.atomic
def make_offers(*, transfer: Transfer, by: Actor, at: datetime) -> Ranking:
    """Rank the institutions afresh, keep the order as offers, ask the first ones.

    Offers already answered stay as they are, but for those of another kind of bed and for
    consents that can no longer be kept.  Where nobody can take the person, the case escalates
    to the coordinator with the reason ``NO_CAPACITY``.

    Raises:
        KindNotOpen: no kind of bed has been found open yet.
        ActionNotOpen: the case is not at the point of asking; nothing has been written.
    """
    lock_case(transfer)
    if transfer.case.state not in FLOW.action("ASK").sources:
        raise ActionNotOpen(state=transfer.case.state, action="ASK")
    if not transfer.wanted_kind:
        raise KindNotOpen(kind="")
    reading = reading_for(transfer, at)
    search = facts.search_for(transfer, at)
    subject = Subject("transfer", transfer.pk, transfer.person_id)
    decided = decide(rank, search, reading=reading, subject=subject, at=at)
    _renew(transfer, decided, by, at)
    _go_on(transfer, reading, by, at)
    audit("offer", transfer, by, at, decision=decided.decision.pk)
    return decided.result


def _renew(transfer: Transfer, decided: Decided[Ranking], by: Actor, at: datetime) -> None:
    """Bring the offers in line with the ranking of now; one that had lapsed may come again."""
    able = [offer.institution for offer in decided.result.offers]
    this_kind = Q(bed_kind=transfer.wanted_kind)
    broken = Q(state=Offer.State.ACCEPTED) & ~Q(institution__in=able)
    _lapse(transfer, ~this_kind | broken, by, at)
    again = (Offer.State.PROPOSED, Offer.State.LAPSED)
    ended = transfer.offers.filter(this_kind, state__in=again)
    gone = list(ended.values_list("pk", flat=True))
    ended.delete()
    changed(at, offer=gone)
    kept = set(transfer.offers.filter(this_kind).values_list("institution_id", flat=True))
    Offer.objects.bulk_create(
        Offer(
            transfer=transfer,
            institution_id=offer.institution,
            bed_kind=transfer.wanted_kind,
            rank=offer.rank,
            reasons=to_plain(offer.reasons),
            decision=decided.decision,
        )
        for offer in decided.result.offers
        if offer.institution not in kept
    )


@transaction.atomic
def answer_offer(
    *, offer: Offer, accepts: bool, refusal: str, note: str, by: Actor, at: datetime
) -> Offer:
    """Take an institution's answer; after a refusal the next institution is asked.

    Args:
        refusal: a reason code, for a refusal.

    Raises:
        NotOffered: the offer is not waiting for an answer; nothing has been written.
    """
    case = Case.objects.select_for_update(no_key=True).get(pk=offer.transfer.case_id)
    offer = Offer.objects.select_for_update(of=("self",)).select_related(
        "transfer__case", "institution"
    ).get(pk=offer.pk)  # fmt: skip
    if offer.state != Offer.State.ASKED or case.closed_at is not None:
        raise NotOffered()
    transfer = offer.transfer
    offer.state = Offer.State.ACCEPTED if accepts else Offer.State.DECLINED
    offer.refusal = "" if accepts else refusal
    offer.answered_at = at
    offer.save(update_fields=["state", "refusal", "answered_at"])
    reading = reading_for(transfer, at)
    add_event(
        case=transfer.case,
        action="ACCEPT_OFFER" if accepts else "REFUSE_OFFER",
        by=by,
        at=at,
        params={"institution": offer.institution_id, "refusal": offer.refusal},
        note=note,
    )
    changed(at, offer=offer.pk)
    _answered(transfer, offer, by, at)
    if not accepts:
        end_grants(origin_kind="offer", origin_id=offer.pk, by=by, at=at)
        _go_on(transfer, reading, by, at)
    else:
        tell_coordinator(transfer, "OFFER_ACCEPTED", by, at)
    audit("answer", transfer, by, at, offer=offer.pk, accepts=accepts)
    return offer


def _go_on(transfer: Transfer, reading: Reading, by: Actor, at: datetime) -> None:
    """Ask as many as may be asked at a time; escalate when there is nobody left to ask."""
    offers = transfer.offers.filter(bed_kind=transfer.wanted_kind)
    if offers.filter(state=Offer.State.ACCEPTED).exists():
        return
    parallel = reading.safest("placement.offers.parallel", "1")
    report_gaps(reading, at=at)
    asked = offers.filter(state=Offer.State.ASKED).count()
    waiting = offers.filter(state=Offer.State.PROPOSED).select_related("institution")
    for offer in waiting.order_by("rank")[: max(0, int(parallel) - asked)]:
        _ask(transfer, offer, reading, by, at)
        asked += 1
    if asked == 0:
        escalate_no_capacity(transfer, reading, by, at)


def _ask(transfer: Transfer, offer: Offer, reading: Reading, by: Actor, at: datetime) -> None:
    offer.state = Offer.State.ASKED
    offer.save(update_fields=["state"])
    changed(at, offer=offer.pk)
    write_grant(
        person_id=transfer.person_id,
        grantee_kind="INSTITUTION",
        grantee_id=offer.institution_id,
        purpose="TRANSFER",
        scope="SUMMARY",
        since=at,
        until=None,
        origin_kind="offer",
        origin_id=offer.pk,
        by=by,
        at=at,
    )
    code = "OFFER_ASKED"
    ask_desk(transfer, offer.institution, ANSWER, code, reading, by, at, clock=ANSWER_CLOCK)


def escalate_no_capacity(transfer: Transfer, reading: Reading, by: Actor, at: datetime) -> None:
    """Put the case before the coordinator because nobody can take the person."""
    if transfer.case.state != "ESCALATED":
        transfer.case = advance(
            case=transfer.case,
            action="ESCALATE",
            by=by,
            at=at,
            reading=reading,
            params={"reason": NO_CAPACITY},
        )
    tell_coordinator(transfer, "TRANSFER_NO_CAPACITY", by, at)


def lapse_offers(transfer: Transfer, by: Actor, at: datetime) -> None:
    """End every standing offer, with what those institutions and a reserved bed's could see."""
    end_grants_of(lapse(transfer, at), by=by, at=at)


def lapse(transfer: Transfer, at: datetime, *, taken_up: int | None = None) -> dict[str, list[int]]:
    """End every standing offer; return the origins of the grants that must end with them.

    Args:
        taken_up: the institution whose bed is reserved now; its consent stands, and it sees
            the person by the reservation.
    """
    standing = [str(state) for state in STANDING]
    found = rows(LAPSE, transfer=transfer.pk, taken_up=taken_up, standing=standing)
    changed(at, offer=[offer for offer, is_mine in found if not is_mine])
    return {"offer": [offer for offer, _ in found], "transfer": [transfer.pk]}


def _lapse(transfer: Transfer, which: Q, by: Actor, at: datetime) -> None:
    for offer in transfer.offers.filter(which, state__in=STANDING):
        offer.state = Offer.State.LAPSED
        offer.save(update_fields=["state"])
        changed(at, offer=offer.pk)
        end_grants(origin_kind="offer", origin_id=offer.pk, by=by, at=at)


def _answered(transfer: Transfer, offer: Offer, by: Actor, at: datetime) -> None:
    institution = offer.institution_id
    end_open(transfer.case, Task.State.DONE, by, at, code=ANSWER, institution_id=institution)
