"""What somebody has said about their record, as provisions, and whether they reach a question.

The shape is that of FHIR R4 ``Consent.provision``: a base that permits or denies, and clauses
that except from it.

Source: HL7 FHIR R4 Consent; IHE PCF (basic, intermediate and advanced consents).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PERMIT, DENY, UNSAID = "PERMIT", "DENY", "UNSAID"
NORMAL = "N"  # v3 Confidentiality; what carries no label is normal


@dataclass(frozen=True)
class Clause:
    """One statement; an empty criterion asks nothing.

    ``since`` and ``until`` (excluded) are days of the data, not of the consent.
    """

    kind: str  # PERMIT or DENY
    purposes: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    encounters: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Provision:
    """A base statement and the clauses that except from it; those inherit its purposes."""

    base: Clause
    exceptions: tuple[Clause, ...] = ()


@dataclass(frozen=True)
class Ask:
    """Who wants to see which kind of thing, for what."""

    purpose: str
    actor: str = ""
    labels: tuple[str, ...] = ()
    author: str = ""
    encounter: str = ""
    day: date | None = None


def answered(provision: Provision, ask: Ask) -> str:
    """Return PERMIT, DENY, or UNSAID where the provision does not speak of what is asked.

    An exception that fits goes before the base; of several that fit, one that denies.

    Source: HL7 FHIR R4 Consent (nested provisions are exceptions to the one around them).
    """
    base = provision.base
    if not _serves(base, ask):
        return UNSAID
    fitting = [c.kind for c in provision.exceptions if _serves(c, ask) and _fits(c, ask)]
    if fitting:
        return DENY if DENY in fitting else PERMIT
    return base.kind if _fits(base, ask) else UNSAID


def said(provisions: tuple[Provision, ...], ask: Ask) -> str:
    """Return what all provisions together say: one that denies overrides those that permit."""
    answers = {answered(provision, ask) for provision in provisions}
    return next((kind for kind in (DENY, PERMIT) if kind in answers), UNSAID)


def _serves(clause: Clause, ask: Ask) -> bool:
    return not clause.purposes or ask.purpose in clause.purposes


def _fits(clause: Clause, ask: Ask) -> bool:
    labels = ask.labels or (NORMAL,)
    return (
        _one_of(ask.actor, clause.actors)
        and (not clause.labels or bool(set(labels) & set(clause.labels)))
        and _one_of(ask.author, clause.authors)
        and _one_of(ask.encounter, clause.encounters)
        and _in_time(clause, ask.day)
    )


def _one_of(value: str, wanted: tuple[str, ...]) -> bool:
    return not wanted or value in wanted


def _in_time(clause: Clause, day: date | None) -> bool:
    if clause.since is None and clause.until is None:
        return True
    if day is None:
        return False
    begun = clause.since is None or clause.since <= day
    return begun and (clause.until is None or day < clause.until)
