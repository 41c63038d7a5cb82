"""Plans are drawn again when something behind them changes, and end with their agreement."""

from __future__ import annotations

from datetime import timedelta

from tests.beds.conftest import District
from tests.care.conftest import Signed, join_group, signed_person
from tests.conftest import NOW
from yiyang.agreements.models import Agreement
from yiyang.audit.services import PROGRAM
from yiyang.care.models import DueWork, Plan
from yiyang.care.services import draw_up_for_member, redraw_due

LATER = NOW + timedelta(hours=2)


def drawn(signed: Signed) -> Plan:
    return draw_up_for_member(member_id=signed.member.pk, by=PROGRAM, at=NOW - timedelta(hours=1))


def looked_after() -> int:
    return redraw_due(by=PROGRAM, at=LATER)


def test_a_plan_behind_which_nothing_changed_is_left_alone(signed: Signed) -> None:
    drawn(signed)
    assert looked_after() == 0


def test_a_new_key_group_draws_the_plan_again_once(signed: Signed) -> None:
    drawn(signed)
    join_group(signed.person, "HYPERTENSION")
    assert (looked_after(), looked_after()) == (1, 0)
    assert DueWork.objects.filter(item="FOLLOW_UP_HYPERTENSION", state="DUE").count() == 1


def test_a_bed_opened_draws_the_plan_again(db: None) -> None:
    signed, district = signed_person(), District()
    drawn(signed)
    claim = district.living_in(signed.person, "HOME_MEDICAL_BED")
    assert looked_after() == 0  # it was there before the plan: BEGAN
    presence = claim.presence_set.get()
    presence.span = (NOW, None)
    presence.save()
    assert looked_after() == 1
    assert DueWork.objects.filter(item="BED_ROUND", state="DUE").exists()


def test_the_plan_of_somebody_whose_agreement_ended_ends(signed: Signed) -> None:
    plan = drawn(signed)
    Agreement.objects.update(state=Agreement.State.ENDED)
    assert looked_after() == 1
    plan.refresh_from_db()
    assert plan.state == "ENDED"
    assert not DueWork.objects.filter(state="DUE").exists()
    assert looked_after() == 0


def test_the_plan_of_somebody_who_died_ends(signed: Signed) -> None:
    plan = drawn(signed)
    signed.person.died_at = NOW
    signed.person.save()
    assert looked_after() == 1
    plan.refresh_from_db()
    assert plan.state == "ENDED"


def test_the_next_year_of_an_agreement_has_a_plan_of_its_own(signed: Signed) -> None:
    first = drawn(signed)
    signed.member.span = (first.span.lower, None)
    signed.member.save()
    assert redraw_due(by=PROGRAM, at=NOW + timedelta(days=366)) == 1
    first.refresh_from_db()
    assert first.state == "ENDED"
    assert Plan.objects.get(state="CURRENT").span.lower == first.span.upper
