"""An alarm, a response and a pledge of another district, for every route of one."""

from __future__ import annotations

from itertools import count

from tests.conftest import NOW
from tests.world import make_institution, make_place
from yiyang.audit.services import PROGRAM
from yiyang.decisions.models import Decision
from yiyang.vigilance.models import Alarm, Casualty, Pledge, Response
from yiyang.vigilance.services.opening import open_response

_number = count(1)


def _response() -> Response:
    """Return a response in Huangpu."""
    return open_response(
        syndrome=f"SYNDROME_{next(_number)}", place=make_place("310101"), is_exercise=False,
        note="", by=PROGRAM, at=NOW,
    )  # fmt: skip


def response() -> dict[str, object]:
    """Return the key of its case."""
    return {"pk": _response().case_id}


def alarm() -> dict[str, object]:
    """Return the key of an alarm in Huangpu."""
    row = _response()
    decision = Decision.objects.create(
        rule="vigilance.alarm", rule_version="1", book_digest="", day=NOW.date(), place="310101",
        strict=False, facts={}, result={}, clauses=[], marks=[], authorities=[],
        subject_kind="day_count", subject_id=0, made_at=NOW,
    )  # fmt: skip
    made = Alarm.objects.create(
        syndrome=row.syndrome, place=row.place, on=NOW.date(), method="ears-c2", observed=9,
        upper=3, decision=decision, response=row, raised_at=NOW,
    )  # fmt: skip
    return {"pk": made.pk}


def pledge() -> dict[str, object]:
    """Return the key of what an institution in Huangpu is asked for."""
    row = _response()
    house = make_institution(place=make_place("310101002"))
    made = Pledge.objects.create(
        response=row, institution=house, bed_kind="HOSPITAL_BED", beds=1, posts=1, asked_at=NOW
    )
    return {"pk": made.pk}


def casualty() -> dict[str, object]:
    """Return the key of an invented case of an exercise in Huangpu."""
    number = next(_number)
    row = open_response(
        syndrome=f"SYNDROME_{number}", place=make_place("310101"), is_exercise=True, note="",
        by=PROGRAM, at=NOW,
    )  # fmt: skip
    decision = Decision.objects.create(
        rule="vigilance.severity", rule_version="1", book_digest="", day=NOW.date(),
        place="310101", strict=False, facts={}, result={}, clauses=[], marks=[], authorities=[],
        subject_kind="response", subject_id=row.pk, made_at=NOW,
    )  # fmt: skip
    made = Casualty.objects.create(
        response=row, is_exercise=True, number=1, sex="1", news2=1, needs_oxygen=False,
        severity="MILD", decision=decision,
    )  # fmt: skip
    return {"pk": made.pk}


STEPS = ("verify", "dismiss", "declare", "end", "csv", "ask", "invent", "take_in", "place")
ALARMS = {
    "alarm": alarm,
    "alarm_csv": alarm,
    "outbreak": response,
    "response": response,
    **{f"response_{step}": response for step in STEPS},
    "casualty_leave": casualty,
    "pledge": pledge,
    "pledge_release": pledge,
}
