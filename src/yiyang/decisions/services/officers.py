"""The first officers of a node, invited from its own machine: before them nobody can be.

Whoever runs the node's commands holds its keys and database already; what is done here is
written in the audit trail like any invitation.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from yiyang.access import services as access
from yiyang.access.models import OFFICERS, Account, Assignment, Role
from yiyang.access.services.accounts import Invited
from yiyang.audit.services import Actor
from yiyang.decisions.services.roles import invite_into_role
from yiyang.kernel.errors import Refused


class OfficerInOffice(Refused):
    """Refused because the place has such an officer: the security officer invites others."""

    code = "OFFICER_IN_OFFICE"


class NoOfficer(Refused):
    """Refused because no officer has this user name."""

    code = "NO_OFFICER"


@transaction.atomic
def invite_first_officer(
    *, username: str, name: str, role: str, place_id: int, by: Actor, at: datetime
) -> Invited:
    """Invite the first system, security or audit officer of a place.

    Raises:
        OfficerInOffice: somebody holds the role there, or has an invitation that still works.
        UsernameTaken: the user name exists.
        ValueError: the role is no officer's.
    """
    if Role(role) not in OFFICERS:
        raise ValueError(role)
    can_come = Q(account__is_active=True) | Q(
        account__invitation__accepted_at=None, account__invitation__expires_at__gt=at
    )
    if Assignment.objects.filter(can_come, role=role, place=place_id, span__contains=at).exists():
        raise OfficerInOffice(role=role)
    return invite_into_role(
        username=username, name=name, role=role, place_id=place_id, by=by, at=at
    )


@transaction.atomic
def renew_officer(*, username: str, takes_factor: bool, by: Actor, at: datetime) -> Invited:
    """Give an officer who lost the way in a new link; the old password and sessions end.

    Args:
        takes_factor: the second factor is lost as well.

    Raises:
        NoOfficer: nobody of this user name is an officer today.
    """
    officers = Assignment.objects.filter(role__in=OFFICERS, span__contains=at)
    account = Account.objects.filter(username=username, assignments__in=officers).first()
    if account is None:
        raise NoOfficer(username=username)
    if takes_factor:
        access.remove_second_factor(account_id=account.pk, by=by, at=at)
    return access.renew_invitation(account_id=account.pk, by=by, at=at)


def officers_in_office(at: datetime) -> dict[str, int]:
    """Return how many accounts that can sign in hold each officer's role at a moment."""
    held = Assignment.objects.filter(
        role__in=OFFICERS, span__contains=at, account__is_active=True
    ).values_list("role", flat=True)
    roles = list(held)
    return {str(role): roles.count(role) for role in OFFICERS}
