"""The life of a run: begun and pinned, staged, stopped and resumed, published whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from yiyang.accounts.digests import output_digest
from yiyang.accounts.models import Chunk, Entry, Run
from yiyang.audit.services import Actor, record
from yiyang.kernel.errors import Refused

UNDER_WAY = (Run.State.STAGING, Run.State.STOPPED)
MOVES = {  # what a run may become, and from what
    Run.State.STOPPED: (Run.State.STAGING,),
    Run.State.STAGING: (Run.State.STOPPED,),
    Run.State.ABANDONED: UNDER_WAY,
}


class RunUnderWay(Refused):
    """Another run of this kind is under way."""

    code = "RUN_UNDER_WAY"


class RunPosted(Refused):
    """This period has been posted; it can only be adjusted."""

    code = "RUN_POSTED"


class RunNotUnderWay(Refused):
    """The run is not under way."""

    code = "RUN_NOT_UNDER_WAY"


class RunHasWork(Refused):
    """Parts of the run are still to be done."""

    code = "RUN_HAS_WORK"


class ClockSetBack(Refused):
    """The clock shows a time before what has been posted already."""

    code = "CLOCK_SET_BACK"


@dataclass(frozen=True)
class Pinned:
    """What a run is of, and the book it reads to its end."""

    kind: str
    period: str
    place: str
    book_digest: str
    plan: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def begin_run(*, pinned: Pinned, adjust: bool, by: Actor, at: datetime) -> Run:
    """Begin the run of a period, or the one that adjusts what is posted.

    Raises:
        ClockSetBack, RunUnderWay, RunPosted: nothing has been written.
    """
    refuse_clock_set_back(at)
    same = Run.objects.filter(kind=pinned.kind, place=pinned.place)
    if same.filter(state__in=UNDER_WAY).exists():
        raise RunUnderWay()
    earlier = same.filter(period=pinned.period, state=Run.State.POSTED).order_by("-sequence")
    last = earlier.first()
    if last is not None and not adjust:
        raise RunPosted(period=pinned.period)
    try:
        with transaction.atomic():
            run = Run.objects.create(
                kind=pinned.kind,
                period=pinned.period,
                place=pinned.place,
                sequence=last.sequence + 1 if last else 1,
                adjusts=last,
                book_digest=pinned.book_digest,
                plan=pinned.plan,
                begun_at=at,
            )
    except IntegrityError as error:  # somebody else began one at the same moment
        raise RunUnderWay() from error
    _audit("run.begin", run, by, at, {"book": pinned.book_digest})
    return run


@transaction.atomic
def pin_input(*, run: Run, digest: str, plan: dict[str, Any], by: Actor, at: datetime) -> None:
    """Keep the digest of what the run reckons with, and its plan, in the audit trail too."""
    run.input_digest = digest
    run.plan = run.plan | plan
    run.save(update_fields=["input_digest", "plan"])
    _audit("run.pin", run, by, at, {"input": digest})


@transaction.atomic
def change_run(*, run: Run, state: str, by: Actor, at: datetime) -> Run:
    """Stop a run, resume it, or give it up; what is staged stays, and nobody sees it.

    Raises:
        RunNotUnderWay: it is posted or given up, or in that state already.
    """
    locked = Run.objects.select_for_update().get(pk=run.pk)
    if locked.state not in MOVES[Run.State(state)]:
        raise RunNotUnderWay()
    locked.state = state
    locked.save(update_fields=["state"])
    _audit(f"run.{state.lower()}", locked, by, at, {})
    return locked


@transaction.atomic
def publish_run(*, run: Run, chunks: int, by: Actor, at: datetime) -> Run:
    """Make a whole run visible by one change of its state.

    Args:
        chunks: how many parts it has; every one must stand.

    Raises:
        RunNotUnderWay, RunHasWork, ClockSetBack: it stays as it is.
    """
    locked = Run.objects.select_for_update().get(pk=run.pk)
    if locked.state != Run.State.STAGING:
        raise RunNotUnderWay()
    if locked.chunks.count() != chunks:
        raise RunHasWork()
    refuse_clock_set_back(at)
    locked.output_digest = output_digest(locked.pk)
    locked.state, locked.posted_at = Run.State.POSTED, at
    locked.save(update_fields=["output_digest", "state", "posted_at"])
    _audit("run.post", locked, by, at, {"output": locked.output_digest, "chunks": chunks})
    return locked


def refuse_clock_set_back(at: datetime) -> None:
    """Raise ClockSetBack when something was posted or staged after ``at``."""
    runs = Run.objects.aggregate(begun=Max("begun_at"), posted=Max("posted_at"))
    chunk = Chunk.objects.order_by("-pk").values_list("staged_at", flat=True).first()
    entry = Entry.objects.order_by("-pk").values_list("posted_at", flat=True).first()
    known = [moment for moment in (runs["begun"], runs["posted"], chunk, entry) if moment]
    if known and at < max(known):
        raise ClockSetBack()


def _audit(action: str, run: Run, by: Actor, at: datetime, payload: dict[str, Any]) -> None:
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="run",
        subject_id=run.pk,
        payload={"kind": run.kind, "period": run.period, "sequence": run.sequence} | payload,
    )
