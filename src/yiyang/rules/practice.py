"""Where somebody may practise, and when: one registration, several practice places with dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yiyang.policy.book import Reading
from yiyang.rules.registry import rule


@dataclass(frozen=True)
class PracticePlace:
    """A practice place from a day until another, excluded; None while it has no end."""

    institution_id: int
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether one may practise there on a day."""
        return self.since <= day and (self.until is None or day < self.until)

    def overlaps(self, other: PracticePlace) -> bool:
        """Tell whether both are at one institution and share a day."""
        return self.institution_id == other.institution_id and _at_one_time(self, other)


@dataclass(frozen=True)
class PracticeFacts:
    """Somebody wants to act at an institution on the day of the reading."""

    institution_id: int
    places: tuple[PracticePlace, ...]


@dataclass(frozen=True)
class Practice:
    """Whether somebody may act there that day, and why not."""

    allowed: bool
    reasons: tuple[str, ...]


@rule("network.may_practise")
def may_practise(facts: PracticeFacts, reading: Reading) -> Practice:
    """Tell whether somebody may act at an institution on the day.

    Whose profession needs no registration has practice places too: the posts they hold.

    Source: YRD-6 (one registration, several places); NHFPC-2017-13 art. 17.
    """
    reading.line("network.registered_professions")
    here = [p for p in facts.places if p.institution_id == facts.institution_id]
    if any(place.holds_on(reading.day) for place in here):
        return Practice(True, ())
    if not here:
        return Practice(False, ("NO_PRACTICE_PLACE_HERE",))
    began = any(place.since <= reading.day for place in here)
    return Practice(False, ("PRACTICE_ENDED" if began else "PRACTICE_NOT_BEGUN",))


@dataclass(frozen=True)
class RegistrationFacts:
    """A practice place that is asked for, and the ones there are."""

    profession: str
    has_licence: bool
    institution_is_open: bool
    asked: PracticePlace
    places: tuple[PracticePlace, ...] = ()


@rule("network.register_practice")
def register_practice(facts: RegistrationFacts, reading: Reading) -> Practice:
    """Tell whether one more practice place may be registered.

    Source: NHFPC-2017-13 art. 17 (a chief institution, others filed beside it); YRD-6.
    """
    reasons = []
    needs_licence = facts.profession in reading.codes("network.registered_professions")
    if needs_licence and not facts.has_licence:
        reasons.append("LICENCE_MISSING")
    if not facts.institution_is_open:
        reasons.append("INSTITUTION_CLOSED")
    if any(place.overlaps(facts.asked) for place in facts.places):
        reasons.append("PRACTISES_HERE_ALREADY")
    others = {p.institution_id for p in facts.places if _at_one_time(p, facts.asked)}
    if len(others | {facts.asked.institution_id}) > reading.integer("network.most_practice_places"):
        reasons.append("TOO_MANY_PRACTICE_PLACES")
    return Practice(not reasons, tuple(reasons))


def _at_one_time(one: PracticePlace, other: PracticePlace) -> bool:
    begins_before = other.until is None or one.since < other.until
    return begins_before and (one.until is None or other.since < one.until)
