"""Stays of one episode in several institutions, paid once: the dearest of them, split.

Source: YRD-7 (patients moved between hospitals settle once); the split is the scenario's.
"""

from __future__ import annotations

from yiyang.analytics.exact import Dialect, largest_remainder

BRANCHES = ("USUAL", "LOW", "HIGH", "SPECIAL")  # other stays are no part of a package


def packaged(dialect: Dialect, source: str, column: str, split: str) -> str:
    """Return the query of ``source`` with ``column``: what each stay has ``alone``, or its share.

    A package has stays in two institutions at least; they share what the dearest has alone.
    """
    weight = "greatest(cost_fen, 1)" if split == "COST" else "alone"
    episodes = f"""
select episode, max(alone) as dearest from {source} m
where episode <> '' and branch in {BRANCHES}
group by episode having count(distinct institution) > 1 and max(alone) > 0"""
    shared = largest_remainder(
        dialect,
        f"""(select k.id, k.episode, e.dearest, {weight} as part_weight
from {source} k join ({episodes}) e on e.episode = k.episode where k.branch in {BRANCHES})""",
        groups=("episode",),
        total="dearest",
        weight="part_weight",
        order="id",
    )
    return f"""
select t.*, coalesce(h.part, t.alone) as {column}, coalesce(h.part, -1) >= 0 as is_packaged
from {source} t left join (select id, part from ({shared}) g) h on h.id = t.id"""
