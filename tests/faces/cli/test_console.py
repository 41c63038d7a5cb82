"""The program ends with the command's exit code and without words of its libraries."""

from __future__ import annotations

import subprocess
import sys

import pytest

# What DuckDB counts as leaked when the interpreter ends: an object that somebody still holds.
HELD = """
import ctypes, sys, duckdb
held = duckdb.connect()
ctypes.pythonapi.Py_IncRef(ctypes.py_object(held))
from yiyang.faces.cli import {entry}
sys.argv = ["yiyang", {words}]
{entry}()
"""


def ended(entry: str, *words: str) -> subprocess.CompletedProcess[str]:
    code = HELD.format(entry=entry, words=", ".join(map(repr, words)))
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120
    )


@pytest.mark.parametrize(
    ("words", "code"), [(("policy", "--help"), 0), (("settle", "no-such.toml"), 2)]
)
def test_the_program_ends_quietly_with_its_code(words: tuple[str, ...], code: int) -> None:
    told = ended("console", *words)
    assert told.returncode == code
    assert "leaked" not in told.stderr
    assert "leaked" in ended("main", *words).stderr  # what would be told
