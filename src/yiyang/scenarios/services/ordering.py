"""Runs: ordered, stopped, resumed, given up.  A job works them through (``working``)."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version

from django.db import transaction

from yiyang.audit.services import Actor, record
from yiyang.decisions.book import current_book
from yiyang.decisions.services import keep_book
from yiyang.policy.book import Reading
from yiyang.scenarios.errors import RunEnded
from yiyang.scenarios.models import Scenario, SimulationRun
from yiyang.scenarios.selectors import plan_of

LIVE = (SimulationRun.State.QUEUED, SimulationRun.State.STOPPED)


@transaction.atomic
def order_run(*, scenario: Scenario, by: Actor, at: datetime) -> SimulationRun:
    """Order a run of a scenario under the book as it is now; one that there is already is given.

    A run under the same book and program gives the same figures: it is not made twice.
    """
    Scenario.objects.select_for_update(no_key=True).get(pk=scenario.pk)  # two orders, one run
    book, program = current_book(), version("yiyang")
    same = SimulationRun.objects.filter(
        scenario=scenario, book_digest=book.digest, program=program
    ).exclude(state=SimulationRun.State.FAILED)
    found = same.order_by("pk").first()
    if found is not None:
        return found
    plan = plan_of(scenario)
    keep_book(book, at)
    reading = Reading(book, plan.on, plan.place)
    run = SimulationRun.objects.create(
        scenario=scenario, seed=plan.seed, days=plan.days, warm_up=plan.warm_up,
        replications=plan.replications, book_digest=book.digest, program=program, ordered_at=at,
        confidence_percent=reading.integer("simulation.confidence_percent"),
    )  # fmt: skip
    told(run, "scenarios.order_run", by, at)
    return run


@transaction.atomic
def stop_run(*, run: SimulationRun, by: Actor, at: datetime) -> SimulationRun:
    """Stop a run; the replication under way is given up, and what is done is kept.

    Raises:
        RunEnded: it is done or failed.
    """
    return _changed(run, SimulationRun.State.STOPPED, "scenarios.stop_run", by, at)


@transaction.atomic
def resume_run(*, run: SimulationRun, by: Actor, at: datetime) -> SimulationRun:
    """Let a stopped run go on where it stopped.

    Raises:
        RunEnded: it is done or failed.
    """
    return _changed(run, SimulationRun.State.QUEUED, "scenarios.resume_run", by, at)


@transaction.atomic
def fail_run(*, run_id: int, fault: str, by: Actor, at: datetime) -> None:
    """Give a run up for a fault, a code or the kind of an error; one that ended is left alone."""
    row = SimulationRun.objects.select_for_update().get(pk=run_id)
    if row.state not in LIVE:
        return
    row.state, row.fault, row.ended_at = SimulationRun.State.FAILED, fault, at
    row.save(update_fields=["state", "fault", "ended_at"])
    told(row, "scenarios.fail_run", by, at)


def _changed(
    run: SimulationRun, state: SimulationRun.State, action: str, by: Actor, at: datetime
) -> SimulationRun:
    row = SimulationRun.objects.select_for_update().get(pk=run.pk)
    if row.state not in LIVE:
        raise RunEnded
    row.state = state
    row.save(update_fields=["state"])
    told(row, action, by, at)
    return row


def told(run: SimulationRun, action: str, by: Actor, at: datetime) -> None:
    """Write the audit row of a run."""
    payload = {"scenario": run.scenario_id, "state": run.state, "fault": run.fault}
    record(
        by=by, at=at, action=action, subject_kind="simulation_run", subject_id=run.pk,
        payload=payload,
    )  # fmt: skip
