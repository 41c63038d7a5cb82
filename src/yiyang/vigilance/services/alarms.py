"""Judging the counts of a place, and what follows from a day above its bound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from yiyang.audit.services import Actor, record
from yiyang.audit.together import one_transaction
from yiyang.cases.services import add_event
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Decided, Subject, decide, read_book
from yiyang.network.models import Place
from yiyang.notices.services import notify
from yiyang.rules.vigilance import DayFacts, DayJudged, judge_day
from yiyang.vigilance import facts
from yiyang.vigilance.errors import NothingCounted
from yiyang.vigilance.flows import OFFICER
from yiyang.vigilance.models import Alarm, Counting, Response
from yiyang.vigilance.services.opening import open_response

if TYPE_CHECKING:
    from yiyang.vigilance.judging import Above

DAY = timedelta(days=1)
NOT_PARAMETERS = frozenset({"method", "history", "least_cases"})


@dataclass(frozen=True)
class Watched:
    """What judging a place has done: series looked at, too short ones, alarms raised."""

    series: int
    too_short: int
    alarms: tuple[int, ...]


def judge_record(*, place: Place, on: date, by: Actor, at: datetime) -> Watched:
    """Judge the last days of every series of a place, and raise what is an alarm by the rule.

    Repeatable: a day that was an alarm is one once, and what was decided is not decided again
    unless its count has changed.

    Raises:
        NothingCounted: the day is not counted yet.
        NotInForce: the book has no method.
    """
    reading = read_book(on, place=place.code)
    counting = facts.counting_over(place)
    if counting is None or not counting.from_on <= on < counting.until_on:
        raise NothingCounted(on=on.isoformat())
    given = reading.table("vigilance.watch")
    since = max(counting.from_on, on - (int(given["history"]) - 1) * DAY)
    found = facts.series_of(place, since, on + DAY)
    from yiyang.vigilance import judging  # noqa: PLC0415 -- compiled libraries load only to judge

    above, short = judging.above(found, given, reading)
    raised = [_raise(place, one, given, by, at) for one in above]
    return Watched(len(found), short, tuple(alarm for alarm in raised if alarm is not None))


@one_transaction
def _raise(
    place: Place, above: Above, given: Mapping[str, str], by: Actor, at: datetime
) -> int | None:
    """Decide on one day; keep its alarm with the case it belongs to."""
    Counting.objects.select_for_update().get(place=place)
    key = above.counts.key
    same = {"syndrome": key.syndrome, "place_id": key.place, "on": above.on,
            "institution_id": key.institution or None, "method": given["method"]}  # fmt: skip
    if Alarm.objects.filter(**same).exists():
        return None
    row = above.counts.rows[above.on]
    if _is_decided(row, above.looked_at[-1]):
        return None
    decided = _decide(place, above, given, row, at)
    if not decided.result.is_alarm:
        return None
    response = open_response(
        syndrome=key.syndrome, place=place, is_exercise=False, note="", by=by, at=at
    )
    alarm = Alarm.objects.create(
        **same, observed=above.looked_at[-1], expected=above.expected, upper=above.upper,
        decision=decided.decision, response=response, raised_at=at,
    )  # fmt: skip
    _tell(alarm, response, by, at)
    return alarm.pk


def _is_decided(row: int, observed: int) -> bool:
    last = Decision.objects.filter(
        rule=judge_day.name, subject_kind="day_count", subject_id=row
    ).order_by("-pk").first()  # fmt: skip
    return last is not None and last.facts["counts"][-1] == observed


def _decide(
    place: Place, above: Above, given: Mapping[str, str], row: int, at: datetime
) -> Decided[DayJudged]:
    key = above.counts.key
    where = Place.objects.get(pk=key.place)
    asked = DayFacts(
        syndrome=key.syndrome, place=where.code, institution=key.institution or None,
        day=above.on.isoformat(), method=given["method"],
        parameters={k: v for k, v in given.items() if k not in NOT_PARAMETERS},
        counts=above.looked_at, expected=above.expected, upper=above.upper,
    )  # fmt: skip
    reading = read_book(above.on, place=place.code)
    return decide(judge_day, asked, reading=reading, subject=Subject("day_count", row), at=at)


def _tell(alarm: Alarm, response: Response, by: Actor, at: datetime) -> None:
    """Put the alarm on its case's timeline, and tell the officer on duty."""
    told = {"alarm": alarm.pk, "syndrome": alarm.syndrome, "observed": alarm.observed}
    add_event(
        case=response.case, action="OUTBREAK_ALARM", by=by, at=at, params=told,
        decision=alarm.decision,
    )  # fmt: skip
    notify(
        code="OUTBREAK_ALARM", params={"syndrome": alarm.syndrome, "observed": alarm.observed},
        subject_kind="CASE", subject_id=response.case_id, role=OFFICER,
        place_id=response.place_id, link=f"/alarms/{alarm.pk}/", by=by, at=at,
    )  # fmt: skip
    record(
        by=by, at=at, action="vigilance.alarm", subject_kind="alarm", subject_id=alarm.pk,
        payload={"decision": alarm.decision_id, "response": response.pk},
    )  # fmt: skip
