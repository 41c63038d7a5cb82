"""Scenarios are read strictly, every fault told at once; and the year's end is shared exactly."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analytics.settlement.scenarios import HEAD, RATE, WEIGHTS, settled, write_scenario
from yiyang.analytics.settlement.scenario import Sharing
from yiyang.analytics.settlement.scenario_files import BadScenario, read_scenario
from yiyang.analytics.settlement.sharing import Consortium, balance, share

SHARING = (
    '[clearing]\nprepay = "0.95"\nassessment = [{value = "0.98", institution = "H"}]\n'
    'sharing = {pay_ledger_below = "0.8", keep = "1", share_to = "1.1", fund_share = "0.6"}\n'
)


@pytest.mark.parametrize(
    ("text", "weights", "place"),
    [
        ("", WEIGHTS, "name"),
        ("name = [", WEIGHTS, "scenario.toml"),
        (RATE + "colour = 1\n", WEIGHTS, "colour"),
        (RATE.replace('"10000"', "10000"), WEIGHTS, "rates.0.value"),
        (RATE.replace('"10000"', "0.1"), WEIGHTS, "rates.0.value"),
        (RATE.replace('"10000"', '"1e4"'), WEIGHTS, "rates.0.value"),
        (RATE.replace('"10000"', '"-1"'), WEIGHTS, "rates.0.value"),
        (RATE.replace('"10000"', '"0.0000001"'), WEIGHTS, "rates.0.value"),
        (RATE + '[outliers]\nfamily = "H99"\n', WEIGHTS, "outliers.family"),
        (RATE + '[outliers]\nlow = [{k = "x"}]\n', WEIGHTS, "outliers.low.0.k"),
        (HEAD + 'scheme = "rate"\n', WEIGHTS, "scenario"),
        (RATE.replace('"rate"', '"points"'), WEIGHTS, "scenario"),
        (RATE + '[[bed_days]]\nservice="a"\ntiers=[{to_day=3, rate="1"}]\n', WEIGHTS, "scenario"),
        (RATE.replace(', en = "Trial"', ""), WEIGHTS, "scenario"),
        (RATE + '[clearing]\nassessment=[{value="0.9", level="3"}]\n', WEIGHTS, "clearing"),
        (RATE + '[fund]\nratio = "0.9"\n', WEIGHTS, "fund"),
        (RATE + '[fund]\nstyle = "ratio"\n', WEIGHTS, "fund"),
        (RATE + '[[bed_days]]\nservice=""\ntiers=[{rate="1"}]\n', WEIGHTS, "bed_days.0.service"),
        (RATE + '[[bed_days]]\nservice="a"\ntiers=[{rate="1"}]\n' * 2, WEIGHTS, "scenario"),
        (RATE.replace('"10000"', '"0"'), WEIGHTS, "rates.0.value"),
        (RATE.replace("weights.csv", "../scenario/weights.csv"), WEIGHTS, "weights"),
        (RATE.replace("weights.csv", "/etc/passwd"), WEIGHTS, "weights"),
        (RATE.replace("weights.csv", "sub/weights.csv"), WEIGHTS, "weights"),
        (RATE.replace("weights.csv", "a\\u0000"), WEIGHTS, "weights"),
        (RATE, "drg,rw\nAA1,1\nBB1,0\n", "weights.csv:3"),
        (RATE, "drg,rw\n,1\n", "weights.csv:2"),
        (RATE, "drg,rw,rw\nAA1,1,2\n", "weights.csv:1"),
        (RATE, "drg,rw,level\nAA1,1\n", "weights.csv:2"),
        (RATE, "drg,rw\nAA1,1,2\n", "weights.csv:2"),
        (RATE, "drg,rw\n", "weights.csv"),
        (RATE, "drg,rw\nAA1,1\nAA1,2\n", "weights.csv:3"),
        (RATE, "drg,rw\nAA1,-1\nBB1,\n", "weights.csv:2"),
        (RATE, "drg,rw,colour\nAA1,1,red\n", "colour"),
    ],
)
def test_a_scenario_with_a_fault_is_refused_with_its_place(
    tmp_path: Path, text: str, weights: str, place: str
) -> None:
    with pytest.raises(BadScenario) as bad:
        read_scenario(write_scenario(tmp_path, text, weights))
    assert any(place in finding.where for finding in bad.value.findings)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = RATE.replace('"10000"', '"x"').replace('"proposed"', '"sure"') + "colour = 1\n"
    with pytest.raises(BadScenario) as bad:
        read_scenario(write_scenario(tmp_path, text))
    assert len(bad.value.findings) == 3


@pytest.mark.parametrize(
    ("cost", "due"),
    [
        ("15000", 1500000),  # far under the settlement of 19,600: the ledger
        ("18000", 1960000),  # under it: the surplus stays
        ("20000", 1960000 + 24000),  # over it: 60 percent of 400.00
        ("30000", 1960000 + 117600),  # far over it: up to 110 percent
    ],
)
def test_the_year_ends_by_the_bands_of_the_city(tmp_path: Path, cost: str, due: int) -> None:
    row = settled(tmp_path, [{"cost": cost}], RATE + SHARING)[1].statements[0]
    assert (row["assessed_fen"], row["prepaid_fen"]) == (1960000, 1900000)
    assert (row["due_fen"], row["rest_fen"]) == (due, due - 1900000)


def test_the_bands_begin_at_the_ratio_itself_not_at_a_rounded_amount() -> None:
    rule = Sharing(pay_ledger_below="0.8", keep="1", share_to="1.1", fund_share="0")
    assert share(rule, 103, 82) == 82  # 82 / 103 is under 0.8, though 82.4 rounds to 82
    assert share(rule, 103, 83) == 103


FEN = st.integers(0, 10**13)
PART = st.integers(0, 10**6)


@given(FEN, FEN, PART, PART)
def test_sharing_never_pays_more_than_the_greater_nor_less_than_the_lesser(
    settlement: int, ledger: int, keep: int, borne: int
) -> None:
    rule = Sharing(pay_ledger_below="0.8", keep="0", share_to="1.1", fund_share="0")
    rule = rule.model_copy(update={"keep": keep, "fund_share": borne})
    due = share(rule, settlement, ledger)
    assert min(settlement, ledger) <= due <= max(settlement, ledger)


@given(FEN, FEN, PART, PART, PART, PART)
def test_a_consortiums_surplus_and_overspend_are_borne_whole(
    budget: int, actual: int, retained: int, quality: int, fund_share: int, limit: int
) -> None:
    found = balance(Consortium(budget, retained, quality, fund_share, limit), actual)
    assert found.difference_fen == budget - actual
    assert found.kept_fen + found.fund_fen + found.own_fen == abs(budget - actual)
    assert min(found.kept_fen, found.fund_fen, found.own_fen) >= 0


def test_overspend_beyond_the_limit_is_the_consortiums_own() -> None:
    found = balance(Consortium(100_00, fund_share=500_000, limit=100_000), 130_00)
    assert (found.fund_fen, found.own_fen) == (5_00, 25_00)
    assert balance(Consortium(100_00, 900_000, 950_000), 80_00).kept_fen == 17_10
    assert balance(Consortium(5, 300_000, 300_000), 0).kept_fen == 0  # 0.45, rounded once
