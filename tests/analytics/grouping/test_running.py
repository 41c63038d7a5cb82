"""The kernel over files: the interpreter's answers, whatever the file holds."""

from __future__ import annotations

import csv
import gzip
import random
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from tests.analytics.grouping.drawn import as_row, draw
from tests.analytics.grouping.test_interpreter import DEMO, PLAIN
from yiyang.analytics.grouping.cases import BLOCK_BYTES, BadCases
from yiyang.analytics.grouping.interpreter import Grouped, group
from yiyang.analytics.grouping.pack import set_pack
from yiyang.analytics.grouping.programs import compile_pack
from yiyang.analytics.grouping.running import RESULTS, Run, find_case, group_file

HEADER = "id,sex,age,age_days,birth_weight_g,dx,px"
COMPILED = compile_pack(PLAIN)
Rows = list[dict[str, str]]


def grouped(tmp_path: Path, text: bytes | str, name: str = "cases.csv") -> tuple[Rows, Run]:
    cases = tmp_path / name
    raw = text.encode() if isinstance(text, str) else text
    cases.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
    out = tmp_path / "grouped.csv"
    run = group_file(COMPILED, cases, out)
    with out.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened)), run


def written(found: Grouped) -> dict[str, str]:
    flags = {
        name: "" if flag is None else str(int(flag))
        for name, flag in (("mcc", found.mcc), ("cc", found.cc), ("excluded", found.excluded))
    }
    return flags | {
        "status": found.status, "mdc": found.mdc, "adrg": found.adrg,
        "drg": found.drg, "check": found.check,
    }  # fmt: skip


@pytest.mark.parametrize("switches", [{}, {"rehabilitation_first": True}])
def test_the_kernel_answers_as_the_interpreter_does(
    tmp_path: Path, switches: dict[str, bool]
) -> None:
    pack = set_pack(DEMO, switches)
    discharges = draw(pack, 3_000, seed=11)
    cases, out = tmp_path / "cases.csv", tmp_path / "out.csv"
    with cases.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, HEADER.split(","))
        writer.writeheader()
        writer.writerows({"id": str(n), **as_row(one)} for n, one in enumerate(discharges))
    group_file(compile_pack(pack), cases, out)
    with out.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    expected = [written(group(pack, one)) for one in discharges]
    assert [{name: row[name] for name in RESULTS} for row in rows] == expected
    assert len({row["drg"] for row in rows}) > 15  # the draw reaches most groups


def test_the_order_of_other_codes_never_matters_to_the_kernel(tmp_path: Path) -> None:
    chance = random.Random(5)
    lines, again = [HEADER], [HEADER]
    for number, one in enumerate(draw(PLAIN, 500, seed=7)):
        row = as_row(one)
        lines.append(",".join([str(number), *row.values()]))
        for name in ("dx", "px"):
            first, *others = row[name].split("|")
            chance.shuffle(others)
            row[name] = "|".join([first, *others])
        again.append(",".join([str(number), *row.values()]))
    assert grouped(tmp_path, "\n".join(lines))[0] == grouped(tmp_path, "\n".join(again))[0]


def test_every_kind_of_file_gives_the_same_answer(tmp_path: Path) -> None:
    text = f"{HEADER}\nA,2,82,,,I63.900|E11.900,01.2400\nB,2,0,5,1400,J44.900,\n"
    rows, _ = grouped(tmp_path, text)
    assert [row["drg"] for row in rows] == ["NA3", "YA5"]
    assert grouped(tmp_path, text, "cases.csv.gz")[0] == rows
    table = pa.table(
        {
            "id": ["A", "B"], "sex": [2, 2], "age": [82.0, 0.0], "age_days": [None, 5],
            "birth_weight_g": pa.array([None, 1400], pa.int32()),
            "dx": pa.array(["I63.900|E11.900", "J44.900"]).dictionary_encode(),
            "px": ["01.2400", None], "extra": [1, 2],
        }
    )  # fmt: skip
    parquet.write_table(table, tmp_path / "cases.parquet")
    out = tmp_path / "out.parquet"
    group_file(COMPILED, tmp_path / "cases.parquet", out, keep=["extra"])
    found = parquet.read_table(out).to_pydict()
    assert found["drg"] == ["NA3", "YA5"]
    assert (found["extra"], found["mcc"]) == ([1, 2], [0, 0])


def test_a_long_file_goes_in_batches_and_keeps_its_lines(tmp_path: Path) -> None:
    good = "C,2,82,,,I63.900|" + "E11.900|" * 20 + ",01.2400"
    count = 2 * BLOCK_BYTES // len(good) + 10
    lines = [HEADER] + [good] * count + ["torn,2", "", "D,x,82,,,I63.900,"] + [good] * 5
    lines.insert(3, "torn")
    rows, run = grouped(tmp_path, "\n".join(lines))
    assert len(rows) == count + 7
    assert rows[-6]["status"] == "unreadable"
    assert {row["drg"] for row in rows} == {"NA3", "0000"}
    places = [(each.code, each.where) for each in run.findings.first]
    assert places == [
        ("CASES_TORN_ROW", "line 4"),
        ("CASES_TORN_ROW", f"line {count + 3}"),
        ("CASES_WITHOUT_ID", f"line {count + 4}"),
        ("CASES_NO_NUMBER", f"line {count + 5}, column sex"),
    ]


@pytest.mark.parametrize(
    ("row", "status", "code"),
    [
        ("A,男,82,,,I63.900,", "unreadable", "CASES_NO_NUMBER"),
        ("A,2,82.5,,,I63.900,", "unreadable", "CASES_NO_NUMBER"),
        ("A,2,99999999999999999999,,,I63.900,", "unreadable", "CASES_NO_NUMBER"),
        ("A,2,82,-,,I63.900,", "unreadable", "CASES_NO_NUMBER"),
        ('A,2,82,,,"I63.900,01.2400', None, "CASES_TORN_ROW"),
        ('A"b,"2,82,,,I63.900,01.2400', None, "CASES_TORN_ROW"),
        ('"A""b,2,82,,,I63.900,', None, "CASES_TORN_ROW"),
        (",2,82,,,I63.900,", "unreadable", "CASES_WITHOUT_ID"),
    ],
)
def test_a_row_that_lies_is_told_with_its_line(
    tmp_path: Path, row: str, status: str | None, code: str
) -> None:
    rows, run = grouped(tmp_path, f"{HEADER}\n{row}\nB,2,82,,,I63.900,\n")
    assert [each.code for each in run.findings.first] == [code]
    assert run.findings.first[0].where.startswith("line 2")
    assert rows[-1]["drg"] == "NS5"
    assert [each["status"] for each in rows[:-1]] == ([status] if status else [])
    assert all(each["drg"] == "0000" and each["mdc"] == "" for each in rows[:-1])


def test_quotations_are_read_as_they_are_meant(tmp_path: Path) -> None:
    text = f'{HEADER}\n"A",2,"82",,,"I63.900","01.2400"\n"B, ""b""",2,82,,,I63.900,\n'
    rows, run = grouped(tmp_path, text)
    assert [row["drg"] for row in rows] == ["NA5", "NS5"]
    assert (rows[1]["id"], run.findings.total) == ('B, "b"', 0)


def test_bytes_that_are_no_text_stop_nothing(tmp_path: Path) -> None:
    raw = HEADER.encode() + b"\n\xff\xfe,2,82,,,I63.900|\xff\x00,\x00\n"
    rows, run = grouped(tmp_path, raw)
    assert rows[0]["drg"] == "NS5"
    assert [each.where for each in run.findings.first] == ["line 2, column id"]


def test_codes_are_compared_as_they_stand(tmp_path: Path) -> None:
    text = f"{HEADER}\nA,2, 82 ,,, I63.900 | E11.900||,\nB,2,82,,,i63.900,\nC,2,82,,,I63.9000,\n"
    rows, _ = grouped(tmp_path, text)
    assert [row["drg"] for row in rows] == ["NS3", "0000", "0000"]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "CASES_HEADER"),
        (f"{HEADER},机构\n".encode("gb18030"), "CASES_NOT_UTF8"),
        (b"\xff\xfe", "CASES_NOT_UTF8"),
        (b"id,sex\n1,2\n", "CASES_COLUMN"),
        (f"{HEADER},sex\n".encode(), "CASES_COLUMN"),
        (f"{HEADER}\nA,2,82,,,{'I63.900|' * BLOCK_BYTES},\n".encode(), "CASES_UNREADABLE"),
    ],
)
def test_a_file_that_cannot_be_used_leaves_nothing_behind(
    tmp_path: Path, raw: bytes, code: str
) -> None:
    with pytest.raises(BadCases) as bad:
        grouped(tmp_path, raw)
    assert bad.value.finding.code == code
    assert [path.name for path in tmp_path.iterdir()] == ["cases.csv"]


def test_a_torn_archive_leaves_nothing_behind(tmp_path: Path) -> None:
    row = "A,2,82,,,I63.900,\n"
    whole = gzip.compress((HEADER + "\n" + row * 50_000).encode())
    cases = tmp_path / "cases.csv.gz"
    cases.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadCases):
        group_file(COMPILED, cases, tmp_path / "out.csv")
    cases.write_bytes(whole[:10] + b"\xff" * 40)  # a head, then no archive at all
    with pytest.raises(BadCases):
        group_file(COMPILED, cases, tmp_path / "out.csv")
    (tmp_path / "no.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(BadCases):
        group_file(COMPILED, tmp_path / "no.parquet", tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("name", ["id", "dx", "age", "extra"])
def test_a_column_of_lists_is_refused_by_its_name(tmp_path: Path, name: str) -> None:
    row = {"id": "A", "sex": 2, "age": 82, "age_days": 0, "birth_weight_g": 0, "dx": "I63.900"}
    table = {key: [value] for key, value in {**row, "px": "", "extra": 1}.items()}
    parquet.write_table(pa.table({**table, name: [["I63.900"]]}), tmp_path / "cases.parquet")
    out = tmp_path / "out.csv"
    with pytest.raises(BadCases) as bad:
        group_file(COMPILED, tmp_path / "cases.parquet", out, keep=["extra"])
    assert (bad.value.finding.code, out.exists()) == ("CASES_COLUMN_KIND", False)
    assert bad.value.finding.message.params["column"] == name


def test_bytes_of_any_width_that_are_no_text_stop_nothing(tmp_path: Path) -> None:
    raw = pa.array([b"\xff"], pa.large_binary())
    table = {"id": raw, "sex": [2], "age": [82], "age_days": [0], "birth_weight_g": [0]}
    table |= {"dx": pa.array([b"I63.900|\xff"], pa.large_binary()), "px": [""]}
    parquet.write_table(pa.table(table), tmp_path / "cases.parquet")
    run = group_file(COMPILED, tmp_path / "cases.parquet", tmp_path / "out.parquet")
    assert (run.by_status["grouped"], run.findings.total) == (1, 1)


def test_a_file_without_rows_gives_a_file_without_rows(tmp_path: Path) -> None:
    rows, run = grouped(tmp_path, HEADER + "\n")
    assert (rows, run.rows) == ([], 0)
    assert (tmp_path / "grouped.csv").read_text().startswith('"id","mcc"')


def test_one_discharge_is_found_by_its_id(tmp_path: Path) -> None:
    cases = tmp_path / "cases.csv"
    cases.write_text(f"{HEADER}\nA,2,82,,,I63.900,\nB,1,0,3,,|J44.900| ,01.2400\n")
    found = find_case(cases, "B")
    assert found is not None
    assert (found.diagnoses, found.operations) == (("", "J44.900"), ("01.2400",))
    assert list(found.numbers.values()) == [1, 0, 3, None]
    assert find_case(cases, "C") is None
