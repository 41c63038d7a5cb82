"""Whether something of a person's record may go to another node, or be taken in from one.

Source: YRD-2 (one standard of privacy and sharing), HZ-15 (sharing across regions); PIPL art. 23
(giving personal information to another handler needs the person's separate consent).
"""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.kernel.messages import Message
from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

CONTENTS = "exchange.contents"
SCOPES = ("IDENTITY", "SUMMARY", "RECORD")  # narrow to wide
SUMMARY, RESULTS, IMAGES, REFERRAL, CONSENT, SETTLEMENT = (
    "SUMMARY",
    "RESULTS",
    "IMAGES",
    "REFERRAL",
    "CONSENT",
    "SETTLEMENT",
)
OF_THE_RECORD = (SUMMARY, RESULTS, IMAGES, REFERRAL)  # each goes under the person's consent
KINDS = (*OF_THE_RECORD, SETTLEMENT)
# Which types of resource a kind of content may hold, beside the patient and who is named.
TYPES_OF = {
    SUMMARY: frozenset(
        (
            *("Composition", "Condition", "AllergyIntolerance", "MedicationRequest"),
            *("MedicationStatement", "Medication", "Immunization", "Procedure", "Observation"),
            *("DiagnosticReport", "ClinicalImpression", "CarePlan"),
            *("DeviceUseStatement", "Device", "Flag", "Consent"),
        )
    ),
    RESULTS: frozenset(("DiagnosticReport", "Observation")),
    IMAGES: frozenset(("ImagingStudy", "Endpoint")),
    REFERRAL: frozenset(("ServiceRequest", "Task", "Appointment")),
    CONSENT: frozenset[str](),
    SETTLEMENT: frozenset(
        (
            *("CoverageEligibilityRequest", "CoverageEligibilityResponse", "Claim"),
            *("ClaimResponse", "PaymentReconciliation", "PaymentNotice"),
        )
    ),
}
ALWAYS = frozenset(("Patient", "Organization", "Consent", "MessageHeader"))


@dataclass(frozen=True)
class Exchange:
    """What is to go from one node to another, and what stands for it.

    ``agreed`` are the kinds of content the two nodes have agreed on; ``is_in_force`` whether that
    agreement holds on this day.  ``consent_scope`` and ``consent_purpose`` are of the person's
    consent to the institution that receives; both empty where there is none in force.
    ``is_closed``: another word of the person closes what this consent opens.
    """

    contents: tuple[str, ...]
    agreed: tuple[str, ...]
    is_in_force: bool
    consent_scope: str
    consent_purpose: str
    is_closed: bool = False


@dataclass(frozen=True)
class MayExchange:
    """Whether it may go, and each reason why not."""

    allowed: bool
    reasons: tuple[Message, ...]


@rule("exchange.may_send")
def may_send(facts: Exchange, reading: Reading) -> MayExchange:
    """Tell whether contents of a person's record may be sent to an institution of another node.

    Raises:
        NotInForce: the book lacks a value; nothing goes then.

    Source: YRD-2, HZ-15, ``exchange.contents``, ``exchange.purposes``.
    """
    return _judged(facts, reading)


@rule("exchange.may_take")
def may_take(facts: Exchange, reading: Reading) -> MayExchange:
    """Tell whether what another node has sent, with the consent it carries, may be taken in.

    Raises:
        NotInForce: the book lacks a value; nothing is taken in then.

    Source: YRD-2, HZ-15, ``exchange.contents``, ``exchange.purposes``.
    """
    return _judged(facts, reading)


@dataclass(frozen=True)
class Word:
    """What another node tells of something that both know: an event of ``exchange.words``.

    ``is_in_force``: what was agreed with the node holds on this day; ``consent_holds``: the
    consent under which it began still does.
    """

    event: str
    is_in_force: bool
    consent_holds: bool


@rule("exchange.may_hear")
def may_hear(word: Word, reading: Reading) -> MayExchange:
    """Tell whether we do what another node tells of a referral, or of a consent that is over.

    A node goes on hearing of what began while the two had an agreement, as far as the book
    says: a person on their way, and an opened record, must not be left as they are.

    Raises:
        NotInForce: the book lacks the value; nothing is done then.

    Source: YRD-2, HZ-15; PIPL art. 15 (withdrawal of a consent), ``exchange.words``.
    """
    needs = reading.table("exchange.words").get(word.event)
    if needs is None:
        return MayExchange(False, (Message("EXCHANGE_WORD_UNKNOWN"),))
    found = []
    if "AGREEMENT" in needs and not word.is_in_force:
        found.append(Message("EXCHANGE_NOT_IN_FORCE"))
    if "CONSENT" in needs and not word.consent_holds:
        found.append(Message("EXCHANGE_WITHOUT_CONSENT"))
    return MayExchange(not found, tuple(found))


def _judged(facts: Exchange, reading: Reading) -> MayExchange:
    reasons = tuple([*_agreement(facts), *_consent(facts, reading)])
    return MayExchange(not reasons, reasons)


def _agreement(facts: Exchange) -> list[Message]:
    found = []
    if not facts.is_in_force:
        found.append(Message("EXCHANGE_NOT_IN_FORCE"))
    if not facts.contents:
        found.append(Message("EXCHANGE_NOTHING_CHOSEN"))
    found += [
        Message("EXCHANGE_NOT_AGREED", {"content": f"CONTENT_{kind}"})
        for kind in facts.contents
        if kind not in facts.agreed
    ]
    return found


def _consent(facts: Exchange, reading: Reading) -> list[Message]:
    if not facts.consent_scope:
        return [Message("EXCHANGE_WITHOUT_CONSENT")]
    found = []
    if facts.consent_purpose not in reading.codes("exchange.purposes"):
        found.append(Message("EXCHANGE_OTHER_PURPOSE"))
    needed = reading.table(CONTENTS)
    held = SCOPES.index(facts.consent_scope)
    found += [
        Message("EXCHANGE_CONSENT_TOO_NARROW", {"content": f"CONTENT_{kind}"})
        for kind in facts.contents
        if kind not in needed or SCOPES.index(needed[kind]) > held
    ]
    if facts.is_closed:
        found.append(Message("EXCHANGE_CLOSED"))
    return found
