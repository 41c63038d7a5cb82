"""A fee run that is killed, run twice at once, or edited behind the program's back.

One kill of each kind by default; ten by ``make drills`` (``YIYANG_DRILLS=full``).
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.drills.paying import CENTRES, CRASHED, YEAR
from tests.drills.program import (
    data_directory,
    environment,
    postmaster,
    python,
    said,
    start,
    yiyang,
)

ROUNDS = 10 if os.environ.get("YIYANG_DRILLS") == "full" else 1
PATIENCE_SECONDS = 120
RUN = ("fees", "run", "--period", YEAR)
EDIT = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("alter table accounts_posting disable trigger all")
    cursor.execute("update accounts_posting set fen = fen + 1 where id = "
                   "(select min(id) from accounts_posting)")
    cursor.execute("alter table accounts_posting enable trigger all")
"""

pytestmark = pytest.mark.drill


@pytest.fixture
def data() -> Iterator[Path]:
    with data_directory() as made:
        yiyang(made, "migrate")
        said(paying(made, "prepare"))
        yield made


def paying(data: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.drills.paying", *arguments],
        env=environment(data, DJANGO_SETTINGS_MODULE="yiyang.config.settings"),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def lines_in(told: Path) -> int:
    return told.read_bytes().count(b"\n") if told.exists() else 0


def kill_after(data: Path, told: Path, victim: str, parts: int) -> None:
    """Let the run begin again, and kill ``victim`` once so many of its parts stand."""
    before, until = lines_in(told), time.monotonic() + PATIENCE_SECONDS
    worker = paying(data, "work", str(told))
    while lines_in(told) < before + parts:
        if worker.poll() is not None or time.monotonic() > until:
            worker.kill()
            words = worker.communicate()[1][-2000:]
            pytest.fail(f"it stopped by itself ({worker.returncode}): {words}")
        time.sleep(0.001)  # another process writes: there is nothing to wait on
    os.kill(worker.pid if victim == "program" else postmaster(data), signal.SIGKILL)
    words = worker.communicate(timeout=PATIENCE_SECONDS)[1]
    assert worker.returncode == (-signal.SIGKILL if victim == "program" else CRASHED), words[-2000:]


@pytest.mark.parametrize("victim", ["program", "postgres"])
def test_a_fee_run_goes_on_after_a_kill_and_comes_to_the_same(
    data: Path, victim: str, tmp_path: Path
) -> None:
    wanted = yiyang(data, *RUN, "--dry-run")
    chance, told = random.Random(f"kill {victim}"), tmp_path / "told"
    for _ in range(ROUNDS):
        kill_after(data, told, victim, chance.randint(1, CENTRES * 3 // 4))
        assert "no posted run" in start(data, "fees", "show", "--period", YEAR).communicate()[1]
    done = yiyang(data, *RUN)
    assert done["state"] == "POSTED"
    names = ("input_digest", "output_digest", "paid", "staff", "rest", "payers", "postings")
    assert {name: done[name] for name in names} == {name: wanted[name] for name in names}
    assert yiyang(data, "fees", "show", "--period", YEAR, "--check")["paid"] == wanted["paid"]


def test_of_two_runs_at_once_one_wins_and_an_edit_of_its_postings_is_found(data: Path) -> None:
    both = [start(data, *RUN, "--json") for _ in range(2)]
    answers = [(each.communicate(timeout=PATIENCE_SECONDS), each.returncode) for each in both]
    assert sorted(code for _, code in answers) == [0, 3], answers
    won: Any = next(json.loads(out) for (out, _), code in answers if code == 0)
    assert won["paid"] == won["staff"] + won["rest"] > 0
    assert yiyang(data, "fees", "show", "--period", YEAR)["postings"] == won["postings"]
    yiyang(data, "jobs", "run-once", "seal")
    assert yiyang(data, "audit", "verify")["intact"] is True
    said(python(data, EDIT))
    found = yiyang(data, "audit", "verify", "--stream", "ACCOUNTS", exit_code=1)
    assert found["streams"][0]["broken"]["code"] == "ROWS_CHANGED"
    shown = start(data, "fees", "show", "--period", YEAR, "--check")
    assert (shown.communicate()[1][:15], shown.returncode) == ("FEE_RUN_CHANGED", 3)
