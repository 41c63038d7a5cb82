"""What bears on people's key groups, as frozen values for the rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from yiyang.assessments.models import Assessment
from yiyang.key_groups.models import Look, Membership, RegisterEntry
from yiyang.people.models import Person
from yiyang.record.models import Resource
from yiyang.rules.calendar import CHINA
from yiyang.rules.fhir_map.coded import coded_problem
from yiyang.rules.fhir_map.written import read_json
from yiyang.rules.key_groups import (
    LIVING_ALONE,
    SPECIAL_FAMILY,
    Assessed,
    Belonging,
    CodedProblem,
    Declared,
    GroupFacts,
)

ABILITY = "GB42195"


def group_facts(people: Iterable[Person], day: date) -> dict[int, GroupFacts]:
    """Return what bears on each person's groups on a day, in six queries whatever their number."""
    rows = list(people)
    ids = [row.pk for row in rows]
    problems, held = _problems(ids), _held(ids)
    declared, assessed = _declared(ids), _assessed(ids, day)
    looked = set(Look.objects.filter(pk__in=ids).values_list("pk", flat=True))
    return {
        row.pk: GroupFacts(
            day=day,
            born_on=row.born_on,
            household=row.household,
            alone_since=_said_since(row, LIVING_ALONE, held[row.pk], row.pk in looked, day),
            special_since=_said_since(row, SPECIAL_FAMILY, held[row.pk], row.pk in looked, day)
            if row.special_family
            else None,
            died_on=row.died_at.astimezone(CHINA).date() if row.died_at else None,
            problems=tuple(problems[row.pk]),
            declared=tuple(declared[row.pk]),
            assessed=assessed.get(row.pk),
            held=tuple(held[row.pk]),
        )
        for row in rows
    }


def _said_since(
    row: Person, group: str, held: list[Belonging], was_looked_at: bool, day: date
) -> date:
    """Return since when a person's entry says it: as held; else as registered, or seen today."""
    for one in held:
        if (one.group, one.source, one.until) == (group, Membership.Source.HOUSEHOLD, None):
            return one.since
    return day if was_looked_at else min(day, row.created_at.astimezone(CHINA).date())


def _problems(ids: Collection[int]) -> dict[int, list[CodedProblem]]:
    found: dict[int, list[CodedProblem]] = defaultdict(list)
    rows = Resource.objects.filter(person__in=ids, type="Condition", deleted_at=None)
    for row in rows.order_by("person", "key"):
        body: dict[str, Any] = read_json(row.body.encode())
        seen_on = row.updated_at.astimezone(CHINA).date()
        found[row.person_id].append(coded_problem(body, seen_on))
    return found


def _held(ids: Collection[int]) -> dict[int, list[Belonging]]:
    found: dict[int, list[Belonging]] = defaultdict(list)
    for row in Membership.objects.filter(person__in=ids).order_by("person", "group", "span"):
        found[row.person_id].append(
            Belonging(row.group, row.span.lower, row.span.upper, row.source_kind, row.source_key)
        )
    return found


def _declared(ids: Collection[int]) -> dict[int, list[Declared]]:
    found: dict[int, list[Declared]] = defaultdict(list)
    for row in RegisterEntry.objects.filter(person__in=ids).order_by("person", "pk"):
        found[row.person_id].append(
            Declared(str(row.pk), row.group, row.span.lower, row.span.upper)
        )
    return found


def _assessed(ids: Collection[int], day: date) -> dict[int, Assessed]:
    rows = (
        Assessment.objects.filter(
            person__in=ids, instrument=ABILITY, assessed_at__date__lte=day, level__regex=r"^\d+$"
        )
        .order_by("person", "-assessed_at", "-pk")
        .distinct("person")
    )
    return {
        row.person_id: Assessed(
            str(row.pk), row.instrument, int(row.level), row.assessed_at.astimezone(CHINA).date()
        )
        for row in rows
    }
