"""The contract fee run of a period: begun, worked through part by part, published.

A run that was killed is taken up where it stood: everything it reckons with was frozen when it
began, each part is one transaction, and the last step makes all of it visible at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from yiyang.accounts.models import Run
from yiyang.accounts.services import (
    Pinned,
    begin_run,
    publish_run,
    reverse_run,
    stage,
)
from yiyang.audit.services import Actor
from yiyang.decisions.book import kept_book
from yiyang.decisions.services import keep_book, read_book
from yiyang.fees.periods import Period, period_of
from yiyang.fees.services.freezing import freeze
from yiyang.fees.services.reckoning import reckon
from yiyang.fees.summaries import Summary, summary_of
from yiyang.kernel.errors import Refused
from yiyang.policy.book import Reading

KIND = "CONTRACT_FEE"
CHUNK_SIZE = 50_000  # packages signed in one part: a few seconds of work, lost at most once
Progress = Callable[[int, int], None]


class PeriodNotOver(Refused):
    """The period has not ended: it can be tried, not posted."""

    code = "FEE_PERIOD_NOT_OVER"


class NothingToAdjust(Refused):
    """Nothing has changed since the period was posted."""

    code = "FEE_NOTHING_TO_ADJUST"


class RunElsewhere(Refused):
    """Another process is working on this run."""

    code = "FEE_RUN_ELSEWHERE"


@dataclass(frozen=True)
class DryRun:
    """What a run would post; nothing of it has been written."""

    summary: Summary
    output_digest: str


def run_fees(
    *,
    period: str,
    by: Actor,
    at: datetime,
    adjust: bool = False,
    progress: Progress = lambda done, of: None,
    chunk_size: int = CHUNK_SIZE,
) -> Run:
    """Run a period's fees to the end; take up the run of the period that is under way.

    Raises:
        BadPeriod, PeriodNotOver, RunPosted, RunUnderWay, NothingToAdjust, RunElsewhere,
        ClockSetBack: nothing more has been written.
    """
    begun = Run.objects.filter(
        kind=KIND, place=settings.PLACE, period=period, state=Run.State.STAGING
    ).first()
    run = begun or begin_fee_run(period=period, by=by, at=at, adjust=adjust, chunk_size=chunk_size)
    return work_fee_run(run=run, by=by, at=at, progress=progress)


@transaction.atomic
def order_fee_run(
    *, period: str, by: Actor, at: datetime, adjust: bool = False, is_dry: bool = False
) -> Run:
    """Begin the run of a period that is over; whoever works on it freezes what it needs first.

    Raises:
        BadPeriod, PeriodNotOver, RunPosted, RunUnderWay, ClockSetBack: nothing is written.
    """
    chosen = period_of(period)
    if not is_dry and timezone.localdate(at) < chosen.until:
        raise PeriodNotOver(period=period)
    reading = read_book(chosen.last_day)
    keep_book(reading.book, at)
    plan = {"strict": reading.strict}
    return begin_run(
        pinned=Pinned(KIND, period, settings.PLACE, reading.book.digest, plan),
        adjust=adjust or is_dry,
        by=by,
        at=at,
    )


@transaction.atomic
def begin_fee_run(
    *, period: str, by: Actor, at: datetime, adjust: bool = False, chunk_size: int = CHUNK_SIZE
) -> Run:
    """Begin the run of a period that is over, and freeze what it reckons with.

    Raises:
        BadPeriod, PeriodNotOver, RunPosted, RunUnderWay, NothingToAdjust, ClockSetBack:
            nothing has been written.
    """
    run = order_fee_run(period=period, by=by, at=at, adjust=adjust)
    _freeze(run, chunk_size, by, at)
    if finds_nothing_new(run):
        raise NothingToAdjust(period=period)
    return run


def work_fee_run(
    *, run: Run, by: Actor, at: datetime, progress: Progress = lambda done, of: None
) -> Run:
    """Do the parts of a run that are still to be done, then make the whole visible.

    Raises:
        RunElsewhere: another process is at it.
        RunNotUnderWay: it was stopped, or given up, in the meantime.
        NothingToAdjust: what it froze is what the period was posted from; nothing is posted.
    """
    with _alone(run):
        if "parts" not in run.plan:
            _freeze(run, CHUNK_SIZE, by, at)
        if finds_nothing_new(run):
            raise NothingToAdjust(period=run.period)
        return _done(run, by, at, progress)


def _done(run: Run, by: Actor, at: datetime, progress: Progress = lambda done, of: None) -> Run:
    reading = _pinned_reading(run)
    parts = _parts(run)
    standing = set(run.chunks.values_list("number", flat=True))
    for number, institutions in enumerate(parts):
        if number not in standing:
            _do_part(run, number, institutions, reading, at)
        progress(number + 1, len(parts))
    return publish_run(run=run, chunks=len(parts), by=by, at=at)


@transaction.atomic
def try_fees(*, period: str, by: Actor, at: datetime) -> DryRun:
    """Run a period's fees and take everything back: what it would post, and what it leaves out.

    Raises:
        BadPeriod, RunUnderWay, ClockSetBack.
    """
    with transaction.atomic():
        run = order_fee_run(period=period, by=by, at=at, is_dry=True)
        with _alone(run):
            _freeze(run, CHUNK_SIZE, by, at)
            done = _done(run, by, at)
        answer = DryRun(summary_of(done), done.output_digest)
        transaction.set_rollback(True)
    return answer


def parts_of(run: Run) -> int:
    """Return how many parts a run has; 0 while it is not known."""
    return len(_parts(run)) if "parts" in run.plan else 0


def _freeze(run: Run, chunk_size: int, by: Actor, at: datetime) -> None:
    freeze(run=run, reading=_pinned_reading(run), chunk_size=chunk_size, by=by, at=at)


def _parts(run: Run) -> list[list[int]]:
    """The first part of a run that adjusts is the reversal of the one before: no institution."""
    planned: list[list[int]] = run.plan["parts"]
    return [[], *planned] if run.adjusts_id else planned


@transaction.atomic
def _do_part(
    run: Run, number: int, institutions: list[int], reading: Reading, at: datetime
) -> None:
    if not institutions:
        reverse_run(run=run, number=number, at=at)
        return
    entries = reckon(run=run, institutions=institutions, reading=reading, at=at)
    stage(run=run, number=number, entries=entries, at=at)


def finds_nothing_new(run: Run) -> bool:
    """Return whether a run that adjusts froze just what the run before it was posted from."""
    before = run.adjusts
    return before is not None and (run.input_digest, run.book_digest) == (
        before.input_digest,
        before.book_digest,
    )


def _pinned_reading(run: Run) -> Reading:
    period: Period = period_of(run.period)
    return Reading(kept_book(run.book_digest), period.last_day, run.place, run.plan["strict"])


@contextmanager
def _alone(run: Run) -> Iterator[None]:
    """Keep every other process off the run; the lock goes with the connection that dies."""
    name = f"fee run {run.pk}"
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(hashtext(%s))", (name,))
        if not cursor.fetchone()[0]:
            raise RunElsewhere()
    try:
        yield
    finally:
        if not connection.needs_rollback:  # a broken transaction's lock goes with its connection
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_unlock(hashtext(%s))", (name,))
