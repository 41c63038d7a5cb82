"""May this person sign this agreement with this doctor on this day?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from yiyang.kernel.period import years_after
from yiyang.policy.book import Reading
from yiyang.rules.agreements.facts import (
    CHANGE,
    COMMUNITY,
    FAMILY,
    FAMILY_DOCTOR,
    HOSPITAL_SLOTS,
    NEW,
    ORGANISATION,
    RENEW,
    SELF,
    Acceptance,
    Held,
    Reason,
    SigningFacts,
)
from yiyang.rules.registry import rule

PUBLIC = "PUBLIC"
BASIC = "BASIC"


@rule("agreements.accept")
def accept(facts: SigningFacts, reading: Reading) -> Acceptance:
    """Tell whether a person may be signed, until when, and every reason against it.

    The agreement begins when it is signed, or where a renewed one ends; it runs whole years.

    Source: FD-4.1 (1 to 3 years; person, family, organisation), FD-2.2 (private alike), HZ-8
    (voluntary; renew, change), SM-3.7 (1+1+1), 2018 No. 35 (one valid agreement; the panel).
    """
    reasons = (
        *_paper(facts, reading),
        *_term(facts, reading),
        *_signer(facts, reading),
        *_provider(facts, reading),
        *_doctor(facts, reading),
        *_one_at_a_time(facts),
        *_way(facts, reading),
        *_packages(facts),
        *_combination(facts, reading),
    )
    until = years_after(facts.since, facts.years)
    return Acceptance(accepted=not reasons, until=until, reasons=reasons)


def _paper(facts: SigningFacts, reading: Reading) -> Iterator[Reason]:
    for content in reading.codes("agreements.document_contents"):
        if content not in facts.contents:
            yield Reason("PAPER_LACKS", f"PAPER_{content}")


def _term(facts: SigningFacts, reading: Reading) -> Iterator[Reason]:
    years = str(facts.years)
    if years not in reading.codes("agreements.terms"):
        yield Reason("TERM_NOT_ALLOWED", years)
    elif years in reading.codes("agreements.longer_terms"):
        needed = reading.duration("agreements.stable_after")
        if _together(facts) < needed:
            yield Reason("RELATION_NOT_STABLE", str(needed.days))


def _together(facts: SigningFacts) -> timedelta:
    """How long, up to the first day of the new term, the person was with this institution."""
    whole = timedelta()
    for held in facts.person.held:
        with_them = held.institution_id == facts.provider.institution_id
        if held.slot == FAMILY_DOCTOR and with_them and held.since < facts.since:
            whole += min(held.until or facts.since, facts.since) - held.since
    return whole


def _signer(facts: SigningFacts, reading: Reading) -> Iterator[Reason]:
    person = facts.person
    if facts.signer not in reading.codes("agreements.signers"):
        yield Reason("SIGNER_NOT_ALLOWED")
    if (facts.signer == ORGANISATION) != (facts.form == ORGANISATION):
        yield Reason("SIGNER_NOT_ALLOWED")
    if not person.has_agreed:
        yield Reason("PERSON_HAS_NOT_AGREED")
    if person.is_dead:
        yield Reason("PERSON_IS_DEAD")
    of_age = reading.integer("agreements.own_signature_from")
    if facts.signer == SELF and person.age is not None and person.age < of_age:
        yield Reason("TOO_YOUNG_TO_SIGN", str(of_age))
    if facts.form == FAMILY and facts.people < reading.integer("agreements.family_least"):
        yield Reason("NOT_A_FAMILY")


def _provider(facts: SigningFacts, reading: Reading) -> Iterator[Reason]:
    provider = facts.provider
    if not provider.is_open or provider.kind not in reading.codes("agreements.provider_kinds"):
        yield Reason("PROVIDER_SIGNS_NOBODY")
    if provider.ownership != PUBLIC and not reading.flag("agreements.open_to_private"):
        yield Reason("PRIVATE_NOT_LET_IN")


def _doctor(facts: SigningFacts, reading: Reading) -> Iterator[Reason]:
    doctor = facts.doctor
    if not doctor.is_registered:
        yield Reason("NOT_A_FAMILY_DOCTOR_HERE")
    if doctor.is_in_team is False or doctor.team_is_of_provider is False:
        yield Reason("DOCTOR_NOT_OF_TEAM")
    limit = reading.integer("agreements.panel_limit")
    added = 0 if _stays_with_doctor(facts) else 1
    if doctor.signed + added > limit:
        yield Reason("PANEL_FULL", str(limit))


def _replaced(facts: SigningFacts) -> Held | None:
    return next(
        (
            held
            for held in facts.person.held
            if held.slot == FAMILY_DOCTOR and held.agreement_id == facts.replaces
        ),
        None,
    )


def _stays_with_doctor(facts: SigningFacts) -> bool:
    """Renewing keeps the place on the panel that the person has."""
    replaced = _replaced(facts)
    same = replaced is not None and replaced.practitioner_id == facts.doctor.practitioner_id
    return facts.way == RENEW and same


def _one_at_a_time(facts: SigningFacts) -> Iterator[Reason]:
    until = years_after(facts.since, facts.years)
    slots = {FAMILY_DOCTOR, *(chosen.slot for chosen in facts.combination)}
    for held in facts.person.held:
        if held.agreement_id == facts.replaces or held.slot not in slots:
            continue
        if facts.way == CHANGE and held.since > facts.asked_on:
            continue  # a renewal that has not begun is left too
        if held.since < until and (held.until is None or facts.since < held.until):
            yield Reason("ALREADY_SIGNED", f"SLOT_{held.slot}")


def _way(facts: SigningFacts, reading: Reading) -> Iterator[Reason]:
    if facts.way == NEW:
        return
    replaced = _replaced(facts)
    if replaced is None:
        yield Reason("NOTHING_TO_REPLACE")
    elif facts.way == RENEW:
        yield from _renewal(facts, replaced, reading)
    elif facts.way == CHANGE:
        yield from _change(facts, replaced, reading)


def _renewal(facts: SigningFacts, replaced: Held, reading: Reading) -> Iterator[Reason]:
    window = reading.duration("agreements.renewal_window")
    if replaced.institution_id != facts.provider.institution_id:
        yield Reason("RENEWED_WITH_ANOTHER")
    ends = replaced.until
    if ends is None or not ends - window <= facts.asked_on < ends + window:
        yield Reason("OUTSIDE_RENEWAL_WINDOW", str(window.days))


def _change(facts: SigningFacts, replaced: Held, reading: Reading) -> Iterator[Reason]:
    same = (replaced.institution_id, replaced.practitioner_id) == (
        facts.provider.institution_id,
        facts.doctor.practitioner_id,
    )
    if same:
        yield Reason("SAME_DOCTOR")
    runs = replaced.until is None or facts.since < replaced.until
    if runs and not reading.flag("agreements.change_during_term"):
        yield Reason("CHANGE_ONLY_AT_THE_END")


def _packages(facts: SigningFacts) -> Iterator[Reason]:
    if not any(package.kind == BASIC for package in facts.packages):
        yield Reason("NO_BASIC_PACKAGE")
    for package in facts.packages:
        if package.groups and not set(package.groups) & set(facts.person.groups):
            yield Reason("PACKAGE_NOT_FOR_PERSON", package.code)


def _combination(facts: SigningFacts, reading: Reading) -> Iterator[Reason]:
    """All three or none; the community institution is the family doctor's own."""
    if not facts.combination:
        return
    conditions = reading.table("agreements.combination")
    slots = [chosen.slot for chosen in facts.combination]
    if sorted(slots) != sorted(conditions):
        yield Reason("COMBINATION_NOT_WHOLE")
    for chosen in facts.combination:
        condition = conditions.get(chosen.slot, {"kinds": [], "levels": []})
        levels = condition["levels"]
        fits = chosen.is_open and chosen.kind in condition["kinds"]
        if not fits or (levels and str(chosen.level) not in levels):
            yield Reason("WRONG_LEVEL", f"SLOT_{chosen.slot}")
        own = chosen.institution_id == facts.provider.institution_id
        if (chosen.slot == COMMUNITY) != own and chosen.slot in (COMMUNITY, *HOSPITAL_SLOTS):
            yield Reason("COMBINATION_NOT_WITH_DOCTOR", f"SLOT_{chosen.slot}")
