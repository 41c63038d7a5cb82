"""What each discharge is worth in points, is paid, and the fund bears: queries on whole numbers.

Source: drg_dip, sections 1.4, 1.5, 2.5 and 2.6; payment_other, section 4.
"""

from __future__ import annotations

from yiyang.analytics.exact import Dialect, largest_remainder, rounded_product
from yiyang.analytics.settlement.packaging import packaged
from yiyang.analytics.settlement.pricing import (
    FEN,
    POINT_SCALE,
    reduction,
    rounded,
    usual_points,
    value,
)
from yiyang.analytics.settlement.ranges import COST, EXPECTED, FEE, POINTS, Ranges
from yiyang.analytics.settlement.scenario import (
    FACTOR_SCALE,
    RATE_SCALE,
    RW_SCALE,
    Points,
    Scenario,
)

OUTSIDE = ("BED_DAY", "BY_ITEM")  # of a budget that points share
COLUMNS = (
    "id, institution, drg, level, insurance, home, episode, branch, rw, points, expected_fen, "
    "cost_fen, patient_fen, other_fen"
)


def valued(dialect: Dialect, scenario: Scenario, known: Ranges, *, source: str) -> str:
    """Return the query of the points of each discharge of ``branched``; none under rates."""
    points = scenario.points
    if points is None:
        return f"select p.*, cast(0 as bigint) as points from {source} p"
    usual, actual = usual_points(dialect, scenario, known), _actual(dialect, scenario, points)
    low = actual if scenario.outliers.low_pays == "cost" else usual
    high = _high(dialect, scenario, points, usual, actual)
    package = scenario.package
    query = f"""
select p.*, case when branch in {OUTSIDE} then cast(0 as bigint) when branch = 'SPECIAL'
    then {actual} when branch = 'LOW' then {low} when branch = 'HIGH' then {high}
    else {usual} end as {"alone" if package else "points"}
from {source} p"""
    return packaged(dialect, f"({query})", "points", package.split) if package else query


def priced(dialect: Dialect, scenario: Scenario, known: Ranges, *, source: str) -> str:
    """Return the query of the fee of each discharge of ``valued``, and what the fund bears."""
    if scenario.points is None:
        package = scenario.package
        fees = _rate_fees(dialect, scenario, known, source, "alone" if package else "fee_fen")
        if package:
            fees = packaged(dialect, f"({fees})", "fee_fen", package.split)
    elif scenario.points.whole_budget is None:
        worth = rounded_product(dialect, [POINTS, known.rate], FEN, POINT_SCALE * RATE_SCALE)
        fees = f"""
select p.*, case branch when 'BED_DAY' then day_fen when 'BY_ITEM' then cost_fen
    else {worth} end as fee_fen
from {source} p"""
    else:
        fees = _shared(dialect, scenario, source, scenario.points)
    fund = scenario.fund
    if fund.style == "ratio":
        borne = rounded_product(dialect, [FEE], fund.ratio, FACTOR_SCALE)
    else:
        borne = "greatest(fee_fen - patient_fen - other_fen, 0)"
    weighed = f", case when branch in {OUTSIDE} then 0 else rw end as rw,"
    return f"""
select {columns(scenario).replace(", rw,", weighed)},
  fee_fen, {borne} as fund_fen,
  greatest(cost_fen - patient_fen - other_fen, 0) as ledger_fen
from ({fees}) t"""


def columns(scenario: Scenario) -> str:
    """Return the columns of a priced discharge; a package keeps what each stay had alone."""
    return f"{COLUMNS}, alone, is_packaged" if scenario.package else COLUMNS


def _actual(dialect: Dialect, scenario: Scenario, points: Points) -> str:
    """Return the points that a cost is worth: of the mean cost, or of the value held against."""
    if points.held_against == "mean":
        scale = points.scale * POINT_SCALE
        return rounded_product(dialect, [COST], scale, points.reference_cost)
    twice = f"2 * {dialect.wide('cost_fen')} * {POINT_SCALE * RATE_SCALE}"
    by = f"({dialect.wide(value(scenario))} * {FEN})"
    return dialect.whole(dialect.quotient(f"({twice} + {by})", f"(2 * {by})"))


def _high(dialect: Dialect, scenario: Scenario, points: Points, usual: str, actual: str) -> str:
    """Return the points beyond the high line; the excess is what the cost has over the line."""
    pays = scenario.outliers.high_pays
    if pays in ("standard", "cost"):
        return usual if pays == "standard" else actual
    if points.held_against == "standard":
        line = dialect.mul_div_round(f"({usual})", "high", str(FACTOR_SCALE))
        return f"greatest({usual} + {actual} - {line}, 0)"
    times, of = reduction(scenario)
    unit, mean = RW_SCALE * FACTOR_SCALE * of, points.reference_cost
    own = " * ".join(["coef", *(each.text for each in times)])
    own = own if pays == "excess" else str(FACTOR_SCALE * of)
    over = f"{dialect.wide('rw')} * ({own} - high * {of}) * {mean}"
    over += f" + {dialect.wide('cost_fen')} * {dialect.wide(str(unit))}"
    return rounded(dialect, f"greatest({over}, 0) * {points.scale * POINT_SCALE}", mean * unit)


def _rate_fees(
    dialect: Dialect, scenario: Scenario, known: Ranges, source: str, column: str
) -> str:
    high = "expected_fen"
    if scenario.outliers.high_pays == "excess":
        line = rounded_product(dialect, [EXPECTED, known.high], 1, FACTOR_SCALE)
        high = f"expected_fen + cost_fen - {line}"
    if scenario.outliers.high_pays == "cost":
        high = "cost_fen"
    low = "cost_fen" if scenario.outliers.low_pays == "cost" else "expected_fen"
    return f"""
select p.*, case branch
    when 'BED_DAY' then day_fen when 'SPECIAL' then cost_fen when 'BY_ITEM' then cost_fen
    when 'LOW' then {low} when 'HIGH' then {high} else expected_fen end as {column}
from {source} p"""


def fixed_part(dialect: Dialect, points: Points) -> str:
    """Return what the fixed part of a discharge's points is paid; nothing without one."""
    if points.elastic is None:
        return "cast(0 as bigint)"
    times = points.elastic.base * points.elastic.value * FEN
    return rounded_product(dialect, [POINTS], times, POINT_SCALE * RATE_SCALE * FACTOR_SCALE)


def _shared(dialect: Dialect, scenario: Scenario, source: str, points: Points) -> str:
    """Share the budget over the institutions by their points, and each part over its discharges.

    What is paid by the day or for each service stands outside the budget; who has no points has
    no part.  The fixed part of an elastic value goes before.
    """
    fixed = fixed_part(dialect, points)
    left = f"({points.whole_budget} - (select sum({fixed}) from {source} where {_inside()}))"
    if points.elastic is None:
        left = str(points.whole_budget)
    totals = f"""
select institution, sum(points) as all_points from {source}
where {_inside()} group by institution"""
    shares = largest_remainder(
        dialect,
        f"""(select institution, {left} as budget, all_points, 1 as whole
from ({totals}) g where all_points > 0)""",
        groups=("whole",),
        total="budget",
        weight="all_points",
        order="institution",
    )
    inside = largest_remainder(
        dialect,
        f"""(select q.*, s.part as share_fen, {fixed} as fixed_fen
from {source} q join ({shares}) s on s.institution = q.institution where {_inside()})""",
        groups=("institution",),
        total="share_fen",
        weight="points",
        order="id",
    )
    outside = "case when branch = 'BED_DAY' then day_fen when branch = 'BY_ITEM' then cost_fen end"
    return f"""
select {columns(scenario)}, part + fixed_fen as fee_fen from ({inside}) i
union all
select {columns(scenario)}, coalesce({outside}, 0) as fee_fen from {source}
where not ({_inside()})
  or institution not in (select institution from ({totals}) g where all_points > 0)"""


def _inside() -> str:
    return f"branch not in {OUTSIDE}"
