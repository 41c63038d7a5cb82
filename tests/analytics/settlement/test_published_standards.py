"""Every published payment standard, to the fen."""

from __future__ import annotations

import csv
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from tests.analytics.settlement.scenarios import HEAD, settled

GOLDEN = Path(__file__).parents[4] / "shared/data/payment/golden/drg_rate_golden.csv"
# Printed with three decimals, 14414.315, where weight times rate is 14414.314998.
ROUNDED_IN_PRINT = {("铜川", "2022", "居民", "RR11")}


@pytest.mark.skipif(not GOLDEN.is_file(), reason=f"the published standards are not in {GOLDEN}")
def test_every_published_standard_is_met_to_the_fen(tmp_path: Path) -> None:
    with GOLDEN.open(encoding="utf-8", newline="") as opened:
        published = list(csv.DictReader(opened))
    rates: dict[tuple[str, ...], str] = {}
    # A letter before each code: four rows print a standard for 0000, which is no group.
    weights, cases = ["drg,level,rw,coef"], []
    for row in published:
        key = tuple(row[name] for name in ("city", "year", "level", "insurance", "rate"))
        level = "-".join(key)
        rates[key] = f'{{value = "{row["rate"]}", level = "{level}"}}'
        weights.append(f"G{row['drg']},{level},{row['rw']},{row['coef']}")
        cases.append({"drg": "G" + row["drg"], "level": level, "cost": "1"})
    text = f'{HEAD}scheme = "rate"\nrates = [{", ".join(rates.values())}]\n'
    rows, found = settled(tmp_path, cases, text, "\n".join(dict.fromkeys(weights)))
    assert (len(rows), found.left_out) == (len(published), {}) == (14_899, {})
    wrong = set()
    for number, row in enumerate(published):
        fen = (Decimal(row["pay_std"]) * 100).quantize(Decimal(1), ROUND_HALF_UP)
        if rows[f"C{number:05}"]["fee_fen"] != fen:
            wrong.add((row["city"], row["year"], row["insurance"], row["drg"]))
    assert wrong == ROUNDED_IN_PRINT
