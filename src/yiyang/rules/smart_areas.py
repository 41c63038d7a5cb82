"""Scopes of the JSON API: one area of the program, read or written (``api/beds.write``).

SMART's scopes are on FHIR resources; a bed's service state, an offer's answer or a claim are none,
so these have names of their own and no ``patient/`` form (docs/decisions/260).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PREFIX = "api/"
READ, WRITE = "read", "write"
AREAS: dict[str, tuple[str, ...]] = {
    "network": (READ,),
    "beds": (READ, WRITE),
    "transfers": (READ, WRITE),
    "assessments": (READ, WRITE),
    "policy": (READ,),
    "decisions": (READ,),
    "measures": (READ,),
    "work": (READ,),
    "claims": (READ, WRITE),
    "exports": (READ, WRITE),
    "jobs": (READ,),
}
AREA_SCOPES = tuple(f"{PREFIX}{area}.{verb}" for area, verbs in AREAS.items() for verb in verbs)
OWN = "SEE_OWN"


@dataclass(frozen=True)
class AreaPermit:
    """One verb in one area, as ``Permit`` is one on a type: ``api/beds``, ``write``."""

    kind: str
    verb: str


def is_area_scope(text: str) -> bool:
    """Tell whether a scope is one of the JSON API."""
    return text in AREA_SCOPES


def area_permit(text: str) -> AreaPermit:
    """Return what a scope of the JSON API permits.  Its verb is none of a FHIR scope's."""
    kind, _, verb = text.rpartition(".")
    return AreaPermit(kind, verb)


def granted_areas(
    asked: Iterable[str],
    registered: Iterable[str],
    powers: Iterable[str],
    needed: Mapping[str, Iterable[str]],
) -> tuple[str, ...]:
    """Return the scopes of the JSON API that a role's powers open, of those registered.

    Nothing for who acts as a resident: these doors are those of desks, and what a person may see
    of themself goes by ``patient/`` scopes and their consent.

    Args:
        needed: by scope without its prefix, the powers one of which it needs.
    """
    held, may = set(powers), set(registered)
    if OWN in held:
        return ()
    wanted = [text for text in dict.fromkeys(asked) if is_area_scope(text) and text in may]
    return tuple(text for text in wanted if held & set(needed[text.removeprefix(PREFIX)]))
