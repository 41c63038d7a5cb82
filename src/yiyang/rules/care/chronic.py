"""Follow-up of hypertension and of type 2 diabetes.

Source: National specification of basic public health services, 3rd edition (2017); FD-3.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from yiyang.kernel.messages import Message
from yiyang.policy.book import Reading
from yiyang.rules.care.terms import (
    ADVERSE_REACTION,
    CONTROLLED,
    DIABETES,
    EMERGENCY,
    HYPERTENSION,
    NEW_COMPLICATION,
    PREGNANT,
    REFER,
    UNCONTROLLED,
    FollowUpFacts,
    FollowUpResult,
    Readings,
    days_of,
)
from yiyang.rules.instruments.validity import months_after

GRADES = ("3", "2", "1")


@dataclass(frozen=True)
class Pressure:
    """A pair of bounds in mmHg."""

    systolic: int
    diastolic: int


def hypertension(facts: FollowUpFacts, reading: Reading) -> FollowUpResult:
    """Judge a follow-up of hypertension by blood pressure, signs and the one before.

    A person whose age is not known is held to the stricter target.  Pregnancy or nursing is a
    sign of danger only with raised pressure.
    """
    found = facts.readings
    if found.systolic is None or found.diastolic is None:
        missing = [name for name in ("systolic", "diastolic") if getattr(found, name) is None]
        return lacking(facts, *missing)
    target = _target(facts.age, reading)
    is_above = found.systolic >= target.systolic or found.diastolic >= target.diastolic
    told: dict[str, str | int | None] = {
        "systolic": found.systolic,
        "diastolic": found.diastolic,
        "target": f"{target.systolic}/{target.diastolic}",
    }
    measured = Message("PRESSURE_ABOVE" if is_above else "PRESSURE_BELOW", told)
    signs = _signs(facts, reading, without=() if is_above else (PREGNANT,))
    alarms = tuple(_pressure_alarms(found, reading)) + signs
    judged = _judged(facts, is_above, measured, alarms, reading)
    return replace(judged, grade=_grade(found, reading))


def diabetes(facts: FollowUpFacts, reading: Reading) -> FollowUpResult:
    """Judge a follow-up of type 2 diabetes by fasting glucose, signs and the one before."""
    glucose = facts.readings.glucose
    if glucose is None:
        return lacking(facts, "glucose")
    target = reading.decimal("follow_up.glucose.target")
    is_above = glucose >= target
    told: dict[str, str | int | None] = {"glucose": str(glucose), "target": str(target)}
    measured = Message("GLUCOSE_ABOVE" if is_above else "GLUCOSE_BELOW", told)
    alarms = tuple(_glucose_alarms(facts.readings, reading))
    alarms += tuple(_pressure_alarms(facts.readings, reading)) + _signs(facts, reading)
    return _judged(facts, is_above, measured, alarms, reading)


def lacking(facts: FollowUpFacts, *names: str) -> FollowUpResult:
    """Return that nothing can be said without these readings."""
    return FollowUpResult("", facts.day, (), missing=names)


def _judged(
    facts: FollowUpFacts,
    is_above: bool,
    measured: Message,
    alarms: tuple[Message, ...],
    reading: Reading,
) -> FollowUpResult:
    """Say controlled, uncontrolled, refer or refer now, and when the next is due."""
    soon = facts.day + days_of("follow_up.soon", reading)
    if alarms:
        return FollowUpResult(EMERGENCY, soon, (measured, *alarms), refer_now=True)
    marks = [code for code in (ADVERSE_REACTION, NEW_COMPLICATION) if code in facts.signs]
    reasons = (measured, *(Message(f"SIGN_{code}") for code in marks))
    lasting = tuple(_lasting(facts, is_above))
    if lasting:
        return FollowUpResult(REFER, soon, (*reasons, *lasting))
    if is_above or marks:
        return FollowUpResult(UNCONTROLLED, soon, reasons)
    months = int(reading.table("follow_up.regular_months")[facts.programme])
    return FollowUpResult(CONTROLLED, months_after(facts.day, months), reasons)


def _lasting(facts: FollowUpFacts, is_above: bool) -> Iterator[Message]:
    """Yield what makes a person be referred: twice uncontrolled, or what does not pass."""
    before = facts.earlier
    if NEW_COMPLICATION in facts.signs:
        yield Message("REFER_NEW_COMPLICATION")
    if before is None or before.result == CONTROLLED:
        return
    if is_above:
        yield Message("REFER_TWICE_UNCONTROLLED")
    if ADVERSE_REACTION in facts.signs and ADVERSE_REACTION in before.signs:
        yield Message("REFER_ADVERSE_REACTION")


def _target(age: int | None, reading: Reading) -> Pressure:
    is_elder = age is not None and age >= reading.integer("follow_up.pressure.elder_age")
    key = "follow_up.pressure.elder_target" if is_elder else "follow_up.pressure.target"
    return _bounds(reading.table(key))


def _bounds(raw: dict[str, str]) -> Pressure:
    return Pressure(int(raw["systolic"]), int(raw["diastolic"]))


def _pressure_alarms(found: Readings, reading: Reading) -> Iterator[Message]:
    bounds = _bounds(reading.table("follow_up.pressure.emergency"))
    if found.systolic is not None and found.systolic >= bounds.systolic:
        yield Message("EMERGENCY_SYSTOLIC", {"value": found.systolic, "bound": bounds.systolic})
    if found.diastolic is not None and found.diastolic >= bounds.diastolic:
        yield Message("EMERGENCY_DIASTOLIC", {"value": found.diastolic, "bound": bounds.diastolic})


def _glucose_alarms(found: Readings, reading: Reading) -> Iterator[Message]:
    glucose = found.glucose
    high, low = (reading.decimal(f"follow_up.glucose.{end}") for end in ("high", "low"))
    if glucose is not None and glucose >= high:
        yield Message("EMERGENCY_GLUCOSE_HIGH", {"value": str(glucose), "bound": str(high)})
    if glucose is not None and glucose <= low:
        yield Message("EMERGENCY_GLUCOSE_LOW", {"value": str(glucose), "bound": str(low)})
    fastest = reading.integer("follow_up.emergency.pulse")
    if found.pulse is not None and found.pulse > fastest:
        yield Message("EMERGENCY_PULSE", {"value": found.pulse, "bound": fastest})
    hottest = reading.decimal("follow_up.emergency.temperature")
    if found.temperature is not None and found.temperature > hottest:
        told = {"value": str(found.temperature), "bound": str(hottest)}
        yield Message("EMERGENCY_TEMPERATURE", dict(told))


def _signs(
    facts: FollowUpFacts, reading: Reading, without: tuple[str, ...] = ()
) -> tuple[Message, ...]:
    known = reading.table("follow_up.emergency.signs")[facts.programme]
    found = (code for code in known if code in facts.signs and code not in without)
    return tuple(Message(f"SIGN_{code}") for code in found)


def _grade(found: Readings, reading: Reading) -> int:
    grades = reading.table("follow_up.pressure.grades")
    for grade in GRADES:
        bounds = _bounds(grades[grade])
        if (found.systolic or 0) >= bounds.systolic or (found.diastolic or 0) >= bounds.diastolic:
            return int(grade)
    return 0


JUDGES = {HYPERTENSION: hypertension, DIABETES: diabetes}
