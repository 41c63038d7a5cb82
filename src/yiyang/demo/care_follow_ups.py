"""A year of follow-ups: readings of invented people, judged by the rule itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple

from yiyang.decisions.services import Subject, drawn_up
from yiyang.demo.care_rows import CareActRow, DueRow, FollowUpRow, Kept, Keys
from yiyang.demo.quantities import quantity
from yiyang.demo.rows import During
from yiyang.kernel.plain import to_plain
from yiyang.people.facts import age_on
from yiyang.policy.book import Reading
from yiyang.rules.calendar import CHINA
from yiyang.rules.care.follow_up import judge_follow_up
from yiyang.rules.care.terms import (
    DIABETES,
    ELDER,
    HYPERTENSION,
    Earlier,
    FollowUpFacts,
    FollowUpResult,
    Readings,
)

YEAR = 365
OPEN_EARLY = 14
LATELY = timedelta(days=45)  # who is late has been so for no longer
MINUTES = timedelta(minutes=10)
FIRST_HOUR, LAST_HOUR = 8, 16


class Followed(NamedTuple):
    """Somebody who is followed: their key, birth, and who answers for them where."""

    person_id: int
    born_on: date | None
    institution_id: int
    practitioner_id: int | None
    team_id: int | None


class Programmed(NamedTuple):
    """A programme of somebody: the item, and its row in their plan where there is one."""

    programme: str
    item: str
    plan_item_id: int | None


class KeysOfWork(NamedTuple):
    """Where the keys of acts, of due work and of decisions come from."""

    acts: Keys
    due: Keys
    decisions: Keys


class Year:
    """Makes the follow-ups of the last year, until what is due now."""

    def __init__(self, random: Random, reading: Reading, kept: Kept, keys: KeysOfWork) -> None:
        self.random, self.reading, self.kept = random, reading, kept
        self.today = reading.day
        self.acts, self.due, self.decisions = keys
        self.mix = quantity("care.follow_up")

    def follow(self, who: Followed, asked: Programmed) -> None:
        """Make one person's follow-ups of one programme, and the one that is due next."""
        due_on = self.today - timedelta(days=self.random.randint(YEAR // 4, YEAR - 5))
        base = self._base(asked.programme)
        earlier: Earlier | None = None
        while due_on <= self.today + timedelta(days=5):
            done_on = due_on + timedelta(days=self.random.randint(-5, 6))
            lately = done_on >= self.today - LATELY
            if done_on >= self.today or (lately and self.random.random() < self.mix["missed"]):
                break
            age = age_on(who.born_on, done_on) if who.born_on else None
            far = self.random.random() < self.mix["online"]
            channel = "ONLINE" if far else "FACE_TO_FACE"
            facts = FollowUpFacts(
                asked.programme, done_on, channel, base(), age=age,
                age_months=_months(who.born_on, done_on), earlier=earlier,
            )  # fmt: skip
            judged = self._done(who, asked, facts, due_on)
            if judged.next_due_on is None:
                return
            earlier, due_on = Earlier(done_on, judged.result), judged.next_due_on
        self._due_row(who, asked, due_on)

    def _done(
        self, who: Followed, asked: Programmed, facts: FollowUpFacts, due_on: date
    ) -> FollowUpResult:
        reading = Reading(self.reading.book, facts.day, self.reading.place, False)
        judged = judge_follow_up(facts, reading)
        until = self._moment(facts.day)
        due = self._due_row(who, asked, due_on, self.acts.next())
        decision = drawn_up(
            judge_follow_up, facts, judged, reading=reading,
            subject=Subject("DUE_WORK", due.id, who.person_id), at=until,
        )  # fmt: skip
        decision.pk = self.decisions.next()
        self.kept.decisions.append(decision)
        self.kept.acts.append(
            CareActRow(
                due.act_id, "FOLLOW_UP", asked.item, who.person_id, who.institution_id,
                who.practitioner_id, During(until - MINUTES, until), "TIME", "due_work",
                str(due.id), until,
            )
        )  # fmt: skip
        plain = {k: v for k, v in to_plain(facts.readings).items() if v not in (None, "")}
        self.kept.follow_ups.append(
            FollowUpRow(
                who.person_id, asked.programme, facts.channel, until, plain, [], judged.result,
                judged.next_due_on, who.institution_id, who.practitioner_id, due.act_id,
                decision.pk,
            )
        )  # fmt: skip
        return judged

    def _due_row(
        self, who: Followed, asked: Programmed, due_on: date, act: int | None = None
    ) -> DueRow:
        row = DueRow(
            self.due.next(), who.person_id, asked.item, asked.plan_item_id, "FOLLOW_UP",
            due_on - timedelta(days=OPEN_EARLY), due_on, "DONE" if act else "DUE",
            who.institution_id, who.practitioner_id, who.team_id, act,
        )  # fmt: skip
        self.kept.due.append(row)
        return row

    def _moment(self, day: date) -> datetime:
        hour = self.random.randint(FIRST_HOUR, LAST_HOUR)
        minute = self.random.randint(0, 59)
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=CHINA)

    def _base(self, programme: str) -> Callable[[], Readings]:
        """Return what makes the readings of one person: near their own usual ones."""
        random, mix = self.random, self.mix
        usual = random.gauss(*mix["systolic"])
        lower = random.gauss(*mix["diastolic"])
        sugar = random.gauss(*mix["glucose"])

        def pressure() -> dict[str, int]:
            systolic = max(round(random.gauss(usual, mix["from_visit_to_visit"])), 90)
            diastolic = max(round(random.gauss(lower, mix["from_visit_to_visit"] / 2)), 50)
            return {"systolic": systolic, "diastolic": min(diastolic, systolic - 20)}

        def glucose() -> Decimal:
            return Decimal(f"{max(random.gauss(sugar, 0.6), 4.2):.1f}")

        return {
            HYPERTENSION: lambda: Readings(**pressure()),
            DIABETES: lambda: Readings(glucose=glucose(), **pressure()),
            ELDER: lambda: Readings(**pressure()),
        }[programme]


def _months(born: date | None, day: date) -> int | None:
    if born is None:
        return None
    return (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)


FOLLOWED = (HYPERTENSION, DIABETES, ELDER)
