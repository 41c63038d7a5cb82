"""Background jobs: whether a process does them, and how many stand in each state."""

from __future__ import annotations

from ninja import Router, Schema

from yiyang.access.powers import Power
from yiyang.faces.api.doors import Door, Request
from yiyang.faces.operations.gauges import jobs_by_status, jobs_processes

router = Router(tags=["jobs"])
READ = Door("jobs.read", Power.OPERATE)


class JobsOut(Schema):
    """Processes alive, and jobs on the queue by state (todo, doing, succeeded, failed ...)."""

    processes: int
    by_state: dict[str, int]


@router.get("/jobs", response=JobsOut, auth=READ, url_name="api_jobs")
def jobs(request: Request) -> JobsOut:
    """How the queue stands.  A bulk export tells of itself at its ``/fhir/bulk/…`` address."""
    states = {str(state): int(count) for state, count in jobs_by_status()}
    return JobsOut(processes=jobs_processes(), by_state=states)
