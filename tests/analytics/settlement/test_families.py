"""The families of payment by cities: the worked numbers of DIP, and each city's own words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.analytics.settlement.scenarios import HEAD, RATE, settled, write_scenario
from yiyang.analytics.settlement.reports import case_mix
from yiyang.analytics.settlement.running import Unpayable
from yiyang.analytics.settlement.scenario_files import BadScenario, read_scenario

POINTS = HEAD + 'scheme = "points"\n'
FIXED = POINTS + 'rates = [{value = "9.2"}]\n'
MEAN = 'points = {scale = 1000, reference_cost = "8900"}\n'
LINES = '[outliers]\nlow = [{k = "0.5"}]\nhigh = [{k = "2"}]\n'
DIP = (
    FIXED
    + 'coefficients = [{value = "1.05"}]\n'
    + 'points = {scale = 1000, reference_cost = "8900", held_against = "standard"}\n'
)
FLOATING = POINTS + 'points = {scale = 1000, reference_cost = "8900", budget = "100000.01"}\n'


def rows_of(folder: Path, cases: list[dict[str, str]], text: str, weights: str = "drg,rw\nAA1,1\n"):
    """Return the priced rows in the order of their ids, and what the run gave."""
    rows, found = settled(folder, cases, text, weights)
    return [rows[key] for key in sorted(rows)], found


def fees(rows: list[dict[str, Any]]) -> list[int]:
    return [row["fee_fen"] for row in rows]


def test_deviation_is_held_against_the_standard_of_the_same_level(tmp_path: Path) -> None:
    cases = [{"cost": "14490"}, {"cost": "5000"}, {"cost": "35000"}]
    rows, _ = rows_of(tmp_path, cases, DIP + LINES, "drg,rw\nAA1,1.5\n")
    assert {row["expected_fen"] for row in rows} == {1449000}
    assert [row["points"] for row in rows] == [15750000, 5434783, 22293478]
    assert fees(rows) == [1449000, 500000, 2051000]
    floating = DIP.replace('rates = [{value = "9.2"}]\n', "").replace(
        'held_against = "standard"',
        'held_against = "standard", prior_value = "9.2", budget = "50000"',
    )
    rows, found = rows_of(tmp_path / "b", cases, floating + LINES, "drg,rw\nAA1,1.5\n")
    assert [row["points"] for row in rows] == [15750000, 5434783, 22293478]
    assert found.total("fee_fen") == 5_000_000


def test_the_value_at_the_years_start_is_that_of_three_weighted_years(tmp_path: Path) -> None:
    past = ", ".join(
        f'{{cost = "{cost}", points = {points}, weight = {weight}}}'
        for cost, points, weight in (
            ("900000000", 100000000, 1),
            ("950000000", 105000000, 2),
            ("1000000000", 110000000, 7),
        )
    )
    text = POINTS + f'points = {{scale = 1000, reference_cost = "8900", past = [{past}]}}\n'
    scenario, _ = read_scenario(write_scenario(tmp_path, text))
    assert scenario.points is not None and scenario.points.past_value == 9_074074
    rows, _ = rows_of(tmp_path, [{"cost": "8900"}], text)
    assert fees(rows) == [907407]  # 1,000 points


def test_the_value_at_the_years_end_is_the_funds_money_over_what_it_bears(tmp_path: Path) -> None:
    text = POINTS + (
        'points = {scale = 100, reference_cost = "8900", money = "700000000", money_bears = "0.72"}'
        "\n"
    )
    scenario, _ = read_scenario(write_scenario(tmp_path, text))
    assert scenario.points is not None
    assert scenario.points.whole_budget == 97222222222  # 9.722222 for each of 1.0e8 points
    _, found = rows_of(tmp_path, [{"cost": "1"}] * 3, text)
    assert found.total("fee_fen") == 97222222222


def test_an_elastic_value_is_fixed_for_the_base_and_floats_for_the_rest(tmp_path: Path) -> None:
    budget = 'budget = "30000", elastic = {base = "0.8", value = "10"}'
    text = FLOATING.replace('budget = "100000.01"', budget)
    cases = [{"cost": "1"}, {"cost": "1", "institution": "Z", "drg": "BB1"}]
    rows, found = rows_of(tmp_path, cases, text, "drg,rw\nAA1,1\nBB1,2\n")
    # 3,000 points: 2,400 at 10.00 are 24,000; the other 6,000 yuan over 3,000 points
    assert fees(rows) == [1_000_000, 2_000_000]
    assert found.total("fee_fen") == 3_000_000
    with pytest.raises(Unpayable):
        rows_of(tmp_path / "b", cases * 2, text, "drg,rw\nAA1,1\nBB1,2\n")


def test_the_excess_of_suixi_leaves_the_coefficient_out(tmp_path: Path) -> None:
    text = FIXED + 'coefficients = [{value = "0.95"}]\n' + MEAN + LINES
    text += 'high_pays = "excess_of_mean"\n'
    rows, _ = rows_of(tmp_path, [{"cost": "26700"}], text)
    assert rows[0]["points"] == 20_000_000  # (3 - (2 - 1)) x 1,000


def test_children_of_jiyuan_get_a_tenth_more(tmp_path: Path) -> None:
    text = FIXED + MEAN + '[[factors]]\nvalue = "1.1"\nage_below = 17\n'
    cases = [{"cost": "1", "age": age} for age in ("16", "17", "")]
    rows, found = rows_of(tmp_path, cases, text)
    assert [row["points"] for row in rows] == [11_000_000, 10_000_000]
    assert found.left_out == {"NO_AGE": 1}


def test_an_unstable_or_dear_discharge_of_guangyuan_is_worth_its_cost(tmp_path: Path) -> None:
    text = FIXED + 'points = {scale = 100, reference_cost = "8900"}\n' + LINES
    text += 'high_pays = "cost"\n'
    cases = [{"cost": "17800.01"}, {"cost": "4450", "drg": "BB1"}]
    rows, found = rows_of(tmp_path, cases, text, "drg,rw,unstable\nAA1,1,\nBB1,3,true\n")
    assert [row["branch"] for row in rows] == ["HIGH", "BY_ITEM"]
    assert rows[0]["points"] == 2_000_001
    assert fees(rows) == [184000, 445000]
    assert (found.statements[0]["by_item"], case_mix(found.statements[0])) == (1, "1.0000")


def test_residents_of_qingdao_are_paid_a_part_by_the_kind_of_group(tmp_path: Path) -> None:
    rows = [("SEVERE", "0.8"), ("USUAL", "0.7")]
    text = RATE + "".join(
        f'[[factors]]\nvalue = "{value}"\ninsurance = "resident"\nkind = "{kind}"\n'
        for kind, value in rows
    )
    text += '[[factors]]\nvalue = "0.6"\ninsurance = "resident"\n'
    weights = "drg,rw,kind\nAA1,1,SEVERE\nBB1,1,USUAL\nCC1,1,OTHER\n"
    cases = [
        {"cost": "1", "drg": drg, "insurance": "resident"} for drg in ("AA1", "BB1", "CC1")
    ] + [{"cost": "1", "insurance": "employee"}]
    assert fees(rows_of(tmp_path, cases, text, weights)[0]) == [800000, 700000, 600000, 1000000]


def test_a_group_of_foshan_weighs_each_day(tmp_path: Path) -> None:
    cases = [{"cost": "1", "days": "30"}, {"cost": "1", "days": ""}]
    rows, found = rows_of(tmp_path, cases, RATE, "drg,rw,by_day\nAA1,0.05,true\n")
    assert fees(rows) == [1_500_000]
    assert found.left_out == {"NO_DAYS": 1}


def test_what_is_in_no_group_is_paid_for_each_service_where_the_city_says_so(
    tmp_path: Path,
) -> None:
    text = FLOATING + 'by_item = {not_grouped = true, services = ["approved"]}\n'
    cases = [
        {"cost": "10"},
        {"cost": "777.77", "drg": "0000"},
        {"cost": "5.55", "service": "approved"},
    ]
    rows, found = rows_of(tmp_path, cases, text)
    assert fees(rows) == [10_000_001, 77777, 555]
    assert found.left_out == {} and found.statements[0]["by_item"] == 2


def test_days_go_by_level_and_go_on_counting_after_a_readmission(tmp_path: Path) -> None:
    text = RATE + (
        '[[bed_days]]\nservice = "r"\nlevel = "3"\n'
        'tiers = [{to_day = 30, rate = "500"}, {rate = "100"}]\n'
        '[[bed_days]]\nservice = "r"\ntiers = [{to_day = 30, rate = "400"}, {rate = "200"}]\n'
    )
    stay = {"cost": "1", "service": "r", "drg": "0000", "days": "10"}
    cases = [
        {**stay, "level": "3", "days_before": "25"},
        {**stay, "level": "2", "days_before": "30"},
        {**stay, "level": "2"},
        {**stay, "level": "2", "days_before": "x"},
    ]
    rows, found = rows_of(tmp_path, cases, text)
    assert fees(rows) == [300000, 200000, 400000]
    assert found.left_out == {"NO_DAYS": 1}


def test_what_an_audit_took_off_and_working_capital_come_off_the_rest(tmp_path: Path) -> None:
    text = RATE + (
        '[clearing]\nprepay = "0.95"\ndeductions = [{institution = "H", value = "500"}]\n'
        'working_capital = [{institution = "H", value = "100"}]\n'
    )
    _, found = rows_of(tmp_path, [{"cost": "1"}], text)
    row = found.statements[0]
    names = ("deducted", "prepaid", "working", "due", "rest")
    sums = [row[f"{name}_fen"] for name in names]
    assert sums == [50_000, 900_000, 10_000, 950_000, 40_000]


def test_one_episode_over_two_hospitals_is_paid_once_and_split(tmp_path: Path) -> None:
    cases = [
        {"cost": "9000", "episode": "E1", "institution": "A", "patient_paid": "1000"},
        {"cost": "3000", "episode": "E1", "institution": "B", "drg": "BB1"},
        {"cost": "3000", "episode": "E2", "institution": "B"},
        {"cost": "3000", "episode": "E2", "institution": "B"},
        {"cost": "3000", "institution": "B"},
    ]
    weights = "drg,rw\nAA1,1\nBB1,0.5\n"
    text = RATE + 'package = {split = "COST"}\n'
    rows, _ = rows_of(tmp_path, cases, text, weights)
    assert fees(rows) == [750000, 250000, 1000000, 1000000, 1000000]
    assert rows[0]["fund_fen"] == 650000
    rows, _ = rows_of(tmp_path / "b", cases, text.replace("COST", "FEE"), weights)
    assert fees(rows)[:2] == [666667, 333333]
    text = FLOATING + 'package = {split = "COST"}\n'
    rows, found = rows_of(tmp_path / "c", cases, text, weights)
    assert [row["points"] for row in rows] == [7500000, 2500000, *[10000000] * 3]
    assert found.total("fee_fen") == 10_000_001


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (RATE + '[outliers]\nhigh = [{k = "2"}]\nhigh_pays = "excess_of_mean"\n', "scenario"),
        (FLOATING.replace('budget = "1', 'money = "1'), "points"),
        (FLOATING + 'rates = [{value = "1"}]\n', "scenario"),
        (FLOATING.replace("budget =", 'held_against = "standard", budget ='), "scenario"),
        (FIXED + MEAN.replace("}", ', elastic = {base = "0.8", value = "1"}}'), "points"),
        (RATE + 'package = {split = "HALF"}\n', "package"),
        (RATE + '[outliers]\nlow = [{k = "2"}]\nhigh = [{k = "2"}]\n', "outliers"),
        (RATE + '[outliers]\nhigh = [{k = "0"}]\n', "outliers.high.0.k"),
        (FLOATING.replace("100000.01", "0"), "points.budget"),
        (RATE + 'by_item = {services = ["a"]}\n[[bed_days]]\nservice = "a"\n'
         'tiers = [{rate = "1"}]\n', "scenario"),
        (RATE + '[[consortia]]\nnumber = "C"\nmembers = ["A"]\ninsured = 1\npool = "1"\n'
         'taken_off = {reserve = "2"}\nretained = "1"\nfund_share = "0"\n', "consortia"),
    ],
)  # fmt: skip
def test_parts_that_do_not_go_together_are_refused(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(BadScenario) as bad:
        read_scenario(write_scenario(tmp_path, text))
    assert any(place in finding.where for finding in bad.value.findings)
