"""Runs of scenarios that were ordered on a page are worked through here."""

from __future__ import annotations

from datetime import datetime
from time import monotonic

from yiyang.audit.services import PROGRAM
from yiyang.faces.jobs.schedule import every
from yiyang.scenarios.models import SimulationRun
from yiyang.scenarios.services import fail_run

AT_ONCE = 20.0  # seconds of one turn: other jobs come between two turns


@every("* * * * * */5")
def work_simulations(at: datetime) -> str:
    """Work on the runs that wait, the oldest first; what is not done goes on at the next turn."""
    waiting = SimulationRun.objects.filter(state=SimulationRun.State.QUEUED).order_by("pk")
    until, said = monotonic() + AT_ONCE, []
    for pk in list(waiting.values_list("pk", flat=True)):
        said.append(f"run {pk}: {_work(pk, at, until)} replications")
        if monotonic() > until:
            break
    return "; ".join(said) or "no run waits"


def _work(run_id: int, at: datetime, until: float) -> int:
    from yiyang.scenarios.working import work_run  # noqa: PLC0415 -- loads compiled libraries

    try:
        return work_run(run_id=run_id, by=PROGRAM, at=at, go_on=lambda: monotonic() < until)
    except Exception as error:
        fail_run(run_id=run_id, fault=type(error).__name__, by=PROGRAM, at=at)
        raise
