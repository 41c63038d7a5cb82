"""The colour of the green channel: how fast somebody must come, from what is known now.

The rule always answers.  It reads the book leniently, so an unsettled value counts.  Where the
book has no value at all, a measurement that the missing bound would judge counts as past it:
the person is taken for as ill as the missing value would allow.  A vital sign that was not
taken is never normal: what is known decides, and the colour is at least YELLOW.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from yiyang.kernel.errors import Refused
from yiyang.kernel.messages import Message
from yiyang.policy.book import PolicyError, Reading
from yiyang.rules.instruments.answers import Checked, check, plain_answers
from yiyang.rules.instruments.loader import instrument
from yiyang.rules.registry import rule


class Colour(StrEnum):
    """From the calmest to the most urgent."""

    GREEN = "GREEN"
    YELLOW = "YELLOW"
    ORANGE = "ORANGE"
    RED = "RED"


URGENCY = tuple(Colour)
Number = int | float | str | Decimal


class Sign(StrEnum):
    """What somebody sees or is told; which of them alone is an emergency stands in the book."""

    ARREST = "ARREST"
    UNRESPONSIVE = "UNRESPONSIVE"
    FAST_POSITIVE = "FAST_POSITIVE"
    CHEST_PAIN_ST = "CHEST_PAIN_ST"
    BLEEDING = "BLEEDING"
    CHOKING = "CHOKING"
    LOW_SUGAR_SYMPTOMS = "LOW_SUGAR_SYMPTOMS"
    KETOSIS_SIGNS = "KETOSIS_SIGNS"
    HYPERTENSION_ALARM = "HYPERTENSION_ALARM"
    NEW_FALL = "NEW_FALL"


@dataclass(frozen=True)
class Alarm:
    """What is known about somebody now.

    ``vitals`` has NEWS2's items as text; an absent one was not taken.  ``triage`` is 1 to 4.
    """

    vitals: Mapping[str, str]
    signs: frozenset[Sign] = frozenset()
    triage: int | None = None
    diastolic: Decimal | None = None  # mmHg
    glucose: Decimal | None = None  # mmol/L
    weight_loss_percent: Decimal | None = None  # in a month
    pressure_injury: int | None = None  # worst new stage, 1 to 4


@dataclass(frozen=True)
class GreenChannel:
    """The colour and why, most urgent reason first.

    ``news2_total`` is None unless every sign was taken; ``news2_known`` is what those taken
    give, so the total is at least that.  ``missing_keys`` are values the book did not have.
    """

    colour: Colour
    news2_total: int | None
    news2_known: int
    reasons: tuple[Message, ...]
    missing_vitals: tuple[str, ...]
    missing_keys: tuple[str, ...]


def alarm_of(
    vitals: Mapping[str, Any],
    signs: Iterable[Sign | str] = (),
    *,
    triage: int | None = None,
    diastolic: Number | None = None,
    glucose: Number | None = None,
    weight_loss_percent: Number | None = None,
    pressure_injury: int | None = None,
) -> Alarm:
    """Return the facts from vital signs as numbers, codes or text, and the other measures."""
    return Alarm(
        plain_answers(vitals),
        frozenset(Sign(sign) for sign in signs),
        triage,
        None if diastolic is None else Decimal(str(diastolic)),
        None if glucose is None else Decimal(str(glucose)),
        None if weight_loss_percent is None else Decimal(str(weight_loss_percent)),
        pressure_injury,
    )


@dataclass
class _Bounds:
    """The book, which may lack a value; ``missing`` collects the keys that it lacks.

    They are noted on the reading too, so that who decides tells the policy desk.
    """

    reading: Reading
    missing: dict[str, None] = field(default_factory=dict)

    def number(self, key: str) -> Decimal | None:
        try:
            return self.reading.line(key).decimal
        except (PolicyError, Refused, ArithmeticError, ValueError, TypeError):
            self._note(key)
            return None

    def codes(self, key: str) -> frozenset[str] | None:
        try:
            return frozenset(self.reading.codes(key))
        except (PolicyError, Refused, TypeError):
            self._note(key)
            return None

    def _note(self, key: str) -> None:
        self.missing[key] = None
        self.reading.missing.add(key)


@dataclass
class _Reasons:
    """Reasons by colour, as they are found."""

    bounds: _Bounds
    found: list[tuple[Colour, Message]] = field(default_factory=list)

    def because(self, colour: Colour, code: str, **params: str | int) -> None:
        self.found.append((colour, Message(code, params)))

    def from_(self, colour: Colour, code: str, measured: Decimal | int | None, key: str) -> None:
        """The measurement reaches the bound, or the bound is not known."""
        self._judge(colour, code, measured, key, above=True)

    def below(self, colour: Colour, code: str, measured: Decimal | int | None, key: str) -> None:
        """The measurement lies below the bound, or the bound is not known."""
        self._judge(colour, code, measured, key, above=False)

    def _judge(
        self, colour: Colour, code: str, measured: Decimal | int | None, key: str, *, above: bool
    ) -> None:
        bound = self.bounds.number(key)
        if measured is None or not Decimal(measured).is_finite():
            return
        if bound is None:
            self.because(colour, "BOUND_NOT_IN_BOOK", key=key)
        elif (measured >= bound) if above else (measured < bound):
            self.because(colour, code, measured=str(measured), bound=str(bound))

    def signs(self, colour: Colour, present: Iterable[str], key: str) -> None:
        """One of the listed signs is present, or the list is not known and any sign is."""
        listed = self.bounds.codes(key)
        for sign in sorted(present):
            if listed is None or sign in listed:
                self.because(colour, "SIGN_PRESENT", sign=f"SIGN_{sign}")


@rule("placement.green_channel")
def green_channel(facts: Alarm, reading: Reading) -> GreenChannel:
    """Return how urgent what is known about somebody is; never refuses.

    Source: JA-2.2.2 (emergency green channel); thresholds of the book, ``green_channel.*``.
    """
    news2 = instrument("NEWS2")
    known_items = {item.id for item in news2.items}
    checked = check(news2, {k: v for k, v in facts.vitals.items() if k in known_items})
    reasons = _Reasons(_Bounds(reading.lenient()))
    _early_warning(facts, checked, reasons)
    _measurements(facts, checked, reasons)
    _care(facts, reasons)
    _not_taken(checked, reasons)
    ordered = sorted(reasons.found, key=lambda found: -URGENCY.index(found[0]))
    total = sum(checked.points.values())
    return GreenChannel(
        colour=ordered[0][0] if ordered else Colour.GREEN,
        news2_total=None if checked.missing else total,
        news2_known=total,
        reasons=tuple(message for _, message in ordered) or (Message("NOTHING_URGENT"),),
        missing_vitals=checked.missing,
        missing_keys=tuple(reasons.bounds.missing),
    )


def _early_warning(facts: Alarm, checked: Checked, reasons: _Reasons) -> None:
    known = sum(checked.points.values()) if checked.points else None
    worst = max(checked.points.values(), default=None)
    reasons.from_(Colour.RED, "NEWS2_AT", known, "green_channel.news2_red")
    reasons.from_(Colour.ORANGE, "NEWS2_AT", known, "green_channel.news2_orange")
    reasons.from_(Colour.ORANGE, "NEWS2_SINGLE", worst, "green_channel.news2_single")
    reasons.from_(Colour.YELLOW, "NEWS2_AT", known, "green_channel.news2_yellow")
    # Triage counts the other way: 1 is the most urgent.
    after = None if facts.triage is None else facts.triage - 1
    reasons.below(Colour.RED, "TRIAGE_AT", after, "green_channel.triage_red")
    reasons.below(Colour.ORANGE, "TRIAGE_AT", after, "green_channel.triage_orange")


def _measurements(facts: Alarm, checked: Checked, reasons: _Reasons) -> None:
    def taken(item: str) -> Decimal | None:
        return Decimal(checked.answers[item]) if item in checked.answers else None

    def with_sign(sign: Sign, measured: Decimal | None) -> Decimal | None:
        return measured if sign in facts.signs else None

    red, book = Colour.RED, "green_channel"
    systolic = taken("systolic")
    unresponsive = {Sign.UNRESPONSIVE} if checked.answers.get("consciousness") == "U" else set()
    reasons.signs(red, facts.signs | unresponsive, f"{book}.red_signs")
    reasons.below(red, "SPO2_BELOW", taken("spo2"), f"{book}.spo2_below")
    reasons.below(red, "SYSTOLIC_BELOW", systolic, f"{book}.systolic_below")
    low = with_sign(Sign.LOW_SUGAR_SYMPTOMS, facts.glucose)
    reasons.below(red, "GLUCOSE_LOW", low, f"{book}.glucose_below")
    high = with_sign(Sign.KETOSIS_SIGNS, facts.glucose)
    reasons.from_(red, "GLUCOSE_HIGH", high, f"{book}.glucose_from")
    alarm = Sign.HYPERTENSION_ALARM
    reasons.from_(red, "SYSTOLIC_HIGH", with_sign(alarm, systolic), f"{book}.systolic_from")
    reasons.from_(
        red, "DIASTOLIC_HIGH", with_sign(alarm, facts.diastolic), f"{book}.diastolic_from"
    )


def _care(facts: Alarm, reasons: _Reasons) -> None:
    yellow, book = Colour.YELLOW, "green_channel"
    reasons.signs(yellow, facts.signs, f"{book}.yellow_signs")
    reasons.from_(yellow, "WEIGHT_LOSS", facts.weight_loss_percent, f"{book}.weight_loss_from")
    reasons.from_(yellow, "PRESSURE_INJURY", facts.pressure_injury, f"{book}.pressure_injury_from")


def _not_taken(checked: Checked, reasons: _Reasons) -> None:
    if checked.missing:
        reasons.because(Colour.YELLOW, "INCOMPLETE_VITALS", count=len(checked.missing))
    for finding in checked.findings:
        code = "VITAL_MISSING" if finding.code == "INCOMPLETE" else "VITAL_UNUSABLE"
        reasons.because(Colour.YELLOW, code, vital=f"VITAL_{finding.where.upper()}")
