"""Telling the desk that a visit is asked for, and whoever asked what became of it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from yiyang.access.models import Assignment
from yiyang.agreements.services.telling import desk_at
from yiyang.audit.services import Actor
from yiyang.decisions.services import read_book
from yiyang.notices.services import notify, settle
from yiyang.visits.models import Visit

ASKED = "VISIT_WAITS_FOR_ANSWER"
ACCEPTED, REFUSED, CALLED_OFF = "YOUR_VISIT_ACCEPTED", "YOUR_VISIT_REFUSED", "YOUR_VISIT_CALLED_OFF"
OFF = "VISIT_CALLED_OFF"
ANSWERS = {
    Visit.State.ACCEPTED: ACCEPTED,
    Visit.State.REFUSED: REFUSED,
    Visit.State.CANCELLED: CALLED_OFF,
}
SUBJECT = "VISIT"


def tell_desk(visit: Visit, code: str, by: Actor, at: datetime) -> None:
    """Tell the desk of the institution that is to come, unless that desk did it.

    A request waits for an answer: the next on duty is told when none comes in time.
    """
    role = desk_at(visit.institution.kind)
    own = Assignment.objects.filter(pk=by.assignment_id, institution=visit.institution_id)
    if own.filter(role=role).exists():
        return
    within = read_book(timezone.localdate(at)).duration("visits.answer_within")
    notify(
        code=code,
        params={"on": f"{timezone.localdate(visit.window.lower):%Y-%m-%d}"},
        subject_kind=SUBJECT,
        subject_id=visit.pk,
        role=role,
        institution_id=visit.institution_id,
        escalate_after=within if code == ASKED else None,
        link=f"/visits/{visit.pk}/",
        by=by,
        at=at,
    )


def tell_asker(visit: Visit, by: Actor, at: datetime) -> None:
    """Tell whoever asked for a visit how it now stands, unless they did it themselves.

    The request is answered then: nobody further is told of it.
    """
    settle(subject_kind=SUBJECT, subject_id=visit.pk, by=by, at=at)
    if visit.asked_by_id is None or visit.asked_by_id == by.account_id:
        return
    notify(
        code=ANSWERS[Visit.State(visit.state)],
        params={"on": f"{timezone.localdate(visit.window.lower):%Y-%m-%d}"},
        subject_kind=SUBJECT,
        subject_id=visit.pk,
        role=visit.role,
        account_id=visit.asked_by_id,
        link=f"/visits/{visit.pk}/",
        by=by,
        at=at,
    )
