"""Who may be enrolled in which of the three ways of service."""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.kernel.messages import Message
from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

FAMILY, DAY_CARE, INSTITUTION = "FAMILY", "DAY_CARE", "INSTITUTION"


@dataclass(frozen=True)
class EnrolFacts:
    """A person to be enrolled with an institution.

    ``point_of`` are the kinds of the institutions that operate it or that it is inside of, and of
    their internal medical institutions; ``lives_in`` tells whether the person lives in this
    institution, ``lives_away`` in another.
    """

    kind: str
    institution_kind: str
    point_of: tuple[str, ...]
    lives_in: bool
    lives_away: bool
    has_items: bool
    already: bool


@dataclass(frozen=True)
class Enrolled:
    """Whether the person may be enrolled, and every reason against it."""

    accepted: bool
    against: tuple[Message, ...]


@rule("visits.enrol")
def enrol(facts: EnrolFacts, reading: Reading) -> Enrolled:
    """Tell whether a person may be enrolled in a way of integrated service.

    Family service is for who does not live in an institution; day care is given at a centre
    that is a service point of a medical institution, to who goes home again; service in an
    institution is for who lives there.

    Source: HZ art. 7 (three kinds of integrated service), art. 10 (medical institutions extend
    services into day-care centres); ``visits.provider_kinds``,
    ``network.medical_kinds``, ``network.internal_kinds``.
    """
    medical = {*reading.codes("network.medical_kinds"), *reading.codes("network.internal_kinds")}
    has_medical = not medical.isdisjoint(facts.point_of)
    found = {
        "ENROL_ALREADY": facts.already,
        "ENROL_NO_ITEMS": facts.kind != DAY_CARE and not facts.has_items,
        "ENROL_NOT_A_PROVIDER": facts.kind == FAMILY
        and facts.institution_kind not in reading.codes("visits.provider_kinds"),
        "ENROL_NO_DAY_CARE": facts.kind == DAY_CARE and facts.institution_kind != DAY_CARE,
        "ENROL_NO_MEDICAL_INSTITUTION": facts.kind == DAY_CARE and not has_medical,
        "ENROL_LIVES_IN_INSTITUTION": facts.kind != INSTITUTION
        and (facts.lives_in or facts.lives_away),
        "ENROL_LIVES_ELSEWHERE": facts.kind == INSTITUTION and not facts.lives_in,
    }
    against = tuple(Message(code) for code, is_so in found.items() if is_so)
    return Enrolled(not against, against)
