"""kill -9 of the program and of PostgreSQL during transfers: none lost, doubled or half.

Two kills of each by default; thirty by ``make drills`` (``YIYANG_DRILLS=full``).
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.drills.program import data_directory, environment, postmaster, said, yiyang
from tests.drills.transferring import CRASHED

ROUNDS = 30 if os.environ.get("YIYANG_DRILLS") == "full" else 2
FEWEST, MOST = 3, 90  # steps told before a kill
PATIENCE_SECONDS = 120


def transferring(data: Path, part: str, told: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.drills.transferring", part, str(told)],
        env=environment(data, DJANGO_SETTINGS_MODULE="yiyang.config.settings"),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def lines_in(told: Path) -> int:
    return told.read_bytes().count(b"\n") if told.exists() else 0


def work_until_killed(data: Path, told: Path, victim: str, steps: int) -> None:
    """Let people be moved, and kill ``victim`` after so many steps more."""
    before, worker = lines_in(told), transferring(data, "work", told)
    until = time.monotonic() + PATIENCE_SECONDS
    while lines_in(told) < before + steps:
        if worker.poll() is not None or time.monotonic() > until:
            worker.kill()
            pytest.fail(f"it stopped by itself: {worker.communicate()[1][-2000:]}")
        time.sleep(0.001)  # another process writes: there is nothing to wait on
    os.kill(worker.pid if victim == "program" else postmaster(data), signal.SIGKILL)
    words = worker.communicate(timeout=PATIENCE_SECONDS)[1]
    expected = -signal.SIGKILL if victim == "program" else CRASHED
    assert worker.returncode == expected, words[-2000:]


@pytest.mark.drill
@pytest.mark.parametrize("victim", ["program", "postgres"])
def test_no_transfer_is_lost_doubled_or_half_after_a_kill_and_each_goes_on(
    victim: str, tmp_path: Path
) -> None:
    told, chance = tmp_path / "told", random.Random(f"kill {victim}")
    with data_directory() as data:
        yiyang(data, "migrate")
        said(transferring(data, "prepare", told))
        for _ in range(ROUNDS):
            work_until_killed(data, told, victim, chance.randint(FEWEST, MOST))
            said(transferring(data, "check", told))
        said(transferring(data, "finish", told))
        said(transferring(data, "check", told))
        yiyang(data, "jobs", "run-once", "seal")
        assert yiyang(data, "audit", "verify")["intact"] is True
