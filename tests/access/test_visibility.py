"""Who may see whom: every kind of grant against every kind of reader, and the roles of a place.

Whole table, no sample: each person has one grant, and the answer of the database is compared
with the sentence of ``expected``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.world import make_account, make_assignment, make_grant, make_institution, make_person
from tests.world import make_place as place
from yiyang.access.models import OFFICERS, Account, Assignment, Grant, Role
from yiyang.access.powers import Power, powers_of
from yiyang.access.visibility import visible_to
from yiyang.network.models import Institution
from yiyang.people.models import Person

pytestmark = pytest.mark.django_db
YEAR = {year: datetime(year, 1, 1, tzinfo=UTC) for year in (2020, 2021, 2999)}
SPANS = {
    "over": DateTimeTZRange(YEAR[2020], YEAR[2021]),
    "now": DateTimeTZRange(YEAR[2020], YEAR[2999]),
    "open": DateTimeTZRange(YEAR[2020], None),
    "later": DateTimeTZRange(YEAR[2999], None),
}
WIDE = list(Grant.Scope.values)  # narrow to wide
INSTITUTION_ROLES = (Role.NURSE, Role.CARE_DESK, Role.FAMILY_DOCTOR)


@dataclass(frozen=True)
class Case:
    """One grant: to whom, for what, how wide, when."""

    to: str  # "me", "my institution", "another account", "another institution"
    purpose: str
    scope: str
    span: str


CASES = [
    Case(*parts)
    for parts in product(
        ("me", "my institution", "another account", "another institution"),
        Grant.Purpose.values,
        WIDE,
        SPANS,
    )
]


def granted(reader: Assignment) -> dict[Case, int]:
    """Make one person per case with its grant; return their keys."""
    to: dict[str, Account | Institution] = {
        "me": reader.account,
        "my institution": reader.institution or make_institution(),
        "another account": make_account(),
        "another institution": make_institution(),
    }
    people = {}
    for case in CASES:
        person = make_person(place=place("310101002"))
        columns = {"purpose": case.purpose, "span": SPANS[case.span]}
        make_grant(person, to[case.to], case.scope, **columns)
        people[case] = person.pk
    return people


def expected(reader: Assignment, case: Case, asked: str) -> bool:
    """Tell by the sentences of the design whether a grant lets this reader see that much."""
    powers = powers_of(reader.role, reader.span.lower.date())
    mine = case.to == "me" or (case.to == "my institution" and reader.institution_id is not None)
    needed = Power.SEE_OWN if case.purpose == "SELF" else Power.SEE_PERSON
    in_force = case.span in ("now", "open")
    wide_enough = WIDE.index(case.scope) >= WIDE.index(asked)
    return mine and needed in powers and in_force and wide_enough


def seen_by(reader: Assignment, asked: str) -> set[int]:
    people = Person.objects.filter(visible_to(reader, scope=Grant.Scope(asked)))
    return set(people.values_list("pk", flat=True))


def a_reader(role: str) -> Assignment:
    if role in INSTITUTION_ROLES:
        return make_assignment(role, institution=make_institution())
    return make_assignment(role, place=None if role == Role.RESIDENT else place("310106"))


@pytest.mark.parametrize(
    "role",
    [Role.NURSE, Role.RESIDENT, Role.COORDINATOR, Role.SUB_DISTRICT, Role.CIVIL_AFFAIRS, *OFFICERS],
)
def test_a_grant_shows_a_person_to_its_reader_for_its_purpose_width_and_time(role: str) -> None:
    reader = a_reader(role)
    people = granted(reader)
    for asked in WIDE:
        right = {key for case, key in people.items() if expected(reader, case, asked)}
        assert seen_by(reader, asked) == right, asked


def test_the_table_has_both_answers_for_those_who_care_and_one_for_officers() -> None:
    nurse, officer = a_reader(Role.NURSE), a_reader(Role.AUDIT_OFFICER)
    assert {expected(nurse, case, "SUMMARY") for case in CASES} == {True, False}
    assert {expected(officer, case, "IDENTITY") for case in CASES} == {False}


def test_two_grants_do_not_add_up_to_more_than_each() -> None:
    reader = a_reader(Role.NURSE)
    person = make_person()
    make_grant(person, reader.institution, "RECORD", span=SPANS["over"])
    make_grant(person, reader.institution, "IDENTITY", span=SPANS["now"])
    assert person.pk in seen_by(reader, "IDENTITY")
    assert person.pk not in seen_by(reader, "SUMMARY")


def test_a_person_with_many_grants_is_found_once() -> None:
    reader = a_reader(Role.NURSE)
    person = make_person()
    for to in (reader.account, reader.institution, reader.institution):
        make_grant(person, to)
    assert list(Person.objects.filter(visible_to(reader))) == [person]


@pytest.mark.parametrize("asked", WIDE)
@pytest.mark.parametrize(
    ("role", "reads"),
    [
        (Role.COORDINATOR, True),
        (Role.SUB_DISTRICT, True),
        (Role.CIVIL_AFFAIRS, False),
        (Role.HEALTH_COMMISSION, False),
        (Role.STATISTICS, False),
        (Role.POLICY_DESK, False),
        *((officer, False) for officer in OFFICERS),
    ],
)
def test_a_role_of_a_place_sees_who_lives_there_but_not_the_whole_record(
    role: str, reads: bool, asked: str
) -> None:
    here = make_person(place=place("310106006"))
    make_person(place=place("310101002"))
    reader = make_assignment(role, place=place("310106"))
    assert seen_by(reader, asked) == ({here.pk} if reads and asked != "RECORD" else set())


def test_a_sub_district_sees_itself_alone() -> None:
    here = make_person(place=place("310106006"))
    make_person(place=place("310106013"))
    reader = make_assignment(Role.SUB_DISTRICT, place=place("310106006"))
    assert seen_by(reader, "IDENTITY") == {here.pk}


def test_a_role_of_a_place_given_without_one_sees_nobody() -> None:
    make_person()
    reader = make_assignment(Role.COORDINATOR, place=place("310106"))
    reader.place = None
    assert seen_by(reader, "IDENTITY") == set()


def test_a_nurse_of_one_institution_sees_nothing_of_another() -> None:
    ours, theirs = a_reader(Role.NURSE), a_reader(Role.NURSE)
    person = make_person()
    make_grant(person, theirs.institution)
    assert seen_by(ours, "IDENTITY") == set()
    assert seen_by(theirs, "RECORD") == {person.pk}


def test_the_same_account_sees_in_each_role_what_belongs_to_it() -> None:
    account, own, patient = make_account(), make_person("张桂英"), make_person("王秀英")
    make_grant(own, account, purpose="SELF")
    nurse = make_assignment(Role.NURSE, account, institution=make_institution())
    make_grant(patient, nurse.institution)
    resident = make_assignment(Role.RESIDENT, account)
    assert seen_by(nurse, "RECORD") == {patient.pk}
    assert seen_by(resident, "RECORD") == {own.pk}


def test_a_row_about_a_person_follows_the_same_sentence() -> None:
    reader = a_reader(Role.NURSE)
    seen, unseen = make_person(), make_person()
    make_grant(seen, reader.institution, span=SPANS["now"])
    make_grant(unseen, reader.institution, span=SPANS["over"])
    rows = Grant.objects.filter(visible_to(reader, person="person_id"))
    assert {row.person_id for row in rows} == {seen.pk}
