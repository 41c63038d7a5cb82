"""Coverage: everybody counts once, the dead and the unborn do not."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.measures.conftest import TODAY, District, make_group
from tests.world import make_assignment, make_grant, make_person, make_place
from yiyang.access.models import Role
from yiyang.agreements.models import Agreement, Member
from yiyang.kernel.period import period_of
from yiyang.measures.registry import measure_named
from yiyang.measures.scope import counted_people, people_of
from yiyang.measures.selectors import Question, counts, rows_behind
from yiyang.measures.shape import By

pytestmark = pytest.mark.django_db
COVERAGE = "coverage.everyone"


def ask(period: str = "2026", place: str = "310106") -> Question:
    return Question(period_of(period), TODAY, people_of(place))


def told(by: tuple[By, ...] = (), question: Question | None = None) -> dict:
    found = counts(measure_named(COVERAGE), question or ask(), by)
    return {count.key: (count.numerator, count.denominator) for count in found}


def test_counts_who_has_a_family_doctor_among_the_residents(district: District) -> None:
    district.sign(district.resident())
    district.resident()
    district.resident(1)
    assert told() == {(): (1, 3)}
    first, second = (place.pk for place in district.places)
    assert told((By.PLACE,)) == {(first,): (1, 2), (second,): (0, 1)}
    assert told((By.DOCTOR,)) == {(district.doctors[0].pk,): (1, 1), (None,): (0, 2)}
    assert told((By.TEAM, By.INSTITUTION)) == {
        (district.teams[0].pk, district.centres[0].pk): (1, 1),
        (None, None): (0, 2),
    }


def test_a_person_counts_once_with_all_three_institutions_of_the_combination(
    district: District,
) -> None:
    person = district.resident()
    district.sign(person)
    district.sign(person, 1, slot=Member.Slot.DISTRICT)
    assert told() == {(): (1, 1)}


def test_the_dead_leave_on_their_day_and_the_unborn_are_not_there_yet(district: District) -> None:
    dead = district.resident(died_at=datetime(2026, 2, 10, 18, tzinfo=UTC))  # the 11th in Shanghai
    district.sign(dead)
    district.resident(born_on=date(2026, 2, 20))
    assert told(question=ask("2026-02-10")) == {(): (1, 1)}
    assert told(question=ask("2026-02-11")) == {(): (0, 0)}
    assert told(question=ask("2026-02-20")) == {(): (0, 1)}


def test_nobody_to_count_is_no_rate_rather_than_a_rate_of_zero(district: District) -> None:
    (nothing,) = counts(measure_named(COVERAGE), ask())
    assert (nothing.numerator, nothing.denominator, nothing.rate) == (0, 0, None)


@pytest.mark.parametrize("state", [Agreement.State.DRAFT, Agreement.State.SUSPENDED])
def test_a_draft_and_a_suspended_agreement_do_not_count(district: District, state: str) -> None:
    district.sign(district.resident(), state=state)
    assert told() == {(): (0, 1)}


def test_an_agreement_that_ended_counts_until_its_last_day(district: District) -> None:
    district.sign(
        district.resident(), since=date(2025, 5, 1), until=date(2026, 2, 1),
        state=Agreement.State.ENDED,
    )  # fmt: skip
    assert told((By.MONTH,), ask("2026")) == {
        ("2026-01",): (1, 1),
        ("2026-02",): (0, 1),
        ("2026-03",): (0, 1),
    }


def test_the_rows_behind_a_figure_are_those_that_were_summed(district: District) -> None:
    signed, missing = district.resident(), district.resident()
    district.sign(signed)
    district.resident(1)
    measure, keys = measure_named(COVERAGE), {By.PLACE: district.places[0].pk}
    lacking = rows_behind(measure, ask(), keys, "lacking")
    assert [row.person_id for row in lacking] == [missing.pk]
    having = rows_behind(measure, ask(), keys, "having")
    assert [(row.person_id, row.told["team_id"]) for row in having] == [
        (signed.pk, district.teams[0].pk)
    ]


def test_each_role_counts_its_own_people(district: District) -> None:
    make_person(place=make_place("310101002"))
    granted = district.resident(1)
    make_grant(granted, district.centres[0])
    district.resident(0)
    district.resident(1)

    def counted(role: str, **where: object) -> int:
        assignment = make_assignment(role, **where)
        question = Question(period_of("2026"), TODAY, counted_people(assignment))
        return sum(c.denominator for c in counts(measure_named(COVERAGE), question))

    assert counted(Role.STATISTICS) == 3
    assert counted(Role.SUB_DISTRICT, place=district.places[1]) == 2
    assert counted(Role.CENTRE_DESK, institution=district.centres[0]) == 2
    assert counted(Role.STATISTICS, institution=district.centres[0]) == 0


def test_key_groups_count_distinct_people_and_each_group_its_own(district: District) -> None:
    signed, missing = district.resident(), district.resident()
    district.sign(signed)
    district.sign(district.resident())  # of no group
    for person, groups in ((signed, ("ELDER", "DIABETES")), (missing, ("ELDER",))):
        for group in groups:
            make_group(person, group)
    measure = measure_named("coverage.key_groups")
    (total,) = counts(measure, ask())
    assert (total.numerator, total.denominator) == (1, 2)
    by_group = {c.key: (c.numerator, c.denominator) for c in counts(measure, ask(), [By.GROUP])}
    assert by_group == {("DIABETES",): (1, 1), ("ELDER",): (1, 2)}
    lacking = rows_behind(measure, ask(), {By.GROUP: "ELDER"}, "lacking")
    assert [row.person_id for row in lacking] == [missing.pk]
