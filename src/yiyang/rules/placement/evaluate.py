"""Which kinds of bed are open to a person, and why the others are not.

Source: JA-2.2.2, JA part II(2); the guards are the product's proposals, each a line of the book.
"""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.policy.book import Reading
from yiyang.rules.placement.guards import GUARDS
from yiyang.rules.placement.situation import Situation
from yiyang.rules.placement.terms import URGENT, Colour, Kind, Reason, Trigger
from yiyang.rules.registry import rule

SAFEST = (Kind.HOSPITAL_BED,)  # where a red alarm leads when the book says nothing


@dataclass(frozen=True)
class Verdict:
    """One kind of bed: open or not, with every reason for and every reason against."""

    kind: Kind
    is_open: bool
    reasons: tuple[Reason, ...]
    against: tuple[Reason, ...]


@dataclass(frozen=True)
class Evaluation:
    """The verdict on every kind, and the kinds proposed for this trigger, best first.

    ``escalate`` is set when the alarm is red: whoever asked for something slower is told so.
    ``missing_keys`` are lines the book lacks, where the safest branch was taken.
    """

    verdicts: tuple[Verdict, ...]
    proposed: tuple[Kind, ...]
    escalate: bool
    reasons: tuple[Reason, ...]
    missing_keys: tuple[str, ...] = ()

    def verdict(self, kind: Kind) -> Verdict:
        """Return the verdict on one kind."""
        return next(v for v in self.verdicts if v.kind == kind)


@rule("placement.evaluate")
def evaluate(situation: Situation, reading: Reading) -> Evaluation:
    """Say for each kind of bed whether it is open to the person, with all reasons.

    A red alarm opens the hospital and closes everything slower; it reads the book leniently,
    so that a value not yet adopted never stops it.  The kinds proposed are those the trigger
    leads to, in the order of the book, that are open.

    Raises:
        NotInForce: a needed line has no value (never for a red or orange alarm's hospital bed).

    Source: JA-2.2.2 (evaluation of establishment and transfer), JA part II(2).
    """
    if situation.colour in URGENT:
        reading = reading.lenient()
    verdicts = tuple(_verdict(kind, situation, reading) for kind in Kind)
    is_open = {verdict.kind for verdict in verdicts if verdict.is_open}
    leads_to = _leads_to(situation, reading)
    proposed = tuple(kind for kind in leads_to if kind in is_open)
    reasons = [Reason(f"TRIGGER_{situation.trigger}", {}, "placement.trigger.kinds")]
    if situation.colour == Colour.RED:
        reasons.append(Reason("RED_ALARM", {}, "placement.red.kinds"))
    return Evaluation(
        verdicts,
        proposed,
        situation.colour == Colour.RED,
        tuple(reasons),
        tuple(sorted(reading.missing)),
    )


def _verdict(kind: Kind, situation: Situation, reading: Reading) -> Verdict:
    if situation.colour == Colour.RED:
        red_kinds = reading.safest("placement.red.kinds", SAFEST)
        red = (Reason("RED_ALARM", {}, "placement.red.kinds"),)
        if kind in red_kinds:
            return Verdict(kind, True, red, ())
        return Verdict(kind, False, (), red)
    reasons, against = GUARDS[kind](situation, reading)
    return Verdict(kind, not against, reasons, against)


def _leads_to(situation: Situation, reading: Reading) -> tuple[Kind, ...]:
    """Return the kinds a trigger leads to, the person's own wish first where it is one."""
    if situation.colour == Colour.RED:
        return tuple(Kind(code) for code in reading.safest("placement.red.kinds", SAFEST))
    table = reading.table("placement.trigger.kinds")
    kinds = [Kind(code) for code in table[situation.trigger]]
    if situation.trigger == Trigger.IMPROVED and situation.care in kinds:
        kinds.sort(key=lambda kind: kind != situation.care)
    if situation.wished_kind in kinds:
        kinds.sort(key=lambda kind: kind != situation.wished_kind)
    return tuple(kinds)
