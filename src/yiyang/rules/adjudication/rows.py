"""Rows of the book that hold for the claims they name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yiyang.policy.book import NotInForce, Reading
from yiyang.rules.adjudication.terms import Claim


def row_for(key: str, claim: Claim, reading: Reading) -> Mapping[str, Any]:
    """Return the first row of a table that fits a claim.

    Raises:
        NotInForce: no row does; the claim is held, not guessed.
    """
    for row in reading.table(key)["rows"]:
        if _fits(row, claim):
            found: Mapping[str, Any] = row
            return found
    raise NotInForce(key, reading.day, reading.place)


def _fits(row: Mapping[str, Any], claim: Claim) -> bool:
    insured = claim.insured
    return (
        row["insurance"] == insured.insurance
        and row["kind"] == claim.kind
        and row.get("status", insured.status) == insured.status
        and str(claim.level) in row.get("levels", [str(claim.level)])
        and int(row.get("age_from", insured.age)) <= insured.age
        and insured.age < int(row.get("age_below", insured.age + 1))
        and _retired_before(row.get("retired_before"), insured.retired_year)
    )


def _retired_before(year: str | None, retired: int | None) -> bool:
    return year is None or (retired is not None and retired < int(year))
