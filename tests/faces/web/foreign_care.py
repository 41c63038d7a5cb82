"""Rows of care about a person of another district, for ``foreign``."""

from __future__ import annotations

from tests.care.conftest import Signed, signed_person
from tests.care.conftest import due_work as due_work_of
from tests.conftest import NOW
from tests.world import make_place
from yiyang.audit.services import PROGRAM
from yiyang.care.models import PlanItem
from yiyang.care.services import Met, Said, ask, draw_up_for_member, record_follow_up
from yiyang.rules.care.terms import Readings


def _signed() -> Signed:
    return signed_person(place=make_place("310101002"))


def due_work() -> dict[str, object]:
    """Return due work of somebody in another district."""
    return {"pk": due_work_of(_signed()).pk}


def plan_item() -> dict[str, object]:
    """Return an item of the plan of somebody in another district."""
    plan = draw_up_for_member(member_id=_signed().member.pk, by=PROGRAM, at=NOW)
    return {"pk": PlanItem.objects.filter(plan=plan)[0].pk}


def follow_up() -> dict[str, object]:
    """Return a follow-up of somebody in another district."""
    signed = _signed()
    kept = record_follow_up(
        person_id=signed.person.pk,
        met=Met("HYPERTENSION", "PHONE", Readings(130, 80), NOW),
        institution_id=signed.centre.pk,
        practitioner_id=signed.doctor.pk,
        by=PROGRAM,
        at=NOW,
    )
    return {"pk": kept.pk}


def consultation() -> dict[str, object]:
    """Return a question of somebody in another district."""
    said = Said("GUIDANCE", "PLATFORM", "?")
    return {"pk": ask(person_id=_signed().person.pk, said=said, by=PROGRAM, at=NOW).case_id}
