"""Where somebody can go: each line needs a power; what has no page yet is left out."""

from __future__ import annotations

from yiyang.faces.sections import figures, money, network, operation, planning, policy, work

SECTIONS = (
    work.SECTION,
    money.SECTION,
    network.SECTION,
    planning.SECTION,
    figures.SECTION,
    policy.SECTION,
    operation.SECTION,
)
