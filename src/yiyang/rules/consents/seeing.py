"""Whether somebody may see a person: purpose, role, relation and reason against what was said.

Source: JA-2.4.1, HZ-13, JA-3; PIPL art. 13 (bases), 28-29 (sensitive), 44-45 (the person).
"""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.kernel.messages import Message
from yiyang.policy.book import Reading
from yiyang.rules.consents.provisions import DENY, PERMIT, Ask, Provision, said
from yiyang.rules.registry import rule

OWN, REPRESENTATIVE, RELATIVE = "OWN", "REPRESENTATIVE", "RELATIVE"
INSTITUTION, CLIENT = "INSTITUTION", "CLIENT"
KEPT = "consents.kept_origins"
CONSENT, CONTRACT, STATUTORY, EMERGENCY = "CONSENT", "CONTRACT", "STATUTORY", "EMERGENCY"


@dataclass(frozen=True)
class SightFacts:
    """Who wants to see how much for what, the reason that stands, and what the person has said.

    ``origin``: what a grant rests on (``consent``, ``agreement``, ``stay`` ...); "" where
    nothing does.  ``reason``: the code of an emergency.
    """

    purpose: str
    scope: str
    role: str
    relation: str
    actor: str
    origin: str = ""
    labels: tuple[str, ...] = ()
    reason: str = ""
    provisions: tuple[Provision, ...] = ()


@dataclass(frozen=True)
class Sight:
    """Whether they may, on what ground, and the sentence that says why."""

    allowed: bool
    ground: str
    reasons: tuple[Message, ...]


@rule("consents.may_see")
def may_see(facts: SightFacts, reading: Reading) -> Sight:
    """Tell whether somebody may see a person, and on what ground.

    A person sees their own, and so does who represents them.  An emergency goes before a
    refusal; a refusal before a consent and a contract, but for what an act or a standing
    agreement keeps.

    Raises:
        NotInForce: the book lacks a value; nobody sees then (an emergency reads leniently).

    Source: JA-2.4.1, HZ-13, JA-3, ``consents.kept_origins``, ``consents.kept_for_categories``,
    ``consents.contract_origins``,
    ``consents.emergency_roles``, ``consents.emergency_reasons``.
    """
    if facts.relation in (OWN, REPRESENTATIVE):
        return _yes(facts.relation)
    if facts.purpose == EMERGENCY:
        return _emergency(facts, reading)
    ask = Ask(facts.purpose, facts.actor, facts.labels)
    word = said(facts.provisions, ask)
    kept = reading.table("consents.kept_for_categories" if facts.labels else KEPT)
    if word == DENY:
        return _yes(STATUTORY) if facts.origin in kept else _no("SIGHT_DENIED")
    if word == PERMIT:
        return _yes(CONSENT)
    if facts.origin in reading.codes("consents.contract_origins"):
        return _yes(CONTRACT)
    return _no("SIGHT_NOTHING_OPENS_IT")


def _emergency(facts: SightFacts, reading: Reading) -> Sight:
    lenient = reading.lenient()
    roles = lenient.codes("consents.emergency_roles")
    reasons = lenient.codes("consents.emergency_reasons")
    reading.used.update(lenient.used)
    if facts.role not in roles:
        return _no("SIGHT_EMERGENCY_ROLE")
    return _yes(EMERGENCY) if facts.reason in reasons else _no("SIGHT_EMERGENCY_REASON")


def _yes(ground: str) -> Sight:
    return Sight(True, ground, (Message(f"SIGHT_{ground}"),))


def _no(code: str) -> Sight:
    return Sight(False, "", (Message(code),))
