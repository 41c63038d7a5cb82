"""Keeping the daily counts of a place, each night and whenever asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction

from yiyang.audit.services import Actor, record
from yiyang.decisions.services import read_book
from yiyang.network.models import Place
from yiyang.policy.book import Reading
from yiyang.rules.calendar import CHINA
from yiyang.vigilance.counts import change_now, codes_of, days_changed, keep_counts
from yiyang.vigilance.models import Counting

DAY = timedelta(days=1)
AT_ONCE = 7  # days in one transaction: then others can read them, and how far it is
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Counted:
    """What a run has done: days looked at, counts above 0 in them, counts that changed."""

    days: int
    counts: int
    changed: int


def count_record(
    *, place: Place, on: date, by: Actor, at: datetime, progress: Progress | None = None
) -> Counted:
    """Count the last days of a place up to ``on``, and every day that a late record speaks of.

    Repeatable: the same record gives the same counts.  Each week is a transaction of its own.

    Args:
        progress: told the days done and the days in all, after each week.

    Raises:
        NotInForce: the book has no syndromes.
    """
    reading = read_book(on, place=place.code)
    change = change_now()
    known = _begin(place, on, reading, at)
    days = _days(known, on, reading, change)
    codes, counts, changed, done = codes_of(reading), 0, 0, 0
    for week in _weeks(days):
        with transaction.atomic():
            Counting.objects.select_for_update().get(pk=known.pk)
            found, altered = keep_counts(place, week, codes, _moments(week), at)
            counts, changed, done = counts + found, changed + altered, done + len(week)
            Counting.objects.filter(pk=known.pk).update(days_done=done, days_asked=len(days))
        if progress is not None:
            progress(done, len(days))
    _end(known, on, change, by, at, Counted(len(days), counts, changed))
    return Counted(len(days), counts, changed)


@transaction.atomic
def _begin(place: Place, on: date, reading: Reading, at: datetime) -> Counting:
    history = int(reading.table("vigilance.watch")["history"])
    first = on - (history - 1) * DAY
    row, _ = Counting.objects.get_or_create(
        place=place, defaults={"from_on": first, "until_on": first, "counted_at": at}
    )
    return row


def _days(known: Counting, on: date, reading: Reading, change: int) -> list[date]:
    """Return the days to count: new ones, the last ones again, those of late records.

    Where the numbers of transactions have begun anew, as in a restored node, it is all of them.
    """
    first = on - (reading.integer("vigilance.recount") - 1) * DAY
    is_new = known.until_on == known.from_on
    if is_new or known.change > change:
        first = known.from_on
    since = max(known.from_on, min(first, known.until_on))
    days = {since + n * DAY for n in range((on - since).days + 1)}
    late = set() if is_new else days_changed(known.change)
    return sorted(days | {day for day in late if known.from_on <= day <= on})


def _weeks(days: Sequence[date]) -> Iterator[list[date]]:
    for n in range(0, len(days), AT_ONCE):
        yield list(days[n : n + AT_ONCE])


def _moments(week: Sequence[date]) -> tuple[datetime, datetime]:
    begins = datetime.combine(week[0], time.min, CHINA)
    return begins, datetime.combine(week[-1] + DAY, time.min, CHINA)


@transaction.atomic
def _end(  # noqa: PLR0917 -- one private step, all of it needed
    known: Counting, on: date, change: int, by: Actor, at: datetime, counted: Counted
) -> None:
    row = Counting.objects.select_for_update().get(pk=known.pk)
    row.until_on, row.change, row.counted_at = max(row.until_on, on + DAY), change, at
    row.save(update_fields=["until_on", "change", "counted_at"])
    record(
        by=by, at=at, action="vigilance.count", subject_kind="counting", subject_id=row.pk,
        payload={"days": counted.days, "counts": counted.counts, "changed": counted.changed},
    )  # fmt: skip
