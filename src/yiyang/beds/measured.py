"""What was last measured of a person: levels and scores, and the early warning total."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from yiyang.assessments.models import Assessment
from yiyang.decisions.models import Decision
from yiyang.rules.calendar import CHINA
from yiyang.rules.instruments.green_channel import green_channel


def news2_since(person_id: int, opened_at: datetime, at: datetime) -> int | None:
    """Return the latest early warning total measured after a case was opened, or None.

    Whether the vital signs came by a scale or alone, their colour was decided from the total.
    """
    decided = Decision.objects.filter(
        rule=green_channel.name, person_id=person_id, made_at__gt=opened_at, made_at__lte=at
    )
    totals = decided.order_by("-pk").values_list("result__news2_total", flat=True)
    return next((total for total in totals if total is not None), None)


def latest_levels(person_id: int, day: date) -> dict[str, Any]:
    """Return the levels and scores that hold on a day, by field of ``Situation``.

    Of one that has run out only its date is told: it is a reason against, never one in favour.
    """
    latest = (
        Assessment.objects.filter(person=person_id, assessed_at__date__lte=day)
        .order_by("instrument", "-assessed_at", "-pk")
        .distinct("instrument")
    )
    found: dict[str, Any] = {}
    for row in latest:
        if row.instrument == "GB42195":
            found["gb_assessed_on"] = row.assessed_at.astimezone(CHINA).date()
        if row.valid_until is not None and day >= row.valid_until:
            continue
        match row.instrument:
            case "GB42195":
                found["gb_level"] = int(row.level)
            case "SH_UNIFIED" if row.level.isdigit():
                found["sh_level"] = int(row.level)
            case "KPS" | "PPS":
                found[row.instrument.lower()] = int(row.scores["total"])
            case "NEWS2":
                found["news2"] = int(row.scores["total"])
    return found


def care_levels(person_ids: list[int], day: date) -> dict[int, int]:
    """Return the latest GB/T 42195 level of each person up to a day, by person."""
    latest = (
        Assessment.objects.filter(
            person__in=person_ids, instrument="GB42195", assessed_at__date__lte=day
        )
        .order_by("person", "-assessed_at", "-pk")
        .distinct("person")
    )
    return {person: int(level) for person, level in latest.values_list("person_id", "level")}
