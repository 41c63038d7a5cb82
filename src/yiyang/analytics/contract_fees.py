"""What the agreements of a period cost and who bears it: tables in, tables out.

A fee depends on nothing but the package and the days, so it is reckoned and split once for
each of those and multiplied by the number of people, however many there are.

Tables in:
    subject(institution, team, practitioner, member, package, units, counts): one row for each
        package of each member; ``team`` 0 where the doctor works alone; ``counts`` a truth.
    price(package, price_fen, whole): what ``whole`` units cost.
    payer(package, payer, place, parts): who bears how many parts; ``place`` settles ties.

Source: FD-5.2; HZ-8.
"""

from __future__ import annotations

from yiyang.analytics.exact import Dialect, largest_remainder

GROUPED = """
select institution, team, package, units, count(*) as members
from {subject} where counts group by institution, team, package, units"""


def tariff(dialect: Dialect, *, units: str, price: str, payer: str) -> str:
    """Return the query of what each payer bears: package, units, payer, fen.

    Args:
        units: a relation of the pairs (package, units) that occur.
    """
    fee = dialect.mul_div_round("p.price_fen", "u.units", "p.whole")
    weighed = f"""(
  select u.package, u.units, w.payer, w.place, w.parts, {fee} as fee_fen
  from {units} u join {price} p on p.package = u.package
  join {payer} w on w.package = u.package
)"""
    split = largest_remainder(
        dialect,
        weighed,
        groups=("package", "units"),
        total="fee_fen",
        weight="parts",
        order="place",
    )
    return f"select package, units, payer, {dialect.whole('part')} as fen from ({split}) t"


def charges(dialect: Dialect, *, subject: str, price: str, payer: str) -> str:
    """Return the query of the gross fee: institution, team, package, payer, members, fen.

    Ordered, so that two engines' answers are compared row by row.
    """
    rates = tariff(
        dialect,
        units="(select distinct package, units from grouped)",
        price=price,
        payer=payer,
    )
    members = dialect.whole("sum(g.members)")
    fen = dialect.whole("sum(g.members * t.fen)")
    return f"""
with grouped as ({GROUPED.format(subject=subject)}), rates as ({rates})
select g.institution, g.team, g.package, t.payer, {members} as members, {fen} as fen
from grouped g join rates t on t.package = g.package and t.units = g.units
group by g.institution, g.team, g.package, t.payer
order by g.institution, g.team, g.package, t.payer"""


def panels(dialect: Dialect, *, subject: str) -> str:
    """Return the query of whose people count: institution, practitioner, members."""
    members = dialect.whole("count(distinct member)")
    return f"""
select institution, practitioner, {members} as members
from {subject} where counts and practitioner <> 0
group by institution, practitioner order by institution, practitioner"""
