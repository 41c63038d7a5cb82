"""What an app is given of what it asks for: scopes read, narrowed, and told in plain words.

Source: HL7 SMART App Launch 2.2, "Scopes and launch context" (HL7 FHIR, STU2.2); that systems
are connected: FD-4.4.  What each verb needs of a role stands in ``clients.verb_powers``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from yiyang.kernel.messages import Message
from yiyang.policy.book import Reading
from yiyang.rules.fhir_map.directory import DIRECTORY_TYPES
from yiyang.rules.registry import rule
from yiyang.rules.smart_areas import (
    PREFIX,
    READ,
    area_permit,
    granted_areas,
    is_area_scope,
)

ANY = "*"
VERBS = "cruds"
BEFORE = {"read": "rs", "write": "cud", ANY: VERBS}  # SMART 1 words and the verbs they mean
PATIENT, USER, SYSTEM = "patient", "user", "system"
OPENID, FHIR_USER = "openid", "fhirUser"
LAUNCH, LAUNCH_PATIENT = "launch", "launch/patient"
OFFLINE, ONLINE = "offline_access", "online_access"
CONTEXT = frozenset((OPENID, FHIR_USER, LAUNCH, LAUNCH_PATIENT, OFFLINE, ONLINE))
FORM = re.compile(
    r"(?P<level>patient|user|system)/(?P<kind>\*|[A-Z][A-Za-z]{1,39})"
    r"\.(?P<verbs>read|write|\*|c?r?u?d?s?)(?P<query>\?.*)?"
)


@dataclass(frozen=True)
class Scope:
    """One scope on resources: whose (``level``), of which type or ``*``, and which verbs."""

    level: str
    kind: str
    verbs: str  # letters of ``cruds``, in that order
    text: str = ""  # as it was asked

    def __str__(self) -> str:
        return f"{self.level}/{self.kind}.{self.verbs}"


@dataclass(frozen=True)
class Asked:
    """What an app asks for, and what bounds it."""

    scopes: tuple[str, ...]
    registered: tuple[str, ...]  # what the app may ask for at all
    powers: tuple[str, ...]  # of the role that is acted in
    is_system: bool  # a backend service: nobody is there
    has_person: bool  # one person's record has been chosen
    is_launched: bool = False  # opened from a person's page
    has_identity: bool = False  # there is a resource that says who the user is


@dataclass(frozen=True)
class Permit:
    """One verb on one type (or ``*``)."""

    kind: str
    verb: str


@dataclass(frozen=True)
class Granted:
    """What the app gets.  ``one_person``: the record of the chosen person and no other."""

    scopes: tuple[str, ...]
    permits: tuple[Permit, ...]
    one_person: bool
    reasons: tuple[Message, ...]
    left_out: tuple[Message, ...]


def read_scope(text: str) -> Scope | None:
    """Return a scope on resources, or None when the text is none that is understood.

    SMART 1 words (``read``, ``write``, ``*``) become the verbs they mean.  A scope narrowed by a
    query (``?category=...``) is not understood: it would otherwise be granted too widely.
    """
    found = FORM.fullmatch(text)
    if found is None or not found["verbs"] or found["query"]:
        return None
    verbs = BEFORE.get(found["verbs"], found["verbs"])
    return Scope(found["level"], found["kind"], verbs, text)


def permits_of(scopes: Iterable[str]) -> tuple[Permit, ...]:
    """Return what granted scopes permit, each verb on each type once."""
    given = list(scopes)
    read = (scope for text in given if (scope := read_scope(text)))
    pairs = {(scope.kind, verb) for scope in read for verb in scope.verbs}
    areas = (area_permit(text) for text in given if is_area_scope(text))
    pairs |= {(area.kind, area.verb) for area in areas}
    return tuple(Permit(kind, verb) for kind, verb in sorted(pairs))


def is_scope(text: str) -> bool:
    """Tell whether an app may be registered for a scope."""
    return text in CONTEXT or is_area_scope(text) or read_scope(text) is not None


@rule("clients.scopes")
def grant_scopes(asked: Asked, reading: Reading) -> Granted:
    """Return what of the scopes asked for is granted: asked ∩ registered ∩ the role's powers.

    Scopes of a patient need a chosen person, and beside them a user's scopes reach nothing but
    the directory, and none of the JSON API is given: so that an app with one person's record
    never sees another's.

    Source: SMART App Launch 2.2, scopes; FD-4.4, ``clients.verb_powers``, ``clients.area_powers``.
    """
    needed: dict[str, str] = dict(reading.table("clients.verb_powers"))
    verbs = {verb for verb, power in needed.items() if power in asked.powers}
    context, left_out = _context(asked)
    wanted = [scope for text in asked.scopes if (scope := read_scope(text))]
    granted: dict[str, Scope] = {}
    for scope in wanted:
        parts = _narrowed(scope, asked, verbs)
        if not parts:
            left_out.append(_why_not(scope, asked))
        for part in parts:
            granted[part.text] = part
    one_person = any(s.level == PATIENT for s in granted.values()) and asked.has_person
    if one_person:
        for text, scope in list(granted.items()):
            if scope.level == USER and scope.kind not in DIRECTORY_TYPES:
                del granted[text]
                left_out.append(Message("SCOPE_BESIDE_PATIENT", {"scope": text}))
    areas = _areas(asked, reading, one_person, left_out)
    return Granted(
        scopes=(*context, *granted, *areas),
        permits=permits_of((*granted, *areas)),
        one_person=one_person,
        reasons=tuple(_told(scope) for scope in granted.values())
        + tuple(Message(_CODE[text]) for text in context)
        + tuple(_told_area(text) for text in areas),
        left_out=tuple(left_out),
    )


def _areas(
    asked: Asked, reading: Reading, one_person: bool, left_out: list[Message]
) -> tuple[str, ...]:
    """Return the granted scopes of the JSON API; say of each other one why not."""
    wanted = [text for text in dict.fromkeys(asked.scopes) if is_area_scope(text)]
    if not wanted:
        return ()
    if one_person:
        left_out += [Message("SCOPE_BESIDE_PATIENT", {"scope": text}) for text in wanted]
        return ()
    needed: dict[str, list[str]] = dict(reading.table("clients.area_powers"))
    granted = granted_areas(wanted, asked.registered, asked.powers, needed)
    left_out += [
        Message("SCOPE_NOT_GIVEN", {"scope": text}) for text in wanted if text not in granted
    ]
    return granted


def _told_area(text: str) -> Message:
    area, _, verb = text.removeprefix(PREFIX).partition(".")
    code = "SCOPE_AREA_SEES" if verb == READ else "SCOPE_AREA_WRITES"
    return Message(code, {"area": f"AREA_{area.upper()}"})


_CODE = {
    OPENID: "SCOPE_OPENID",
    FHIR_USER: "SCOPE_FHIR_USER",
    LAUNCH: "SCOPE_LAUNCH",
    LAUNCH_PATIENT: "SCOPE_LAUNCH_PATIENT",
    OFFLINE: "SCOPE_OFFLINE",
    ONLINE: "SCOPE_ONLINE",
}


def _context(asked: Asked) -> tuple[list[str], list[Message]]:
    """Return the granted scopes that are on no resource, and why others are left out."""
    possible = {
        OPENID: not asked.is_system,
        FHIR_USER: asked.has_identity and OPENID in asked.scopes and OPENID in asked.registered,
        LAUNCH: asked.is_launched,
        LAUNCH_PATIENT: asked.has_person,
        OFFLINE: not asked.is_system,
        ONLINE: not asked.is_system and OFFLINE not in asked.scopes,
    }
    granted: list[str] = []
    left_out: list[Message] = []
    for text in dict.fromkeys(asked.scopes):
        if possible.get(text) and text in asked.registered:
            granted.append(text)
        elif text in CONTEXT:
            left_out.append(Message("SCOPE_NOT_GIVEN", {"scope": text}))
        elif not is_area_scope(text) and read_scope(text) is None:
            left_out.append(Message("SCOPE_UNKNOWN", {"scope": text}))
    return granted, left_out


def _narrowed(scope: Scope, asked: Asked, verbs: set[str]) -> list[Scope]:
    if (scope.level == SYSTEM) != asked.is_system:
        return []
    if scope.level == PATIENT and not asked.has_person:
        return []
    found: dict[str, set[str]] = {}
    for text in asked.registered:
        bound = read_scope(text)
        if bound is None or bound.level != scope.level:
            continue
        if ANY in (scope.kind, bound.kind) or scope.kind == bound.kind:
            kind = bound.kind if scope.kind == ANY else scope.kind
            found.setdefault(kind, set()).update(set(scope.verbs) & set(bound.verbs) & verbs)
    if ANY in found and scope.kind == ANY:  # what the whole covers need not be said again
        found = {kind: own for kind, own in found.items() if kind == ANY or own - found[ANY]}
    return [_spelt(scope, kind, own) for kind, own in found.items() if own]


def _spelt(scope: Scope, kind: str, verbs: set[str]) -> Scope:
    """Return a granted scope, in the words it was asked in where it is granted whole."""
    letters = "".join(verb for verb in VERBS if verb in verbs)
    whole = kind == scope.kind and letters == scope.verbs
    granted = Scope(scope.level, kind, letters)
    return Scope(scope.level, kind, letters, scope.text if whole else str(granted))


def _why_not(scope: Scope, asked: Asked) -> Message:
    if scope.level == PATIENT and not asked.is_system and not asked.has_person:
        return Message("SCOPE_WITHOUT_PERSON", {"scope": scope.text})
    return Message("SCOPE_NOT_GIVEN", {"scope": scope.text})


def _told(scope: Scope) -> Message:
    """Return a granted scope in plain words."""
    does = {"SCOPE_SEES": set("rs"), "SCOPE_WRITES": set("cud")}
    what = [code for code, verbs in does.items() if verbs & set(scope.verbs)]
    code = "SCOPE_SEES_AND_WRITES" if len(what) > 1 else what[0]
    whose = {PATIENT: "OF_THIS_PERSON", USER: "OF_ALL_YOU_SEE", SYSTEM: "OF_ITS_INSTITUTION"}
    kind = "EVERYTHING" if scope.kind == ANY else scope.kind
    return Message(code, {"kind": kind, "whose": whose[scope.level]})
