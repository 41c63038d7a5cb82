"""Exact arithmetic on whole fen: on integers, and as SQL text for every engine.

Nothing here is ever divided into a fraction: a product is taken in a wide integer, divided
whole, and rounded by a rule that is written down.  The same text runs on PostgreSQL, DuckDB
and Apache Spark; each engine stops rather than wrap round when a number is too large for it.  On
integers the same operations stand in ``kernel.money``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import gcd, prod

LARGEST = 2**63 - 1  # what a plain integer of an engine holds


@dataclass(frozen=True)
class Dialect:
    """How one engine writes the few operations whose spelling differs between engines."""

    name: str
    wide_type: str
    quotient_form: str
    remainder_form: str

    def wide(self, value: str) -> str:
        """Return a value as an integer of at least 38 digits."""
        return f"cast({value} as {self.wide_type})"

    def whole(self, value: str) -> str:
        """Return a value as a stored amount of fen; the engine refuses one too large for it."""
        return f"cast({value} as bigint)"

    def quotient(self, value: str, by: str) -> str:
        """Return the whole part of a division of numbers of zero or more."""
        return self.quotient_form.format(value=value, by=by)

    def remainder(self, value: str, by: str) -> str:
        """Return what is left over by ``quotient``."""
        return self.remainder_form.format(value=value, by=by)

    def mul_div_round(self, value: str, times: str, by: str) -> str:
        """Return the text of ``kernel.money.mul_div_round`` on columns of zero or more."""
        product = f"2 * {self.wide(value)} * {self.wide(times)} + {self.wide(by)}"
        return self.whole(self.quotient(f"({product})", f"(2 * {self.wide(by)})"))


POSTGRESQL = Dialect("postgresql", "numeric", "div({value}, {by})", "mod({value}, {by})")
DUCKDB = Dialect("duckdb", "hugeint", "({value} // {by})", "({value} % {by})")
SPARK = Dialect("spark", "decimal(38, 0)", "({value} div {by})", "({value} % {by})")


@dataclass(frozen=True)
class Factor:
    """A column of whole numbers from zero to ``most``, each a multiple of ``unit``."""

    text: str
    most: int
    unit: int = 1


def rounded_product(dialect: Dialect, factors: Sequence[Factor], times: int, by: int) -> str:
    """Return the text of a product × ``times`` ÷ ``by``, rounded half up.

    The same number whatever is known of the factors; where they are small enough it is reckoned in
    plain integers, which are many times as fast as wide ones.
    """
    times *= prod(each.unit for each in factors)
    if times == 0:
        return dialect.whole("0")
    common = gcd(times, by)
    times, by = times // common, by // common
    small = [Factor(_in_units(dialect, each), each.most // each.unit) for each in factors]
    large = max(small, key=lambda each: each.most)
    room = (LARGEST - by) // (2 * times * prod(max(x.most, 1) for x in small if x is not large))
    texts = [each.text for each in small]
    if min(room, LARGEST - 2 * by) < 1:
        return _halved(dialect, [dialect.wide(texts[0]), *texts[1:]], times, by, dialect.wide)
    plain = _halved(dialect, texts, times, by, str)
    if large.most <= room:
        return plain
    wide = _halved(dialect, [dialect.wide(texts[0]), *texts[1:]], times, by, dialect.wide)
    return f"case when {large.text} <= {room} then {plain} else {wide} end"


def _in_units(dialect: Dialect, factor: Factor) -> str:
    return factor.text if factor.unit == 1 else dialect.quotient(factor.text, str(factor.unit))


def _halved(
    dialect: Dialect, texts: Sequence[str], times: int, by: int, kind: Callable[[str], str]
) -> str:
    """Return (2 × product + by) ÷ (2 × by), its constants of a kind of integer."""
    product = " * ".join([*texts, *([kind(str(times))] if times > 1 else [])])
    if by == 1:
        return dialect.whole(f"({product})")
    return dialect.whole(dialect.quotient(f"(2 * {product} + {kind(str(by))})", kind(str(2 * by))))


def largest_remainder(
    dialect: Dialect,
    source: str,
    *,
    groups: Sequence[str],
    total: str,
    weight: str,
    order: str,
) -> str:
    """Return a query that splits ``total`` of each group of ``source`` over its rows.

    Args:
        source: the name of a relation; ``total`` is the same on every row of a group, and no
            group's weights are all zero.
        order: a column without ties inside a group; it settles equal remainders, so that the
            answer never depends on chance.

    Returns:
        The text of a query: the columns of ``source`` and ``part``; the parts of a group add
        up to its total.  The same as ``kernel.money.split_fen`` in that order.
    """
    keys = ", ".join(groups)
    product = f"{dialect.wide(total)} * {dialect.wide(weight)}"
    whole = dialect.wide(f"sum({weight}) over (partition by {keys})")
    return f"""
select r.*, {dialect.whole("r.base_part")} + case
    when row_number() over (partition by {keys} order by r.left_over desc, {order})
      <= {total} - sum(r.base_part) over (partition by {keys}) then 1 else 0 end as part
from (
  select s.*, {dialect.quotient(f"({product})", whole)} as base_part,
         {dialect.remainder(f"({product})", whole)} as left_over
  from {source} s
) r"""
