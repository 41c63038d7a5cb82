"""Who may give a consent, and what one must have.

Source: HZ-13, HZ-8; PIPL art. 14 (consent), 15 (withdrawal), 29 (separate consent), 31 (minors).
"""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.kernel.messages import Message
from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

PERSON, REPRESENTATIVE = "PERSON", "REPRESENTATIVE"
PAGE, PAPER = "PAGE", "PAPER"
ACCOUNT, INSTITUTION, CLIENT, EVERYBODY = "ACCOUNT", "INSTITUTION", "CLIENT", "EVERYBODY"


@dataclass(frozen=True)
class ConsentFacts:
    """What somebody wishes to say about a record, and who says it how.

    ``days``: for how long, None without an end.  ``to_self``: the grantee is the giver.
    """

    kind: str  # PERMIT or DENY
    signer: str  # PERSON, REPRESENTATIVE, or "" for somebody who is neither
    way: str  # PAGE or PAPER
    age: int | None
    is_alive: bool
    has_witness: bool
    grantee_kind: str
    purpose: str
    scope: str
    categories: tuple[str, ...]
    days: int | None
    to_self: bool = False


@dataclass(frozen=True)
class Giving:
    """Whether it holds, and each reason why not."""

    accepted: bool
    reasons: tuple[Message, ...]


@rule("consents.give")
def give(facts: ConsentFacts, reading: Reading) -> Giving:
    """Tell whether somebody may say this about a record.

    Raises:
        NotInForce: the book lacks a value; nothing is given then.

    Source: HZ-13, HZ-8, ``consents.guardian_age``, ``consents.purposes``, ``consents.longest``.
    """
    reasons = [*_signer(facts, reading), *_form(facts, reading)]
    if facts.kind == "PERMIT":
        reasons += _opening(facts, reading)
    return Giving(not reasons, tuple(reasons))


def _signer(facts: ConsentFacts, reading: Reading) -> list[Message]:
    found = []
    if not facts.is_alive:
        found.append(Message("CONSENT_PERSON_DIED"))
    if facts.signer not in (PERSON, REPRESENTATIVE):
        found.append(Message("CONSENT_NOT_YOURS"))
    age = reading.integer("consents.guardian_age")
    if facts.signer == PERSON and facts.age is not None and facts.age < age:
        found.append(Message("CONSENT_NEEDS_GUARDIAN", {"age": age}))
    return found


def _form(facts: ConsentFacts, reading: Reading) -> list[Message]:
    found = []
    if facts.way == PAPER and not facts.has_witness:
        found.append(Message("CONSENT_NEEDS_WITNESS"))
    unknown = set(facts.categories) - set(reading.table("consents.categories"))
    if unknown:
        found.append(Message("CONSENT_CATEGORY_UNKNOWN"))
    return found


def _opening(facts: ConsentFacts, reading: Reading) -> list[Message]:
    found = []
    if facts.purpose not in reading.table("consents.purposes").get(facts.grantee_kind, ()):
        found.append(Message("CONSENT_PURPOSE_DOES_NOT_FIT"))
    if facts.to_self:
        found.append(Message("CONSENT_TO_ONESELF"))
    most = int(reading.table("consents.longest").get(facts.grantee_kind, 0))
    if facts.days is None or facts.days > most:
        found.append(Message("CONSENT_TOO_LONG", {"days": most}))
    elif facts.days < 1:
        found.append(Message("CONSENT_ALREADY_OVER"))
    return found
