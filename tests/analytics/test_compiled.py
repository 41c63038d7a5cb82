"""Compiled functions in an install that nobody may write."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from yiyang.analytics import compiled

WORDS = """
import tempfile

def refused(*_, **__):
    raise OSError(30, "Read-only file system")

tempfile.TemporaryFile = refused  # what numba tries in a folder before it keeps anything there
from yiyang.analytics.grouping.lines import WholeLines
import io
print(WholeLines(io.BytesIO(b'a,"b\\nc,d\\n')).read(100))
"""


def test_where_nothing_can_be_kept_the_functions_are_compiled_all_the_same(tmp_path: Path) -> None:
    nowhere = str(tmp_path / "file" / "none")
    (tmp_path / "file").write_text("no folder can be made in a file")
    told = subprocess.run(
        [sys.executable, "-c", WORDS],
        env={**os.environ, "HOME": nowhere, "XDG_CACHE_HOME": nowhere},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.stdout.strip(), told.returncode) == ("b'    \\nc,d\\n'", 0), told.stderr


CALLER = """
from yiyang.analytics.compiled import compiled
from yiyang.planning.callee import one

@compiled
def answer(x):
    return one() + x
"""
CALLEE = """
from yiyang.analytics.compiled import compiled

@compiled
def one():
    return {}
"""


def test_a_function_changed_in_another_file_is_compiled_again(tmp_path: Path) -> None:
    for folder in ("analytics", "planning"):
        (tmp_path / "yiyang" / folder).mkdir(parents=True)
        (tmp_path / "yiyang" / folder / "__init__.py").touch()
    (tmp_path / "yiyang" / "__init__.py").touch()
    shutil.copy(compiled.__file__, tmp_path / "yiyang" / "analytics")
    (tmp_path / "yiyang" / "planning" / "caller.py").write_text(CALLER)
    told = []
    for given in (1, 41):
        (tmp_path / "yiyang" / "planning" / "callee.py").write_text(CALLEE.format(given))
        told.append(_answer(tmp_path))
    kept = [*(tmp_path / "yiyang" / "analytics" / "__pycache__").glob("kernels-*")]
    assert (told, len(kept)) == (["2", "42"], 1)


def _answer(program: Path) -> str:
    run = subprocess.run(
        [sys.executable, "-c", "from yiyang.planning.caller import answer; print(answer(1))"],
        env={**os.environ, "PYTHONPATH": str(program)},
        cwd=program,
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.strip()


def test_a_function_is_compiled_once_for_all_whole_numbers_that_others_give_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(compiled, "kept_in", lambda: None)

    @compiled.compiled
    def twice(number: Any) -> Any:
        return 2 * number

    @compiled.compiled
    def total(small: Any) -> Any:
        return twice(1) + twice(10) + twice(small[0])

    assert total(np.array([100], np.int16)) == 222
    assert len(vars(twice)["overloads"]) == 1


def test_values_are_read_and_written_where_an_array_has_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(compiled, "kept_in", lambda: None)

    @compiled.compiled
    def shifted(whole: Any) -> Any:
        values = compiled.values_of(whole)
        values[1] = values[0] + 1
        return values[1]

    given = np.array([7, 0, 9], np.int32)
    assert (shifted(given), given.tolist()) == (8, [7, 8, 9])


def test_what_a_compiled_function_calls_stands_where_a_change_is_seen() -> None:
    seen = {folder.name for folder in compiled.SOURCES}
    outside = [
        f"{file.relative_to(compiled.PROGRAM)}: {node.module}"
        for file in compiled.PROGRAM.rglob("*.py")
        if "analytics.compiled import" in file.read_text()
        for node in ast.parse(file.read_text()).body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("yiyang.")
        if (node.module or "").split(".")[1] not in seen
    ]
    assert not outside
