"""Which institutions belong together, and whose person is whose, on a day."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tests import world
from yiyang.agreements import selectors

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
SINCE, UNTIL = date(2026, 1, 1), date(2027, 1, 1)
YEAR = DateRange(SINCE, UNTIL)


def test_partners_are_the_other_parties_of_preferred_cooperations_in_force() -> None:
    home, near, far, ended = (world.make_institution() for _ in range(4))
    world.make_agreement("COOPERATION", home, near, transfer_priority=True)
    world.make_agreement("COOPERATION", home, far, transfer_priority=False)
    world.make_agreement("COOPERATION", home, ended, transfer_priority=True, state="ENDED")
    assert selectors.cooperation_partners(home.pk, DAY) == {near.pk}
    assert selectors.cooperation_partners(near.pk, DAY) == {home.pk}


def test_a_cooperation_counts_from_its_first_day_until_the_day_it_ends() -> None:
    home, near = world.make_institution(), world.make_institution()
    world.make_agreement("COOPERATION", home, near, transfer_priority=True, span=YEAR)
    counted = [
        bool(selectors.cooperation_partners(home.pk, day))
        for day in (date(2025, 12, 31), SINCE, date(2026, 12, 31), UNTIL)
    ]
    assert counted == [False, True, True, False]


def test_consortium_peers_leave_the_institution_itself_out() -> None:
    lead, centre, other = (world.make_institution(k) for k in ("HOSPITAL", "CHC", "CHS"))
    world.make_agreement("CONSORTIUM", lead, centre)
    assert selectors.consortium_peers(centre.pk, DAY) == {lead.pk}
    assert selectors.consortium_peers(other.pk, DAY) == frozenset()


def test_own_institutions_are_those_of_every_slot_on_the_day() -> None:
    centre, hospital = world.make_institution("CHC"), world.make_institution("HOSPITAL")
    person, neighbour = world.make_person(), world.make_person("李建国")
    signed = world.make_agreement("FAMILY_DOCTOR", centre, span=YEAR)
    world.make_member(signed, person, "FAMILY_DOCTOR", centre)
    world.make_member(signed, person, "DISTRICT", hospital)
    assert selectors.own_institutions(person.pk, DAY) == {centre.pk, hospital.pk}
    assert selectors.own_institutions(person.pk, UNTIL) == frozenset()
    assert selectors.own_institutions(neighbour.pk, DAY) == frozenset()


def test_many_people_are_read_in_one_query(django_assert_num_queries: object) -> None:
    centre = world.make_institution("CHC")
    signed = world.make_agreement("FAMILY_DOCTOR", centre, span=YEAR)
    people = [world.make_person() for _ in range(3)]
    for person in people:
        world.make_member(signed, person, "COMMUNITY", centre)
    with django_assert_num_queries(1):
        found = selectors.own_institutions_of([p.pk for p in people], DAY)
    assert found == {p.pk: frozenset({centre.pk}) for p in people}
