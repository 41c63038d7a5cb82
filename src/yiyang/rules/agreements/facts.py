"""What the rules of family doctor agreements are asked about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PERSON, FAMILY, ORGANISATION = "PERSON", "FAMILY", "ORGANISATION"
NEW, RENEW, CHANGE = "NEW", "RENEW", "CHANGE"
SELF, REPRESENTATIVE, DESK = "SELF", "REPRESENTATIVE", "DESK"
NOBODY = "NOBODY"
FAMILY_DOCTOR, COMMUNITY, DISTRICT, CITY = "FAMILY_DOCTOR", "COMMUNITY", "DISTRICT", "CITY"
HOSPITAL_SLOTS = (DISTRICT, CITY)


@dataclass(frozen=True)
class Provider:
    """The institution that signs, as it is in the registry."""

    institution_id: int
    kind: str
    ownership: str
    is_open: bool


@dataclass(frozen=True)
class Doctor:
    """Who will answer for the person; ``signed`` counts the people answered for today.

    ``is_registered``: as a family doctor of the provider, on the first day (FD-2.1).
    ``is_in_team`` is None where the doctor signs alone.
    """

    practitioner_id: int
    is_registered: bool
    signed: int
    is_in_team: bool | None = None
    team_is_of_provider: bool | None = None


@dataclass(frozen=True)
class Held:
    """A place that somebody has under an agreement: half-open days."""

    agreement_id: int
    slot: str
    institution_id: int
    practitioner_id: int | None
    since: date
    until: date | None
    state: str


@dataclass(frozen=True)
class Person:
    """Who is to be signed; ``groups`` are the key groups they belong to on the day."""

    age: int | None
    is_dead: bool
    groups: tuple[str, ...] = ()
    held: tuple[Held, ...] = ()
    has_agreed: bool = True


@dataclass(frozen=True)
class PackageAsked:
    """A package of the catalogue; ``groups`` empty where it is for everybody."""

    code: str
    kind: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chosen:
    """An institution chosen for a slot of the 1+1+1 combination."""

    slot: str
    institution_id: int
    kind: str
    level: int | None
    is_open: bool = True


@dataclass(frozen=True)
class SigningFacts:
    """One person's place in an agreement that is to be signed on a day.

    ``replaces`` is the agreement renewed or left, None for a new one; ``people`` counts all
    who sign together; ``contents`` are the codes of what the paper says.
    """

    form: str
    way: str
    years: int
    asked_on: date
    since: date
    signer: str
    people: int
    provider: Provider
    doctor: Doctor
    person: Person
    packages: tuple[PackageAsked, ...]
    combination: tuple[Chosen, ...] = ()
    replaces: int | None = None
    contents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reason:
    """Why not: a stable code, and what it is about (a package, a slot), or nothing."""

    code: str
    about: str = ""


@dataclass(frozen=True)
class Acceptance:
    """Whether a person may sign, until which day (excluded), and every reason against it."""

    accepted: bool
    until: date
    reasons: tuple[Reason, ...]
