"""The audit row of each change, and a visit held while it is changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.visits.errors import VisitMovedOn
from yiyang.visits.models import Visit


def note(
    action: str, row: Visit, by: Actor, at: datetime, payload: Mapping[str, Any] | None = None
) -> None:
    """Write the audit row of a change of a visit."""
    record(
        by=by,
        at=at,
        action=f"visits.{action}",
        subject_kind="visit",
        subject_id=row.pk,
        person_id=row.person_id,
        payload=dict(payload or {}),
    )
    changed(at, visit=row.pk)


def held(visit_id: int, *states: str) -> Visit:
    """Return a visit locked until the transaction ends, in one of these states.

    Raises:
        VisitMovedOn: it is in another state by now.
    """
    rows = Visit.objects.select_for_update(of=("self",), no_key=True)
    visit = rows.select_related("person", "institution").get(pk=visit_id)
    if states and visit.state not in states:
        raise VisitMovedOn(state=f"VISIT_{visit.state}")
    return visit
