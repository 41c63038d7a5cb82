"""What each discharge is paid, as queries on whole numbers: the same text for every engine.

Tables in:
    discharge(id, institution, drg, level, insurance, cost_fen, patient_fen, other_fen, special,
        service, days): ``service`` "" unless paid by the day; ``days`` null where none is known.
    weight(drg, level, rw, coef, tier, tcm): ``level`` "" fits any; ``coef`` null where the level's
        own counts.

A price depends on the discharge and the scenario alone; only special cases beyond their share and
a floating point value look at others, and neither at the order of rows.

Source: drg_dip, sections 1.4, 1.5, 2.5, 2.6; payment_other, sections 1, 4.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from yiyang.analytics.exact import Dialect, largest_remainder
from yiyang.analytics.settlement.scenario import (
    FACTOR_SCALE,
    RATE_SCALE,
    RW_SCALE,
    BedDays,
    Coefficient,
    Line,
    RateRow,
    Scenario,
)

POINT_SCALE = 10**4  # a point is kept to four decimals
FEN = 100
NOTHING = "cast(null as bigint)"


def literal(text: str) -> str:
    """Return a text as it stands in a query."""
    return "'" + text.replace("'", "''") + "'"


def found(scenario: Scenario, *, discharge: str, weight: str) -> str:
    """Return the query of each discharge with its weight, coefficient, rate and lines."""
    coefficient = _first(
        (_fits(each, ("level", "institution")), each.value) for each in scenario.coefficients
    )
    return f"""
select w.*, coalesce(own_coef, {coefficient}, {FACTOR_SCALE}) as coef,
  {_rate(scenario.rates)} as rate, {_by_day(scenario.bed_days)} as day_fen,
  {_lines(scenario.outliers.low)} as low, {_lines(scenario.outliers.high)} as high
from (
  select d.*, coalesce(o.rw, a.rw) as rw, coalesce(o.tier, a.tier, '') as tier,
    coalesce(o.tcm, a.tcm, false) as tcm, coalesce(o.coef, a.coef) as own_coef
  from {discharge} d
  left join {weight} o on o.drg = d.drg and o.level = d.level and d.level <> ''
  left join {weight} a on a.drg = d.drg and a.level = ''
) w"""


def branched(dialect: Dialect, scenario: Scenario, *, source: str) -> str:
    """Return the query that tells usual, low, high and special discharges of ``found`` apart.

    ``expected_fen`` is the cost that a usual discharge of the group is reckoned with; a cost is
    held against it.  Special ones come up to their share of all, those dearest over it first; a
    stay paid by the day is none of them.
    """
    lines = scenario.outliers
    below = "<=" if lines.low_includes else "<"
    above = ">=" if lines.high_includes else ">"
    cost = f"{dialect.wide('cost_fen')} * {FACTOR_SCALE}"
    reckoned = f"""(
  select f.*,
    case when day_fen is null then {_expected(dialect, scenario)} else day_fen end as expected_fen
  from {source} f)"""
    special = "false"
    if scenario.special is not None:
        reckoned = f"""(
  select e.*, sum(case when day_fen is null then 1 else 0 end) over () as priced,
    row_number() over (partition by special and day_fen is null
      order by cost_fen - expected_fen desc, id) as place
  from {reckoned} e)"""
        special = f"special and place * {FACTOR_SCALE} <= {scenario.special.most} * priced"
    return f"""
select r.*, case
    when day_fen is not null then 'BED_DAY'
    when {special} then 'SPECIAL'
    when {cost} {below} {dialect.wide("low")} * expected_fen then 'LOW'
    when {cost} {above} {dialect.wide("high")} * expected_fen then 'HIGH'
    else 'USUAL' end as branch
from {reckoned} r"""


def valued(dialect: Dialect, scenario: Scenario, *, source: str) -> str:
    """Return the query of the points of each discharge of ``branched``; none under rates."""
    points = scenario.points
    if points is None:
        return f"select p.*, cast(0 as bigint) as points from {source} p"
    scale, mean = points.scale * POINT_SCALE, points.reference_cost
    times, of = _reduction(scenario)
    unit = RW_SCALE * FACTOR_SCALE * of
    usual = _rounded(dialect, f"{dialect.wide('coalesce(rw, 0)')} * coef * {times} * {scale}", unit)
    actual = _rounded(dialect, f"{dialect.wide('cost_fen')} * {scale}", mean)
    low = actual if scenario.outliers.low_pays == "cost" else usual
    high = usual
    if scenario.outliers.high_pays == "excess":
        over = f"{dialect.wide('rw')} * (coef * {times} - high * {of}) * {mean}"
        over += f" + {dialect.wide('cost_fen')} * {dialect.wide(str(unit))}"
        high = _rounded(dialect, f"greatest({over}, 0) * {scale}", mean * unit)
    return f"""
select p.*, case branch when 'BED_DAY' then cast(0 as bigint) when 'SPECIAL' then {actual}
    when 'LOW' then {low} when 'HIGH' then {high} else {usual} end as points
from {source} p"""


def priced(dialect: Dialect, scenario: Scenario, *, source: str) -> str:
    """Return the query of the fee of each discharge of ``valued``, and what the fund bears."""
    if scenario.points is None:
        fees = _rate_fees(dialect, scenario, source)
    elif scenario.points.budget is None:
        worth = _rounded(
            dialect, f"{dialect.wide('points')} * rate * {FEN}", POINT_SCALE * RATE_SCALE
        )
        fees = f"""
select p.*, case when branch = 'BED_DAY' then day_fen else {worth} end as fee_fen
from {source} p"""
    else:
        fees = _shared(dialect, source, scenario.points.budget)
    fund = scenario.fund
    if fund.style == "ratio":
        borne = dialect.mul_div_round("fee_fen", str(fund.ratio), str(FACTOR_SCALE))
    else:
        borne = "greatest(fee_fen - patient_fen - other_fen, 0)"
    return f"""
select id, institution, drg, level, insurance, branch,
  case when branch = 'BED_DAY' then 0 else rw end as rw, points,
  expected_fen, cost_fen, patient_fen, other_fen, fee_fen, {borne} as fund_fen,
  greatest(cost_fen - patient_fen - other_fen, 0) as ledger_fen
from ({fees}) t"""


def statements(dialect: Dialect, *, source: str) -> str:
    """Return the query of each institution's sums over ``priced``, in the order of their names."""
    sums = ", ".join(
        f"{dialect.whole(f'sum({name})')} as {name}"
        for name in (
            "points", "expected_fen", "cost_fen", "patient_fen", "other_fen", "fee_fen",
            "fund_fen", "ledger_fen",
        )
    )  # fmt: skip
    counts = ", ".join(
        f"{dialect.whole(f'sum(case when branch = {literal(each)} then 1 else 0 end)')} as {name}"
        for each, name in (
            ("USUAL", "usual"), ("LOW", "low"), ("HIGH", "high"),
            ("SPECIAL", "special"), ("BED_DAY", "bed_day"),
        )
    )  # fmt: skip
    return f"""
select institution, {dialect.whole("count(*)")} as cases, {counts},
  {dialect.whole("sum(rw)")} as rw, {sums}
from {source} group by institution order by institution"""


def group_sums(dialect: Dialect, scenario: Scenario, *, source: str) -> str:
    """Return the query of what each group came to in each institution, and how it is paid."""
    sums = ", ".join(
        f"{dialect.whole(f'sum({name})')} as {name}"
        for name in ("rw", "points", "cost_fen", "fee_fen", "fund_fen")
    )
    return f"""
select institution, drg, branch,
  case branch when 'BED_DAY' then 'BED_DAY' when 'BY_ITEM' then 'BY_ITEM'
    else {literal(scenario.groups or "")} end as method,
  {dialect.whole("count(*)")} as cases, {sums}
from {source} group by institution, drg, branch order by institution, drg, branch"""


def _expected(dialect: Dialect, scenario: Scenario) -> str:
    if scenario.points is not None:
        mean = str(scenario.points.reference_cost)
        return dialect.mul_div_round("coalesce(rw, 0)", mean, str(RW_SCALE))
    times, of = _reduction(scenario)
    product = f"{dialect.wide('coalesce(rw, 0)')} * rate * coef * {times} * {FEN}"
    return _rounded(dialect, product, RW_SCALE * RATE_SCALE * FACTOR_SCALE * of)


def _reduction(scenario: Scenario) -> tuple[str, int]:
    """Return by what a group of Chinese medicine is multiplied, and what that is a part of."""
    if scenario.tcm is None:
        return "1", 1
    part = Fraction(scenario.tcm, FACTOR_SCALE)
    return f"(case when tcm then {part.numerator} else {part.denominator} end)", part.denominator


def _rate_fees(dialect: Dialect, scenario: Scenario, source: str) -> str:
    high = "expected_fen"
    if scenario.outliers.high_pays == "excess":
        line = dialect.mul_div_round("expected_fen", "high", str(FACTOR_SCALE))
        high = f"expected_fen + cost_fen - {line}"
    low = "cost_fen" if scenario.outliers.low_pays == "cost" else "expected_fen"
    return f"""
select p.*, case branch
    when 'BED_DAY' then day_fen when 'SPECIAL' then cost_fen
    when 'LOW' then {low} when 'HIGH' then {high} else expected_fen end as fee_fen
from {source} p"""


def _shared(dialect: Dialect, source: str, budget: int) -> str:
    """Share the budget over the institutions by their points, and each part over its discharges.

    What is paid by the day stands outside the budget; who has no points has no part.
    """
    totals = f"""
select institution, sum(points) as all_points from {source}
where branch <> 'BED_DAY' group by institution"""
    shares = largest_remainder(
        dialect,
        f"""(select institution, {budget} as budget, all_points, 1 as whole
from ({totals}) g where all_points > 0)""",
        groups=("whole",),
        total="budget",
        weight="all_points",
        order="institution",
    )
    inside = largest_remainder(
        dialect,
        f"""(select q.*, s.part as share_fen from {source} q
join ({shares}) s on s.institution = q.institution where q.branch <> 'BED_DAY')""",
        groups=("institution",),
        total="share_fen",
        weight="points",
        order="id",
    )
    columns = (
        "id, institution, drg, level, insurance, branch, rw, points, expected_fen, cost_fen, "
        "patient_fen, other_fen"
    )
    return f"""
select {columns}, part as fee_fen from ({inside}) i
union all
select {columns}, coalesce(day_fen, 0) as fee_fen from {source}
where branch = 'BED_DAY'
  or institution not in (select institution from ({totals}) g where all_points > 0)"""


def _rounded(dialect: Dialect, value: str, by: int) -> str:
    """Return a wide value of zero or more divided by ``by``, rounded half up."""
    twice = f"(2 * ({value}) + {dialect.wide(str(by))})"
    return dialect.whole(dialect.quotient(twice, dialect.wide(str(2 * by))))


def _rate(rows: Iterable[RateRow]) -> str:
    return _first((_fits(each, ("level", "insurance")), each.value) for each in rows)


def _lines(rows: Iterable[Line]) -> str:
    made = []
    for each in rows:
        fits = _fits(each, ("level", "tier"))
        if each.rw_to is not None:
            fits.append(f"rw <= {each.rw_to}")
        made.append((fits, each.k))
    return _first(made)


def _fits(row: Line | RateRow | Coefficient, columns: tuple[str, ...]) -> list[str]:
    return [f"{name} = {literal(getattr(row, name))}" for name in columns if getattr(row, name, "")]


def _first(rows: Iterable[tuple[list[str], int]]) -> str:
    """Return the value of the first row whose conditions all hold, null when none do."""
    cases = [
        f"when {' and '.join(fits) or 'true'} then cast({value} as bigint)" for fits, value in rows
    ]
    return f"case {' '.join(cases)} else {NOTHING} end" if cases else NOTHING


def _by_day(services: Iterable[BedDays]) -> str:
    """Return what the days of a stay are paid, each at the rate of its tier."""
    cases = []
    for each in services:
        parts, before = [], 0
        for tier in each.tiers:
            upto = "days" if tier.to_day is None else f"least(days, {tier.to_day})"
            parts.append(f"greatest({upto} - {before}, 0) * cast({tier.rate} as bigint)")
            before = tier.to_day or before
        cases.append(f"when service = {literal(each.service)} then {' + '.join(parts)}")
    return f"case {' '.join(cases)} else {NOTHING} end" if cases else NOTHING
