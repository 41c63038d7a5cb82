"""The access log as the person reads it: each look with the reason it was allowed for."""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.access.look_selectors import Look, looks_at
from yiyang.access.models import Account, Grant
from yiyang.access.visibility import SCOPES

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
