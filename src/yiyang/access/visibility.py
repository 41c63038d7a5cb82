"""The one predicate of who may see whom.

Every selector of a person, or of something about a person, joins it; nothing else decides.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from yiyang.access.models import Assignment, Grant
from yiyang.access.powers import Power, has_power

SCOPES = tuple(Grant.Scope.values)  # narrow to wide


def visible_to(
    assignment: Assignment, *, person: str = "pk", scope: Grant.Scope = Grant.Scope.IDENTITY
) -> Q:
    """Return the condition under which a row's person is visible to ``assignment``.

    Args:
        assignment: the one the request acts under.
        person: the name of the field that holds the person's key in the row asked for.
        scope: how much is to be seen; a grant of a wider scope covers a narrower one.

    A role with ``SEE_DISTRICT_PEOPLE`` sees the identity and the summary of the people who live in
    its place; everybody else, and the whole record, goes by a grant in force now.  Grants for
    care count only under a role with ``SEE_PERSON``, those for oneself or a relative only under
    ``SEE_OWN``: who works as a nurse and is a resident too sees in each role what belongs to it,
    and a role with neither power sees nobody, whatever was granted.
    """
    wide_enough = SCOPES[SCOPES.index(scope) :]
    to_account = Q(grantee_kind=Grant.GranteeKind.ACCOUNT, grantee_id=assignment.account_id)
    to_institution = Q(
        grantee_kind=Grant.GranteeKind.INSTITUTION, grantee_id=assignment.institution_id
    )
    granted = Grant.objects.filter(
        to_account | to_institution if assignment.institution_id else to_account,
        person=OuterRef(person),
        purpose__in=_purposes(assignment),
        scope__in=wide_enough,
        span__contains=Now(),
    )
    condition = Q(Exists(granted))
    if scope != Grant.Scope.RECORD and has_power(assignment, Power.SEE_DISTRICT_PEOPLE):
        condition |= _lives_in(assignment, person)
    return condition


def _purposes(assignment: Assignment) -> list[str]:
    own = Grant.Purpose.SELF
    purposes = []
    if has_power(assignment, Power.SEE_OWN):
        purposes.append(own)
    if has_power(assignment, Power.SEE_PERSON):
        purposes.extend(purpose for purpose in Grant.Purpose if purpose != own)
    return purposes


def _lives_in(assignment: Assignment, person: str) -> Q:
    if assignment.place is None:
        return Q(pk__in=())
    path = "place__code" if person == "pk" else f"{person.removesuffix('_id')}__place__code"
    return Q(**{f"{path}__startswith": assignment.place.code})
