"""Plans of sites that were ordered on a page are searched for here."""

from __future__ import annotations

from datetime import datetime

from yiyang.audit.services import PROGRAM
from yiyang.faces.jobs.schedule import every
from yiyang.layouts.models import LayoutOrder
from yiyang.layouts.services import fail_layout, work_layout


@every("* * * * * */3")
def work_layouts(at: datetime) -> str:
    """Search for every plan that was ordered, the oldest first."""
    rows = LayoutOrder.objects.filter(state=LayoutOrder.State.QUEUED).order_by("pk")
    ended = [_work(row, at) for row in rows]
    return "; ".join(f"order {row.pk}: {row.state}" for row in ended) or "no plan ordered"


def _work(row: LayoutOrder, at: datetime) -> LayoutOrder:
    """Search for one; what fails for a fault of the program is given up, not tried for ever."""
    try:
        return work_layout(order=row, by=PROGRAM, at=at)
    except Exception as error:
        fail_layout(order=row, fault=type(error).__name__, by=PROGRAM, at=at)
        raise
