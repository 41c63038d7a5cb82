"""What each discharge is paid, as queries on whole numbers: the same text for every engine.

Tables in:
    discharge(id, institution, drg, level, insurance, cost_fen, patient_fen, other_fen, special,
        service, days, days_before, age, home, episode): ``service`` "" unless paid by the day;
        ``days`` and ``age`` null where none is known.
    weight(drg, level, rw, coef, tier, kind, tcm, unstable, by_day): ``level`` "" fits any;
        ``coef`` null where the level's own counts.

A price depends on the discharge and the scenario alone; only special cases beyond their share and
a floating point value look at others, and neither at the order of rows.

Source: drg_dip, sections 1.4, 1.5, 2.5, 2.6; payment_other, sections 1, 4.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import lcm

from yiyang.analytics.exact import Dialect, Factor, rounded_product
from yiyang.analytics.settlement.ranges import Ranges
from yiyang.analytics.settlement.scenario import (
    FACTOR_SCALE,
    RATE_SCALE,
    RW_SCALE,
    BedDays,
    Coefficient,
    FactorRow,
    Line,
    RateRow,
    Scenario,
)

POINT_SCALE = 10**4  # a point is kept to four decimals
FEN = 100
NOTHING = "cast(null as bigint)"
GROUPED = "day_fen is null and not is_by_item"


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
  {_rate(scenario)} as rate, {_by_day(scenario.bed_days)} as day_fen,
  {_by_item(scenario)} as is_by_item,
  {_lines(scenario.outliers.low)} as low, {_lines(scenario.outliers.high)} as high
from (
  select d.*, coalesce(o.rw, a.rw) * case when coalesce(o.by_day, a.by_day) then days else 1 end
      as rw,
    coalesce(o.tier, a.tier, '') as tier, coalesce(o.kind, a.kind, '') as kind,
    coalesce(o.tcm, a.tcm, false) as tcm, coalesce(o.coef, a.coef) as own_coef,
    coalesce(o.unstable, a.unstable, false) as unstable,
    coalesce(o.by_day, a.by_day, false) as weighs_by_day
  from {discharge} d
  left join {weight} o on o.drg = d.drg and o.level = d.level and d.level <> ''
  left join {weight} a on a.drg = d.drg and a.level = ''
) w"""


def branched(dialect: Dialect, scenario: Scenario, known: Ranges, *, source: str) -> str:
    """Return the query that tells usual, low, high and special discharges of ``found`` apart.

    ``expected_fen`` is the cost that a usual discharge of the group is reckoned with; a cost is
    held against it.  Special ones come up to their share of all, those dearest over it first; a
    stay paid by the day, or for each service, is none of them.
    """
    lines = scenario.outliers
    below = "<=" if lines.low_includes else "<"
    above = ">=" if lines.high_includes else ">"
    cost = f"{dialect.wide('cost_fen')} * {FACTOR_SCALE}"
    reckoned = f"""(
  select f.*,
    case when day_fen is not null then day_fen when is_by_item then cost_fen
      else {expected(dialect, scenario, known)} end as expected_fen
  from {source} f)"""
    special = "false"
    if scenario.special is not None:
        # Those asked for are put in order by themselves: few of all, so that they fit in memory.
        reckoned = f"""(
  select e.*, n.priced, s.place from {reckoned} e
  cross join (select count(*) as priced from {source} where {GROUPED}) n
  left join (
    select id as asked_id, row_number() over (order by cost_fen - expected_fen desc, id) as place
    from {reckoned} c where special and {GROUPED}) s on s.asked_id = e.id)"""
        special = f"place * {FACTOR_SCALE} <= {scenario.special.most} * priced"
    return f"""
select r.*, case
    when day_fen is not null then 'BED_DAY'
    when is_by_item then 'BY_ITEM'
    when {special} then 'SPECIAL'
    when {cost} {below} {dialect.wide("low")} * expected_fen then 'LOW'
    when {cost} {above} {dialect.wide("high")} * expected_fen then 'HIGH'
    else 'USUAL' end as branch
from {reckoned} r"""


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
            ("SPECIAL", "special"), ("BED_DAY", "bed_day"), ("BY_ITEM", "by_item"),
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


def expected(dialect: Dialect, scenario: Scenario, known: Ranges) -> str:
    """Return what a usual discharge is reckoned with: the standard, or the mean of the region."""
    points = scenario.points
    if points is None:
        times, of = reduction(scenario)
        factors = [known.rw, known.rate, known.coef, *times]
        return rounded_product(dialect, factors, FEN, RW_SCALE * RATE_SCALE * FACTOR_SCALE * of)
    if points.held_against == "mean":
        return rounded_product(dialect, [known.rw], points.reference_cost, RW_SCALE)
    usual = usual_points(dialect, scenario, known)
    worth = f"{dialect.wide(f'({usual})')} * {value(scenario)} * {FEN}"
    return rounded(dialect, worth, POINT_SCALE * RATE_SCALE)


def value(scenario: Scenario) -> str:
    """Return the value of a point that a cost is held against: the prior one, or the rate."""
    prior = scenario.points.prior_value if scenario.points else None
    return "rate" if prior is None else f"cast({prior} as bigint)"


def usual_points(dialect: Dialect, scenario: Scenario, known: Ranges) -> str:
    """Return the points of a usual discharge: weight × scale × coefficient × factor."""
    assert scenario.points is not None  # the scheme says so
    times, of = reduction(scenario)
    scale = scenario.points.scale * POINT_SCALE
    factors = [known.rw, known.coef, *times]
    return rounded_product(dialect, factors, scale, RW_SCALE * FACTOR_SCALE * of)


def reduction(scenario: Scenario) -> tuple[list[Factor], int]:
    """Return what a payment is multiplied by beside its coefficient, and what that is a part of.

    Chinese medicine, and the first factor that fits, in one fraction: rounded once.
    """
    times: list[Factor] = []
    of = 1
    if scenario.tcm is not None:
        part = Fraction(scenario.tcm, FACTOR_SCALE)
        text = f"(case when tcm then {part.numerator} else {part.denominator} end)"
        times.append(Factor(text, max(part.numerator, part.denominator)))
        of = part.denominator
    if not scenario.factors:
        return times, of
    parts = [Fraction(each.value, FACTOR_SCALE) for each in scenario.factors]
    whole = lcm(*(part.denominator for part in parts))
    rows = []
    for each, part in zip(scenario.factors, parts, strict=True):
        fits = _fits(each, ("level", "institution", "insurance", "kind"))
        if each.age_below is not None:
            fits.append(f"age < {each.age_below}")
        rows.append((fits, int(part * whole)))
    most = max(whole, *(value for _, value in rows))
    return [*times, Factor(f"coalesce({_first(rows)}, {whole})", most)], of * whole


def rounded(dialect: Dialect, number: str, by: int) -> str:
    """Return a wide value of zero or more divided by ``by``, rounded half up."""
    twice = f"(2 * ({number}) + {dialect.wide(str(by))})"
    return dialect.whole(dialect.quotient(twice, dialect.wide(str(2 * by))))


def _rate(scenario: Scenario) -> str:
    if scenario.points is not None and scenario.points.past:
        return f"cast({scenario.points.past_value} as bigint)"
    return _first((_fits(each, ("level", "insurance")), each.value) for each in scenario.rates)


def _by_item(scenario: Scenario) -> str:
    """Return which discharges are paid for each service: kinds, unstable groups, what has none."""
    parts = ["unstable"]
    if scenario.by_item.services:
        named = ", ".join(literal(each) for each in scenario.by_item.services)
        parts.append(f"service in ({named})")
    if scenario.by_item.not_grouped:
        parts.append("rw is null")
    return f"({' or '.join(parts)})"


def _lines(rows: Iterable[Line]) -> str:
    made = []
    for each in rows:
        fits = _fits(each, ("level", "tier"))
        if each.rw_to is not None:
            fits.append(f"rw <= {each.rw_to}")
        made.append((fits, each.k))
    return _first(made)


def _fits(row: Line | RateRow | Coefficient | FactorRow, columns: tuple[str, ...]) -> list[str]:
    return [f"{name} = {literal(getattr(row, name))}" for name in columns if getattr(row, name, "")]


def _first(rows: Iterable[tuple[list[str], int]]) -> str:
    """Return the value of the first row whose conditions all hold, null when none do."""
    cases = [
        f"when {' and '.join(fits) or 'true'} then cast({value} as bigint)" for fits, value in rows
    ]
    return f"case {' '.join(cases)} else {NOTHING} end" if cases else NOTHING


def _by_day(services: Iterable[BedDays]) -> str:
    """Return what the days of a stay are paid, each at the rate of its tier.

    Days of the same episode before the stay (``days_before``) have used up their tiers already.
    """
    cases = []
    for each in services:
        parts, before = [], 0
        for tier in each.tiers:
            upto = "days_before + days"
            if tier.to_day is not None:
                upto = f"least({upto}, {tier.to_day})"
            since = f"greatest(days_before, {before})"
            parts.append(f"greatest({upto} - {since}, 0) * cast({tier.rate} as bigint)")
            before = tier.to_day or before
        fits = f"service = {literal(each.service)}"
        if each.level:
            fits += f" and level = {literal(each.level)}"
        cases.append(f"when {fits} then {' + '.join(parts)}")
    return f"case {' '.join(cases)} else {NOTHING} end" if cases else NOTHING
