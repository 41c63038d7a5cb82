"""What holds of every family of payment, by hand-made discharges in many orders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.analytics.settlement.families import BUDGET_FEN, CASES, CONSORTIUM, FAMILIES, WEIGHTS
from tests.analytics.settlement.scenarios import Case, settled
from yiyang.analytics.settlement.running import Settled

NAMED = [{**case, "id": f"C{number:05}"} for number, case in enumerate(CASES)]
SUMS = ("cost_fen", "patient_fen", "other_fen", "fee_fen", "fund_fen", "ledger_fen", "points")
OWN = ("cases", "cost_fen", "patient_fen", "other_fen", "ledger_fen")
OUTSIDE = ("BED_DAY", "BY_ITEM")  # of a budget
MORE = {
    "id": "C99999", "institution": "H1", "drg": "AA1", "cost": "17000", "level": "3", "age": "30",
    "episode": "E5", "days": "4", "home": "Y1",
}  # fmt: skip


@pytest.fixture(scope="module", params=FAMILIES)
def family(request: pytest.FixtureRequest) -> str:
    return FAMILIES[request.param].replace(CONSORTIUM, "")


def run(
    folder: Path, cases: Sequence[Case], text: str
) -> tuple[dict[str, dict[str, Any]], Settled]:
    return settled(folder, cases, text, WEIGHTS)


@pytest.fixture(scope="module")
def standing(
    family: str, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, dict[str, Any]], Settled]:
    """What the discharges come to in the order in which they stand."""
    return run(tmp_path_factory.mktemp("standing"), NAMED, family)


def test_the_order_of_discharges_matters_in_no_family(
    family: str, standing: tuple[Any, Settled], tmp_path: Path
) -> None:
    for seed in (1, 2):
        turned = list(NAMED)
        Random(seed).shuffle(turned)
        rows, found = run(tmp_path / str(seed), turned, family)
        assert rows == standing[0]
        assert (found.statements, found.left_out) == (standing[1].statements, standing[1].left_out)


def test_what_a_family_pays_is_the_sum_of_its_discharges_and_its_budget(
    family: str, standing: tuple[dict[str, dict[str, Any]], Settled]
) -> None:
    rows, found = standing
    assert len({row["branch"] for row in rows.values()}) > 2
    assert len(rows) + sum(found.left_out.values()) == len(NAMED)
    for name in SUMS:
        assert found.total(name) == sum(row[name] for row in rows.values())
    for row in rows.values():
        if row["branch"] == "BY_ITEM":
            assert row["fee_fen"] == row["cost_fen"]
        assert 0 <= row["fund_fen"] <= row["fee_fen"]
    if "budget" in family:
        inside = [row for row in rows.values() if row["branch"] not in OUTSIDE]
        assert sum(row["fee_fen"] for row in inside) == BUDGET_FEN


def test_a_discharge_more_changes_no_other_hospitals_cost_in_any_family(
    family: str, standing: tuple[dict[str, dict[str, Any]], Settled], tmp_path: Path
) -> None:
    rows, found = run(tmp_path, [*NAMED, MORE], family)
    before = {row["institution"]: row for row in standing[1].statements}
    for row in found.statements:
        own = before[row["institution"]]
        if row["institution"] == MORE["institution"]:
            assert row["cases"] == own["cases"] + 1
        else:
            assert [row[name] for name in OWN] == [own[name] for name in OWN]
    if "budget" in family or "package" in family or "special" in family:
        return  # there others are paid otherwise by it, as the scenario says
    others = {key: row for key, row in rows.items() if key != MORE["id"]}
    assert others == standing[0]
