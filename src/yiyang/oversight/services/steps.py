"""What every step of a matter shares: its lock, its book, who is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from yiyang.access.models import Role
from yiyang.agreements.services.telling import desk_at
from yiyang.audit.services import Actor, record
from yiyang.cases.models import Case
from yiyang.cases.services import TaskAddressee, advance
from yiyang.decisions.models import Decision
from yiyang.decisions.services import read_book
from yiyang.notices.services import notify
from yiyang.oversight.flows import INSURER
from yiyang.oversight.models import Matter
from yiyang.policy.book import Reading


def locked(matter_id: int) -> Matter:
    """Return a matter locked, with its case as it now is."""
    rows = Matter.objects.select_for_update(of=("self",))
    matter = rows.select_related("institution__place", "screening__place").get(pk=matter_id)
    matter.case = Case.objects.get(pk=matter.case_id)
    return matter


def reading_of(matter: Matter, at: datetime) -> Reading:
    """Open the book of the institution's place at the day of a moment."""
    return read_book(timezone.localdate(at), place=matter.institution.place.code)


def step(
    matter: Matter,
    action: str,
    *,
    by: Actor,
    at: datetime,
    note: str = "",
    decision: Decision | None = None,
) -> None:
    """Do an action of the matter's case.  Raises ActionNotOpen, NoteMissing."""
    matter.case = advance(
        case=matter.case,
        action=action,
        by=by,
        at=at,
        reading=reading_of(matter, at),
        note=note.strip(),
        decision=decision,
        addressees={INSURER: TaskAddressee(place_id=matter.screening.place_id)},
    )


def note_step(
    action: str, matter: Matter, by: Actor, at: datetime, payload: Mapping[str, int]
) -> None:
    """Add the audit row of a step."""
    record(
        by=by,
        at=at,
        action=f"fund_matter.{action}",
        subject_kind="fund_matter",
        subject_id=matter.pk,
        payload=dict(payload),
    )


def tell_institution(matter: Matter, code: str, *, by: Actor, at: datetime) -> None:
    """Tell the institution's desk that something became of a matter."""
    kind = matter.institution.kind
    _tell(matter, code, desk_at(kind), matter.institution_id, None, by=by, at=at)


def tell_insurer(matter: Matter, code: str, *, by: Actor, at: datetime) -> None:
    """Tell the insurer of the place that looked that something waits."""
    _tell(matter, code, Role.INSURER, None, matter.screening.place_id, by=by, at=at)


def _tell(
    matter: Matter,
    code: str,
    role: str,
    institution_id: int | None,
    place_id: int | None,
    *,
    by: Actor,
    at: datetime,
) -> None:
    notify(
        code=code,
        params={},
        subject_kind="CASE",
        subject_id=matter.case_id,
        role=role,
        institution_id=institution_id,
        place_id=place_id,
        link=f"/oversight/{matter.case_id}/",
        by=by,
        at=at,
    )
