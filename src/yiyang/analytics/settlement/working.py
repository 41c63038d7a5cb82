"""How one discharge came to its payment: what was found for it, its branch, its sums."""

from __future__ import annotations

from typing import Any

from yiyang.analytics.settlement.pricing import POINT_SCALE
from yiyang.analytics.settlement.reports import decimal
from yiyang.analytics.settlement.scenario import FACTOR_SCALE, RATE_SCALE, RW_SCALE, Scenario
from yiyang.kernel.money import yuan_from_fen

FOUND = (
    ("rw", RW_SCALE), ("coef", FACTOR_SCALE), ("rate", RATE_SCALE), ("low", FACTOR_SCALE),
    ("high", FACTOR_SCALE),
)  # fmt: skip
WORDS = ("line", "institution", "drg", "level", "insurance", "tier", "kind", "days", "episode")
SUMS = ("expected", "cost", "patient", "other", "fee", "fund", "ledger")


def working(duck: Any, scenario: Scenario, wanted: str) -> list[dict[str, Any]]:
    """Return the working of each row of an id, after ``settle``; more than one where it is twice.

    Numbers are exact decimals, amounts yuan; what the scenario does not ask for is "".
    """
    found = _rows(duck, "select * from judged where id = $1 order by line", wanted)
    paid = _rows(duck, "select * from priced where id = $1", wanted)
    return [_one(scenario, row, paid) for row in found]


def _one(scenario: Scenario, row: dict[str, Any], paid: list[dict[str, Any]]) -> dict[str, Any]:
    shown: dict[str, Any] = {"id": row["id"], "reason": row["reason"]}
    shown |= {name: "" if row[name] is None else str(row[name]) for name in WORDS}
    for name, scale in FOUND:
        shown[name] = "" if row[name] is None else decimal(row[name], scale)
    if row["reason"] or not paid:
        return shown
    sums = paid[0]
    shown |= {"branch": sums["branch"], "points": decimal(sums["points"], POINT_SCALE)}
    shown |= {name: yuan_from_fen(sums[f"{name}_fen"]) for name in SUMS}
    if sums.get("is_packaged"):
        shown["packaged"] = True
    return shown | {"way": f"PAID_{way(scenario, sums['branch'])}"}


def way(scenario: Scenario, branch: str) -> str:
    """Return the code of how a branch is paid under a scenario."""
    lines = scenario.outliers
    if branch == "LOW":
        branch = "COST" if lines.low_pays == "cost" else "USUAL"
    if branch == "HIGH":
        branch = {"standard": "USUAL", "cost": "COST"}.get(lines.high_pays, "EXCESS")
    if branch in ("SPECIAL", "BY_ITEM"):
        branch = "COST"
    if branch == "BED_DAY":
        return branch
    return f"{scenario.scheme.name}_{branch}"


def _rows(duck: Any, query: str, wanted: str) -> list[dict[str, Any]]:
    answer = duck.execute(query, [wanted])
    names = [column[0] for column in answer.description]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
