"""What the pages of care show, read for the acting assignment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from yiyang.access.models import Assignment
from yiyang.access.powers import Power, has_power
from yiyang.care import selectors
from yiyang.care.facts import beds_of, day_of
from yiyang.care.models import Consultation, DueWork, FollowUp
from yiyang.care.selectors import DeskSearch
from yiyang.care.services import Met
from yiyang.cases.models import Task
from yiyang.decisions.services import read_book
from yiyang.faces.web.care.forms import FollowUpForm
from yiyang.faces.web.templatetags.yiyang_text import label
from yiyang.kernel.excerpt import Excerpt, excerpt
from yiyang.key_groups.selectors import groups_of, groups_of_all
from yiyang.people.models import Person
from yiyang.people.selectors import shown_names
from yiyang.policy.book import Line, Reading
from yiyang.rules import packages
from yiyang.rules.packages import ServiceItem

SHOWN = 20
WAITING = 100
CALENDAR = 15  # dates shown: the next weeks of somebody visited often


@dataclass(frozen=True)
class DeskLine:
    """One thing due at the desk: whose, how late, in which key groups they are."""

    work: DueWork
    name: str
    groups: tuple[str, ...]
    days_late: int


def desk_page(assignment: Assignment, search: DeskSearch, at: datetime) -> dict[str, Any]:
    """Return what is due at a desk, late first, with how much there is of what."""
    rows, today = selectors.desk_work(assignment, at, search), day_of(at)
    people = {row.person_id: row.person for row in rows}
    names = shown_names(assignment, list(people.values()))
    groups = groups_of_all(list(people), today)
    lines = [
        DeskLine(
            row,
            names[row.person_id],
            tuple(sorted(groups[row.person_id])),
            max((today - row.due_on).days, 0),
        )
        for row in rows
    ]
    counts = selectors.desk_counts(assignment, at, search)
    waiting = selectors.consultations_for(assignment).filter(
        institution=assignment.institution_id, answered_at__isnull=True
    )
    return {
        "lines": Excerpt(lines, more=rows.more),
        "counts": counts,
        "today": today,
        "questions": waiting.count(),
    }


def plan_page(assignment: Assignment, person: Person, at: datetime) -> dict[str, Any]:
    """Return a person's plan with used and left, one calendar, what was done and asked."""
    today = day_of(at)
    found = selectors.plan_for(assignment, person.pk, today)
    consultations = selectors.consultations_for(assignment).filter(person=person)
    calendar = selectors.calendar_for(assignment, person.pk)
    return {
        "person": person,
        "plan": found,
        "uses": selectors.uses_of(found) if found else [],
        "calendar": calendar[:CALENDAR],
        "later": len(calendar[CALENDAR:]),
        "follow_ups": excerpt(selectors.follow_ups_for(assignment, person.pk), SHOWN),
        "consultations": excerpt(consultations, SHOWN),
        "groups": sorted(groups_of(person.pk, today)),
        "beds": beds_of(person.pk),
        "today": today,
    }


def consultations_page(assignment: Assignment, at: datetime) -> dict[str, Any]:
    """Return the questions at a desk: those that wait with their deadline, the last answers."""
    rows = selectors.consultations_for(assignment).filter(institution=assignment.institution_id)
    waiting = excerpt(rows.filter(answered_at__isnull=True, case__closed_at__isnull=True), WAITING)
    answered = list(rows.filter(answered_at__isnull=False).order_by("-answered_at")[:SHOWN])
    due = _deadlines(waiting)
    names = shown_names(assignment, [row.person for row in (*waiting, *answered)])
    lines = [
        (row, names[row.person_id], due.get(row.case_id), _is_late(due.get(row.case_id), at))
        for row in waiting
    ]
    lines.sort(key=lambda line: (line[2] is None, line[2] or at))
    return {
        "waiting": Excerpt(lines, more=waiting.more),
        "answered": [(row, names[row.person_id]) for row in answered],
    }


def consultation_page(asked: Consultation, assignment: Assignment, at: datetime) -> dict[str, Any]:
    """Return one question with its deadline and whether the reader may answer it."""
    due_at = _deadlines([asked]).get(asked.case_id)
    is_open = asked.answered_at is None
    return {
        "asked": asked,
        "due_at": due_at,
        "is_late": is_open and _is_late(due_at, at),
        "in_time": None if is_open else asked.decision.result.get("in_time"),
        "may_answer": is_open and has_power(assignment, Power.DO_WORK),
    }


def catalogue_page(day: date) -> dict[str, Any]:
    """Return every item by group, its price with its mark, and the packages."""
    reading = read_book(day)
    groups: dict[str, list[tuple[ServiceItem, str]]] = {}
    for item in packages.catalogue(reading).values():
        line = reading.used.get(packages.price_key(item.code))
        mark = f"MARK_{line.mark.upper()}" if line else ""
        groups.setdefault(item.group, []).append((item, mark))
    return {
        "groups": list(groups.items()),
        "packages": list(packages.packages(reading).values()),
        "marks": [f"MARK_{mark.upper()}" for mark in reading.marks],
        "sources": _sources(reading),
    }


def _sources(reading: Reading) -> list[Line]:
    lines = {line.authority.act: line for line in reading.used.values()}
    return [line for act, line in lines.items() if act != "none"]


def programme_of(work: DueWork) -> str:
    """Return the programme that a follow-up belongs to."""
    items = read_book(work.due_on).table("follow_up.programmes")
    return next(group for group, item in items.items() if item == work.item)


def met_by(form: FollowUpForm, programme: str, at: datetime) -> Met:
    """Return a follow-up as its form tells it, done now."""
    return Met(
        programme=programme,
        channel=form.cleaned_data["channel"],
        readings=form.readings(),
        done_at=at,
        signs=tuple(form.cleaned_data["signs"]),
        note=form.cleaned_data["note"],
    )


def said_of(kept: FollowUp) -> str:
    """Return one sentence about a follow-up: how things stand, when the next is due."""
    result = label(f"RESULT_{kept.result}")
    if kept.next_due_on is None:
        return _("%(result)s. No further follow-up is due.") % {"result": result}
    return _("%(result)s. Next due %(day)s.") % {"result": result, "day": kept.next_due_on}


def _deadlines(asked: list[Consultation]) -> dict[int, datetime | None]:
    tasks = Task.objects.filter(case__in=[row.case_id for row in asked if row.case_id])
    return dict(tasks.values_list("case_id", "due_at"))


def _is_late(due_at: datetime | None, at: datetime) -> bool:
    return due_at is not None and due_at < at
