"""What the fund paid for each consortium's insured, anywhere, beside its total budget.

Source: payment_other, section 5 (each claim belongs to the consortium of the insured).
"""

from __future__ import annotations

from typing import Any

from yiyang.analytics.exact import DUCKDB, Dialect
from yiyang.analytics.settlement.pricing import literal
from yiyang.analytics.settlement.scenario import ConsortiumPart, Scenario
from yiyang.rules.payment.sharing import ConsortiumYear


def consortium_years(duck: Any, scenario: Scenario, period: str) -> dict[str, ConsortiumYear]:
    """Return the year of each consortium of a scenario, from the table ``priced``."""
    return {part.number: _year(duck, part, period) for part in scenario.consortia}


def actual(dialect: Dialect, part: ConsortiumPart) -> str:
    """Return the query of what the fund paid for a consortium's insured: in all, outside, primary.

    Amounts in fen, of the relation ``priced``.
    """
    outside = f"institution not in {_listed(part.members)}"
    primary = f"institution in {_listed(part.primary)}" if part.primary else "false"
    sums = ", ".join(
        dialect.whole(f"coalesce(sum(case when {fits} then fund_fen else 0 end), 0)")
        for fits in ("true", outside, primary)
    )
    return f"select {sums} from priced where home = {literal(part.number)}"


def _year(duck: Any, part: ConsortiumPart, period: str) -> ConsortiumYear:
    paid, outside, at_primary = duck.execute(actual(DUCKDB, part)).fetchone()
    return ConsortiumYear(
        period=period,
        insured=part.insured,
        pool_fen=part.pool,
        taken_off=tuple(sorted(part.taken_off.items())),
        actual_fen=paid + part.elsewhere,
        outside_fen=outside + part.elsewhere,
        primary_fen=at_primary,
        retained=part.retained,
        quality=part.quality,
        fund_share=part.fund_share,
        limit=part.limit,
    )


def _listed(codes: tuple[str, ...]) -> str:
    return f"({', '.join(literal(code) for code in codes)})"
