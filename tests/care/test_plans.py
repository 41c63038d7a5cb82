"""Plans: one a person, drawn again without losing what was done, exact in used and left."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.care.conftest import TODAY, Signed, join_group, signed_person
from tests.conftest import NOW
from tests.world import actor_of, make_assignment
from yiyang.access.models import Role
from yiyang.agreements.models import Agreement, Member
from yiyang.audit.services import PROGRAM, Actor
from yiyang.care.errors import CountNotRaised, NoFamilyDoctor
from yiyang.care.facts import plan_year
from yiyang.care.models import DueWork, Plan, PlanItem
from yiyang.care.selectors import uses_of
from yiyang.care.services import do_work, draw_up_for_member, end_plan, raise_item, redraw_due
from yiyang.decisions.models import Decision
from yiyang.decisions.replay import Outcome, replay
from yiyang.ledger.models import Act
from yiyang.ledger.services import reverse_act
from yiyang.rules.calendar import CHINA


def drawn(signed: Signed, at: datetime = NOW) -> Plan:
    return draw_up_for_member(member_id=signed.member.pk, by=PROGRAM, at=at)


def used_and_left(plan: Plan, item: str) -> tuple[int, int]:
    found = {use.row.item: use for use in uses_of(plan)}[item]
    return found.used, found.left


def open_dates(signed: Signed, item: str) -> list[date]:
    rows = DueWork.objects.filter(person=signed.person, item=item, state="DUE")
    return list(rows.order_by("due_on").values_list("due_on", flat=True))


def do_first(signed: Signed, item: str, at: datetime = NOW) -> DueWork:
    work = DueWork.objects.filter(person=signed.person, item=item, state="DUE").earliest("due_on")
    return do_work(
        due_work_id=work.pk,
        minutes=20,
        institution_id=signed.centre.pk,
        practitioner_id=signed.doctor.pk,
        by=PROGRAM,
        at=at,
    )


def as_doctor(signed: Signed) -> Actor:
    return actor_of(make_assignment(Role.FAMILY_DOCTOR, institution=signed.centre))


def test_a_plan_has_dated_items_with_their_reasons(signed: Signed) -> None:
    plan = drawn(signed)
    assert (plan.span.lower, plan.span.upper) == (date(2026, 1, 1), date(2027, 1, 1))
    assert plan.practitioner == signed.doctor
    item = plan.items.get(item="HEALTH_EDUCATION")
    assert (item.count, item.reasons) == (
        2,
        [{"source": "PACKAGE", "code": "BASIC", "count": 2}],
    )
    assert open_dates(signed, "HEALTH_EDUCATION") == [date(2026, 7, 31), date(2026, 12, 31)]
    assert Decision.objects.filter(pk=plan.decision_id, rule="care.plan").exists()


def test_a_plan_is_drawn_the_same_again_from_the_book_that_was_kept(db: None) -> None:
    signed = signed_person("BASIC", "ELDER_65", "CHRONIC")
    for group in ("HYPERTENSION", "DIABETES", "ELDER"):
        join_group(signed.person, group)
    decision = drawn(signed).decision
    assert decision is not None
    assert replay(decision).outcome == Outcome.SAME


def test_a_key_group_opens_its_follow_up_calendar(signed: Signed) -> None:
    join_group(signed.person, "HYPERTENSION")
    drawn(signed)
    work = DueWork.objects.get(person=signed.person, item="FOLLOW_UP_HYPERTENSION")
    assert (work.kind, work.due_on) == ("FOLLOW_UP", TODAY + timedelta(days=30))


def test_drawn_again_with_nothing_new_it_changes_nothing(signed: Signed) -> None:
    join_group(signed.person, "HYPERTENSION")
    first = drawn(signed)
    before = list(DueWork.objects.order_by("pk").values())
    assert drawn(signed).pk == first.pk
    assert list(DueWork.objects.order_by("pk").values()) == before


def test_drawn_again_for_another_package_it_keeps_what_was_done(signed: Signed) -> None:
    plan = drawn(signed)
    done = do_first(signed, "HEALTH_EDUCATION")
    signed.member.packages = ["BASIC", "CHRONIC"]
    signed.member.save()
    again = drawn(signed, NOW + timedelta(days=1))
    assert again.pk == plan.pk
    done.refresh_from_db()
    assert done.state == "DONE"
    assert used_and_left(again, "HEALTH_EDUCATION") == (1, 1)
    assert len(open_dates(signed, "HEALTH_EDUCATION")) == 1
    assert len(open_dates(signed, "LAB_PANEL")) == 2


def test_an_item_without_a_reason_is_withdrawn_and_its_dates_cancelled(db: None) -> None:
    signed = signed_person("CHRONIC")
    drawn(signed)
    signed.member.packages = ["BASIC"]
    signed.member.save()
    drawn(signed, NOW + timedelta(days=1))
    assert PlanItem.objects.get(item="LAB_PANEL").is_withdrawn
    assert open_dates(signed, "LAB_PANEL") == []


def test_a_reversed_act_is_not_used(signed: Signed) -> None:
    plan = drawn(signed)
    done = do_first(signed, "HEALTH_EDUCATION")
    assert used_and_left(plan, "HEALTH_EDUCATION") == (1, 1)
    reverse_act(act=Act.objects.get(pk=done.act_id), reason="MISTAKE", by=PROGRAM, at=NOW)
    assert used_and_left(plan, "HEALTH_EDUCATION") == (0, 2)


def test_an_act_of_another_year_is_not_used(signed: Signed) -> None:
    signed.member.span = DateRange(date(2025, 3, 2), date(2027, 3, 2))
    signed.member.save()
    earlier = drawn(signed, datetime(2026, 2, 1, 10, tzinfo=CHINA))
    do_first(signed, "HEALTH_EDUCATION", datetime(2026, 2, 1, 11, tzinfo=CHINA))
    later = drawn(signed)
    assert used_and_left(earlier, "HEALTH_EDUCATION") == (1, 1)
    assert used_and_left(later, "HEALTH_EDUCATION") == (0, 2)
    earlier.refresh_from_db()
    assert earlier.state == "ENDED"


@pytest.mark.parametrize(
    ("day", "since", "until"),
    [
        (date(2025, 3, 2), date(2025, 3, 2), date(2026, 3, 2)),
        (date(2026, 3, 1), date(2025, 3, 2), date(2026, 3, 2)),
        (date(2026, 3, 2), date(2026, 3, 2), date(2027, 3, 2)),
    ],
)
def test_a_plan_runs_for_a_year_of_the_agreement(
    signed: Signed, day: date, since: date, until: date
) -> None:
    signed.member.span = DateRange(date(2025, 3, 2), date(2026, 9, 1))
    assert plan_year(signed.member, day) == (since, until)


def test_a_plan_whose_agreement_will_end_earlier_has_its_part_of_the_counts(
    signed: Signed,
) -> None:
    plan = drawn(signed)
    before = {row.item: (row.count, row.every_days) for row in plan.items.all()}
    half = plan.span.lower + timedelta(days=183)
    Member.objects.filter(pk=signed.member.pk).update(span=DateRange(plan.span.lower, half))
    assert redraw_due(by=PROGRAM, at=NOW) == 1
    plan.refresh_from_db()
    assert plan.span.upper == half
    after = {row.item: (row.count, row.every_days) for row in plan.items.all()}
    assert before["CONSULTATION"][0] == 12 and after["CONSULTATION"][0] == 7
    assert {item: every for item, (_, every) in after.items()} == {
        item: every for item, (_, every) in before.items()
    }, "as often as before"
    assert redraw_due(by=PROGRAM, at=NOW) == 0, "once is enough"


def test_the_database_lets_no_second_plan_stand_beside_the_first(signed: Signed) -> None:
    plan = drawn(signed)
    other = signed_person()
    with (
        pytest.raises(IntegrityError, match="plan_one_at_a_time"),
        transaction.atomic(),
    ):
        Plan.objects.create(
            person=signed.person,
            member=other.member,
            span=plan.span,
            institution=other.centre,
            drawn_at=NOW,
        )


def test_without_an_agreement_in_force_there_is_no_plan(signed: Signed) -> None:
    Agreement.objects.update(state=Agreement.State.ENDED)
    with pytest.raises(NoFamilyDoctor):
        drawn(signed)
    assert not Plan.objects.exists()
    assert not Decision.objects.exists()


def test_a_plan_ends_with_all_that_is_due(signed: Signed) -> None:
    join_group(signed.person, "HYPERTENSION")
    plan = drawn(signed)
    end_plan(person_id=signed.person.pk, by=PROGRAM, at=NOW)
    plan.refresh_from_db()
    assert plan.state == "ENDED"
    assert not DueWork.objects.filter(state="DUE").exists()


def test_a_doctor_raises_a_count_and_it_stays_when_drawn_again(signed: Signed) -> None:
    plan = drawn(signed)
    row = plan.items.get(item="HEALTH_EDUCATION")
    raise_item(plan_item_id=row.pk, more=2, by=as_doctor(signed), at=NOW)
    assert used_and_left(plan, "HEALTH_EDUCATION") == (0, 4)
    assert len(open_dates(signed, "HEALTH_EDUCATION")) == 4
    drawn(signed, NOW + timedelta(days=1))
    assert used_and_left(plan, "HEALTH_EDUCATION") == (0, 4)


def test_who_may_not_raises_nothing(signed: Signed) -> None:
    plan = drawn(signed)
    row = plan.items.get(item="HEALTH_EDUCATION")
    desk = actor_of(make_assignment(Role.CENTRE_DESK, institution=signed.centre))
    decisions = Decision.objects.count()
    with pytest.raises(CountNotRaised) as refused:
        raise_item(plan_item_id=row.pk, more=1, by=desk, at=NOW)
    assert [reason.code for reason in refused.value.reasons] == ["ROLE_MAY_NOT_RAISE"]
    row.refresh_from_db()
    assert row.raised == 0
    assert Decision.objects.count() == decisions
