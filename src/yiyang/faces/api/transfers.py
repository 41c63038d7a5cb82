"""Transfers as the desk leads them: the waiting list, asking, answering an offer, admitting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

from django.db.models import QuerySet
from ninja import Path, Query, Router, Schema

from yiyang.access.powers import Power
from yiyang.beds import selectors, services
from yiyang.beds.flows import BEFORE_MATCH
from yiyang.beds.models import Offer, Transfer
from yiyang.cases.selectors import available_actions
from yiyang.faces.api.doors import Door, Request
from yiyang.faces.api.once import WriteKey, once
from yiyang.faces.api.paging import Asked, Key, page
from yiyang.faces.api.people import listed, looked, person_named
from yiyang.faces.api.transfers_sent import AnswerIn, TransferIn, VersionIn
from yiyang.faces.api.words import word
from yiyang.people.selectors import Scope, shown_name, visible_people
from yiyang.record.selectors.patients import patient_ids

router = Router(tags=["transfers"])
READ = Door("transfers.read", Power.REQUEST_TRANSFER)
ASK = Door("transfers.write", Power.REQUEST_TRANSFER)
ANSWER = Door("transfers.write", Power.ANSWER_OFFER)
ADMIT = Door("transfers.write", Power.ADMIT)


class TransferOut(Schema):
    """A transfer in a list; ``patient`` where the reader may see the person's summary."""

    key: int
    patient: str
    state: str
    state_name: str
    colour: str
    trigger: str
    wanted_kind: str
    queue_class: str
    opened_at: datetime
    closed_at: datetime | None
    version: int


class Transfers(Schema):
    """A page of transfers, in the order of the queue."""

    items: list[TransferOut]
    next: str | None


class OfferOut(Schema):
    """An institution that was asked for a bed, and what it answered."""

    transfer: int
    institution: int
    bed_kind: str
    rank: int
    state: str
    refusal: str
    answered_at: datetime | None
    decision: int


class Offers(Schema):
    """A page of offers."""

    items: list[OfferOut]
    next: str | None


class OneTransfer(TransferOut):
    """One transfer: what may be done now, and who was asked."""

    name: str
    needs: list[str]
    isolation: bool
    decision: int | None
    actions: list[str]
    offers: list[OfferOut]


class Done(Schema):
    """A transfer as it stands after a step."""

    key: int
    state: str
    version: int


class Which(Schema):
    """Which transfers: those that wait for a bed, those on the way, or those that are over."""

    part: Literal["waiting", "moving", "closed"] = "waiting"


@router.get("/transfers", response=Transfers, auth=READ, url_name="api_transfers")
def transfers(request: Request, which: Query[Which], asked: Asked) -> Transfers:
    """The transfers of the reader's desk; the waiting list in the order of its rule.

    That somebody's was shown with their ``patient`` is written down.
    """
    rows = _part(selectors.transfers_for(request.auth.assignment), which.part)
    if which.part == "closed":
        found, following = page(rows, asked, "pk", descending=True)
    else:
        found, following = page(rows, asked, "queue_key", "pk")
    shown = _patients(request, found)
    listed(request.auth, (row.person_id for row in found if row.person_id in shown), "transfer")
    items = [TransferOut(**_told(row, shown.get(row.person_id, ""))) for row in found]
    return Transfers(items=items, next=following)


@router.get("/transfers/{key}", response=OneTransfer, auth=READ, url_name="api_transfer")
def transfer(request: Request, key: Path[Key]) -> OneTransfer:
    """One transfer; the look is written down."""
    reader = request.auth
    found = selectors.transfer_for(reader.assignment, key)
    looked(reader, found.person_id, "transfer")
    patient = _patients(request, [found]).get(found.person_id, "")
    return OneTransfer(
        **_told(found, patient),
        name=shown_name(reader.assignment, found.person),
        needs=found.needs,
        isolation=found.isolation,
        decision=found.evaluation_id,
        actions=[action.code for action in available_actions(found.case, reader.assignment)],
        offers=[_offer(row) for row in selectors.offers_of(found, reader.assignment)],
    )


@router.get("/offers", response=Offers, auth=READ, url_name="api_offers")
def offers(request: Request, asked: Asked) -> Offers:
    """What the reader's institution is asked for now and has not answered."""
    rows, following = page(selectors.offers_to_answer(request.auth.assignment), asked, "pk")
    return Offers(items=[_offer(row) for row in rows], next=following)


@router.post("/transfers", response=Done, auth=ASK, url_name="api_transfer_request")
def ask(request: Request, given: TransferIn, write: WriteKey) -> Any:
    """Ask for a transfer; vital signs that are red reserve the nearest capable bed at once."""
    reader = request.auth
    person = person_named(reader, given.patient, "transfer")

    def do(at: datetime) -> dict[str, Any]:
        made = services.ask_for_transfer(
            person=person,
            asked=given.asked(reader.assignment.role),
            condition=given.condition(at),
            by=reader.actor,
            at=at,
        )
        return _done(made)

    return once(reader, write, "transfers.ask", given.dict(), do)


@router.post("/transfers/{key}/answer", response=Done, auth=ANSWER, url_name="api_transfer_answer")
def answer(request: Request, key: Path[Key], given: AnswerIn, write: WriteKey) -> Any:
    """Answer for the reader's institution, which was asked for a bed."""
    reader = request.auth

    def do(at: datetime) -> dict[str, Any]:
        services.answer_offer(
            offer=selectors.offer_to_answer(reader.assignment, key),
            accepts=given.accepts,
            refusal=given.refusal,
            note=given.note,
            by=reader.actor,
            at=at,
        )
        return _done(Transfer.objects.select_related("case").get(case_id=key))

    return once(reader, write, "transfers.answer", given.dict() | {"transfer": key}, do)


@router.post("/transfers/{key}/admit", response=Done, auth=ADMIT, url_name="api_transfer_admit")
def admit(request: Request, key: Path[Key], given: VersionIn, write: WriteKey) -> Any:
    """Admit the person into the bed reserved at the reader's institution."""
    reader = request.auth

    def do(at: datetime) -> dict[str, Any]:
        services.admit(
            transfer=selectors.transfer_for(reader.assignment, key),
            institution_id=reader.assignment.institution_id,
            by=reader.actor,
            at=at,
            expected_version=given.version,
        )
        return _done(Transfer.objects.select_related("case").get(case_id=key))

    return once(reader, write, "transfers.admit", given.dict() | {"transfer": key}, do)


def _part(rows: QuerySet[Transfer], part: str) -> QuerySet[Transfer]:
    if part == "waiting":
        return rows.filter(case__state__in=BEFORE_MATCH)
    if part == "moving":
        return rows.filter(case__closed_at=None).exclude(case__state__in=BEFORE_MATCH)
    return rows.filter(case__closed_at__isnull=False)


def _patients(request: Request, rows: Iterable[Transfer]) -> dict[int, str]:
    """Return the Patient of each person whose summary the reader may see."""
    keys = [row.person_id for row in rows]
    seen = visible_people(request.auth.assignment, Scope.SUMMARY).filter(pk__in=keys)
    return patient_ids(seen.values_list("pk", flat=True))


def _told(row: Transfer, patient: str) -> dict[str, Any]:
    return {
        "key": row.case_id,
        "patient": patient,
        "state": row.case.state,
        "state_name": word(row.case.state),
        "colour": row.colour,
        "trigger": row.trigger,
        "wanted_kind": row.wanted_kind,
        "queue_class": row.queue_class,
        "opened_at": row.case.opened_at,
        "closed_at": row.case.closed_at,
        "version": row.case.lock_version,
    }


def _offer(row: Offer) -> OfferOut:
    return OfferOut(
        transfer=row.transfer.case_id,
        institution=row.institution_id,
        bed_kind=row.bed_kind,
        rank=row.rank,
        state=row.state,
        refusal=row.refusal,
        answered_at=row.answered_at,
        decision=row.decision_id,
    )


def _done(row: Transfer) -> dict[str, Any]:
    row.case.refresh_from_db()
    return {"key": row.case_id, "state": row.case.state, "version": row.case.lock_version}
