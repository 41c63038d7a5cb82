"""The one predicate of who may see whom.

Every selector of a person, or of something about a person, joins it; nothing else decides.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Exists, Func, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from yiyang.access.models import Assignment, Denial, Grant
from yiyang.access.powers import Power, has_power

SCOPES = tuple(Grant.Scope.values)  # narrow to wide
ORIGIN = Func(
    OuterRef("origin_kind"),
    template="array[%(expressions)s]::varchar[]",
    output_field=ArrayField(CharField(max_length=24)),
)
NEVER_DENIED = (Grant.Purpose.SELF, Grant.Purpose.EMERGENCY)


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

    What a person has forbidden (``Denial``) closes grants for care of the reader's institution
    but those that the denial itself keeps; it never closes an emergency.
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
    ).filter(Q(purpose__in=NEVER_DENIED) | ~Exists(_denied(assignment, "person")))
    condition = Q(Exists(granted))
    if scope != Grant.Scope.RECORD and has_power(assignment, Power.SEE_DISTRICT_PEOPLE):
        condition |= _in_place(assignment, person, scope)
    return condition


def _denied(assignment: Assignment, person: str) -> QuerySet[Denial]:
    """The denials of a whole person that reach a reader, for a grant of the query around."""
    return _reaching(assignment, person).filter(categories=[]).exclude(kept__contains=ORIGIN)


def _reaching(assignment: Assignment, person: str) -> QuerySet[Denial]:
    anybody = Q(institution=None)
    own = Q(institution=assignment.institution_id)
    return Denial.objects.filter(
        anybody | own if assignment.institution_id else anybody,
        person=OuterRef(person),
        span__contains=Now(),
    )


def _purposes(assignment: Assignment) -> list[str]:
    own = Grant.Purpose.SELF
    purposes = []
    if has_power(assignment, Power.SEE_OWN):
        purposes.append(own)
    if has_power(assignment, Power.SEE_PERSON):
        purposes.extend(purpose for purpose in Grant.Purpose if purpose != own)
    return purposes


def _in_place(assignment: Assignment, person: str, scope: Grant.Scope) -> Q:
    """Who lives in a reader's place: who they are always, the summary unless all are forbidden."""
    living = _lives_in(assignment, person)
    if scope == Grant.Scope.IDENTITY:
        return living
    return living & ~Exists(_reaching(assignment, person).filter(categories=[]))


def _lives_in(assignment: Assignment, person: str) -> Q:
    if assignment.place is None:
        return Q(pk__in=())
    path = "place__code" if person == "pk" else f"{person.removesuffix('_id')}__place__code"
    return Q(**{f"{path}__startswith": assignment.place.code})
