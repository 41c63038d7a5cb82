"""The access log as the person reads it: each look with the reason it was allowed for."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from yiyang.access.look_selectors import Look, looks_at
from yiyang.access.models import Account, Grant
from yiyang.access.services.looks import LOOKED
from yiyang.access.visibility import SCOPES
from yiyang.audit.models import Entry
from yiyang.consents.models import LookQuestion
from yiyang.people.models import Person

OWN, DISTRICT, UNKNOWN = "OWN", "DISTRICT", "UNKNOWN"


@dataclass(frozen=True)
class Explained:
    """One look and why it was allowed: the origin of the widest grant in force then.

    ``ground`` is the code of a text ``GROUND_...``.
    """

    look: Look
    ground: str


def explained_looks(person_id: int, *, before: int | None = None) -> list[Explained]:
    """Return who looked at a person, newest first, each with the reason; a page of the log.

    The reason is read from the grants that held at the moment of the look: who may see whom
    never changes backwards.
    """
    grants = list(Grant.objects.filter(person=person_id))
    own = set(Account.objects.filter(person=person_id).values_list("pk", flat=True))
    return [
        Explained(look, _ground(look, grants, own)) for look in looks_at(person_id, before=before)
    ]


def _ground(look: Look, grants: list[Grant], own: set[int]) -> str:
    if look.account is None:
        return UNKNOWN
    if look.account.pk in own:
        return OWN
    holding = [grant for grant in grants if look.at in grant.span and _is_of(grant, look)]
    if holding:
        return max(holding, key=lambda g: (SCOPES.index(g.scope), g.pk)).origin_kind.upper()
    place = look.assignment.place_id if look.assignment else None
    return DISTRICT if place is not None else UNKNOWN


def _is_of(grant: Grant, look: Look) -> bool:
    if grant.grantee_kind == Grant.GranteeKind.ACCOUNT:
        return look.account is not None and grant.grantee_id == look.account.pk
    return look.assignment is not None and grant.grantee_id == look.assignment.institution_id


def looks_asked(person: Person) -> QuerySet[Entry]:
    """Return the looks at a person, of which one can be asked about."""
    return Entry.objects.filter(person_id=person.pk, action=LOOKED)


def asked_of(person: Person, rows: list[Explained]) -> dict[int, LookQuestion]:
    """Return what a person asked about some looks, by the key of the look."""
    keys = [row.look.entry_id for row in rows]
    found = LookQuestion.objects.filter(person=person, entry__in=keys).select_related("case")
    return {question.entry_id: question for question in found}


def look_of(question: LookQuestion) -> Explained | None:
    """Return the look that a question is about, with its reason."""
    after = question.entry_id + 1
    found = explained_looks(question.person_id, before=after)
    return found[0] if found and found[0].look.entry_id == question.entry_id else None
