"""What a follow-up found, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from yiyang.kernel.messages import Message
from yiyang.policy.book import Reading

HYPERTENSION, DIABETES, ELDER = "HYPERTENSION", "DIABETES", "ELDER"
TUBERCULOSIS, MENTAL = "TUBERCULOSIS", "SEVERE_MENTAL_DISORDER"
CHILDREN, MATERNITY = "CHILDREN", "MATERNITY"
CONTROLLED, UNCONTROLLED, REFER, EMERGENCY = "CONTROLLED", "UNCONTROLLED", "REFER", "EMERGENCY"
SEEN, ABNORMAL, CLOSED = "SEEN", "ABNORMAL", "CLOSED"
STABLE, PARTLY_STABLE, UNSTABLE = "STABLE", "PARTLY_STABLE", "UNSTABLE"
REFERRING = frozenset({REFER, EMERGENCY, UNSTABLE})
FAR = frozenset({"PHONE", "ONLINE"})
ADVERSE_REACTION, NEW_COMPLICATION = "ADVERSE_REACTION", "NEW_COMPLICATION"
ABNORMAL_FINDING, MISSED_DOSE, PARTLY = "ABNORMAL_FINDING", "MISSED_DOSE", "PARTLY"
COURSE_ENDED, PREGNANT = "COURSE_ENDED", "PREGNANT"
HOURS_A_DAY = 24


@dataclass(frozen=True)
class Readings:
    """What was measured or told; None where it was not.

    mmHg, mmol/L, beats a minute, degrees Celsius, percent of doses, weeks of pregnancy, days
    since birth; ``risk_level`` 0 to 5; ``phase`` INTENSIVE or CONTINUATION and ``watched_by``
    STAFF or FAMILY for tuberculosis.
    """

    systolic: int | None = None
    diastolic: int | None = None
    glucose: Decimal | None = None
    pulse: int | None = None
    temperature: Decimal | None = None
    risk_level: int | None = None
    doses_taken: int | None = None
    phase: str = ""
    watched_by: str = ""
    weeks: int | None = None
    days_after_birth: int | None = None


@dataclass(frozen=True)
class Earlier:
    """The follow-up of the same programme before this one."""

    day: date
    result: str
    signs: tuple[str, ...] = ()


@dataclass(frozen=True)
class FollowUpFacts:
    """A follow-up as it was done.

    ``age`` in whole years, ``age_months`` in whole months, None where the date of birth is not
    known; ``signs`` are codes; ``earlier`` is the one before, None for the first.
    """

    programme: str
    day: date
    channel: str
    readings: Readings
    signs: tuple[str, ...] = ()
    age: int | None = None
    age_months: int | None = None
    earlier: Earlier | None = None


@dataclass(frozen=True)
class FollowUpResult:
    """How things stand, when the next is due (None: never again), and why.

    ``missing`` names readings without which nothing can be said: then nothing else counts.
    ``grade``: of the blood pressure, 0 below grade 1.  ``counts``: it counts towards the least
    number of follow-ups face to face.
    """

    result: str
    next_due_on: date | None
    reasons: tuple[Message, ...]
    refer_now: bool = False
    grade: int | None = None
    counts: bool = True
    missing: tuple[str, ...] = ()


def days_of(key: str, reading: Reading) -> timedelta:
    """Return an elapsed time of the book in whole days, rounded up."""
    hours = reading.duration(key) // timedelta(hours=1)
    return timedelta(days=-(-hours // HOURS_A_DAY))
