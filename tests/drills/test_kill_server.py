"""kill -9 of the program and of PostgreSQL while rows are written: none lost, none half.

Reduced to one kill each; all of them by ``make drills`` (``YIYANG_DRILLS=full``).
"""

import os
import re
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from tests.drills.program import data_directory, free_port, postmaster, python, said, start, yiyang

ROUNDS = 12 if os.environ.get("YIYANG_DRILLS") == "full" else 1
ENOUGH = 60  # transactions before the kill
PATIENCE_SECONDS = 60

# One change has three rows in three tables; it says its number only after the commit.
WRITE = """
from itertools import count
from django.db import transaction
from django.utils import timezone
from yiyang.audit.services import PROGRAM, record
from yiyang.postbox.services import post
for number in count({first}):
    now = timezone.now()
    with transaction.atomic():
        post(by=PROGRAM, at=now, destination="drill", kind=str(number), body={{}})
        record(by=PROGRAM, at=now, action="drill", subject_kind="drill", subject_id=number)
    print(number, flush=True)
"""
READ = """
from yiyang.audit.models import Entry, Payload
from yiyang.postbox.models import Outgoing
posted = sorted(map(int, Outgoing.objects.values_list("kind", flat=True)))
entries = Entry.objects.filter(subject_kind="drill")
noted = sorted(map(int, entries.values_list("subject_id", flat=True)))
paid = Payload.objects.filter(entry__subject_kind="drill").count()
print(posted == noted and len(noted) == paid and len(set(noted)) == len(noted))
print(*noted)
"""


def write_until_killed(data: Path, first: int, victim: str) -> set[int]:
    """Write, kill ``victim`` in the middle, and return the numbers whose commit was told."""
    writer = python(data, WRITE.format(first=first))
    assert writer.stdout is not None
    told: set[int] = set()
    for line in writer.stdout:
        told.add(int(line))
        if len(told) == ENOUGH:
            os.kill(writer.pid if victim == "program" else postmaster(data), signal.SIGKILL)
    writer.communicate(timeout=PATIENCE_SECONDS)
    assert writer.returncode != 0, "it was not disturbed"
    return told


@pytest.mark.drill
@pytest.mark.parametrize("victim", ["program", "postgres"])
def test_what_was_committed_is_there_whole_after_a_kill(victim: str) -> None:
    with data_directory() as data:
        yiyang(data, "migrate")
        told: set[int] = set()
        for _ in range(ROUNDS):
            told |= write_until_killed(data, first=max(told, default=0) + 2, victim=victim)
            whole, numbers = said(python(data, READ)).splitlines()
            assert whole == "True", "a half transaction"
            assert told <= set(map(int, numbers.split())), "a lost transaction"
        yiyang(data, "jobs", "run-once", "seal")
        assert yiyang(data, "audit", "verify")["intact"] is True


def wait_until_ready(port: int, serving: subprocess.Popen[str]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and serving.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                return
        except OSError:
            time.sleep(0.2)  # another process comes up: there is nothing to wait on
    pytest.fail("it does not answer")


def wait_until_gone(pid: int) -> bool:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.2)
    return False


def served(serving: subprocess.Popen[str]) -> None:
    assert serving.stderr is not None
    for line in serving.stderr:
        if re.search("answers at", line):
            return
    pytest.fail("it ended while it started")


@pytest.mark.drill
def test_the_program_brings_a_killed_database_back_and_a_killed_program_leaves_none() -> None:
    with data_directory() as data:
        port = free_port()
        serving = start(data, "serve", "--port", str(port), "--workers", "1")
        served(serving)
        killed = postmaster(data)
        os.kill(killed, signal.SIGKILL)
        until = time.monotonic() + PATIENCE_SECONDS
        while postmaster_or_none(data) in (None, killed) and time.monotonic() < until:
            time.sleep(0.2)
        wait_until_ready(port, serving)

        database = postmaster(data)
        serving.kill()
        serving.communicate(timeout=PATIENCE_SECONDS)
        assert wait_until_gone(database), "its children outlived the program"

        again = start(data, "serve", "--port", str(port), "--workers", "1")
        served(again)
        again.send_signal(signal.SIGTERM)
        again.communicate(timeout=PATIENCE_SECONDS)
        assert again.returncode == 0


def postmaster_or_none(data: Path) -> int | None:
    try:
        return postmaster(data)
    except (OSError, IndexError, ValueError):
        return None
