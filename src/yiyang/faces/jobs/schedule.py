"""What goes on by itself, and when.

A module of this package declares its work with ``@every("*/5 * * * *")`` on a function that
takes the moment and says in a few words, without personal data, what it did.  The jobs
process runs it on the PostgreSQL queue; ``yiyang jobs run-once NAME`` runs it here and now.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pkgutil import iter_modules

from django.utils import timezone
from procrastinate.contrib.django import app

import yiyang.faces.jobs as package

Work = Callable[[datetime], str]
log = logging.getLogger(__name__)


class JobFailed(Exception):
    """A job failed; the text has its name and the kind of error only."""


@dataclass(frozen=True)
class Job:
    """One piece of work: ``cron`` has five fields, or six with the seconds last."""

    name: str
    cron: str
    work: Work

    def run(self, at: datetime | None = None) -> str:
        """Do the work for a moment, now unless told; return what it says it did."""
        return self.work(at or timezone.now())


_declared: dict[str, Job] = {}


def every(cron: str) -> Callable[[Work], Work]:
    """Declare a function as a job under its own name, run at the times of ``cron``."""

    def declare(work: Work) -> Work:
        if work.__name__ in _declared:
            raise ValueError(f"two jobs are called {work.__name__}")
        _declared[work.__name__] = Job(work.__name__, cron, work)
        return work

    return declare


def jobs() -> dict[str, Job]:
    """Return every job by its name."""
    for module in iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
    return dict(sorted(_declared.items()))


def put_on_queue() -> None:
    """Register every job as a periodic task of the queue; once, when Django is ready."""
    for job in jobs().values():
        # At most one waits: a slow run is not followed by all the ones that it delayed.
        task = app.task(name=job.name, queueing_lock=job.name)(_task(job))
        app.periodic(cron=job.cron)(task)


def _task(job: Job) -> Callable[..., str]:
    def run(timestamp: int) -> str:
        try:
            return job.run()
        except Exception as fault:
            log.error("job failed: %s", job.name, exc_info=fault)
            # The queue keeps what a job raises and logs it: what a row holds stays out of both.
            raise JobFailed(f"{job.name}: {type(fault).__name__}") from None

    return run
