"""A command that needs a node says so where there is none, and makes no file there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from yiyang.faces.cli.shell import FAULT
from yiyang.postgres import EmbeddedServer

RUN = "from yiyang.faces.cli import main; main()"


def _run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    around = {name: value for name, value in os.environ.items() if not name.startswith("YIYANG_")}
    return subprocess.run(
        [sys.executable, "-c", RUN, *words], check=False, cwd=folder, env=around,
        capture_output=True, text=True,
    )  # fmt: skip


@pytest.mark.parametrize("words", [("explain", "1"), ("doctor",), ("audit", "verify")])
def test_a_folder_without_a_node_is_left_as_it_is(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = _run(tmp_path, *words)
    assert done.returncode == FAULT
    assert "data 中还没有节点" in done.stderr and "there is no node in data" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_a_server_without_tables_is_not_asked_for_rows(folder: Path) -> None:
    with EmbeddedServer(folder / "data").in_use():
        done = _run(folder, "explain", "1")
    assert done.returncode == FAULT
    assert "yiyang migrate" in done.stderr and "Traceback" not in done.stderr
