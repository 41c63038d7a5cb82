"""``yiyang settle`` stopped by a signal goes on where it was, and a query hears the signal."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from tests.analytics.settlement.scenarios import RATE, write_cases, write_scenario
from yiyang.analytics.settlement import reports, running
from yiyang.faces.cli import app
from yiyang.faces.cli.shell import BadInput, Fault
from yiyang.faces.cli.stopping import in_database, steps

CASES = [
    {"institution": f"H{n % 3}", "drg": ("AA1", "BB1", "0000")[n % 3], "cost": f"{n}.10"}
    for n in range(1, 40)
]


def settle(folder: Path, out: str) -> Any:
    words = ["settle", str(folder / "a/scenario.toml"), "--cases", str(folder / "cases.csv")]
    words += ["--versus", str(folder / "b/scenario.toml"), "--out", str(folder / out), "--json"]
    return CliRunner().invoke(app(), words)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_scenario(tmp_path / "a", RATE + '[outliers]\nfamily = "H1"\n')
    write_scenario(tmp_path / "b", RATE.replace('"10000"', '"9000"'))
    with write_cases(tmp_path / "cases.csv", CASES).open("a") as opened:
        opened.write("torn\n")
    return tmp_path


@pytest.mark.parametrize("torn", [False, True])
def test_a_stopped_settlement_goes_on_to_the_same_bytes(
    folder: Path, monkeypatch: pytest.MonkeyPatch, torn: bool
) -> None:
    assert settle(folder, "whole").exit_code == 0
    store, calls = reports.store, []

    def stopping(duck: Any, query: str, path: Path) -> None:
        calls.append(path.name)
        if len(calls) == 4:
            raise KeyboardInterrupt
        store(duck, query, path)

    monkeypatch.setattr(reports, "store", stopping)
    told = settle(folder, "out")
    assert isinstance(told.exception, Fault) and "goes on after 3 parts" in str(told.exception)
    assert not (folder / "out").exists()
    monkeypatch.setattr(reports, "store", store)
    kept = folder / ".out.unfinished"
    if torn:
        part = kept / "versus"
        part.write_bytes(part.read_bytes()[:-1])
    settled, real = [], running.settle
    monkeypatch.setattr(
        running, "settle", lambda *given: settled.append(given[1].name) or real(*given)
    )
    again = settle(folder, "out")
    assert again.exit_code == 0 and ("versus is torn" in again.stderr) == torn
    assert len(settled) == (2 if torn else 1)  # what stands is not reckoned again
    names = sorted(path.name for path in (folder / "whole").iterdir())
    assert names == sorted(path.name for path in (folder / "out").iterdir())
    for name in names:
        assert (folder / "out" / name).read_bytes() == (folder / "whole" / name).read_bytes()
    assert not kept.exists()


def test_a_signal_reaches_a_query_that_would_take_hours() -> None:
    endless = "select sum(hash(a.i * b.i)) from range(2000000) a(i), range(2000000) b(i)"
    timer = Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
    with heard(signal.SIGINT), duckdb.connect() as duck, steps() as bar:
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            in_database(duck, bar, "endless", lambda: duck.execute(endless).fetchall())
        assert duck.execute("select 1").fetchone() == (1,)


@contextmanager
def heard(number: int) -> Iterator[None]:
    """Hear a signal though what started the tests ignores it, as a shell's background does."""
    before = signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(number, before)


def test_a_measure_of_memory_that_is_none_is_refused(folder: Path) -> None:
    words = ["settle", str(folder / "a/scenario.toml"), "--cases", str(folder / "cases.csv")]
    told = CliRunner().invoke(app(), [*words, "--out", str(folder / "x"), "--memory", "much"])
    assert isinstance(told.exception, BadInput) and not (folder / "x").exists()
