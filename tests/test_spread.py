"""A run over several processes that leaves a test out fails, and names it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TWICE = """
def pytest_collection_modifyitems(items):
    items.append(items[0])  # two tests under one name, as a plugin may make them
"""


def run(folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "test_one.py").write_text("def test_a(): pass\ndef test_b(): pass\n")
    (folder / "pytest.ini").write_text("[pytest]\n")
    plain = ("-p", "no:cacheprovider", "-p", "no:django")
    command = [sys.executable, "-m", "pytest", *plain, "-p", "tests.spread", "-n1", str(folder)]
    root = Path(__file__).parents[1]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("doubled", [False, True])
def test_a_run_fails_when_one_of_two_tests_under_one_name_is_left_out(
    tmp_path: Path, doubled: bool
) -> None:
    (tmp_path / "conftest.py").write_text(TWICE if doubled else "")
    ended = run(tmp_path)
    assert "2 passed" in ended.stdout, ended.stdout + ended.stderr
    assert ended.returncode == int(doubled)
    assert ("test_one.py::test_a (1)" in ended.stdout) == doubled
