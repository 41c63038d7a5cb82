"""What long-term care insurance pays of a month of care, at home or in an institution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from yiyang.kernel.money import mul_div_round
from yiyang.policy.book import Reading
from yiyang.rules.adjudication.lines import percent_of
from yiyang.rules.packages import hourly_price
from yiyang.rules.registry import rule

ENTITLED, WEEKLY = "long_term_care.entitled", "long_term_care.weekly_visits"
MINUTES, BONUS = "long_term_care.visit_minutes", "long_term_care.bonus"
HOME_PERCENT = "long_term_care.home_percent"
DAILY, INSTITUTION_PERCENT = (
    "long_term_care.institution_daily",
    "long_term_care.institution_percent",
)
PRICE = "services.ltci.hourly_price"
HOME, INSTITUTION = "HOME", "INSTITUTION"
MINUTES_AN_HOUR = 60


@dataclass(frozen=True)
class Visit:
    """Care given at home on a day: how long, by which profession (NURSE, ASSISTANT, CARER).

    ``level`` is that of the assessment in force on the day.  ``is_before``: claimed with the
    month before, so that it only counts toward the visits of its week.
    """

    on: date
    minutes: int
    profession: str
    level: int = 0
    is_before: bool = False


@dataclass(frozen=True)
class CareMonth:
    """A month of care of one person.

    ``level`` is that of the assessment in force, 0 to 6; ``months_at_home`` for how many months
    care at home has gone on; ``takes_money``: who is entitled to a bonus takes it in money;
    ``days``: those in an institution.
    """

    setting: str
    insurance: str
    age: int
    level: int
    visits: tuple[Visit, ...] = ()
    months_at_home: int = 0
    takes_money: bool = False
    days: int = 0


@dataclass(frozen=True)
class Paid:
    """What is paid for a visit: the minutes that count, and their price in fen."""

    on: date
    minutes: int
    fen: int


@dataclass(frozen=True)
class CareAdjudicated:
    """A month apart: what was charged within the entitlement, the fund's part, the person's.

    ``bonus_fen`` is money paid to the person beside it.  ``reasons`` are codes.
    """

    charged_fen: int
    fund_fen: int
    person_fen: int
    bonus_fen: int
    visits: tuple[Paid, ...]
    beyond_minutes: int
    key: str
    reasons: tuple[str, ...]


@rule("adjudication.long_term_care")
def long_term_care(facts: CareMonth, reading: Reading) -> CareAdjudicated:
    """Tell what the fund pays of a month of care, and what stays the person's.

    At home each visit counts up to its minutes and each week up to its visits; then the minutes
    that continuous care adds.  What goes beyond is not charged to the fund.

    Raises:
        NotInForce: the book has no value for the month.

    Source: SM-6.14; 沪府发〔2017〕97号 Art. 14.
    """
    if not is_entitled(facts.insurance, facts.age, facts.level, reading):
        return CareAdjudicated(
            0, 0, 0, 0, (), _minutes(facts.visits), WEEKLY, ("CARE_NOT_ENTITLED",)
        )
    if facts.setting == INSTITUTION:
        return _in_institution(facts, reading)
    return _at_home(facts, reading)


def is_entitled(insurance: str, age: int, level: int, reading: Reading) -> bool:
    """Tell whether insurance, age and level entitle to long-term care insurance.

    Source: SM-6.14; 沪府发〔2017〕97号 Art. 14.
    """
    ages = reading.table(ENTITLED)
    return str(level) in reading.table(WEEKLY) and insurance in ages and age >= int(ages[insurance])


def _in_institution(facts: CareMonth, reading: Reading) -> CareAdjudicated:
    charged = int(reading.table(DAILY)[str(facts.level)]) * facts.days
    fund = percent_of(charged, reading.decimal(INSTITUTION_PERCENT))
    return CareAdjudicated(
        charged, fund, charged - fund, 0, (), 0, INSTITUTION_PERCENT, ("CARE_IN_INSTITUTION",)
    )


def _at_home(facts: CareMonth, reading: Reading) -> CareAdjudicated:
    bonus_minutes, bonus_fen = _bonus(facts, reading)
    visits = tuple(replace(visit, level=facts.level) for visit in facts.visits)
    paid = [
        Paid(visit.on, minutes, price_of(visit, minutes, reading))
        for visit, minutes in counted(visits, bonus_minutes, reading)
    ]
    charged = sum(one.fen for one in paid)
    fund = percent_of(charged, reading.decimal(HOME_PERCENT))
    beyond = _minutes(facts.visits) - sum(one.minutes for one in paid)
    reasons = ["CARE_AT_HOME"]
    reasons += ["CARE_BONUS"] if bonus_minutes or bonus_fen else []
    reasons += ["CARE_BEYOND"] if beyond else []
    return CareAdjudicated(
        charged, fund, charged - fund, bonus_fen, tuple(paid), beyond, HOME_PERCENT, tuple(reasons)
    )


def _bonus(facts: CareMonth, reading: Reading) -> tuple[int, int]:
    """Return the minutes that are added in the month, or the money instead."""
    minutes, fen = bonus_of(facts.level, facts.months_at_home, reading)
    return (0, fen) if facts.takes_money else (minutes, 0)


def bonus_of(level: int, months_at_home: int, reading: Reading) -> tuple[int, int]:
    """Return what continuous care at home adds in a month: minutes, or fen in their place.

    Source: 沪府发〔2017〕97号 Art. 14.
    """
    terms = reading.table(BONUS)
    if str(level) not in terms["levels"]:
        return 0, 0
    for row in terms["rows"]:
        if months_at_home > int(row["above_months"]):
            return int(row["minutes"]), int(row["fen"])
    return 0, 0


def counted(visits: Sequence[Visit], bonus: int, reading: Reading) -> list[tuple[Visit, int]]:
    """Return the minutes that count of each visit, in order of days; the dearer go first of a day.

    A week begins on Monday.  ``bonus`` minutes are given to what stands beyond, as it comes; a
    visit of the month before only takes its place in its week.  Each visit is read at its day.

    Source: 沪府发〔2017〕97号 Art. 14 (visits a week, minutes of a visit).
    """
    seen: dict[tuple[int, int], int] = {}
    found = []

    def order(visit: Visit) -> tuple[date, int, int]:
        return visit.on, -hourly_price(visit.profession, on_day(reading, visit.on)), -visit.minutes

    for visit in sorted(visits, key=order):
        book = on_day(reading, visit.on)
        week = visit.on.isocalendar()[:2]
        seen[week] = seen.get(week, 0) + (1 if visit.minutes else 0)  # less than a minute is none
        if visit.is_before:
            continue
        weekly = int(book.table(WEEKLY)[str(visit.level)])
        minutes = min(visit.minutes, book.integer(MINUTES)) if seen[week] <= weekly else 0
        extra = min(visit.minutes - minutes, bonus)
        bonus -= extra
        found.append((visit, minutes + extra))
    return found


def price_of(visit: Visit, minutes: int, reading: Reading) -> int:
    """Return what so many minutes of a visit cost at the price of its day, in fen."""
    price = hourly_price(visit.profession, on_day(reading, visit.on))
    return mul_div_round(price, minutes, MINUTES_AN_HOUR)


def on_day(reading: Reading, day: date) -> Reading:
    """Return the same reading at another day; what it reads is remembered with the rest."""
    return replace(reading, day=day)


def _minutes(visits: Sequence[Visit]) -> int:
    return sum(visit.minutes for visit in visits)
