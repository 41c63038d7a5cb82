"""Keep the tables of the moment small."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import connection

from yiyang.faces.jobs.schedule import every

FAILED_JOBS_KEPT = timedelta(days=7)  # long enough for an operator to look after a holiday

# A job whose process was killed belongs to nobody: its next turn comes by the schedule.
ORPHANED = """
select count(procrastinate_finish_job_v1(id, 'failed', false)) from procrastinate_jobs
where status = 'doing' and worker_id is null
"""
OLD = """
delete from procrastinate_jobs j where status in ('failed', 'cancelled', 'aborted', 'succeeded')
and not exists (select from procrastinate_events e where e.job_id = j.id and e.at > %s)
"""


@every("17 * * * *")
def tidy(at: datetime) -> str:
    """End jobs whose process died, forget old ones, and sessions that have run out."""
    with connection.cursor() as cursor:
        cursor.execute(ORPHANED)
        orphaned = cursor.fetchone()[0]
        cursor.execute(OLD, (at - FAILED_JOBS_KEPT,))
        old = cursor.rowcount
    sessions, _ = Session.objects.filter(expire_date__lt=at).delete()
    return f"{orphaned} jobs ended, {old} forgotten, {sessions} sessions removed"
