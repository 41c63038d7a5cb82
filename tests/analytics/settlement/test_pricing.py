"""What a discharge is paid: the worked numbers, each line to the fen, and what never matters."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.analytics.settlement.scenarios import HEAD, RATE, settled
from yiyang.analytics.settlement.reports import case_mix, statement
from yiyang.analytics.settlement.scenario_files import families

DIP = HEAD + (
    'scheme = "points"\nrates = [{value = "9.2"}]\ncoefficients = [{value = "1.05"}]\n'
    'points = {scale = 1000, reference_cost = "8900"}\n'
)


def fees(rows: dict[str, dict[str, Any]]) -> list[int]:
    return [rows[key]["fee_fen"] for key in sorted(rows)]


def test_a_usual_discharge_is_paid_its_weight_times_the_rate(tmp_path: Path) -> None:
    text = RATE.replace('"10000"', '"9080.56"')
    rows, found = settled(
        tmp_path, [{"drg": "BR23", "cost": "9000"}], text, "drg,rw\nBR23,0.9403\n"
    )
    assert fees(rows) == [853845]
    assert found.statements[0]["fee_fen"] == 853845


def test_rate_and_coefficient_are_those_of_the_level_and_the_insurance(tmp_path: Path) -> None:
    text = HEAD + (
        'scheme = "rate"\n'
        'rates = [{value = "12252.70", insurance = "employee"}, {value = "9649.24"}]\n'
        'coefficients = [{value = "1.2", level = "3"}, {value = "0.5", institution = "Z"}]\n'
    )
    weights = "drg,rw,level,coef\nBB21,6.6116,,\nGB21,7.194576,3,1.02\n"
    cases = [
        {"drg": "BB21", "cost": "80000", "insurance": "employee"},
        {"drg": "BB21", "cost": "80000", "insurance": "resident"},
        {"drg": "BB21", "cost": "80000", "insurance": "employee", "level": "3"},
        {"drg": "GB21", "cost": "80000", "level": "3"},
        {"drg": "BB21", "cost": "80000", "institution": "Z"},
    ]
    rows, found = settled(tmp_path, cases, text, weights)
    assert fees(rows) == [8100995, 6379692, 9721194, 7081063, 3189846]
    assert found.left_out == {}
    _, found = settled(tmp_path / "b", [{"drg": "GB21", "cost": "1", "level": "2"}], text, weights)
    assert found.left_out == {"NO_WEIGHT": 1}


@pytest.mark.parametrize(
    ("family", "rw", "level", "tier", "low", "high"),
    [
        ("H1", "1", "", "", "0.4", "3"),
        ("H1", "2.000000001", "", "", "0.4", "2"),
        ("H2", "2.5", "", "", "0.6", "2"),
        ("H3", "3.1", "", "", "0.4", "1.5"),
        ("H4", "4", "", "", "0.4", "2"),
        ("H5", "5.5", "", "", "0.3", "1.3"),
        ("H6", "2.5", "", "", "0.4", "2"),
        ("H7", "2.5", "", "", "0.4", "2.5"),
        ("H8", "7.5", "", "", "0.5", "2"),
        ("H9", "1.6", "", "", "0.4", "2"),
        ("H10-2", "9", "", "", "0.35", "2"),
        ("H10-2.5", "9", "", "", "0.35", "2.5"),
        ("H10-3", "9", "", "", "0.5", "3"),
        ("H11", "1", "2", "", "0.4", "2.6"),
        ("H12", "1", "", "3", "0.5", "2"),
        ("H13", "1", "3", "", "0.3", "3"),
        ("H13", "1", "2", "", "0.5", "3"),
        ("H14", "1", "", "", "0.7", "1.4"),
    ],
)
def test_each_family_draws_its_lines_exactly(
    tmp_path: Path, family: str, rw: str, level: str, tier: str, low: str, high: str
) -> None:
    text = RATE + f'[outliers]\nfamily = "{family}"\n'
    weights = f"drg,rw,tier\nAA1,{rw},{tier}\n"
    plain, _ = settled(tmp_path / "plain", [{"cost": "1", "level": level}], RATE, weights)
    standard = plain["C00000"]["expected_fen"]

    def cost(factor: str, more: int) -> str:
        exact = int(Decimal(factor) * standard) + more
        return f"{exact // 100}.{exact % 100:02}"

    amounts = [cost(low, -1), cost(low, 1), cost(high, -1), cost(high, 1)]
    rows, _ = settled(tmp_path, [{"cost": c, "level": level} for c in amounts], text, weights)
    assert [rows[key]["branch"] for key in sorted(rows)] == ["LOW", "USUAL", "USUAL", "HIGH"]


def test_the_families_are_all_there_with_their_marks() -> None:
    assert len(families()) == 16
    assert all(f["low_mark"] in ("official", "proposed") for f in families().values())


@pytest.mark.parametrize(
    ("words", "fee"),
    [
        ("", [500000, 2000000, 4000000 + 1]),
        ('high_pays = "standard"', [500000, 2000000, 2000000]),
        ('low_pays = "standard"', [2000000, 2000000, 4000001]),
    ],
)
def test_a_city_chooses_what_outliers_are_paid(tmp_path: Path, words: str, fee: list[int]) -> None:
    text = RATE + f'[outliers]\nlow = [{{k = "0.4"}}]\nhigh = [{{k = "2"}}]\n{words}\n'
    cases = [{"cost": "5000"}, {"cost": "40000"}, {"cost": "60000.01"}]
    assert fees(settled(tmp_path, cases, text)[0]) == fee


def test_a_cost_exactly_on_a_line_is_beyond_it_where_the_city_says_so(tmp_path: Path) -> None:
    lines = '[outliers]\nlow = [{k = "0.4"}]\nhigh = [{k = "2"}]\n'
    cases = [{"cost": "8000"}, {"cost": "40000"}]
    rows, _ = settled(tmp_path, cases, RATE + lines)
    assert [row["branch"] for row in rows.values()] == ["USUAL", "USUAL"]
    both = lines + "low_includes = true\nhigh_includes = true\n"
    rows, _ = settled(tmp_path, cases, RATE + both)
    assert sorted(row["branch"] for row in rows.values()) == ["HIGH", "LOW"]


def test_points_give_the_worked_amounts(tmp_path: Path) -> None:
    weights = "drg,rw\nAA1,1.5\n"
    text = DIP + '[outliers]\nlow = [{k = "0.5"}]\nhigh = [{k = "2"}]\n'
    rows, _ = settled(tmp_path, [{"cost": "14000"}, {"cost": "5000"}], text, weights)
    assert fees(rows) == [1449000, 516854]  # usual: 1,575 points; low: cost / mean x 1000
    assert [rows[key]["points"] for key in sorted(rows)] == [15750000, 5617978]
    text = HEAD + (
        'scheme = "points"\nrates = [{value = "11.5"}]\ncoefficients = [{value = "0.95"}]\n'
        'points = {scale = 1000, reference_cost = "12000"}\n'
        '[outliers]\nhigh = [{k = "2.6"}]\n'
    )
    rows, _ = settled(tmp_path / "b", [{"cost": "80000"}], text, "drg,rw\nAA1,2\n")
    assert (rows["C00000"]["points"], fees(rows)) == (33666667, [3871667])


def test_a_floating_point_value_shares_the_budget_to_the_fen(tmp_path: Path) -> None:
    chance = random.Random(4)
    text = HEAD + (
        'scheme = "points"\n'
        'points = {scale = 100, reference_cost = "9000", budget = "1000000.01"}\n'
        'coefficients = [{value = "1.1", institution = "H1"}]\n'
        '[outliers]\nlow = [{k = "0.4"}]\nhigh = [{k = "2"}]\n'
    )
    cases = [
        {
            "institution": f"H{chance.randrange(7)}",
            "drg": chance.choice(("AA1", "BB1")),
            "cost": f"{chance.randrange(1, 60000)}.{chance.randrange(100):02}",
        }
        for _ in range(300)
    ]
    rows, found = settled(tmp_path, cases, text)
    assert sum(fees(rows)) == found.total("fee_fen") == 100000001
    turned = [{**case, "id": f"C{number:05}"} for number, case in enumerate(cases)]
    chance.shuffle(turned)
    again, _ = settled(tmp_path / "again", turned, text)
    assert again == rows


def test_special_cases_come_up_to_their_share_dearest_first(tmp_path: Path) -> None:
    cases = [{"cost": str(20000 + n), "special": "1" if n >= 30 else "0"} for n in range(40)]
    rows, found = settled(tmp_path, cases, RATE + '[special]\nmost = "0.05"\n')
    special = sorted(key for key, row in rows.items() if row["branch"] == "SPECIAL")
    assert special == ["C00038", "C00039"]  # two of forty; the other eight are paid as usual
    assert rows["C00039"]["fee_fen"] == 2003900
    assert (found.statements[0]["special"], found.statements[0]["usual"]) == (2, 38)


def test_a_stay_paid_by_the_day_falls_through_its_tiers(tmp_path: Path) -> None:
    text = RATE + (
        '[[bed_days]]\nservice = "rehabilitation"\n'
        'tiers = [{to_day = 30, rate = "400"}, {to_day = 60, rate = "340"}, {rate = "200"}]\n'
    )
    cases = [
        {"cost": "1", "service": "rehabilitation", "drg": "0000", "days": days}
        for days in ("1", "30", "31", "61", "0", "", "-3", "2.5")
    ]
    rows, found = settled(tmp_path, cases, text)
    assert fees(rows) == [40000, 1200000, 1234000, 2240000]
    assert found.left_out == {"NO_DAYS": 4}


BY_DAY = '[[bed_days]]\nservice = "r"\ntiers = [{rate = "400"}]\n'


def test_a_stay_paid_by_the_day_is_no_special_case_and_swells_no_share(tmp_path: Path) -> None:
    stay = {"cost": "90000", "service": "r", "days": "5", "drg": "0000", "special": "1"}
    cases = [{"cost": "30000", "special": "1"}, *[{"cost": "20000"}] * 39, *[stay] * 40]
    rows, found = settled(tmp_path, cases, RATE + '[special]\nmost = "0.025"\n' + BY_DAY)
    assert rows["C00000"]["branch"] == "SPECIAL"  # 2.5 percent of forty groups is one
    assert found.statements[0]["bed_day"] == 40
    more = [*cases[:1], {"cost": "25000", "special": "1"}, *cases[2:]]
    _, found = settled(tmp_path / "b", more, RATE + '[special]\nmost = "0.025"\n' + BY_DAY)
    assert found.statements[0]["special"] == 1


def test_a_stay_paid_by_the_day_has_no_weight_in_the_case_mix(tmp_path: Path) -> None:
    cases = [{"cost": "1"}, {"cost": "1", "service": "r", "days": "2"}]
    _, found = settled(tmp_path, cases, RATE + BY_DAY)
    assert case_mix(found.statements[0]) == "2.0000"
    assert found.statements[0]["rw"] == 2_000_000_000
    nowhere = RATE.replace('"10000"', '"10000", insurance = "employee"') + BY_DAY
    _, found = settled(tmp_path / "b", cases[1:], nowhere)
    assert (statement(found.statements[0])["cmi"], found.statements[0]["fee_fen"]) == ("", 80000)


def test_groups_of_chinese_medicine_are_paid_a_part_of_the_standard(tmp_path: Path) -> None:
    weights = "drg,rw,tcm\nAA1,2,true\nBB1,2,false\n"
    cases = [{"cost": "1"}, {"cost": "1", "drg": "BB1"}]
    text = RATE.replace('scheme = "rate"', 'scheme = "rate"\ntcm = "0.7"')
    assert fees(settled(tmp_path, cases, text, weights)[0]) == [1400000, 2000000]


def test_chinese_medicine_is_reduced_in_one_rounding_also_beyond_the_line(tmp_path: Path) -> None:
    weights = "drg,rw,tcm\nAA1,1,true\nBB1,0.0000015,true\n"
    text = RATE.replace('scheme = "rate"', 'scheme = "rate"\ntcm = "0.3"')
    # 0.015 x 0.3 is 0.0045: nothing; rounded twice it would be one fen
    assert fees(settled(tmp_path, [{"cost": "1", "drg": "BB1"}], text, weights)[0]) == [0]
    text = HEAD + (
        'scheme = "points"\ntcm = "0.8"\nrates = [{value = "10"}]\n'
        'points = {scale = 1000, reference_cost = "10000"}\n[outliers]\nhigh = [{k = "2"}]\n'
    )
    cases = [{"cost": "20000"}, {"cost": "20000.01"}, {"cost": "30000"}]
    rows, _ = settled(tmp_path / "b", cases, text, weights)
    assert [rows[key]["points"] for key in sorted(rows)] == [8000000, 8000010, 18000000]


def test_the_fund_bears_the_rest_or_a_part(tmp_path: Path) -> None:
    cases = [{"cost": "1", "patient_paid": "3000.5", "other_paid": "99"}, {"cost": "1"}]
    cases.append({"cost": "1", "patient_paid": "30000"})
    rows, _ = settled(tmp_path, cases)
    assert [rows[key]["fund_fen"] for key in sorted(rows)] == [1690050, 2000000, 0]
    rows, _ = settled(tmp_path / "b", cases, RATE + '[fund]\nstyle = "ratio"\nratio = "0.8125"\n')
    assert {row["fund_fen"] for row in rows.values()} == {1625000}


def test_what_cannot_be_priced_is_left_out_with_its_reason(tmp_path: Path) -> None:
    cases = [
        {"cost": "1"},
        {"id": " ", "cost": "1"},
        {"id": "D", "cost": "1"},
        {"id": "D", "cost": "2"},
        {"institution": "", "cost": "1"},
        {"cost": "1.005"},
        {"cost": "-1"},
        {"cost": "1e3"},
        {"cost": ""},
        {"cost": "1", "patient_paid": "much"},
        {"cost": "1", "drg": "0000"},
        {"cost": "1", "drg": "ZZ9"},
        {"cost": "1", "special": "perhaps"},
    ]
    rows, found = settled(tmp_path, cases)
    assert list(rows) == ["C00000"]
    assert found.left_out == {
        "NO_AMOUNT_PAID": 1, "NO_COST": 4, "NO_ID": 1, "NO_INSTITUTION": 1,
        "NO_SPECIAL": 1, "NO_WEIGHT": 1, "NOT_GROUPED": 1, "TWICE": 2,
    }  # fmt: skip


@pytest.mark.parametrize("family", ["H11", "H12"])
def test_a_discharge_that_no_outlier_line_fits_is_left_out(tmp_path: Path, family: str) -> None:
    cases = [{"cost": "1", "level": "2"}, {"cost": "1", "drg": "BB1", "level": "三级"}]
    weights = "drg,rw,tier\nAA1,2,2\nBB1,2,二档\n"
    rows, found = settled(tmp_path, cases, RATE + f'[outliers]\nfamily = "{family}"\n', weights)
    assert (list(rows), found.left_out) == (["C00000"], {"NO_LINE": 1})


@pytest.mark.parametrize(
    ("family", "cost", "branch"),
    [("H10-2", "40000", "HIGH"), ("H10-2.5", "50000", "USUAL"), ("H10-3", "60000", "HIGH")],
)
def test_a_family_says_whether_its_line_is_beyond_itself(
    tmp_path: Path, family: str, cost: str, branch: str
) -> None:
    text = RATE + f'[outliers]\nfamily = "{family}"\n'
    rows, _ = settled(tmp_path, [{"cost": cost}], text)
    assert rows["C00000"]["branch"] == branch


def test_a_discharge_more_changes_nobody_elses_cost_or_fee(tmp_path: Path) -> None:
    cases = [{"cost": str(10000 * n + 1), "institution": f"H{n % 3}"} for n in range(12)]
    text = RATE + '[outliers]\nfamily = "H4"\n'
    before, _ = settled(tmp_path, cases, text)
    after, found = settled(tmp_path / "b", [*cases, {"cost": "99999", "institution": "H0"}], text)
    assert {key: after[key] for key in before} == before
    assert [row["cases"] for row in found.statements] == [5, 4, 4]


def test_the_case_mix_is_the_mean_weight(tmp_path: Path) -> None:
    cases = [{"cost": "1"}, {"cost": "1"}, {"cost": "1", "drg": "BB1"}]
    _, found = settled(tmp_path, cases)
    assert found.statements[0]["rw"] == 4_500_000_000
