"""Which institutions belong together, and whose person is whose, on a day."""

from datetime import date

import pytest

from tests import rows
from yiyang.agreements import selectors

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def test_partners_are_the_other_parties_of_preferred_cooperations_in_force() -> None:
    home, near, far, ended = (rows.institution() for _ in range(4))
    rows.agreement("COOPERATION", home, near, transfer_priority=True)
    rows.agreement("COOPERATION", home, far, transfer_priority=False)
    rows.agreement("COOPERATION", home, ended, transfer_priority=True, state="ENDED")
    assert selectors.cooperation_partners(home.pk, DAY) == {near.pk}
    assert selectors.cooperation_partners(near.pk, DAY) == {home.pk}


def test_a_cooperation_counts_from_its_first_day_until_the_day_it_ends() -> None:
    home, near = rows.institution(), rows.institution()
    rows.agreement("COOPERATION", home, near, transfer_priority=True)
    counted = [
        bool(selectors.cooperation_partners(home.pk, day))
        for day in (date(2025, 12, 31), rows.SINCE, date(2026, 12, 31), rows.UNTIL)
    ]
    assert counted == [False, True, True, False]


def test_consortium_peers_leave_the_institution_itself_out() -> None:
    lead, centre, other = rows.institution("HOSPITAL"), rows.institution("CHC"), rows.institution()
    rows.agreement("CONSORTIUM", lead, centre)
    assert selectors.consortium_peers(centre.pk, DAY) == {lead.pk}
    assert selectors.consortium_peers(other.pk, DAY) == frozenset()


def test_own_institutions_are_those_of_every_slot_on_the_day() -> None:
    centre, hospital = rows.institution("CHC"), rows.institution("HOSPITAL")
    person, neighbour = rows.person(), rows.person("李建国")
    signed = rows.agreement("FAMILY_DOCTOR", centre)
    rows.member(signed, person, "FAMILY_DOCTOR", centre)
    rows.member(signed, person, "DISTRICT", hospital)
    assert selectors.own_institutions(person.pk, DAY) == {centre.pk, hospital.pk}
    assert selectors.own_institutions(person.pk, rows.UNTIL) == frozenset()
    assert selectors.own_institutions(neighbour.pk, DAY) == frozenset()
    assert selectors.family_doctor_institution(person.pk, DAY) == centre.pk


def test_many_people_are_read_in_one_query(django_assert_num_queries: object) -> None:
    centre = rows.institution("CHC")
    signed = rows.agreement("FAMILY_DOCTOR", centre)
    people = [rows.person() for _ in range(3)]
    for person in people:
        rows.member(signed, person, "COMMUNITY", centre)
    with django_assert_num_queries(1):
        found = selectors.own_institutions_of([p.pk for p in people], DAY)
    assert found == {p.pk: frozenset({centre.pk}) for p in people}
