"""Fee runs that were started on a page are worked through here."""

from __future__ import annotations

from datetime import datetime

from yiyang.accounts.models import Run
from yiyang.accounts.services import RunNotUnderWay, change_run
from yiyang.audit.services import PROGRAM
from yiyang.faces.jobs.schedule import every
from yiyang.fees.services import NothingToAdjust, RunElsewhere, work_fee_run
from yiyang.fees.services.running import KIND


@every("* * * * * */10")
def work_fee_runs(at: datetime) -> str:
    """Work on every run that is under way; what was stopped, or is elsewhere, is left alone."""
    said = []
    for run in Run.objects.filter(kind=KIND, state=Run.State.STAGING).order_by("pk"):
        try:
            work_fee_run(run=run, by=PROGRAM, at=at)
            said.append(f"run {run.pk}: posted")
        except (RunElsewhere, RunNotUnderWay) as left:
            said.append(f"run {run.pk}: {left.code}")
        except NothingToAdjust as nothing:
            change_run(run=run, state=Run.State.ABANDONED, by=PROGRAM, at=at)
            said.append(f"run {run.pk}: {nothing.code}")
    return "; ".join(said) or "no run under way"
