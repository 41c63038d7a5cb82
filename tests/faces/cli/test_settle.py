"""``yiyang settle``: statements, what was left out, and two scenarios side by side."""

import csv
import json
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from tests.analytics.settlement.scenarios import HEAD, RATE, write_cases, write_scenario
from tests.journey import Journey

BAD_INPUT = 2
CASES = [
    {"institution": "North", "drg": "AA1", "cost": "21000", "patient_paid": "4000"},
    {"institution": "North", "drg": "BB1", "cost": "1000", "patient_paid": "100"},
    {"institution": "South", "drg": "BB1", "cost": "6000", "patient_paid": "900"},
    {"institution": "South", "drg": "0000", "cost": "6000"},
    {"institution": "South", "drg": "AA1", "cost": "many"},
]

pytestmark = pytest.mark.django_db


def test_a_year_is_settled_with_what_was_left_out_and_why(journey: Journey, tmp_path: Path) -> None:
    scenario = write_scenario(tmp_path, RATE + '[outliers]\nfamily = "H1"\n')
    cases = write_cases(tmp_path / "cases.csv", CASES)
    with cases.open("a") as opened:
        opened.write("torn\n")
    out = tmp_path / "out"
    words = ("settle", str(scenario), "--cases", str(cases), "--out", str(out))
    told = journey.command(*words, "--language", "en", "--json")
    assert told.exit_code == 0
    assert (told.json["cases"], told.json["fee"], told.json["fund"]) == (3, "26000.00", "21000.00")
    assert told.json["left_out"] == {"NOT_GROUPED": 1, "NO_COST": 1}
    assert (told.json["rows"], told.json["torn"]) == (6, 1)  # every row is in one of the three
    digest = told.json["digests"]["scenario"]
    assert [each["where"] for each in told.json["findings"]] == ["line 7"]
    with (out / "statements.csv").open(encoding="utf-8", newline="") as opened:
        north, south = list(csv.DictReader(opened))
    assert (north["institution"], north["cases"], north["low"], north["fee"]) == (
        "North", "2", "1", "21000.00",
    )  # fmt: skip
    assert (north["cmi"], south["cmi"], south["fund"]) == ("1.2500", "0.5000", "4100.00")
    assert parquet.read_table(out / "priced.parquet").num_rows == 3
    assert (out / "left_out.csv").read_text().splitlines()[1].endswith("NOT_GROUPED")
    assert json.loads((out / "summary.json").read_text()) == told.json
    again = (*words[:-1], str(tmp_path / "again"))
    assert "未入组" in journey.command(*again).out
    write_scenario(tmp_path, RATE + '[outliers]\nfamily = "H1"\n', "drg,rw\nAA1,2\nBB1,0.6\n")
    other = journey.command(*words[:-1], str(tmp_path / "other"), "--json").json
    assert other["digests"]["scenario"] != digest  # another weight is another scenario
    held = (out / "summary.json").read_bytes()
    refused = journey.command(*words)
    assert (refused.exit_code, (out / "summary.json").read_bytes()) == (BAD_INPUT, held)


def test_what_a_person_reads_tells_torn_rows_too(journey: Journey, tmp_path: Path) -> None:
    scenario, cases = write_scenario(tmp_path), write_cases(tmp_path / "cases.csv", CASES)
    with cases.open("a") as opened:
        opened.write("torn\n")
    out = str(tmp_path / "out")
    told = journey.command(
        "settle", str(scenario), "--cases", str(cases), "--out", out, "--language", "en"
    )
    assert "  1  not as wide as the first line" in told.out
    assert "line 7: " in told.err


def test_a_parquet_file_torn_inside_is_named(journey: Journey, tmp_path: Path) -> None:
    scenario, cases = write_scenario(tmp_path), tmp_path / "cases.parquet"
    columns = {"id": ["a"], "institution": ["H"], "drg": ["AA1"], "cost": ["1"]}
    parquet.write_table(pa.table(columns), cases)
    body = cases.read_bytes()
    cases.write_bytes(body[:100] + b"\0" * 50 + body[150:])
    for given in (cases, tmp_path):
        words = ("settle", str(scenario), "--cases", str(given), "--out", str(tmp_path / "out"))
        refused = journey.command(*words)
        assert refused.exit_code == BAD_INPUT
        assert given.name in refused.err


def test_two_scenarios_stand_side_by_side_with_who_loses_and_why(
    journey: Journey, tmp_path: Path
) -> None:
    first = write_scenario(tmp_path / "a")
    other = write_scenario(tmp_path / "b", weights="drg,rw\nAA1,1.5\nBB1,0.6\n")
    cases = write_cases(tmp_path / "cases.csv", CASES)
    told = journey.command(
        "settle", str(first), "--cases", str(cases), "--out", str(tmp_path / "out"),
        "--versus", str(other), "--json",
    )  # fmt: skip
    north, south = told.json["comparison"]
    assert (north["institution"], north["difference_fen"]) == ("North", -400000)
    assert [(each["drg"], each["difference_fen"]) for each in north["why"]] == [
        ("AA1", -500000),
        ("BB1", 100000),
    ]
    assert (south["institution"], south["difference_fen"]) == ("South", 100000)
    text = (tmp_path / "out" / "comparison.csv").read_text()
    assert "North,2,2,25000.00,21000.00,-4000.00,AA1 -5000.00; BB1 1000.00" in text


def test_what_the_other_scenario_leaves_out_is_told_beside_the_loss(
    journey: Journey, tmp_path: Path
) -> None:
    first = write_scenario(tmp_path / "a")
    other = write_scenario(tmp_path / "b", weights="drg,rw\nBB1,0.5\n")
    cases = write_cases(tmp_path / "cases.csv", CASES)
    told = journey.command(
        "settle", str(first), "--cases", str(cases), "--out", str(tmp_path / "out"),
        "--versus", str(other), "--language", "en",
    )  # fmt: skip
    assert "no weight" in told.out
    document = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert document["versus_left_out"] == {"NOT_GROUPED": 1, "NO_COST": 1, "NO_WEIGHT": 1}
    north, south = document["comparison"]
    assert (north["cases"], north["versus_cases"], south["versus_cases"]) == (2, 1, 1)
    left_out = (tmp_path / "out" / "versus_left_out.csv").read_text()
    assert "C00000,North,AA1,NO_WEIGHT" in left_out


def test_an_amount_too_large_to_be_exact_stops_the_run_and_leaves_nothing(
    journey: Journey, tmp_path: Path
) -> None:
    text = HEAD + (
        'scheme = "points"\nrates = [{value = "1000000"}]\ncoefficients = [{value = "10000"}]\n'
        'points = {scale = 100000, reference_cost = "10000"}\n'
    )
    scenario = write_scenario(tmp_path, text, "drg,rw\nAA1,1000\nBB1,1000\n")
    cases = write_cases(tmp_path / "cases.csv", CASES)
    held = sorted(tmp_path.iterdir())
    told = journey.command(
        "settle", str(scenario), "--cases", str(cases), "--out", str(tmp_path / "out")
    )
    assert (told.exit_code, "too large" in told.err) == (BAD_INPUT, True)
    assert sorted(tmp_path.iterdir()) == held


def test_a_bad_scenario_or_file_is_refused_and_nothing_is_written(
    journey: Journey, tmp_path: Path
) -> None:
    cases = write_cases(tmp_path / "cases.csv", CASES)
    out = tmp_path / "out"
    scenario = write_scenario(tmp_path, RATE.replace('"10000"', '"x"') + "colour = 1\n")
    told = journey.command("settle", str(scenario), "--cases", str(cases), "--out", str(out))
    assert told.exit_code == BAD_INPUT
    assert "rates.0.value" in told.err and "colour" in told.err
    good = write_scenario(tmp_path)
    cases.write_text("id,institution\n1,2\n")
    told = journey.command("settle", str(good), "--cases", str(cases), "--out", str(out))
    assert told.exit_code == BAD_INPUT
    told = journey.command("settle", str(good), "--cases", str(tmp_path), "--out", str(out))
    assert told.exit_code == BAD_INPUT
    assert not out.exists()
