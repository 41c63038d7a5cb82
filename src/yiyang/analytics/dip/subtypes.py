"""By which auxiliary subtypes a group is divided: where enough discharges vary less for it.

Source: drg_dip, section 2.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from yiyang.analytics.dip.history import Sums, all_sums, grouped_history, leave_out, sums_by
from yiyang.analytics.dip.keys import Key
from yiyang.analytics.dip.plan import Plan
from yiyang.analytics.dip.writing import Lists, write_pack


def choose_subtypes(
    plan: Plan, lists: Lists, keys: Sequence[Key], history: Path, folder: Path
) -> dict[str, tuple[str, ...]]:
    """Return the subtypes of each group that is divided, the dearest first.

    A group is looked at with enough discharges and a coefficient of variation over the screen;
    a subtype stands with enough of its own, and where the division takes off enough of the
    variation.  Where a discharge fits several, the dearest counts.
    """
    named = [each.code for each in plan.subtypes]
    if not named:
        return {}
    tried = {key.code: named for key in keys if key.code not in plan.without_subtypes}
    pack = write_pack(plan, lists, keys, tried, folder / "tried")
    with grouped_history(pack, history, folder, ()) as duck:
        leave_out(duck, plan.years)
        found = sums_by(duck, "adrg", "drg")
    groups: dict[str, dict[str, Sums]] = {}
    for (group, code), sums in found.items():
        if group in tried:
            groups.setdefault(group, {})[code.partition("~")[2]] = sums
    return {
        group: chosen for group, parts in sorted(groups.items()) if (chosen := _chosen(plan, parts))
    }


def _chosen(plan: Plan, parts: dict[str, Sums]) -> tuple[str, ...]:
    whole = all_sums(parts)
    if whole.count < plan.whole("auxiliary_least_cases"):
        return ()
    if not whole.varies_more_than(plan.figure("auxiliary_cv_screen")):
        return ()
    weights = {year: int(weight) for year, weight in plan.years.items()}
    least = plan.whole("auxiliary_least_subtype")
    standing = {code: sums for code, sums in parts.items() if code and sums.count >= least}
    rest = all_sums({code: sums for code, sums in parts.items() if code not in standing})
    inside = [each for each in (*standing.values(), rest) if each.count]
    left = 1 - plan.figure("auxiliary_cv_drop")
    within = sum(
        (Fraction(each.spread, each.count) for each in inside), Fraction(0)
    )  # squares that remain inside the parts
    if not standing or within * whole.count > left**2 * whole.spread:
        return ()
    dearest = sorted(standing, key=lambda code: (-standing[code].mean(weights), code))
    return tuple(dearest)
