"""A long work that is stopped goes on where it was, to the same bytes; a torn part is noticed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tests.analytics.grouping.test_running import COMPILED, HEADER
from yiyang.analytics import keeping
from yiyang.analytics.grouping import cases as reading
from yiyang.analytics.grouping.running import Run, group_file
from yiyang.analytics.keeping import InUse, Kept, go_on

ROWS = "".join(
    f"D{n:04},1,{'old' if n % 50 == 0 else 60},,,{'J44.900' if n % 3 else 'I63.900'},\n"
    + ("torn\n" if n % 70 == 0 else "")
    for n in range(1, 401)
)


class Stopped(BaseException):
    """What a signal is."""


@pytest.fixture
def cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(reading, "BLOCK_BYTES", 600)
    monkeypatch.setattr(keeping, "PART_BATCHES", 2)
    path = tmp_path / "cases.csv"
    path.write_text(f"{HEADER}\n{ROWS}", encoding="utf-8")
    return path


def told(run: Run) -> dict[str, Any]:
    return run.as_kept()


def stopped(cases: Path, out: Path, folder: Path, *, after: int) -> list[str]:
    """Group a file until a batch, and return the parts that stand."""
    seen: list[int] = []

    def look(read: int) -> None:
        seen.append(read)
        if len(seen) == after:
            raise Stopped

    kept = Kept(folder, "work")
    with pytest.raises(Stopped), kept:
        group_file(COMPILED, cases, out, seen=look, kept=kept)
    assert not out.exists()
    return list(kept.parts)


def gone_on(cases: Path, out: Path, folder: Path) -> tuple[Run, Kept]:
    with Kept(folder, "work") as kept:
        before = len(kept.parts)
        run = group_file(COMPILED, cases, out, kept=kept)
        assert len(kept.parts) >= before
    assert not folder.exists()
    return run, kept


@pytest.mark.parametrize("name", ["out.parquet", "out.csv.gz"])
def test_a_stopped_grouping_goes_on_to_the_same_bytes(
    cases: Path, tmp_path: Path, name: str
) -> None:
    whole, out, folder = tmp_path / f"whole-{name}", tmp_path / name, tmp_path / "kept"
    run = group_file(COMPILED, cases, whole)
    assert (run.findings.torn_rows, run.by_status["unreadable"]) == (5, 8)
    first = stopped(cases, out, folder, after=5)
    assert 1 <= len(first) < len(stopped(cases, out, folder, after=12))  # it went on meanwhile
    other, kept = gone_on(cases, out, folder)
    assert out.read_bytes() == whole.read_bytes()
    assert told(other) == told(run) and not kept.torn


def test_a_torn_part_is_noticed_and_made_again(cases: Path, tmp_path: Path) -> None:
    whole, out, folder = tmp_path / "whole.csv", tmp_path / "out.csv", tmp_path / "kept"
    run = group_file(COMPILED, cases, whole)
    parts = stopped(cases, out, folder, after=12)
    torn = folder / parts[1]
    torn.write_bytes(torn.read_bytes()[:-7])
    other, kept = gone_on(cases, out, folder)
    assert kept.torn == [parts[1]]
    assert (out.read_bytes(), told(other)) == (whole.read_bytes(), told(run))
    stopped(cases, tmp_path / "other.csv", folder, after=12)
    (folder / keeping.LIST).write_text("{torn", encoding="utf-8")
    with Kept(folder, "work") as kept:
        assert (kept.parts, kept.torn) == ({}, [keeping.LIST])


def test_parts_of_another_work_are_thrown_away(cases: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    assert stopped(cases, tmp_path / "out.csv", folder, after=12)
    with Kept(folder, "another") as kept:
        assert (kept.parts, kept.torn) == ({}, [])
    assert not folder.exists()


def test_a_fault_leaves_nothing_and_one_process_works_at_a_time(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    with pytest.raises(ValueError, match="a fault"), Kept(folder, "work") as kept:
        kept.place("part").write_bytes(b"1")
        kept.add("part", {})
        with pytest.raises(InUse), Kept(folder, "work"):
            raise AssertionError("two at a time")
        raise ValueError("a fault")
    assert not folder.exists()


def test_what_may_be_other_the_next_time_never_goes_on(tmp_path: Path) -> None:
    batch = pa.RecordBatch.from_pydict({"a": [1]})
    with pytest.raises(Stopped), Kept(tmp_path / "kept", "work", goes_on=False) as kept:
        assert list(go_on(kept, "a", iter([batch]), lambda each: each, Run())) == [batch]
        kept.place("part").write_bytes(b"1")
        kept.add("part", {})
        raise Stopped
    assert not (tmp_path / "kept").exists()
