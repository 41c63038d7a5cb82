"""Visits asked for, checked for their risk, called off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from yiyang.access.models import Grant
from yiyang.access.services import end_grants, write_grant
from yiyang.audit.services import Actor
from yiyang.care.models import DueWork
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.kernel.span import Span
from yiyang.network.models import Institution
from yiyang.people.models import Person
from yiyang.rules.visiting.risk import REFUSE, TWO_PEOPLE, assess_risk
from yiyang.visits.errors import NoItems, NotAProvider, PersonIsDead, VisitInPast
from yiyang.visits.facts import day_span, home_items, risk_facts
from yiyang.visits.models import Visit, VisitItem
from yiyang.visits.services.telling import ASKED, OFF, tell_asker, tell_desk
from yiyang.visits.services.trail import held, note

ORIGIN = "visit"
State = Visit.State


@transaction.atomic
def ask_visit(**asked: Any) -> Visit:
    """Ask an institution to visit somebody at home, and tell its desk; see ``make_visit``."""
    visit = make_visit(**asked)
    tell_desk(visit, ASKED, asked["by"], asked["at"])
    return visit


@transaction.atomic
def make_visit(
    *,
    person: Person,
    institution: Institution,
    items: Sequence[str],
    window: Span,
    role: str,
    by: Actor,
    at: datetime,
    text: str = "",
    due_work_id: int | None = None,
    enrolment_id: int | None = None,
) -> Visit:
    """Enter that an institution is to visit somebody at home; its desk then checks the risk.

    The institution sees the person's summary until some days after the visit.

    Args:
        window: when the visit may begin; it has an end.
        role: in which whoever asks does so.

    Raises:
        PersonIsDead, NotAProvider, NoItems, VisitInPast: nothing has been written.
    """
    reading = read_book(timezone.localdate(at))
    _refuse_unfit(person, institution, items, window, at)
    visit = Visit.objects.create(
        person=person,
        institution=institution,
        role=role,
        asked_by_id=by.account_id,
        asked_at=at,
        note=text,
        window=DateTimeTZRange(window.since, window.until),
        due_work_id=due_work_id,
        enrolment_id=enrolment_id,
    )
    VisitItem.objects.bulk_create(
        VisitItem(visit=visit, item=code) for code in dict.fromkeys(items)
    )
    assert window.until is not None
    write_grant(
        person_id=person.pk,
        grantee_kind=Grant.GranteeKind.INSTITUTION,
        grantee_id=institution.pk,
        purpose=Grant.Purpose.CARE,
        scope=Grant.Scope.SUMMARY,
        since=at,
        until=window.until + timedelta(days=reading.integer("visits.grant_days")),
        origin_kind=ORIGIN,
        origin_id=visit.pk,
        by=by,
        at=at,
    )
    note("ask", visit, by, at, {"items": list(items), "role": role})
    return visit


def _refuse_unfit(
    person: Person, institution: Institution, items: Sequence[str], window: Span, at: datetime
) -> None:
    reading = read_book(timezone.localdate(at))
    if person.died_at is not None:
        raise PersonIsDead()
    if institution.kind not in reading.codes("visits.provider_kinds") or not institution.is_open:
        raise NotAProvider()
    if not items or not set(items) <= set(home_items(reading)):
        raise NoItems()
    if window.until is None or window.until <= at:
        raise VisitInPast()


@transaction.atomic
def check_risk(*, visit_id: int, ticked: Sequence[str], by: Actor, at: datetime) -> Visit:
    """Check the risk of a visit: it is accepted, with two people if need be, or refused.

    Args:
        ticked: the risks found, by code (``rules.visiting.risk.CHECKLIST``).

    Raises:
        VisitMovedOn: somebody has dealt with it.
    """
    visit = held(visit_id, State.ASKED)
    reading = read_book(timezone.localdate(at))
    visit.ticked = sorted(ticked)
    items = visit.items.values_list("item", flat=True)
    decided = decide(
        assess_risk,
        risk_facts(visit, items, at, reading),
        reading=reading,
        subject=Subject(ORIGIN, visit.pk, visit.person_id),
        at=at,
    )
    risk = decided.result
    visit.risk = decided.decision
    visit.people = 2 if risk.outcome == TWO_PEOPLE else 1
    visit.precautions = list(risk.precautions)
    visit.state = State.REFUSED if risk.outcome == REFUSE else State.ACCEPTED
    if risk.outcome == REFUSE:
        visit.end_reason, visit.refer_to = risk.reasons[0].code, risk.refer_to
        end_grants(origin_kind=ORIGIN, origin_id=visit.pk, by=by, at=at)
    visit.save()
    note("check_risk", visit, by, at, {"outcome": risk.outcome})
    tell_asker(visit, by, at)
    return visit


@transaction.atomic
def cancel_visit(*, visit_id: int, reason: str, by: Actor, at: datetime) -> Visit:
    """Call a visit off that nobody has begun; its due work may be visited again.

    Raises:
        VisitMovedOn: it is under way, done, or off already.
    """
    visit = held(visit_id, State.ASKED, State.ACCEPTED, State.PLANNED)
    visit.state, visit.end_reason = State.CANCELLED, reason
    visit.save(update_fields=["state", "end_reason"])
    end_grants(origin_kind=ORIGIN, origin_id=visit.pk, by=by, at=at)
    note("cancel", visit, by, at, {"reason": reason})
    tell_asker(visit, by, at)
    tell_desk(visit, OFF, by, at)
    return visit


@transaction.atomic
def take_due(
    *, institution: Institution, until: date, by: Actor, at: datetime, role: str
) -> list[Visit]:
    """Make a visit, its risk checked, of each visit that is due by a day and has none."""
    today = timezone.localdate(at)
    taken = Visit.objects.exclude(state__in=(State.REFUSED, State.CANCELLED))
    rows = DueWork.objects.filter(
        institution=institution,
        kind=DueWork.Kind.VISIT,
        state=DueWork.State.DUE,
        due_from__lte=until,
        person__died_at=None,
    ).exclude(pk__in=taken.filter(due_work__isnull=False).values("due_work"))
    known = home_items(read_book(today))
    made = []
    for work in rows.select_related("person").order_by("due_on", "pk"):
        if work.item not in known:
            continue
        last = day_span(max(work.due_on, today)).until
        assert last is not None
        window = Span(max(at, day_span(work.due_from).since), last)
        visit = make_visit(
            person=work.person,
            institution=institution,
            items=[work.item],
            window=window,
            role=role,
            due_work_id=work.pk,
            by=by,
            at=at,
        )
        made.append(check_risk(visit_id=visit.pk, ticked=(), by=by, at=at))
    return made
