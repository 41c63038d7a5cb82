"""What the security officer of a place sees: accounts, their roles, whether they are open."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from yiyang.access.models import Account, Assignment

INVITED, OPEN, CLOSED = "INVITED", "OPEN", "CLOSED"


def accounts_of(assignment: Assignment, words: str = "") -> QuerySet[Account]:
    """Return the accounts that a security officer keeps, by user name.

    Those that have, or had, a role in the officer's place, and those that have none anywhere;
    ``words`` narrows by part of the user name or the name.
    """
    mine = Account.objects.filter(_within(assignment))
    if words:
        mine = mine.filter(Q(username__icontains=words) | Q(first_name__icontains=words))
    factor = Authenticator.objects.filter(user=OuterRef("pk"))
    return (
        mine.annotate(has_factor=Exists(factor))
        .select_related("invitation")
        .prefetch_related("assignments__institution", "assignments__place")
        .order_by("username")
    )


def account_for(assignment: Assignment, account_id: int) -> Account:
    """Return one account that the officer keeps.

    Raises:
        Http404: there is none, or another place keeps it; the two look alike.
    """
    return get_object_or_404(accounts_of(assignment), pk=account_id)


def role_for(assignment: Assignment, assignment_id: int) -> Assignment:
    """Return one role of an account that the officer keeps, itself given in the officer's place.

    Raises:
        Http404: there is none, or another place keeps it; the two look alike.
    """
    roles = Assignment.objects.filter(account__in=accounts_of(assignment)).filter(
        _organised_in(assignment)
    )
    return get_object_or_404(roles, pk=assignment_id)


def state_of(account: Account) -> str:
    """Return whether an account is invited, open or closed."""
    if account.is_active:
        return OPEN
    invitation = getattr(account, "invitation", None)
    return INVITED if invitation and invitation.accepted_at is None else CLOSED


def in_force(role: Assignment, at: datetime) -> bool:
    """Tell whether a role holds at a moment."""
    return at in role.span


def _within(assignment: Assignment) -> Q:
    roles = Assignment.objects.filter(account=OuterRef("pk"))
    here = Exists(roles.filter(_organised_in(assignment)))
    elsewhere = Exists(roles.exclude(institution=None, place=None))
    return here | ~elsewhere


def _organised_in(assignment: Assignment) -> Q:
    if assignment.place is None:
        return Q(pk__in=())
    code = assignment.place.code
    nowhere = Q(institution=None, place=None)
    return Q(place__code__within=code) | Q(institution__place__code__within=code) | nowhere
