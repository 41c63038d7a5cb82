"""Roles are given by others, fit their organisation, and keep the three officers apart."""

from datetime import datetime, timedelta
from itertools import permutations

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.world import make_account, make_institution, make_place
from yiyang.access.models import OFFICERS, Assignment, Role
from yiyang.access.powers import Power, powers_of
from yiyang.access.services import end_assignment, give_assignment
from yiyang.access.services.assignments import (
    AlreadyEnded,
    OfficersApart,
    OrganisationDoesNotFit,
    OwnAccount,
)
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM, Actor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
OF_PERSONS = {
    Power.SEE_OWN,
    Power.SEE_PERSON,
    Power.SEE_DISTRICT_PEOPLE,
    Power.EDIT_PERSON,
    Power.ASSESS,
    Power.CERTIFY,
    Power.ADMIT,
    Power.COORDINATE,
}


def _give(now: datetime, role: str, **changes: object) -> Assignment:
    facts = {"since": now, "by": PROGRAM, "at": now, "role": role} | changes
    facts.setdefault("account_id", None)
    facts["account_id"] = facts["account_id"] or make_account().pk
    if "institution_id" not in facts and "place_id" not in facts:
        facts["place_id"] = make_place("310106").pk
    return give_assignment(**facts)


def test_a_role_is_given_with_its_audit_row(now: datetime) -> None:
    assignment = _give(now, Role.COORDINATOR)
    assert assignment.span == DateTimeTZRange(now, None)
    assert Entry.objects.get(action="assignment.give").subject_id == str(assignment.pk)


@pytest.mark.parametrize(
    ("role", "institution", "place"),
    [
        (Role.NURSE, False, True),
        (Role.NURSE, False, False),
        (Role.NURSE, True, True),
        (Role.COORDINATOR, True, False),
        (Role.COORDINATOR, False, False),
        (Role.AUDIT_OFFICER, True, False),
        (Role.RESIDENT, True, False),
    ],
)
def test_a_role_with_the_wrong_organisation_is_refused_and_nothing_written(
    now: datetime, role: str, institution: bool, place: bool
) -> None:
    with pytest.raises(OrganisationDoesNotFit):
        _give(
            now,
            role,
            institution_id=make_institution().pk if institution else None,
            place_id=make_place("310106").pk if place else None,
        )
    assert not Assignment.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize(("first", "second"), list(permutations(OFFICERS, 2)))
def test_no_account_holds_two_officers_roles(now: datetime, first: Role, second: Role) -> None:
    account = make_account()
    _give(now, first, account_id=account.pk)
    entries = Entry.objects.count()
    with pytest.raises(OfficersApart):
        _give(now, second, account_id=account.pk)
    assert account.assignments.count() == 1
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("officer", OFFICERS)
def test_an_officer_holds_no_other_role_and_no_other_becomes_officer(
    now: datetime, officer: Role
) -> None:
    one, other = make_account(), make_account()
    _give(now, officer, account_id=one.pk)
    _give(now, Role.COORDINATOR, account_id=other.pk)
    with pytest.raises(OfficersApart):
        _give(now, Role.COORDINATOR, account_id=one.pk)
    with pytest.raises(OfficersApart):
        _give(now, officer, account_id=other.pk)
    assert Assignment.objects.count() == 2


def test_the_database_itself_keeps_officers_apart(now: datetime) -> None:
    account, place = make_account(), make_place("310106")
    span = DateTimeTZRange(now, None)
    Assignment.objects.create(account=account, role=Role.AUDIT_OFFICER, place=place, span=span)
    for role in (Role.SYSTEM_OFFICER, Role.NURSE):
        with (
            pytest.raises(IntegrityError, match="assignment_officers_apart"),
            transaction.atomic(),
        ):
            Assignment.objects.create(account=account, role=role, place=place, span=span)


def test_an_officer_may_take_another_role_when_the_first_has_ended(now: datetime) -> None:
    account = make_account()
    first = _give(now, Role.AUDIT_OFFICER, account_id=account.pk)
    end_assignment(assignment_id=first.pk, by=PROGRAM, at=now + DAY)
    _give(now, Role.SYSTEM_OFFICER, account_id=account.pk, since=now + DAY)
    assert account.assignments.count() == 2


def test_other_roles_may_be_held_together(now: datetime) -> None:
    account = make_account()
    _give(now, Role.COORDINATOR, account_id=account.pk)
    _give(now, Role.SUB_DISTRICT, account_id=account.pk)
    assert account.assignments.count() == 2


@pytest.mark.parametrize("officer", OFFICERS)
def test_no_officer_has_a_power_over_persons(now: datetime, officer: Role) -> None:
    assert not powers_of(officer, now.date()) & OF_PERSONS


def test_nobody_gives_or_ends_a_role_of_their_own(now: datetime) -> None:
    assignment = _give(now, Role.SECURITY_OFFICER)
    by = Actor(assignment.account_id, assignment.pk)
    with pytest.raises(OwnAccount):
        _give(now, Role.SECURITY_OFFICER, account_id=assignment.account_id, by=by)
    with pytest.raises(OwnAccount):
        end_assignment(assignment_id=assignment.pk, by=by, at=now + DAY)
    assignment.refresh_from_db()
    assert assignment.span.upper is None
    assert Entry.objects.count() == 1


def test_an_assignment_ends_once(now: datetime) -> None:
    assignment = _give(now, Role.COORDINATOR)
    end_assignment(assignment_id=assignment.pk, by=PROGRAM, at=now + DAY)
    with pytest.raises(AlreadyEnded):
        end_assignment(assignment_id=assignment.pk, by=PROGRAM, at=now + DAY)
    assignment.refresh_from_db()
    assert assignment.span == DateTimeTZRange(now, now + DAY)
    assert Entry.objects.filter(action="assignment.end").count() == 1
