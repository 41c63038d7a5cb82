"""Triage: where to go, and why; first contact is the family doctor's.

Source: FD-3.7 (booking and triage, first contact), SM-3.7 (1+1+1), HZ-16.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from yiyang.policy.book import Reading
from yiyang.rules.booking.terms import Reason
from yiyang.rules.registry import rule

WAYS = "triage.ways"


@dataclass(frozen=True)
class Answers:
    """What somebody answered, by the codes of the book.

    Args:
        advised_by_doctor: a doctor told them to have the test or to see the specialist.
        times_seen: how often the family doctor has seen them for this complaint.
        is_contracted: they have a family doctor agreement; None where nobody asked who they are.
        has_hospital: a hospital is in their 1+1+1 combination.
    """

    need: str
    signs: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    risk_groups: tuple[str, ...] = ()
    times_seen: int = 0
    advised_by_doctor: bool = False
    is_contracted: bool | None = None
    has_hospital: bool = False


@dataclass(frozen=True)
class Suggestion:
    """Where to go (a code), and the reasons; ``edition`` is that of the questions."""

    to: str
    edition: str
    reasons: tuple[Reason, ...]


SEEN_ENOUGH = "triage.seen_before_specialist"
CONDITIONS: dict[str, Callable[[Answers, Reading], bool]] = {
    "SIGN": lambda a, r: bool(set(a.signs) & set(r.codes("triage.signs"))),
    "WARNING": lambda a, r: bool(set(a.warnings) & set(r.codes("triage.warnings"))),
    "SEEN_TWICE": lambda a, r: a.times_seen >= r.integer(SEEN_ENOUGH),
    "DOCTOR_ADVISED": lambda a, _: a.advised_by_doctor,
    "NO_RISK": lambda a, r: not set(a.risk_groups) & set(r.codes("triage.risk_groups")),
    "ALWAYS": lambda _, __: True,
}


@rule("triage.suggest")
def suggest(answers: Answers, reading: Reading) -> Suggestion:
    """Suggest where to go: the first way of the book whose conditions are met.

    A sign of danger leads to 120 whatever else was answered, and also where the book has no
    ways in force.  Whoever goes on to a doctor goes to the own family doctor first, or where
    they have none to the nearest community health centre, and is told of signing.

    Source: FD-3.7; questions and ways ``triage.*`` (proposed).
    """
    edition = str(reading.safest("triage.version", ""))
    if answers.signs:
        return Suggestion("EMERGENCY_120", edition, (Reason("TRIAGE_SIGN", {}, WAYS),))
    for way in reading.table(WAYS):
        fits = not way["needs"] or answers.need in way["needs"]
        if fits and CONDITIONS[way["if"]](answers, reading):
            reasons = (Reason(way["because"], {}, WAYS), *_where(way["to"], answers))
            return Suggestion(way["to"], edition, reasons)
    raise ValueError("the book's ways lead nowhere: the last one asks nothing")


def _where(to: str, answers: Answers) -> tuple[Reason, ...]:
    if to not in ("FAMILY_DOCTOR", "DOCTOR_TODAY", "SPECIALIST_BY_REFERRAL"):
        return ()
    if answers.is_contracted is None:
        return (Reason("TRIAGE_OWN_OR_NEAREST"),)
    if not answers.is_contracted:
        return (Reason("TRIAGE_SIGN_AN_AGREEMENT"),)
    if to == "SPECIALIST_BY_REFERRAL" and answers.has_hospital:
        return (Reason("TRIAGE_THROUGH_DOCTOR"), Reason("TRIAGE_IN_COMBINATION"))
    if to == "SPECIALIST_BY_REFERRAL":
        return (Reason("TRIAGE_THROUGH_DOCTOR"),)
    return (Reason("TRIAGE_OWN_DOCTOR"),)
