"""Daily counts and outbreaks as the frozen values that the rules take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from yiyang.beds.batch_facts import WAITING_STATES
from yiyang.network.models import Place
from yiyang.vigilance.models import Alarm, Casualty, Counting, DayCount, Response

DAY = timedelta(days=1)
GRAVE = ("SEVERE", "CRITICAL")
WEEK = 7  # days over which an outbreak's cases are summed


@dataclass(frozen=True, order=True)
class SeriesKey:
    """Whose counts a series holds; ``institution`` 0 for a place."""

    syndrome: str
    place: int
    institution: int


@dataclass(frozen=True)
class Counts:
    """A series of a place's counts: one number a day from ``first`` on."""

    key: SeriesKey
    first: date
    people: tuple[int, ...]
    rows: dict[date, int]  # the key of the row of a day that has one


def series_of(place: Place, since: date, until: date) -> list[Counts]:
    """Return every series of a place that has somebody in [since, until), by key."""
    rows = DayCount.objects.filter(
        place__code__within=place.code, on__gte=since, on__lt=until
    ).values_list("syndrome", "place", "institution", "on", "people", "pk")
    by_key: dict[SeriesKey, dict[date, tuple[int, int]]] = {}
    for syndrome, where, institution, on, people, pk in rows:
        key = SeriesKey(syndrome, where, institution or 0)
        by_key.setdefault(key, {})[on] = (people, pk)
    length = (until - since).days
    days = [since + n * DAY for n in range(length)]
    return [
        Counts(
            key, since, tuple(found.get(day, (0, 0))[0] for day in days),
            {day: pk for day, (_, pk) in found.items()},
        )
        for key, found in sorted(by_key.items())
    ]  # fmt: skip


def days_of(alarm: Alarm, length: int) -> list[tuple[date, int]]:
    """Return the counts of an alarm's series as they are kept now, up to its day."""
    counting = counting_over(alarm.place)
    since = max(alarm.on - (length - 1) * DAY, counting.from_on) if counting else alarm.on
    rows = dict(
        DayCount.objects.filter(
            syndrome=alarm.syndrome, place=alarm.place_id, institution=alarm.institution_id,
            on__gte=since, on__lte=alarm.on,
        ).values_list("on", "people")
    )  # fmt: skip
    days = [since + n * DAY for n in range((alarm.on - since).days + 1)]
    return [(day, rows.get(day, 0)) for day in days]


def counting_over(place: Place) -> Counting | None:
    """Return how far the counts that cover a place are kept; None where nothing is counted."""
    codes = [place.code[:n] for n in range(2, len(place.code) + 1)]
    rows = Counting.objects.filter(place__code__in=codes).select_related("place")
    return max(rows, key=lambda row: len(row.place.code), default=None)


def cases_of(response: Response, on: date) -> tuple[int, int, int]:
    """Return an outbreak's cases of the last week, the places with an alarm, the gravely ill.

    In an exercise all are the invented cases.
    """
    ill = list(response.casualties.values_list("severity", "place"))
    severe = sum(severity in GRAVE for severity, _ in ill)
    if response.is_exercise:
        return len(ill), len({where for _, where in ill if where}), severe
    counted = DayCount.objects.filter(
        syndrome=response.syndrome, place=response.place_id, institution=None,
        on__gt=on - WEEK * DAY, on__lte=on,
    )  # fmt: skip
    people = sum(counted.values_list("people", flat=True))
    where = response.alarms.filter(institution=None).exclude(place=response.place_id)
    return max(people, len(ill)), where.values("place").distinct().count(), severe


def waiting_casualties(response: Response) -> Iterable[Casualty]:
    """Return those of a response who have no bed of its pool yet, by their number.

    Whose transfer waits no more, since it found a bed elsewhere or was cancelled, does not.
    """
    waits = Q(transfer=None) | Q(transfer__case__state__in=WAITING_STATES)
    rows = response.casualties.filter(waits, bed=None, left_at=None)
    return rows.select_related("transfer__person", "transfer__case", "place").order_by("number")
