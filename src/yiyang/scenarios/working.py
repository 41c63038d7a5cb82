"""Working runs through, replication by replication.  It loads compiled libraries: jobs import it.

A replication is kept as soon as it is done, so that a run that was stopped, or whose process
died, goes on with the next one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache, partial
from importlib.metadata import version

from django.db import connection, transaction

from yiyang.audit.services import Actor
from yiyang.decisions.book import kept_book
from yiyang.planning.simulation.building import Network, build
from yiyang.planning.simulation.figures import result_of
from yiyang.planning.simulation.kernel import Stopped
from yiyang.planning.simulation.overview import overview
from yiyang.planning.simulation.running import TooManyPeople, replicate
from yiyang.planning.simulation.scenario_files import BadScenario
from yiyang.scenarios.models import Replication, Scenario, SimulationRun
from yiyang.scenarios.selectors import plan_of, results_of
from yiyang.scenarios.services.comparing import judge_finished
from yiyang.scenarios.services.ordering import fail_run, told


def work_run(*, run_id: int, by: Actor, at: datetime, go_on: Callable[[], bool]) -> int:
    """Do the replications that a run lacks and end it; return how many were done now.

    It leaves off when the run is stopped, within a replication too, when another process works on
    it, or when ``go_on`` says no; then the next call goes on.
    """
    run = SimulationRun.objects.select_related("scenario__place").get(pk=run_id)
    if run.program != version("yiyang"):
        fail_run(run_id=run_id, fault="PROGRAM_CHANGED", by=by, at=at)
        return 0
    done = 0
    try:
        network = _network(run.scenario.digest, run.book_digest, run.scenario_id)
        while _next(run, network, by, at):
            done += 1
            if not go_on():
                break
    except Stopped:
        return done
    except TooManyPeople:
        fail_run(run_id=run_id, fault="TOO_MANY_PEOPLE", by=by, at=at)
        return 0
    except BadScenario:
        fail_run(run_id=run_id, fault="SCENARIO_UNUSABLE", by=by, at=at)
        return 0
    return done


@lru_cache(maxsize=4)
def _network(_digest: str, book_digest: str, scenario_id: int) -> Network:
    """Return a scenario built under a book: asking the rules about all situations takes a second.

    Two scenarios of one digest say the same, so whichever was asked first stands for both.
    """
    scenario = Scenario.objects.select_related("place").get(pk=scenario_id)
    return build(plan_of(scenario), kept_book(book_digest))


@transaction.atomic
def _next(run: SimulationRun, network: Network, by: Actor, at: datetime) -> bool:
    """Do one replication, or end the run where none is missing; tell whether one was done."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_try_advisory_xact_lock(hashtextextended(%s, 0))",
            (f"simulation run {run.pk}",),
        )
        if not cursor.fetchone()[0]:
            return False
    run.refresh_from_db(fields=["state"])
    if run.state != SimulationRun.State.QUEUED:
        return False
    known = set(run.done.values_list("number", flat=True))
    number = next((n for n in range(run.replications) if n not in known), None)
    if number is None:
        _end(run, network, by, at)
        return False
    result = result_of(network, replicate(network, number, go_on=partial(_is_wanted, run.pk)))
    Replication.objects.create(run=run, number=number, result=result)
    return True


def _is_wanted(run_id: int) -> bool:
    """Tell whether nobody has stopped a run meanwhile."""
    return SimulationRun.objects.filter(pk=run_id, state=SimulationRun.State.QUEUED).exists()


def _end(run: SimulationRun, network: Network, by: Actor, at: datetime) -> None:
    row = SimulationRun.objects.select_for_update().get(pk=run.pk)
    if row.state != SimulationRun.State.QUEUED:
        return
    row.shown = overview(network, results_of(row), row.confidence_percent / 100)
    row.state, row.ended_at = SimulationRun.State.DONE, at
    row.save(update_fields=["shown", "state", "ended_at"])
    told(row, "scenarios.end_run", by, at)
    judge_finished(row, by, at)
