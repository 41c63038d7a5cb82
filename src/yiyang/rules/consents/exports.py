"""Whether data of people may leave: asked with a reason, approved by another, once, in time.

Source: JA-3, HZ-13; MLPS level 3 (audit of every export); the numbers are proposed.
"""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.kernel.messages import Message
from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

ASK, ANSWER, EXECUTE = "ASK", "ANSWER", "EXECUTE"
WAITING, APPROVED = "WAITING", "APPROVED"


@dataclass(frozen=True)
class ExportFacts:
    """One step of an export: what is asked, by whom, who answers, and how it stands.

    ``actor``: whose step it is.  ``hours``: how long it is to stay open from now on.
    """

    step: str
    kind: str
    fields: tuple[str, ...]
    asker: int
    actor: int
    has_reason: bool
    has_recipient: bool
    state: str
    hours: int


@dataclass(frozen=True)
class ExportAnswer:
    """Whether the step may be done, and each reason why not."""

    allowed: bool
    reasons: tuple[Message, ...]


@rule("consents.may_export")
def may_export(facts: ExportFacts, reading: Reading) -> ExportAnswer:
    """Tell whether an export may be asked for, answered or carried out.

    Raises:
        NotInForce: the book lacks a value; nothing leaves then.

    Source: JA-3, HZ-13, ``consents.export_fields``, ``consents.export_lasts``.
    """
    judge = {ASK: _asked, ANSWER: _answered, EXECUTE: _executed}[facts.step]
    reasons = tuple(judge(facts, reading))
    return ExportAnswer(not reasons, reasons)


def _asked(facts: ExportFacts, reading: Reading) -> list[Message]:
    found = []
    known = reading.table("consents.export_fields").get(facts.kind, [])
    if not facts.fields or not set(facts.fields) <= set(known):
        found.append(Message("EXPORT_FIELDS_DO_NOT_FIT"))
    if not facts.has_reason:
        found.append(Message("EXPORT_NEEDS_REASON"))
    if not facts.has_recipient:
        found.append(Message("EXPORT_NEEDS_RECIPIENT"))
    most = reading.integer("consents.export_lasts")
    if not 0 < facts.hours <= most:
        found.append(Message("EXPORT_OPEN_TOO_LONG", {"hours": most}))
    return found


def _answered(facts: ExportFacts, reading: Reading) -> list[Message]:
    found = []
    if facts.state != WAITING:
        found.append(Message("EXPORT_ANSWERED_BEFORE"))
    if facts.actor == facts.asker:
        found.append(Message("EXPORT_NEEDS_ANOTHER"))
    return found


def _executed(facts: ExportFacts, reading: Reading) -> list[Message]:
    found = []
    if facts.state != APPROVED:
        found.append(Message("EXPORT_NOT_APPROVED"))
    if facts.hours <= 0:
        found.append(Message("EXPORT_EXPIRED"))
    if facts.actor != facts.asker:
        found.append(Message("EXPORT_OF_ANOTHER"))
    return found
