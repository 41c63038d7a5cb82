"""``yiyang group`` and ``yiyang pack``: files in, groups out; faults told, nothing half done."""

import builtins
import csv
from pathlib import Path
from typing import Any

import pytest

from tests.journey import Journey

BAD_INPUT, FAULT = 2, 1
CASES = (
    "id,sex,age,age_days,birth_weight_g,dx,px,institution\n"
    "A,2,82,,,I63.900|E11.900,01.2400,H1\n"
    "B,x,82,,,I63.900,,H2\n"
    "torn\n"
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    file = tmp_path / "cases.csv"
    file.write_text(CASES)
    return file


def test_a_file_is_grouped_with_its_faults_told_by_line(
    journey: Journey, cases: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    told = journey.command(
        "group", "--pack", "demo", "--cases", str(cases), "--out", str(out),
        "--keep", "institution", "--language", "en", "--json",
    )  # fmt: skip
    assert told.exit_code == 0
    assert (told.json["rows"], told.json["torn"], told.json["faults"]) == (2, 1, 2)
    assert {each["where"] for each in told.json["findings"]} == {"line 3, column sex", "line 4"}
    assert (told.json["by_status"]["grouped"], told.json["by_status"]["unreadable"]) == (1, 1)
    with out.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert [(row["id"], row["institution"], row["drg"]) for row in rows] == [
        ("A", "H1", "NA3"),
        ("B", "H2", "0000"),
    ]


def test_one_discharge_shows_the_rules_that_led_to_its_group(journey: Journey, cases: Path) -> None:
    words = ("group", "--pack", "demo", "--cases", str(cases), "--explain", "A")
    told = journey.command(*words, "--language", "en", "--json").json
    assert (told["drg"], told["status"]) == ("NA3", "grouped")
    group = next(step for step in told["path"] if step["code"] == "NA")
    assert group["holds"] and group["name"] == "Stroke with the skull opened"
    assert [each["by"] for each in group["because"]] == [["I63.900"], ["01.2400"]]
    assert "ZYZD in DI_STROKE and ZYSS in OP_SKULL" in journey.command(*words).out
    assert journey.command(*words[:-1], "C").exit_code == BAD_INPUT


@pytest.mark.parametrize(
    "words",
    [
        ("--pack", "nowhere", "--out", "OUT"),
        ("--pack", "demo"),
        ("--pack", "demo", "--out", "OUT", "--switch", "nothing=on"),
        ("--pack", "demo", "--out", "OUT", "--switch", "rehabilitation_first=yes"),
        ("--pack", "demo", "--out", "OUT", "--keep", "colour"),
        ("--pack", "demo", "--out", "OUT", "--keep", "institution,drg"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_written(
    journey: Journey, cases: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    out = tmp_path / "out.csv"
    made = [str(out) if word == "OUT" else word for word in words]
    told = journey.command("group", "--cases", str(cases), *made)
    assert told.exit_code == BAD_INPUT
    assert told.err
    assert not out.exists()


def test_a_folder_is_no_file_and_is_named(journey: Journey, tmp_path: Path) -> None:
    told = journey.command(
        "group", "--pack", "demo", "--cases", str(tmp_path), "--out", str(tmp_path / "out.csv")
    )
    assert (told.exit_code, tmp_path.name in told.err) == (BAD_INPUT, True)


def test_the_discharges_are_never_written_over(journey: Journey, cases: Path) -> None:
    told = journey.command("group", "--pack", "demo", "--cases", str(cases), "--out", str(cases))
    assert (told.exit_code, cases.read_text()) == (BAD_INPUT, CASES)


def test_without_the_extra_the_command_says_what_to_install(
    journey: Journey, cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("yiyang.analytics.grouping.programs"):
            raise ImportError("no module", name="numba")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    told = journey.command(
        "group", "--pack", "demo", "--cases", str(cases), "--out", str(tmp_path / "out.csv")
    )
    assert told.exit_code == FAULT
    assert "pip install 'yiyang[analytics]'" in told.err


def test_tables_that_are_not_there_make_no_pack(journey: Journey, tmp_path: Path) -> None:
    out = tmp_path / "made"
    told = journey.command("pack", "import", "chs-drg-1.1", str(tmp_path), "--out", str(out))
    assert told.exit_code == BAD_INPUT
    assert "CC.dat" in told.err and "4_ADRG_DETAIL.txt.gz" in told.err
    assert not out.exists()
    told = journey.command("pack", "import", "chs-drg-9", str(tmp_path), "--out", str(out))
    assert told.exit_code == BAD_INPUT
