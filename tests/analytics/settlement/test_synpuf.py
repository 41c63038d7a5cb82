"""Synthetic US claims settled as a run on foreign data: every row told, every cent checked."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from tests.analytics.settlement.scenarios import HEAD, settled_file, write_scenario

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "payment" / "claims_synpuf"
CLAIMS = FOLDER / "DE1_0_2008_to_2010_Inpatient_Claims_Sample_1.csv"
ROWS = 5_775
PERSON = (
    "NCH_BENE_IP_DDCTBL_AMT",
    "NCH_BENE_PTA_COINSRNC_LBLTY_AM",
    "NCH_BENE_BLOOD_DDCTBL_LBLTY_AM",
)
PAID, OTHERS = "CLM_PMT_AMT", "NCH_PRMRY_PYR_CLM_PD_AMT"
CENT, STEP = Decimal("0.01"), Decimal("0.0001")

pytestmark = pytest.mark.skipif(not CLAIMS.is_file(), reason=f"the claims are not in {CLAIMS}")


def discharge(claim: dict[str, str]) -> dict[str, str]:
    """Map a claim as docs/synpuf.md tells; an amount below zero makes the cost none."""
    person = sum((Decimal(claim[name] or 0) for name in PERSON), Decimal(0))
    parts = (Decimal(claim[PAID] or 0), Decimal(claim[OTHERS] or 0), person)
    return {
        "id": claim["CLM_ID"],
        "institution": claim["PRVDR_NUM"],
        "drg": claim["CLM_DRG_CD"],
        "cost": "" if min(parts) < 0 else str(sum(parts, Decimal(0)).quantize(CENT)),
        "patient_paid": str(person.quantize(CENT)),
        "other_paid": str(parts[1].quantize(CENT)) if parts[1] >= 0 else "",
        "days": claim["CLM_UTLZTN_DAY_CNT"],
    }


def test_foreign_claims_settle_with_every_row_told(tmp_path: Path) -> None:
    with CLAIMS.open(encoding="utf-8", newline="") as opened:
        cases = [discharge(claim) for claim in csv.DictReader(opened)]
    assert len(cases) == ROWS
    file = tmp_path / "cases.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(cases[0]))
        writer.writeheader()
        writer.writerows(cases)
    costs: dict[str, list[Decimal]] = defaultdict(list)
    for case in cases:
        if case["cost"] and case["drg"]:
            costs[case["drg"]].append(Decimal(case["cost"]))
    every = [cost for listed in costs.values() for cost in listed]
    mean = (sum(every) / len(every)).quantize(CENT, ROUND_HALF_UP)
    weights = {
        drg: max((sum(listed) / len(listed) / mean).quantize(STEP, ROUND_HALF_UP), STEP)
        for drg, listed in costs.items()
    }
    table = "drg,rw\n" + "".join(f"{drg},{rw}\n" for drg, rw in sorted(weights.items()))
    text = HEAD + f'scheme = "rate"\nrates = [{{value = "{mean}"}}]\n'
    rows, found = settled_file(write_scenario(tmp_path, text, table), file)
    assert len(rows) + sum(found.left_out.values()) == ROWS
    assert found.left_out.keys() <= {"TWICE", "NO_COST", "NOT_GROUPED"} and len(rows) > ROWS * 0.95
    given = {case["id"]: case for case in cases}
    fund = 0
    for key, row in rows.items():
        standard = (weights[given[key]["drg"]] * mean).quantize(CENT, ROUND_HALF_UP)
        assert row["fee_fen"] == int(standard * 100)
        assert row["cost_fen"] == int(Decimal(given[key]["cost"]) * 100)
        borne = standard - Decimal(given[key]["patient_paid"]) - Decimal(given[key]["other_paid"])
        fund += max(int(borne * 100), 0)
    assert found.total("fund_fen") == fund
    assert len(found.statements) == len({given[key]["institution"] for key in rows}) > 1_000
    share = Decimal(found.total("fee_fen")) / found.total("cost_fen")
    assert abs(share - 1) < Decimal("0.02")  # weights of the same claims pay their whole cost
