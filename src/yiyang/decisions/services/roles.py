"""Giving somebody a role, with the decision on what the role lets them do.

``access`` stands below decisions and gives the role; the decision is kept here, in the same
transaction, by the rule and the reading that every door asks (docs/decisions/100).
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yiyang.access import services as access
from yiyang.access.models import Assignment
from yiyang.access.powers import reading_of_powers
from yiyang.access.services.accounts import Invited
from yiyang.audit.services import Actor
from yiyang.decisions.services.deciding import Subject, decide
from yiyang.rules.access import Work, powers_for

ASSIGNMENT = "assignment"


@transaction.atomic
def appoint(
    *,
    account_id: int,
    role: str,
    institution_id: int | None = None,
    place_id: int | None = None,
    since: datetime,
    by: Actor,
    at: datetime,
) -> Assignment:
    """Give an account a role and keep the decision on its powers.

    Raises:
        OwnAccount, OrganisationDoesNotFit, OfficersApart: see ``access.services``; nothing has
            been written.
    """
    assignment = access.give_assignment(
        account_id=account_id,
        role=role,
        institution_id=institution_id,
        place_id=place_id,
        since=since,
        by=by,
        at=at,
    )
    _decide(assignment, at)
    return assignment


@transaction.atomic
def invite_into_role(
    *,
    username: str,
    name: str,
    role: str,
    institution_id: int | None = None,
    place_id: int | None = None,
    email: str = "",
    phone: str = "",
    by: Actor,
    at: datetime,
) -> Invited:
    """Invite somebody with a first role and keep the decision on its powers.

    Raises:
        UsernameTaken, OrganisationDoesNotFit: see ``access.services``; nothing has been written.
    """
    invited = access.invite_account(
        username=username,
        name=name,
        role=role,
        institution_id=institution_id,
        place_id=place_id,
        email=email,
        phone=phone,
        by=by,
        at=at,
    )
    _decide(Assignment.objects.get(account=invited.account), at)
    return invited


def _decide(assignment: Assignment, at: datetime) -> None:
    reading = reading_of_powers(assignment.span.lower.date())
    subject = Subject(ASSIGNMENT, assignment.pk)
    decide(powers_for, Work(assignment.role), reading=reading, subject=subject, at=at)
