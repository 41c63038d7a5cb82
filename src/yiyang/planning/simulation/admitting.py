"""How a person comes into a bed that was held for them."""

from __future__ import annotations

from typing import Any

from yiyang.analytics.compiled import compiled
from yiyang.planning.simulation.moves import (
    back_to_kept,
    change,
    class_of,
    end_request,
    here,
    leave_care,
    leave_medical,
    note,
    start_stage,
    unkeep,
)
from yiyang.planning.simulation.state import (
    A_ASKED,
    A_COUNTED,
    A_FLOWS,
    A_PLACE_COUNTED,
    A_PLACE_SUMMED,
    A_POOL_KIND,
    A_SUMMED,
    A_WAIT_DAYS,
    C_ADMITTED,
    CARE,
    HOME_CARE,
    HOSPITAL,
    INSTITUTION,
    MEDICAL,
    N_WIDTH,
    NOWHERE,
    OCCUPIED,
    PALLIATIVE_BED,
    PLACE,
    S_WAIT,
    S_WAIT2,
    SUMMED,
    T_ADMITTED,
    WAIT_DAYS,
    WANTED,
    by_class,
    my,
    of,
)


@compiled
def admit(m: Any, r: Any, now: float, who: int, pool: int) -> None:
    """Bring a person into a bed that was held: out of the old one, on the right axis."""
    kind, before = m[m[A_POOL_KIND] + pool], here(m, r, who)
    _count_wait(m, r, now, who)
    m[of(m, A_FLOWS, m[m[A_POOL_KIND] + before] if before >= 0 else NOWHERE, kind)] += 1
    change(m, r, now, pool, OCCUPIED, 1)
    end_request(m, r, now, who)
    leave_medical(m, r, now, who)
    if kind in (HOME_CARE, INSTITUTION):
        if m[my(m, who, CARE)] >= 0:
            leave_care(m, r, now, who, kind)
        else:
            unkeep(m, r, now, who)
        m[my(m, who, CARE)] = pool
    else:
        if kind in (HOSPITAL, PALLIATIVE_BED):
            leave_care(m, r, now, who, kind)
        elif m[my(m, who, CARE)] < 0:
            back_to_kept(m, r, now, who)
        m[my(m, who, MEDICAL)] = pool
    note(m, r, now, T_ADMITTED, who, pool)
    start_stage(m, r, now, who, kind, False)


@compiled
def _count_wait(m: Any, r: Any, now: float, who: int) -> None:
    wait = now - r[m[A_ASKED] + who]
    kind, group = m[my(m, who, WANTED)], class_of(m, r, who)
    m[m[A_COUNTED] + by_class(m, kind, group, C_ADMITTED)] += 1
    r[m[A_SUMMED] + (kind * m[N_WIDTH] + group) * SUMMED + S_WAIT] += wait
    r[m[A_SUMMED] + (kind * m[N_WIDTH] + group) * SUMMED + S_WAIT2] += wait * wait
    place = m[my(m, who, PLACE)]
    m[of(m, A_PLACE_COUNTED, place, kind)] += 1
    r[of(m, A_PLACE_SUMMED, place, kind)] += wait
    m[of(m, A_WAIT_DAYS, kind, min(WAIT_DAYS - 1, int(wait)))] += 1
