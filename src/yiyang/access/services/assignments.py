"""Giving and ending roles.  Officers of system, security and audit are kept apart."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from yiyang.access.models import OFFICERS, Account, Assignment, Role
from yiyang.access.services.grants import ended
from yiyang.audit.services import Actor, record
from yiyang.kernel.errors import Refused
from yiyang.kernel.span import Span

OF_AN_INSTITUTION = frozenset(
    (
        Role.CARER,
        Role.NURSE,
        Role.FAMILY_DOCTOR,
        Role.CARE_DESK,
        Role.HOSPITAL_DESK,
        Role.CENTRE_DESK,
        Role.ORGANISATION_DESK,
        Role.CONNECTED_SYSTEM,
    )
)


class OfficersApart(Refused):
    """Refused because a system, security or audit officer holds no other role beside it."""

    code = "OFFICERS_APART"


class OrganisationDoesNotFit(Refused):
    """Refused because the role needs an institution, or a place, and was given another thing."""

    code = "ORGANISATION_DOES_NOT_FIT"


class OwnAccount(Refused):
    """Refused because nobody gives, ends or restores rights of the account they act under."""

    code = "OWN_ACCOUNT"


class AlreadyEnded(Refused):
    """Refused because the assignment has ended before."""

    code = "ASSIGNMENT_ENDED"


@transaction.atomic
def give_assignment(
    *,
    account_id: int,
    role: str,
    institution_id: int | None = None,
    place_id: int | None = None,
    since: datetime,
    until: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Assignment:
    """Let an account work in a role for an institution or a place, for a period.

    Raises:
        OwnAccount: the account is the giver's own.
        OrganisationDoesNotFit: a role of an institution without one, a role of a district
            without a place, or both given.
        OfficersApart: beside it the account would hold an officer's role and another one.
        ValueError: the role is none, or the period ends before it begins.
    """
    refuse_own_account(account_id, by)
    wanted, span = Role(role), Span(since, until)
    _refuse_wrong_organisation(wanted, institution_id, place_id)
    Account.objects.select_for_update().get(pk=account_id)  # two givers take turns
    period = DateTimeTZRange(span.since, span.until, "[)")
    _refuse_together(account_id, wanted, period)
    assignment = Assignment.objects.create(
        account_id=account_id,
        role=wanted,
        institution_id=institution_id,
        place_id=place_id,
        span=period,
    )
    _note(assignment, "assignment.give", by, at)
    return assignment


@transaction.atomic
def end_assignment(*, assignment_id: int, by: Actor, at: datetime) -> Assignment:
    """End an assignment at ``at``; its account acts under it no longer.

    Raises:
        OwnAccount: the assignment is of the account that acts.
        AlreadyEnded: it has ended before ``at``.
    """
    assignment = Assignment.objects.select_for_update().get(pk=assignment_id)
    refuse_own_account(assignment.account_id, by)
    if assignment.span.upper is not None and assignment.span.upper <= at:
        raise AlreadyEnded
    assignment.span = ended(assignment.span, at)
    assignment.save(update_fields=["span"])
    _note(assignment, "assignment.end", by, at)
    return assignment


def refuse_own_account(account_id: int, by: Actor) -> None:
    """Raise OwnAccount when somebody would change the rights of their own account."""
    if by.account_id is not None and by.account_id == account_id:
        raise OwnAccount


def _refuse_wrong_organisation(
    role: Role, institution_id: int | None, place_id: int | None
) -> None:
    if role == Role.RESIDENT:
        fits = institution_id is None
    elif role in OF_AN_INSTITUTION:
        fits = institution_id is not None and place_id is None
    else:
        fits = place_id is not None and institution_id is None
    if not fits:
        raise OrganisationDoesNotFit(role=str(role))


def _refuse_together(account_id: int, role: Role, period: DateTimeTZRange) -> None:
    beside = Assignment.objects.filter(account_id=account_id, span__overlap=period)
    others = beside.exclude(role=role) if role in OFFICERS else beside.filter(role__in=OFFICERS)
    if others.exists():
        raise OfficersApart(role=str(role))


def _note(assignment: Assignment, action: str, by: Actor, at: datetime) -> None:
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="assignment",
        subject_id=assignment.pk,
        payload={
            "account": assignment.account_id,
            "role": str(assignment.role),
            "institution": assignment.institution_id,
            "place": assignment.place_id,
            "since": assignment.span.lower,
            "until": assignment.span.upper,
        },
    )
