"""Two scenarios on the same discharges: what each institution gains or loses, and by which groups.

The relations ``priced`` and ``versus`` hold a row for each discharge that a scenario prices; what
one of the two leaves out it pays nothing for.
"""

from __future__ import annotations

from typing import Any

from yiyang.analytics.exact import DUCKDB, Dialect
from yiyang.analytics.settlement.running import rows_of

MOST_REASONS = 3
PAIRED = """
select coalesce(a.institution, b.institution) as institution, coalesce(a.drg, b.drg) as drg,
  coalesce(b.branch, a.branch) as branch,
  coalesce(a.fee_fen, 0) as fee_fen, coalesce(b.fee_fen, 0) as versus_fen,
  a.id as here, b.id as there
from priced a full join versus b on b.id = a.id"""


def institutions(dialect: Dialect) -> str:
    """Return the query of each institution's fees under both, the greatest loser first."""
    sums = ", ".join(
        f"{dialect.whole(text)} as {name}"
        for text, name in (
            ("count(here)", "cases"),
            ("count(there)", "versus_cases"),
            ("sum(fee_fen)", "fee_fen"),
            ("sum(versus_fen)", "versus_fee_fen"),
            ("sum(versus_fen - fee_fen)", "difference_fen"),
        )
    )
    return f"""
select institution, {sums} from ({PAIRED}) p
group by institution order by difference_fen, institution"""


def reasons(dialect: Dialect, *, most: int = MOST_REASONS) -> str:
    """Return the query of the groups that make the greatest part of each difference."""
    return f"""
select institution, drg, branch, difference_fen from (
  select g.*, row_number() over (
    partition by institution order by abs(difference_fen) desc, drg, branch) as place
  from (
    select institution, drg, branch, {dialect.whole("sum(versus_fen - fee_fen)")} as difference_fen
    from ({PAIRED}) p group by institution, drg, branch
  ) g where difference_fen <> 0
) r where place <= {most} order by institution, place"""


def compare(duck: Any) -> list[dict[str, Any]]:
    """Return what each institution gains under ``versus`` against ``priced``, losers first.

    ``why`` holds the groups that make the greatest part of the difference, either way;
    ``cases`` and ``versus_cases`` show what one of the two leaves out.
    """
    why: dict[str, list[dict[str, Any]]] = {}
    for row in rows_of(duck, reasons(DUCKDB)):
        why.setdefault(row.pop("institution"), []).append(row)
    found = rows_of(duck, institutions(DUCKDB))
    return [row | {"why": why.get(row["institution"], [])} for row in found]
