"""When somebody who got better may go back to the bed kept for them (T3).

Source: JA-2.2.2, JA part II(2), "may return through the green channel"; conditions proposed.
"""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.policy.book import Reading
from yiyang.rules.placement.terms import Reason
from yiyang.rules.registry import rule


@dataclass(frozen=True)
class Return:
    """What is known; None means not known.  ``hours_low``: how long NEWS2 has stayed low."""

    news2: int | None
    hours_low: int | None
    treatment_goal_reached: bool = False
    discharge_summary: bool = False
    care_plan_updated: bool = False
    medicines_reconciled: bool = False


@dataclass(frozen=True)
class Returning:
    """Ready when nothing is against."""

    is_ready: bool
    reasons: tuple[Reason, ...]
    against: tuple[Reason, ...]


@rule("placement.return")
def may_return(facts: Return, reading: Reading) -> Returning:
    """Tell whether a person may go back, with the reasons.

    Stable for as long as the book asks, or the treatment's goal reached; and the discharge
    summary received, the care plan updated, the medicines reconciled.

    Source: JA-2.2.2 (``placement.return.*``, proposed).
    """
    limit = reading.integer("placement.return.news2")
    hours = reading.integer("placement.return.hours")
    favour, against = [], []
    low = facts.news2 is not None and facts.news2 <= limit
    stable = low and facts.hours_low is not None and facts.hours_low >= hours
    params = {"limit": limit, "hours": hours}
    if stable or facts.treatment_goal_reached:
        favour.append(Reason("RETURN_STABLE_YES", params, "placement.return.news2"))
    else:
        against.append(Reason("RETURN_STABLE_NO", params, "placement.return.news2"))
    papers = {
        "DISCHARGE_SUMMARY": facts.discharge_summary,
        "CARE_PLAN_UPDATED": facts.care_plan_updated,
        "MEDICINES_RECONCILED": facts.medicines_reconciled,
    }
    for code, is_there in papers.items():
        side, ending = (favour, "YES") if is_there else (against, "NO")
        side.append(Reason(f"{code}_{ending}", {}, "placement.return.hours"))
    return Returning(not against, tuple(favour), tuple(against))
