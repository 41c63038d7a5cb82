"""The fee run's aggregation over a nation's agreements, against DuckDB SQL written by hand.

Both read one table of agreements made from a seed and give what each institution's payers bear
and whose people count; the answers must be the same, row for row.  The program's own text is
the one that runs on PostgreSQL in a live run and on Spark.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any

import duckdb

from yiyang.analytics.contract_fees import charges, panels
from yiyang.analytics.exact import DUCKDB
from yiyang.faces.operations.benching import Ratio, in_turn

FULL = os.environ.get("YIYANG_BENCH") == "full"
AGREEMENTS = 16_000_000 if FULL else 1_000_000
PAIRS = 10 if FULL else 5
SEED = 2026
PUBLISHED_DAYS = 1.5  # the best published figure of a national system, for 16.0 million
SUBJECT = """
create table subject as
select m.institution, m.institution * 10 + m.draw % 8 as team,
       m.institution * 100 + m.draw % 20 as practitioner, m.member,
       case when m.draw % 5 = 0 then 'CHRONIC' else 'BASIC' end as package,
       cast(case when m.draw % 10 < 8 then 365 else 1 + m.draw % 364 end as integer) as units,
       m.draw % 100 >= 7 as counts
from (select i as member, 1 + cast(hash(i, {seed}) % {institutions} as bigint) as institution,
             cast(hash(i, {seed} + 1) % 1000003 as bigint) as draw
      from range(1, {agreements} + 1) t(i)) m
"""
PRICE = """
create table price as select * from
  (values ('BASIC', 12000, 365), ('CHRONIC', 30000, 365)) v(package, price_fen, whole)
"""
PAYER = """
create table payer as select * from (values
  ('BASIC', 'INSURANCE', 0, 70), ('BASIC', 'PUBLIC_HEALTH', 1, 20), ('BASIC', 'PERSON', 4, 10),
  ('CHRONIC', 'CITY', 2, 25), ('CHRONIC', 'DISTRICT', 3, 65), ('CHRONIC', 'PERSON', 4, 10)
) v(package, payer, place, parts)
"""
BY_HAND = """
with grouped as (
  select institution, team, package, units, count(*) as members
  from subject where counts group by all
), fee as (
  select g.package, g.units, (2 * price_fen * units + whole) // (2 * whole) as fee
  from (select distinct package, units from grouped) g join price using (package)
), share as (
  select package, units, payer, place, fee,
         fee * parts // sum(parts) over w as base, fee * parts % sum(parts) over w as rest
  from fee join payer using (package) window w as (partition by package, units)
), split as (
  select package, units, payer, base + case when
    row_number() over (partition by package, units order by rest desc, place)
      <= fee - sum(base) over (partition by package, units) then 1 else 0 end as fen
  from share
)
select institution, team, package, payer, sum(members)::bigint, sum(members * fen)::bigint
from grouped join split using (package, units) group by all order by 1, 2, 3, 4
"""
PEOPLE_BY_HAND = """
select institution, practitioner, count(distinct member) from subject
where counts and practitioner <> 0 group by all order by 1, 2
"""


def ratios() -> list[Ratio]:
    """Return the speed of the program's aggregation against that of the SQL by hand."""
    names = {"subject": "subject", "price": "price", "payer": "payer"}
    ours = (charges(DUCKDB, **names), panels(DUCKDB, subject="subject"))
    with duckdb.connect() as duck:
        institutions = max(20, AGREEMENTS // 8_000)
        duck.execute(SUBJECT.format(seed=SEED, agreements=AGREEMENTS, institutions=institutions))
        duck.execute(PRICE)
        duck.execute(PAYER)
        if _answers(duck, ours) != _answers(duck, (BY_HAND, PEOPLE_BY_HAND)):
            raise RuntimeError("the two answers differ")
        pairs = in_turn(
            lambda: _speed(duck, ours), lambda: _speed(duck, (BY_HAND, PEOPLE_BY_HAND)), PAIRS
        )
        seconds = 1 / _speed(duck, ours)
    _say(f"{AGREEMENTS:,} agreements in {seconds:.1f} s; published: {PUBLISHED_DAYS} days for 16 M")
    return [
        Ratio(
            f"fee aggregation of {AGREEMENTS:,} agreements, equal to the fen",
            "the same aggregation by hand in DuckDB SQL",
            pairs,
            0.5,
        )
    ]


def _answers(duck: Any, queries: tuple[str, ...]) -> list[list[tuple[Any, ...]]]:
    return [duck.execute(query).fetchall() for query in queries]


def _speed(duck: Any, queries: tuple[str, ...]) -> float:
    began = time.perf_counter()
    _answers(duck, queries)
    return 1 / (time.perf_counter() - began)


def _say(text: str) -> None:
    print(f"  {text}", file=sys.stderr, flush=True)
