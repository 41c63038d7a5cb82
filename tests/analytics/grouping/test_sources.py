"""Discharges from PostgreSQL, codes that are no key, how far a Parquet file is read."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow as pa
import pytest
from django.db import connection
from pyarrow import parquet
from typer.testing import CliRunner

from tests.analytics.settlement.scenarios import settled_file, write_scenario
from yiyang.analytics.grouping.cases import BadCases, columns_of, read_cases
from yiyang.analytics.grouping.faults import Findings
from yiyang.faces.cli import app
from yiyang.faces.cli.shell import BadInput

QUERY = """
select 'C' || n as id, 'H' as institution, 'AA1' as drg, (n * 1000.10)::numeric(12, 2) as cost,
  n as days, null::text as level
from generate_series(1, 5) n;
"""


@pytest.fixture
def database(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = connection.get_connection_params()
    place = f"host={parts['host']} port={parts['port']} dbname={parts['dbname']}"
    monkeypatch.setenv(
        "YIYANG_CASES_URL", f"{place} user={parts['user']} password={parts['password']}"
    )


def query(folder: Path, text: str = QUERY) -> Path:
    path = folder / "cases.sql"
    path.write_text(text, encoding="utf-8")
    return path


def test_discharges_come_straight_from_postgresql_to_the_fen(
    tmp_path: Path, database: None
) -> None:
    path = query(tmp_path)
    assert columns_of(path) == ["id", "institution", "drg", "cost", "days", "level"]
    rows, found = settled_file(write_scenario(tmp_path), path)
    assert found.left_out == {}
    assert [row["cost_fen"] for row in rows.values()] == [n * 100010 for n in range(1, 6)]


@pytest.mark.parametrize(
    "text", ["select", "insert into access_account (id) values (1)", "select 1 as id"]
)
def test_a_query_that_is_refused_or_changes_anything_is_no_source(
    tmp_path: Path, database: None, text: str
) -> None:
    with pytest.raises(BadCases):
        list(read_cases(query(tmp_path, text), ("id", "cost"), Findings()))


def test_without_a_database_a_query_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("YIYANG_CASES_URL", raising=False)
    with pytest.raises(BadCases) as bad:
        columns_of(query(tmp_path))
    assert bad.value.finding.code == "CASES_NO_DATABASE"


def test_a_parquet_file_tells_how_far_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "cases.parquet"
    parquet.write_table(pa.table({"id": [str(n) for n in range(200_000)]}), path)
    told: list[int] = []
    list(read_cases(path, ("id",), Findings(), told.append))
    assert told == sorted(told) and told[-1] == path.stat().st_size and len(told) > 1


HEADER = "id,sex,age,age_days,birth_weight_g,dx,px\n"
STROKE, SKULL = "I63.900", "01.2400"


def grouped(folder: Path, lines: str, *options: str) -> dict[str, tuple[str, str, str]]:
    cases, out = folder / "cases.csv", folder / "out.csv"
    cases.write_text(HEADER + lines, encoding="utf-8")
    words = ["group", "--pack", "demo", "--cases", str(cases), "--out", str(out), *options]
    assert CliRunner().invoke(app(), words).exit_code == 0
    with out.open(encoding="utf-8") as opened:
        return {r["id"]: (r["status"], r["check"], r["drg"]) for r in csv.DictReader(opened)}


def test_a_refused_code_is_no_key_and_counts_nowhere(tmp_path: Path) -> None:
    lines = "A,1,60,,,J44.900,\nB,1,81,,,I63.900|J44.900,\nC,1,60,,,J18.900,\n"
    plain = grouped(tmp_path, lines)
    grey = tmp_path / "grey.dat"
    grey.write_text("\ufeffJ44.900\n", encoding="utf-8")
    refused = grouped(tmp_path, lines, "--refuse", str(grey))
    assert plain["A"][0] == "grouped"
    assert refused["A"] == ("check_failed", "REFUSED_CODE", "0000")
    assert (plain["B"][2], refused["B"][2]) == ("NS3", "NS5")
    assert refused["C"] == plain["C"]
    empty = tmp_path / "empty.dat"
    empty.write_text("", encoding="utf-8")
    words = ["group", "--pack", "demo", "--cases", "x", "--out", "y", "--refuse", str(empty)]
    assert isinstance(CliRunner().invoke(app(), words).exception, BadInput)
