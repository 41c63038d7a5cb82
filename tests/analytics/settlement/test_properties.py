"""What holds of every scenario: sums, budgets, order, and others' costs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analytics.settlement.scenarios import HEAD, RATE, Case, settled
from yiyang.analytics.settlement.running import Settled
from yiyang.kernel.money import split_fen
from yiyang.rules.payment import Consortium, balance

LINES = '[outliers]\nlow = [{k = "0.4"}]\nhigh = [{k = "2"}]\n'
FLOATING = HEAD + (
    'scheme = "points"\ncoefficients = [{value = "1.3", institution = "H1"}]\n'
    'package = {split = "COST"}\n'
    'points = {scale = 1000, reference_cost = "9000", budget = "54321.07"}\n'
)
STANDARD = RATE + 'package = {split = "FEE"}\n[special]\nmost = "0.1"\n'
FEN = st.integers(1, 9_000_000).map(lambda fen: f"{fen // 100}.{fen % 100:02}")
CASE = st.fixed_dictionaries({
    "institution": st.sampled_from(("H1", "H2", "H3")),
    "drg": st.sampled_from(("AA1", "BB1", "0000")),
    "cost": FEN,
    "patient_paid": st.sampled_from(("", "10", "99.99")),
    "special": st.sampled_from(("", "1")),
    "episode": st.sampled_from(("", "", "E1", "E2")),
})  # fmt: skip
CASES = st.lists(CASE, min_size=1, max_size=12)


def run(cases: Sequence[Case], text: str) -> tuple[dict[str, dict[str, Any]], Settled]:
    with TemporaryDirectory() as folder:
        return settled(Path(folder), cases, text + LINES)


@settings(max_examples=5)
@given(CASES)
def test_every_sum_is_that_of_its_parts_and_a_budget_is_spent_to_the_fen(
    cases: list[dict[str, str]],
) -> None:
    for text in (FLOATING, STANDARD):
        rows, found = run(cases, text)
        for name in ("cost_fen", "fee_fen", "fund_fen", "ledger_fen"):
            assert found.total(name) == sum(row[name] for row in rows.values())
        assert len(rows) + sum(found.left_out.values()) == len(cases)
        if text == FLOATING and found.total("points"):
            assert found.total("fee_fen") == 5_432_107


@settings(max_examples=5)
@given(CASES, st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(cases: list[dict[str, str]], chance: Any) -> None:
    named = [{**case, "id": f"C{number:05}"} for number, case in enumerate(cases)]
    turned = list(named)
    chance.shuffle(turned)
    for text in (FLOATING, STANDARD):
        here, there = run(named, text), run(turned, text)
        assert here[0] == there[0]
        assert here[1].statements == there[1].statements


@settings(max_examples=5)
@given(CASES, CASE)
def test_a_discharge_more_changes_no_other_hospitals_cost(
    cases: list[dict[str, str]], more: dict[str, str]
) -> None:
    for text in (FLOATING, STANDARD):
        before = {row["institution"]: row for row in run(cases, text)[1].statements}
        after = run([*cases, more], text)[1].statements
        for row in after:
            if row["institution"] != more["institution"]:
                for name in ("cases", "cost_fen", "ledger_fen", "patient_fen"):
                    assert row[name] == before[row["institution"]][name]


PART = st.integers(0, 10**6)


@given(st.integers(0, 10**14), st.integers(0, 10**14), PART, PART, PART, PART)
def test_a_consortiums_balance_adds_up(
    budget: int, actual: int, retained: int, quality: int, share: int, limit: int
) -> None:
    found = balance(Consortium(budget, retained, quality, share, limit), actual)
    assert found.difference_fen == budget - actual
    assert min(found.kept_fen, found.fund_fen, found.own_fen) >= 0
    assert found.kept_fen + found.fund_fen + found.own_fen == abs(budget - actual)
    assert not (found.kept_fen and found.own_fen)


@given(st.integers(0, 10**12), st.lists(st.integers(0, 10**12), min_size=1, max_size=6))
def test_shares_of_a_package_add_up(whole: int, weights: list[int]) -> None:
    if any(weights):
        assert sum(split_fen(whole, weights)) == whole
