"""The one predicate of who may see whom.

Every selector of a person, or of something about a person, joins it; nothing else decides.
"""

from __future__ import annotations

from django.db.models import Func, Q
from django.db.models.functions import Now

from yiyang.access.denials import Granted, Unclosed, Unforbidden
from yiyang.access.models import Assignment, Denial, Grant
from yiyang.access.powers import Power, has_power

SCOPES = tuple(Grant.Scope.values)  # narrow to wide


def visible_to(
    assignment: Assignment,
    *,
    person: str = "pk",
    scope: Grant.Scope = Grant.Scope.IDENTITY,
    row_by_row: bool = False,
) -> Q:
    """Return the condition under which a row's person is visible to ``assignment``.

    Args:
        assignment: the one the request acts under.
        person: the name of the field that holds the person's key in the row asked for.
        scope: how much is to be seen; a grant of a wider scope covers a narrower one.
        row_by_row: for few rows found in another way; False: the people may be what is looked for.

    A role with ``SEE_DISTRICT_PEOPLE`` sees the identity and the summary of the people who live in
    its place; everybody else, and the whole record, goes by a grant in force now.  Grants for
    care count only under a role with ``SEE_PERSON``, those for oneself or a relative only under
    ``SEE_OWN``: who works as a nurse and is a resident too sees in each role what belongs to it,
    and a role with neither power sees nobody, whatever was granted.

    What a person has forbidden (``Denial``) closes grants for care of the reader's institution
    but those that the denial itself keeps; it never closes an emergency.
    """
    granted = Granted(
        person,
        assignment,
        purposes=tuple(map(str, _purposes(assignment))),
        scopes=SCOPES[SCOPES.index(scope) :],
        row_by_row=row_by_row,
    )
    condition = Q(granted)
    if scope != Grant.Scope.RECORD and has_power(assignment, Power.SEE_DISTRICT_PEOPLE):
        condition |= _in_place(assignment, person, scope)
    return condition


def not_withheld(
    assignment: Assignment,
    *,
    person: str = "person",
    others: str = "also_about",
    text: str | Func = "body",
) -> Q:
    """Return the condition under which a resource is of no category its people have closed.

    Joined to ``visible_to`` by every selector of resources; it needs the resource's text.  Where
    nobody has closed a category to the reader, it is answered once for the whole query.

    Args:
        person: the name of the field that holds whose record it belongs to.
        others: the name of the field with the other people it is about; each may close it.
        text: what it says; of a deleted one what it said.

    A person, and a relative by their consent, see all of their own; an emergency, and a grant
    that the denial keeps, open what is closed to others.
    """
    if not has_power(assignment, Power.SEE_PERSON):
        return Q()
    by, institution = assignment.account_id, assignment.institution_id
    return Q(Unclosed(person, others, text, account_id=by, institution_id=institution))


def is_closed_in_part(assignment: Assignment, person_id: int) -> bool:
    """Tell whether a person has closed a category to a reader, as ``not_withheld`` closes it."""
    denials = Denial.objects.filter(
        Q(institution=None) | Q(institution=assignment.institution_id),
        person=person_id,
        span__contains=Now(),
    ).exclude(categories=[])
    grants = Grant.objects.filter(_to(assignment), person=person_id, span__contains=Now())
    held = list(grants.values_list("purpose", "origin_kind"))
    if any(purpose == Grant.Purpose.EMERGENCY for purpose, _ in held):
        return False
    origins = {origin for _, origin in held}
    return any(origins.isdisjoint(kept) for kept in denials.values_list("kept", flat=True))


def _to(assignment: Assignment) -> Q:
    to_account = Q(grantee_kind=Grant.GranteeKind.ACCOUNT, grantee_id=assignment.account_id)
    if not assignment.institution_id:
        return to_account
    return to_account | Q(
        grantee_kind=Grant.GranteeKind.INSTITUTION, grantee_id=assignment.institution_id
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
    return living & Q(Unforbidden(person, assignment.institution_id))


def _lives_in(assignment: Assignment, person: str) -> Q:
    if assignment.place is None:
        return Q(pk__in=())
    path = "place__code" if person == "pk" else f"{person.removesuffix('_id')}__place__code"
    return Q(**{f"{path}__within": assignment.place.code})
