"""Discharges read by a query and by the kernels are the same; what is known changes no number."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import csv as arrow_csv
from pyarrow import parquet

from yiyang.analytics.exact import DUCKDB, LARGEST, Factor, rounded_product
from yiyang.analytics.grouping.cases import BadCases
from yiyang.analytics.grouping.faults import Findings
from yiyang.analytics.settlement import loading, reports
from yiyang.kernel.money import mul_div_round

ODD = (
    "", " ", "0", "12", " 12.5 ", "12.50", "12.505", ".5", "5.", "+5", "-5", "1e3", "1_000", "٣",
    "12345678901", "123456789012", "12345678901.99", "\t7", "7\n", "1,5", "many", "0007",
    "1 2", "00.1",
)  # fmt: skip
TEXTS = (
    "a",
    " a ",
    "\u3000甲\u00a0",
    "",
    " \t",
    "a b",
    "\x1fz\x85",
    "Yes",
    "TRUE ",
    "no",
    "1",
    "x",
)


def parsed(file: Path) -> tuple[str, list[tuple[Any, ...]]]:
    """Return what kind of relation a file became, and its rows."""
    with loading.desk() as duck:
        loading.load_cases(duck, file, Findings())
        names = ", ".join(["line", *loading.PARSED])
        (text,) = duck.execute(
            "select sql from duckdb_views() where view_name = 'parsed'"
        ).fetchone()
        kind = "query" if "file_row_number" in text else "kernel"
        return kind, duck.execute(f"select {names} from parsed order by line").fetchall()


def table(**columns: list[Any]) -> pa.Table:
    size = max(map(len, columns.values()), default=1)
    usual = {"id": "C", "institution": "H", "drg": "A", "cost": "1"}
    held = {name: [value] * size for name, value in usual.items()} | columns
    return pa.table({name: (values * size)[:size] for name, values in held.items()})


def test_every_odd_text_is_read_alike_from_every_kind_of_file(tmp_path: Path) -> None:
    made = table(
        id=list(TEXTS * 2), institution=list(TEXTS[::-1] * 2), special=list(TEXTS * 2),
        cost=list(ODD), patient_paid=list(ODD[::-1]), other_paid=list(ODD), days=list(ODD),
        days_before=list(ODD), age=list(ODD),
    )  # fmt: skip
    parquet.write_table(made, tmp_path / "plain.parquet")
    texts = pa.schema([(name, pa.binary()) for name in made.column_names])
    parquet.write_table(made.cast(texts), tmp_path / "bytes.parquet")
    found = [parsed(tmp_path / name) for name in ("plain.parquet", "bytes.parquet")]
    assert [kind for kind, _ in found] == ["query", "kernel"]
    assert found[0][1] == found[1][1]
    one_line = made.filter(
        pa.array([not {"\n"} & {*"".join(row.values())} for row in made.to_pylist()])
    )
    arrow_csv.write_csv(one_line, tmp_path / "cases.csv")
    parquet.write_table(one_line, tmp_path / "one.parquet")
    from_text = [[row[1:] for row in parsed(tmp_path / n)[1]] for n in ("cases.csv", "one.parquet")]
    assert from_text[0] == from_text[1] and len(from_text[0]) > len(ODD) - 3


def test_numbers_and_decimals_are_read_as_their_texts(tmp_path: Path) -> None:
    plain = table(
        cost=[Decimal("1.00"), Decimal("20.00"), Decimal("-3.00")], days=[1, 0, 10**6],
        patient_paid=[5, 0, -1], special=[True, False, None],
    )  # fmt: skip
    parquet.write_table(plain, tmp_path / "plain.parquet")
    kind, rows = parsed(tmp_path / "plain.parquet")
    names = ["line", *loading.PARSED]
    shown = [dict(zip(names, row, strict=True)) for row in rows]
    assert kind == "query"
    assert [row["cost_fen"] for row in shown] == [100, 2000, None]
    assert [row["patient_fen"] for row in shown] == [500, 0, None]
    assert [row["days"] for row in shown] == [1, None, None]
    assert [row["special"] for row in shown] == [True, False, False]
    floats = plain.set_column(3, "cost", pa.array([1.25, 2.0, 3.5]))
    parquet.write_table(floats, tmp_path / "floats.parquet")
    kind, rows = parsed(tmp_path / "floats.parquet")
    assert (kind, [row[names.index("cost_fen")] for row in rows]) == ("kernel", [125, 200, 350])


@pytest.mark.parametrize("name", ["ID", "a[1].parquet"])
def test_what_a_database_would_read_otherwise_passes_the_kernels(tmp_path: Path, name: str) -> None:
    file = tmp_path / (name if "." in name else "cases.parquet")
    made = table(id=["right"])
    parquet.write_table(made.append_column("ID", pa.array(["x"])) if name == "ID" else made, file)
    kind, rows = parsed(file)
    assert (kind, rows[0][1]) == ("kernel", "right")


def test_a_missing_column_is_told_by_name_before_anything_is_read(tmp_path: Path) -> None:
    parquet.write_table(table().drop_columns(["cost"]), tmp_path / "cases.parquet")
    with pytest.raises(BadCases) as bad:
        parsed(tmp_path / "cases.parquet")
    assert bad.value.finding.message.params["column"] == "cost"


def test_a_folder_named_like_a_column_changes_none(tmp_path: Path) -> None:
    folder = tmp_path / "drg=Z99"
    folder.mkdir()
    parquet.write_table(table(drg=["A11"]), folder / "priced")
    with loading.desk() as duck:
        reports.show(duck, "priced", folder / "priced")
        assert duck.execute("select drg from priced").fetchall() == [("A11",)]


DUCK = duckdb.connect()
MOST = st.sampled_from((0, 7, 1000, 10**6, 10**9, 10**12, 10**13))
UNIT = st.sampled_from((1, 10, 10**3, 10**6))
WORD = st.tuples(MOST, UNIT, st.integers(0, 10**13))


def test_a_share_of_nothing_is_nothing() -> None:
    text = rounded_product(DUCKDB, [Factor("a", LARGEST)], 0, 3)
    assert DUCK.execute(f"select {text} from (select 7 as a)").fetchone() == (0,)


@settings(max_examples=25)
@given(
    st.lists(WORD, min_size=1, max_size=3),
    st.integers(0, 10**4),
    st.sampled_from((1, 3, 2500, 10**6, 10**15)),
)
def test_a_product_is_the_same_however_much_is_known(
    words: list[tuple[int, int, int]], times: int, by: int
) -> None:
    values = [min(value, most) // unit * unit for most, unit, value in words]
    product = 1
    for value in values:
        product *= value
    expected = mul_div_round(product * times, 1, by)
    if expected > LARGEST or 2 * product * times + by >= 2**127:
        return
    names = ("a", "b", "c")
    known = [Factor(n, most, unit) for n, (most, unit, _) in zip(names, words, strict=False)]
    unknown = [Factor(each.text, LARGEST) for each in known]
    columns = ", ".join(f"cast({v} as bigint) as {n}" for n, v in zip(names, values, strict=False))
    for factors in (known, unknown):
        text = rounded_product(DUCKDB, factors, times, by)
        query = f"select {text} from (select {columns})"
        assert DUCK.execute(query).fetchone() == (expected,)
