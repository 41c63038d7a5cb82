"""Follow-up of elders, tuberculosis, severe mental disorder, children and maternity.

Source: National specification of basic public health services, 3rd edition (2017); FD-3.2.
"""

from __future__ import annotations

from datetime import date, timedelta

from yiyang.kernel.messages import Message
from yiyang.policy.book import Reading
from yiyang.rules.care.chronic import lacking
from yiyang.rules.care.terms import (
    ABNORMAL,
    ABNORMAL_FINDING,
    CHILDREN,
    CLOSED,
    COURSE_ENDED,
    ELDER,
    EMERGENCY,
    MATERNITY,
    MENTAL,
    MISSED_DOSE,
    PARTLY,
    PARTLY_STABLE,
    SEEN,
    STABLE,
    TUBERCULOSIS,
    UNCONTROLLED,
    UNSTABLE,
    FollowUpFacts,
    FollowUpResult,
    days_of,
)
from yiyang.rules.instruments.validity import months_after

DAYS_A_WEEK = 7
SOON = "follow_up.soon"


def elder(facts: FollowUpFacts, reading: Reading) -> FollowUpResult:
    """Judge the yearly health management of an elder; what is abnormal is looked at again."""
    if ABNORMAL_FINDING in facts.signs:
        due = facts.day + days_of("follow_up.elder.abnormal", reading)
        return FollowUpResult(ABNORMAL, due, (Message("SIGN_ABNORMAL_FINDING"),))
    return FollowUpResult(SEEN, _months(facts, reading), (Message("SEEN_AS_PLANNED"),))


def tuberculosis(facts: FollowUpFacts, reading: Reading) -> FollowUpResult:
    """Judge the watching over medicine: who watches, in which phase, what was missed."""
    found = facts.readings
    least = reading.integer("follow_up.tuberculosis.regular_doses")
    if COURSE_ENDED in facts.signs:
        if found.doses_taken is None:
            return lacking(facts, "doses_taken")
        told: dict[str, str | int | None] = {"percent": found.doses_taken, "least": least}
        is_regular = found.doses_taken >= least
        why = Message("DOSES_REGULAR" if is_regular else "DOSES_IRREGULAR", told)
        return FollowUpResult(CLOSED, None, (why,))
    if not found.phase or not found.watched_by:
        missing = [name for name in ("phase", "watched_by") if not getattr(found, name)]
        return lacking(facts, *missing)
    if MISSED_DOSE in facts.signs:
        due = facts.day + days_of("follow_up.tuberculosis.missed_within", reading)
        return FollowUpResult(UNCONTROLLED, due, (Message("SIGN_MISSED_DOSE"),))
    days = reading.table("follow_up.tuberculosis.intervals")[found.watched_by][found.phase]
    due = facts.day + timedelta(days=int(days))
    return FollowUpResult(SEEN, due, (Message("DOSES_WATCHED", {"days": int(days)}),))


def mental(facts: FollowUpFacts, reading: Reading) -> FollowUpResult:
    """Judge a follow-up of severe mental disorder by the risk level and symptoms.

    Unstable: referred, seen again soon.  Basically stable: seen again soon, then monthly
    while it lasts.  Stable: the regular months.
    """
    level = facts.readings.risk_level
    if level is None:
        return lacking(facts, "risk_level")
    why = (Message("RISK_LEVEL", {"level": level}),)
    soon = facts.day + days_of(SOON, reading)
    if level >= reading.integer("follow_up.mental.unstable_from"):
        return FollowUpResult(UNSTABLE, soon, why, refer_now=True)
    if level > 0 or PARTLY in facts.signs:
        lasts = facts.earlier is not None and facts.earlier.result == PARTLY_STABLE
        months = reading.integer("follow_up.mental.partly_months")
        due = months_after(facts.day, months) if lasts else soon
        return FollowUpResult(PARTLY_STABLE, due, why)
    return FollowUpResult(STABLE, _months(facts, reading), why)


def child(facts: FollowUpFacts, reading: Reading) -> FollowUpResult:
    """Judge a child's health management: the next age at which a child is seen, or none."""
    if facts.age_months is None:
        return lacking(facts, "born_on")
    ages = (int(age) for age in reading.codes("follow_up.child.ages"))
    further = next((age for age in ages if age > facts.age_months), None)
    if further is None:
        return FollowUpResult(CLOSED, None, (Message("CHILD_GROWN"),))
    due = months_after(facts.day, further - facts.age_months)
    return _seen_or_abnormal(facts, due, Message("NEXT_AGE", {"months": further}), reading)


def maternity(facts: FollowUpFacts, reading: Reading) -> FollowUpResult:
    """Judge a follow-up in pregnancy or after birth: the next week or day, or none."""
    found = facts.readings
    if found.days_after_birth is not None:
        return _after_birth(facts, found.days_after_birth, reading)
    if found.weeks is None:
        return lacking(facts, "weeks")
    weeks = (int(week) for week in reading.codes("follow_up.maternity.weeks"))
    further = next((week for week in weeks if week > found.weeks), None)
    if further is None:
        first = int(reading.codes("follow_up.maternity.after_birth")[0])
        due = facts.day + timedelta(days=first)
        return _seen_or_abnormal(facts, due, Message("NEXT_AFTER_BIRTH", {"days": first}), reading)
    due = facts.day + timedelta(days=(further - found.weeks) * DAYS_A_WEEK)
    return _seen_or_abnormal(facts, due, Message("NEXT_WEEK", {"weeks": further}), reading)


def _after_birth(facts: FollowUpFacts, days: int, reading: Reading) -> FollowUpResult:
    visits = (int(day) for day in reading.codes("follow_up.maternity.after_birth"))
    further = next((day for day in visits if day > days), None)
    if further is None:
        return FollowUpResult(CLOSED, None, (Message("LYING_IN_ENDED"),))
    due = facts.day + timedelta(days=further - days)
    return _seen_or_abnormal(facts, due, Message("NEXT_AFTER_BIRTH", {"days": further}), reading)


def _seen_or_abnormal(
    facts: FollowUpFacts, due: date, why: Message, reading: Reading
) -> FollowUpResult:
    if ABNORMAL_FINDING in facts.signs:
        soon = min(due, facts.day + days_of(SOON, reading))
        return FollowUpResult(ABNORMAL, soon, (Message("SIGN_ABNORMAL_FINDING"),))
    return FollowUpResult(SEEN, due, (why,))


def refer_on_signs(facts: FollowUpFacts, reading: Reading) -> FollowUpResult | None:
    """Return that the person is referred now, where a sign asks for it; else None."""
    known = reading.table("follow_up.emergency.signs")[facts.programme]
    alarms = tuple(Message(f"SIGN_{code}") for code in known if code in facts.signs)
    if not alarms:
        return None
    soon = facts.day + days_of(SOON, reading)
    result = UNSTABLE if facts.programme == MENTAL else EMERGENCY
    return FollowUpResult(result, soon, alarms, refer_now=True)


def _months(facts: FollowUpFacts, reading: Reading) -> date:
    return months_after(facts.day, int(reading.table("follow_up.regular_months")[facts.programme]))


JUDGES = {
    ELDER: elder,
    TUBERCULOSIS: tuberculosis,
    MENTAL: mental,
    CHILDREN: child,
    MATERNITY: maternity,
}
