"""The registry: ways of medical care, internal institutions, preferences, consortia."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

NO_WAY = "NONE"
BUILT, CONTRACT, BROUGHT_IN, CONVERTED = "BUILT", "CONTRACT", "BROUGHT_IN", "CONVERTED"
LEAD = "LEAD"
PUBLIC = "PUBLIC"


@dataclass(frozen=True)
class Internal:
    """An internal medical institution; ``is_entrusted`` when another institution runs it."""

    kind: str
    is_entrusted: bool


@dataclass(frozen=True)
class MedicalCareFacts:
    """What an institution has of medical care on a day; partners by kind of institution."""

    kind: str
    converted: bool
    internal: tuple[Internal, ...] = ()
    partner_kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class MedicalCare:
    """The chief way and every way medical care comes in; a gap is a need without a way."""

    way: str
    ways: tuple[str, ...]
    is_gap: bool


@rule("network.medical_way")
def medical_way(facts: MedicalCareFacts, reading: Reading) -> MedicalCare:
    """Tell by which ways an institution has medical care, and whether it lacks it.

    An internal medical institution counts as built, or as brought in where another
    institution runs it; an own medical licence as built; a former medical institution as
    converted; a cooperation with a medical institution as by contract.  The book orders them.

    Source: HZ art. 11 (new build, agreement, introduction, conversion); JA-2.1.3.
    """
    found = set()
    if facts.converted:
        found.add(CONVERTED)
    if facts.kind in reading.codes("network.licensed_kinds"):
        found.add(BUILT)
    found |= {BROUGHT_IN if one.is_entrusted else BUILT for one in facts.internal}
    if set(facts.partner_kinds) & set(reading.codes("network.medical_kinds")):
        found.add(CONTRACT)
    ways = tuple(way for way in reading.codes("network.medical_ways") if way in found)
    needs = facts.kind in reading.codes("network.care_kinds")
    return MedicalCare(way=ways[0] if ways else NO_WAY, ways=ways, is_gap=needs and not ways)


@dataclass(frozen=True)
class InternalFacts:
    """An internal medical institution to be entered: its kind, its home's, its operator's."""

    kind: str
    home_kind: str
    operator_kind: str = ""


@dataclass(frozen=True)
class Entry:
    """Whether something may stand in the registry, and every reason against it."""

    accepted: bool
    reasons: tuple[str, ...]


@rule("network.internal_medical")
def internal_medical(facts: InternalFacts, reading: Reading) -> Entry:
    """Tell whether an institution may be the internal medical institution of another.

    Source: JA-2.1.3 (five kinds by filing; a community health centre may be entrusted).
    """
    reasons = []
    if facts.kind not in reading.codes("network.internal_kinds"):
        reasons.append("NOT_AN_INTERNAL_KIND")
    if facts.home_kind not in reading.codes("network.care_kinds"):
        reasons.append("HOME_GIVES_NO_ELDERLY_CARE")
    operators = reading.codes("network.operator_kinds")
    if facts.operator_kind and facts.operator_kind not in operators:
        reasons.append("OPERATOR_NOT_MEDICAL")
    return Entry(accepted=not reasons, reasons=tuple(reasons))


@dataclass(frozen=True)
class Duty:
    """A duty of an agreement and its last review; ``kept`` is None until there was one."""

    code: str
    kept: bool | None = None
    reviewed_on: date | None = None


@dataclass(frozen=True)
class PreferenceFacts:
    """An agreement that asks for transfer priority, with the duties that were taken on."""

    is_in_force: bool
    began_on: date
    duties: tuple[Duty, ...]


@dataclass(frozen=True)
class Preference:
    """Whether the parties are preferred, and why not: codes, each with the duty or empty."""

    granted: bool
    reasons: tuple[tuple[str, str], ...]


@rule("network.preference")
def preference(facts: PreferenceFacts, reading: Reading) -> Preference:
    """Tell whether the parties to an agreement are preferred in transfers on the day.

    Preference is granted while the agreement is in force and every duty is kept.  A duty not
    yet reviewed counts as kept, and a review holds, for the time the book gives.

    Source: HZ art. 6 (those who contract enjoy preferences and owe the duties).
    """
    reasons: list[tuple[str, str]] = []
    if not facts.is_in_force:
        reasons.append(("AGREEMENT_NOT_IN_FORCE", ""))
    if not facts.duties:
        reasons.append(("NO_DUTY_TAKEN_ON", ""))
    holds = reading.duration("network.review_holds")
    for duty in facts.duties:
        if duty.kept is False:
            reasons.append(("DUTY_NOT_KEPT", duty.code))
        elif reading.day > (duty.reviewed_on or facts.began_on) + holds:
            reasons.append(("REVIEW_OVERDUE", duty.code))
    return Preference(granted=not reasons, reasons=tuple(reasons))


@dataclass(frozen=True)
class ConsortiumParty:
    """A member to be: ``level`` is the hospital level 1 to 3, 0 for a CHC, None for others."""

    role: str
    kind: str
    ownership: str
    level: int | None = None


@dataclass(frozen=True)
class ConsortiumFacts:
    """A consortium to be entered."""

    variety: str
    parties: tuple[ConsortiumParty, ...]


@rule("network.consortium")
def consortium(facts: ConsortiumFacts, reading: Reading) -> Entry:
    """Tell whether institutions may be entered as a medical consortium.

    One leads; the lead is a hospital of a level in the book; private institutions are let in
    where the book says so.

    Source: SM-3.7 (regional, specialist and close-knit consortia, open to private institutions).
    """
    reasons = []
    leads = [party for party in facts.parties if party.role == LEAD]
    if facts.variety not in reading.codes("network.consortium_varieties"):
        reasons.append("UNKNOWN_VARIETY")
    if len(leads) != 1:
        reasons.append("NOT_ONE_LEAD")
    levels = reading.codes("network.lead_levels")
    if any(str(lead.level) not in levels for lead in leads):
        reasons.append("LEAD_TOO_SMALL")
    if len(facts.parties) <= len(leads):
        reasons.append("NO_MEMBER")
    open_to_private = reading.line("network.consortium_open_to_private").flag
    if not open_to_private and any(p.ownership != PUBLIC for p in facts.parties):
        reasons.append("PRIVATE_NOT_LET_IN")
    return Entry(accepted=not reasons, reasons=tuple(reasons))
