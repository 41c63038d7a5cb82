"""Whether a visit at home is safe: accepted, with two people, or refused and referred."""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.kernel.messages import Message
from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

ACCEPT, TWO_PEOPLE, REFUSE = "ACCEPT", "TWO_PEOPLE", "REFUSE"
ORDER = (ACCEPT, TWO_PEOPLE, REFUSE)
UNSTABLE, ALONE, NOT_AT_HOME = "RISK_UNSTABLE", "RISK_ALONE", "RISK_NOT_AT_HOME"
CHECKLIST = (
    "RISK_THREAT",
    "RISK_VIOLENCE_BEFORE",
    "RISK_AIRBORNE",
    "RISK_INFECTION",
    "RISK_UNSTABLE",
    "RISK_UNSAFE_HOME",
    "RISK_ALONE",
)


@dataclass(frozen=True)
class RiskFacts:
    """What was ticked on the checklist, and what the record says.

    ``news2`` is the latest early warning total of the last hours, None where there is none.
    """

    ticked: tuple[str, ...]
    items: tuple[str, ...]
    lives_alone: bool
    news2: int | None = None


@dataclass(frozen=True)
class Risk:
    """How the visit is made, or not; where a refused one is sent to; every reason."""

    outcome: str
    refer_to: str  # a code; "" where nobody is referred
    precautions: tuple[str, ...]
    reasons: tuple[Message, ...]


@rule("visits.risk")
def assess_risk(facts: RiskFacts, reading: Reading) -> Risk:
    """Tell whether a home visit is accepted, needs two people, or is refused and referred.

    The gravest of all risks found decides.  Living alone counts for the items that the book
    names; an item that is not given at home at all refuses.

    Source: FD-3.4 (safety of service at home is supervised); ``visits.risk.*``.
    """
    found = set(facts.ticked)
    if facts.news2 is not None and facts.news2 >= reading.integer("visits.risk.news2"):
        found.add(UNSTABLE)
    watched = set(reading.codes("visits.risk.items_not_alone"))
    if facts.lives_alone:
        found.add(ALONE)
    if not watched & set(facts.items):
        found.discard(ALONE)
    if set(reading.codes("visits.items_not_at_home")) & set(facts.items):
        found.add(NOT_AT_HOME)
    table = reading.table("visits.risk.outcomes")
    known = [code for code in table if code in found]  # in the book's order
    outcome = max((table[code]["outcome"] for code in known), key=ORDER.index, default=ACCEPT)
    sent = [table[code]["refer_to"] for code in known if table[code]["outcome"] == REFUSE]
    precautions = (table[code]["precaution"] for code in known)
    return Risk(
        outcome,
        next((where for where in sent if where), ""),
        tuple(dict.fromkeys(p for p in precautions if p)),
        tuple(Message(code) for code in known) or (Message("RISK_NONE"),),
    )
