"""Work goes on by itself, fails without telling who, and is tidied up after."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from procrastinate.contrib.django import app

from tests.conftest import NOW
from yiyang.faces.jobs.schedule import Job, JobFailed, _task, every, jobs
from yiyang.faces.jobs.tidying import tidy


def test_every_job_is_on_the_queue_at_its_times() -> None:
    on_queue = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert {name: job.cron for name, job in jobs().items()} == on_queue


def test_two_jobs_of_one_name_are_refused() -> None:
    def seal(at: Any) -> str:
        return ""

    with pytest.raises(ValueError, match="two jobs are called seal"):
        every("* * * * *")(seal)


def test_a_failed_job_tells_its_kind_of_error_and_nobody(caplog: pytest.LogCaptureFixture) -> None:
    def work(at: Any) -> str:
        raise ValueError("张桂英")

    with pytest.raises(JobFailed) as told, caplog.at_level(logging.ERROR):
        _task(Job("drill", "* * * * *", work))(timestamp=0)
    assert str(told.value) == "drill: ValueError"
    assert told.value.__suppress_context__
    assert [record.getMessage() for record in caplog.records] == ["job failed: drill"]


def queue(status: str, worker: bool = False) -> int:
    with connection.cursor() as cursor:
        owner = "null"
        if worker:
            cursor.execute("insert into procrastinate_workers default values returning id")
            owner = str(cursor.fetchone()[0])
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, status, worker_id) "
            f"values ('default', 'drill', '{status}', {owner}) returning id"
        )
        return int(cursor.fetchone()[0])


def statuses() -> dict[int, str]:
    with connection.cursor() as cursor:
        cursor.execute("select id, status::text from procrastinate_jobs")
        return dict(cursor.fetchall())


@pytest.mark.django_db
def test_jobs_of_dead_processes_end_and_running_ones_stay() -> None:
    orphan, running, waiting = queue("doing"), queue("doing", worker=True), queue("todo")
    assert tidy(NOW - timedelta(days=3650)).startswith("1 jobs ended")
    assert statuses() == {orphan: "failed", running: "doing", waiting: "todo"}


@pytest.mark.django_db
def test_old_jobs_and_sessions_are_forgotten() -> None:
    queue("failed")
    Session.objects.create(session_key="old", session_data="", expire_date=NOW)
    Session.objects.create(
        session_key="new", session_data="", expire_date=NOW + timedelta(days=3650)
    )
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_events set at = %s", (NOW - timedelta(days=8),))
    assert tidy(NOW + timedelta(seconds=1)).endswith("1 forgotten, 1 sessions removed")
    assert statuses() == {}
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
