"""Which delivered acts enter the service ledger, and which of them with a warning.

Times are spans; days of practice are half-open.  What each fault leads to (the act is refused,
or kept with a flag) stands in the book, so that a district can be stricter than another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from yiyang.kernel.messages import Message
from yiyang.kernel.span import Span
from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

REFUSE, FLAG = "REFUSE", "FLAG"
OTHER_KINDS = "OTHER"
CHINA = ZoneInfo("Asia/Shanghai")
ACT_DUPLICATE = "ACT_DUPLICATE"
ACT_OVERLAP = "ACT_OVERLAP"
ACT_IN_HOSPITAL = "ACT_IN_HOSPITAL"
ACT_OUTSIDE_PRACTICE = "ACT_OUTSIDE_PRACTICE"
ACT_WRONG_PROFESSION = "ACT_WRONG_PROFESSION"
ACT_SHORT = "ACT_SHORT"
ACT_FAR_TOO_SHORT = "ACT_FAR_TOO_SHORT"
ACT_SAME_MINUTE = "ACT_SAME_MINUTE"
ACT_IN_FUTURE = "ACT_IN_FUTURE"
ACT_LATE = "ACT_LATE"


@dataclass(frozen=True)
class KnownAct:
    """An act that stands in the ledger: not reversed, and no reversal."""

    kind: str
    item: str
    person_id: int
    span: Span


@dataclass(frozen=True)
class PracticeDays:
    """Days on which the practitioner may practise at the place of the act; open without an end."""

    since: date
    until: date | None = None


@dataclass(frozen=True)
class ActFacts:
    """A delivered act before it is kept, and what else is known of its people and its time.

    ``profession`` is None where no practitioner delivered it.  ``professions`` are those that may
    give the item, none where it binds nobody; ``minimum_minutes`` None where there is no minimum.
    """

    kind: str
    item: str
    person_id: int
    span: Span
    told_at: datetime
    profession: str | None = None
    practice: tuple[PracticeDays, ...] = ()
    professions: tuple[str, ...] = ()
    minimum_minutes: int | None = None
    of_practitioner: tuple[KnownAct, ...] = ()
    of_person: tuple[KnownAct, ...] = ()
    hospital_stays: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Acceptance:
    """Whether an act is kept, every reason against it, and every flag it is kept with."""

    accepted: bool
    refusals: tuple[Message, ...]
    flags: tuple[Message, ...]
    takes_time: bool  # nobody else gets this practitioner's time while the act lasts


@rule("ledger.accept_act")
def accept_act(facts: ActFacts, reading: Reading) -> Acceptance:
    """Tell whether a delivered act is kept, refused, or kept with flags.

    Source: the flags of care-side supervision (visits under half of the minimum minutes,
    same-minute visits by one person, service while hospitalised) and practice outside the
    registered places; ``ledger.responses``, ``ledger.kinds``.
    """
    kinds = reading.table("ledger.kinds")
    nature = kinds.get(facts.kind) or kinds[OTHER_KINDS]
    found = (
        *_clashes(facts, nature),
        *_standing(facts, nature),
        *_length(facts, reading),
        *_moment(facts, reading),
    )
    responses = reading.table("ledger.responses")
    refusals = tuple(fault for fault in found if responses[fault.code] == REFUSE)
    flags = tuple(fault for fault in found if responses[fault.code] == FLAG)
    takes = nature["takes_time"] == "yes" and responses[ACT_OVERLAP] == REFUSE
    return Acceptance(not refusals, refusals, flags, takes and facts.profession is not None)


def _clashes(facts: ActFacts, nature: dict[str, str]) -> Iterator[Message]:
    same = (
        known
        for known in facts.of_person
        if (known.kind, known.item) == (facts.kind, facts.item) and _meets(known.span, facts.span)
    )
    if any(same):
        yield Message(ACT_DUPLICATE)
    if nature["takes_time"] == "yes":
        if any(_meets(known.span, facts.span) for known in facts.of_practitioner):
            yield Message(ACT_OVERLAP)
        elif any(_same_minute(known, facts) for known in facts.of_practitioner):
            yield Message(ACT_SAME_MINUTE)


def _standing(facts: ActFacts, nature: dict[str, str]) -> Iterator[Message]:
    if nature["not_in_hospital"] == "yes" and _any_meets(facts.hospital_stays, facts.span):
        yield Message(ACT_IN_HOSPITAL)
    if facts.profession is None:
        return
    days = {_day(facts.span.since), _day(facts.span.until or facts.span.since)}
    if nature["at_practice"] == "yes" and not all(_practises(facts.practice, d) for d in days):
        yield Message(ACT_OUTSIDE_PRACTICE)
    if facts.professions and facts.profession not in facts.professions:
        yield Message(ACT_WRONG_PROFESSION, {"profession": facts.profession})


def _length(facts: ActFacts, reading: Reading) -> Iterator[Message]:
    if facts.minimum_minutes is None or facts.span.until is None:
        return
    seconds = int((facts.span.until - facts.span.since).total_seconds())
    told: dict[str, str | int | None] = {
        "minutes": seconds // 60,
        "minimum": facts.minimum_minutes,
    }
    if seconds * 100 < facts.minimum_minutes * 60 * reading.integer("ledger.far_too_short_percent"):
        yield Message(ACT_FAR_TOO_SHORT, told)
    elif seconds < facts.minimum_minutes * 60:
        yield Message(ACT_SHORT, told)


def _moment(facts: ActFacts, reading: Reading) -> Iterator[Message]:
    ended = facts.span.until or facts.span.since
    if ended > facts.told_at + reading.duration("ledger.clock_tolerance"):
        yield Message(ACT_IN_FUTURE)
    elif facts.told_at - ended > reading.duration("ledger.late_after"):
        yield Message(ACT_LATE)


def _meets(known: Span, span: Span) -> bool:
    return known.overlaps(span)


def _any_meets(spans: Sequence[Span], span: Span) -> bool:
    return any(one.overlaps(span) for one in spans)


def _same_minute(known: KnownAct, facts: ActFacts) -> bool:
    begun = known.span.since.replace(second=0, microsecond=0)
    same = begun == facts.span.since.replace(second=0, microsecond=0)
    return same and known.person_id != facts.person_id


def _practises(practice: Sequence[PracticeDays], day: date) -> bool:
    return any(a.since <= day and (a.until is None or day < a.until) for a in practice)


def _day(moment: datetime) -> date:
    return moment.astimezone(CHINA).date()
