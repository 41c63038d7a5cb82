"""Checking in and out by place and time, and what was done, each item an act of the ledger."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yiyang.audit.services import Actor
from yiyang.beds.selectors import hospital_stays
from yiyang.care.models import DueWork
from yiyang.care.services import complete_due
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.kernel.geo import Point
from yiyang.kernel.span import Span
from yiyang.ledger.services import judge_and_deliver
from yiyang.rules.visiting.checks import CheckFacts, allot, judge_check
from yiyang.rules.visiting.travel import spot
from yiyang.visits.facts import minutes_of, point_of
from yiyang.visits.models import Visit, VisitCheck, VisitItem
from yiyang.visits.services.trail import held, note

State = Visit.State
HOME_VISIT = "HOME_VISIT"
SHORTEST = timedelta(seconds=1)


@dataclass(frozen=True)
class Told:
    """What a phone tells of a check: its own key, its clock, and where it is, if it knows."""

    key: UUID
    told_at: datetime
    sent_at: datetime
    place: Point | None = None
    accuracy: int = 0


@transaction.atomic
def check_in(*, visit_id: int, told: Told, by: Actor, at: datetime) -> Visit:
    """Begin a visit at a place and time.  A check told again, by its key, changes nothing.

    Raises:
        VisitMovedOn: the visit is not planned (any more); nothing has been written.
    """
    visit = held(visit_id)
    if _is_known(visit, told):
        return visit
    visit = held(visit_id, State.PLANNED)
    check = _check(visit, VisitCheck.Kind.IN, told, at)
    visit.begun_at, visit.state = check.at, State.UNDER_WAY
    visit.save(update_fields=["begun_at", "state"])
    note("check_in", visit, by, at, {"flags": check.flags})
    return visit


@transaction.atomic
def check_out(
    *,
    visit_id: int,
    told: Told,
    done: Collection[str],
    signed_by: str,
    report: str,
    by: Actor,
    at: datetime,
) -> Visit:
    """End a visit: each item done becomes an act, and the due work it was for is complete.

    An act that the ledger does not accept is listed on its item with the reasons; the visit,
    its places and times stay as evidence.

    Args:
        done: the codes of the items done; the visit's others were not.
        signed_by: who was served, or stood by, and says so.

    Raises:
        VisitMovedOn: the visit is not under way; nothing has been written.
        ActNotAccepted: the worker's time was taken at this very moment; nothing was written.
    """
    visit = held(visit_id)
    if _is_known(visit, told):
        return visit
    visit = held(visit_id, State.UNDER_WAY)
    check = _check(visit, VisitCheck.Kind.OUT, told, at)
    assert visit.begun_at is not None
    visit.ended_at = max(check.at, visit.begun_at + SHORTEST)
    visit.state, visit.signed_by, visit.report = State.DONE, signed_by, report
    visit.save(update_fields=["ended_at", "state", "signed_by", "report"])
    _deliver(visit, done, by, at)
    note("check_out", visit, by, at, {"flags": check.flags, "done": sorted(done)})
    return visit


def _is_known(visit: Visit, told: Told) -> bool:
    return VisitCheck.objects.filter(visit=visit, key=told.key).exists()


def _check(visit: Visit, kind: str, told: Told, at: datetime) -> VisitCheck:
    window = Span(visit.window.lower, visit.window.upper)
    decided = decide(
        judge_check,
        CheckFacts(
            home=point_of(visit.person),
            place=spot(told.place) if told.place else None,
            accuracy=told.accuracy,
            told_at=told.told_at,
            sent_at=told.sent_at,
            received_at=at,
            window=window if kind == VisitCheck.Kind.IN else None,
        ),
        reading=read_book(timezone.localdate(at)),
        subject=Subject("visit", visit.pk, visit.person_id),
        at=at,
    )
    found = decided.result
    return VisitCheck.objects.create(
        visit=visit,
        kind=kind,
        key=told.key,
        told_at=told.told_at,
        at=found.at,
        received_at=at,
        lon=told.place.lon if told.place else None,
        lat=told.place.lat if told.place else None,
        accuracy=told.accuracy,
        metres=found.metres,
        flags=[flag.code for flag in found.flags],
        decision=decided.decision,
    )


def _deliver(visit: Visit, done: Collection[str], by: Actor, at: datetime) -> None:
    assert visit.begun_at is not None
    assert visit.ended_at is not None
    rows = list(visit.items.select_related("visit__due_work").order_by("pk"))
    for row in rows:
        if row.item not in done:
            row.state = VisitItem.State.NOT_DONE
            row.save(update_fields=["state"])
    given = [row for row in rows if row.item in done]
    if not given:
        return
    minutes = minutes_of([row.item for row in given], read_book(timezone.localdate(visit.begun_at)))
    spans = allot(Span(visit.begun_at, visit.ended_at), [minutes[row.item] for row in given])
    stays = hospital_stays(visit.person_id, visit.begun_at, visit.ended_at)
    for row, span in zip(given, spans, strict=True):
        _deliver_item(row, span, stays, by=by, at=at)


def _deliver_item(
    row: VisitItem, span: Span, stays: tuple[Span, ...], *, by: Actor, at: datetime
) -> None:
    assert span.until is not None
    visit = row.visit
    delivery = judge_and_deliver(
        kind=HOME_VISIT,
        person_id=visit.person_id,
        institution_id=visit.institution_id,
        practitioner_id=visit.practitioner_id,
        since=span.since,
        until=span.until,
        item=row.item,
        source_kind="visit_item",
        source_id=str(row.pk),
        hospital_stays=stays,
        by=by,
        at=at,
    )
    row.act, row.decision = delivery.act, delivery.decision
    row.state = VisitItem.State.DONE if delivery.act else VisitItem.State.REFUSED
    row.reasons = [found.code for found in (*delivery.refusals, *delivery.flags)]
    row.save(update_fields=["act", "decision", "state", "reasons"])
    work = visit.due_work
    if delivery.act and work and work.item == row.item and work.state == DueWork.State.DUE:
        complete_due(due_work_id=work.pk, act=delivery.act, by=by, at=at)
