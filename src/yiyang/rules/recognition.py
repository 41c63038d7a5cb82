"""Which earlier results a doctor is offered before a repeat, and what ordering it again needs.

A result is an image or a value; the diagnostic conclusion of a doctor is none, and is not part
of the facts.  The receiving doctor's judgement is the standard: they may always order again.

Source: SM-4.9; GWYF-2022-6 (principle, marks, six cases); the ages are proposed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from yiyang.kernel.identifiers import lies_in
from yiyang.kernel.messages import Message
from yiyang.policy.book import Reading
from yiyang.rules.calendar import CHINA
from yiyang.rules.registry import rule

FINAL = frozenset({"final", "amended", "corrected", "appended"})  # statuses of a finished result


class Setting(StrEnum):
    """Where the person is looked after: a hospital bed, or anywhere else."""

    INPATIENT = "INPATIENT"
    OUTPATIENT = "OUTPATIENT"


@dataclass(frozen=True)
class Mark:
    """A recognition mark of an item at an institution; ``until`` is excluded."""

    region: str
    since: date
    until: date | None = None


@dataclass(frozen=True)
class Control:
    """Days on which the item's quality control at an institution counts as passed."""

    since: date
    until: date | None = None


@dataclass(frozen=True)
class Earlier:
    """A result in the record; ``made_at`` is the earliest moment that its date may mean.

    Args:
        marks, controls: those of its item at the institution that made it; none where nobody
            knows the institution.
    """

    key: int
    made_at: datetime | None
    status: str
    has_maker: bool
    marks: tuple[Mark, ...] = ()
    controls: tuple[Control, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A doctor is about to order an item.

    Args:
        place: division code of the institution that would recognise.
        case: the re-examination case that the doctor names; "" while none is named.
    """

    item: str
    setting: Setting
    place: str
    at: datetime
    earlier: tuple[Earlier, ...]
    case: str = ""


@dataclass(frozen=True)
class Verdict:
    """One earlier result: ``may_be`` without regard to a re-examination case, and every reason."""

    key: int
    mark: str
    mark_ok: bool
    control_ok: bool
    age_ok: bool
    may_be: bool
    recognised: bool
    reasons: tuple[Message, ...]


@dataclass(frozen=True)
class Recognition:
    """What of the record stands for the item; ``avoided_fen`` is what a repeat is valued at."""

    verdicts: tuple[Verdict, ...]
    avoided_fen: int

    @property
    def offered(self) -> tuple[int, ...]:
        """The keys of what may be recognised, in the order given."""
        return tuple(v.key for v in self.verdicts if v.may_be)

    @property
    def recognised(self) -> tuple[int, ...]:
        """The keys of what may be recognised and stands against no case."""
        return tuple(v.key for v in self.verdicts if v.recognised)


@rule("recognition.recognise")
def recognise(asked: Asked, reading: Reading) -> Recognition:
    """Tell of each earlier result whether it is recognised, and everything that stands against it.

    Recognised is what has a mark that counts where the receiver stands, passed quality control,
    is not older than the item allows (exactly as old is young enough) and meets no
    re-examination case.  Mark and control count on the day on which the result was made.

    Source: SM-4.9; GWYF-2022-6; ``recognise = mark_ok and QC_ok and age_ok and not reexam``.
    """
    item = reading.table("recognition.items")[asked.item]
    hours = reading.table("recognition.oldest_hours")[item["kind"]][asked.setting.value]
    regions = reading.table("recognition.marks")
    oldest = timedelta(hours=int(hours))
    verdicts = tuple(_verdict(one, asked, oldest, regions) for one in asked.earlier)
    return Recognition(verdicts, int(item["fen"]))


def _verdict(
    one: Earlier, asked: Asked, oldest: timedelta, regions: dict[str, list[str]]
) -> Verdict:
    day = one.made_at.astimezone(CHINA).date() if one.made_at else None
    held = [m for m in one.marks if day and _holds(m.since, m.until, day)]
    counting = [m.region for m in held if _counts(regions.get(m.region, []), asked.place)]
    controlled = any(day and _holds(c.since, c.until, day) for c in one.controls)
    is_final = one.status in FINAL
    young = one.made_at is not None and timedelta() <= asked.at - one.made_at <= oldest
    may_be = bool(counting) and controlled and young and is_final
    reasons = (
        *_of_maker(one, bool(held), bool(counting), controlled),
        *_of_time(one, asked.at, oldest),
        *(() if is_final else (Message("RESULT_NOT_FINAL"),)),
        *((Message("REEXAMINED", {"case": asked.case}),) if asked.case else ()),
    )
    return Verdict(
        key=one.key,
        mark=counting[0] if counting else "",
        mark_ok=bool(counting),
        control_ok=controlled,
        age_ok=young,
        may_be=may_be,
        recognised=may_be and not asked.case,
        reasons=reasons,
    )


def _of_maker(one: Earlier, held: bool, counts: bool, controlled: bool) -> Iterator[Message]:
    if not one.has_maker:
        yield Message("RESULT_OF_UNKNOWN_MAKER")
        return
    if not counts:
        yield Message("MARK_OF_OTHER_REGION" if held else "NO_MARK")
    if not controlled:
        yield Message("QUALITY_CONTROL_EXPIRED" if one.controls else "NO_QUALITY_CONTROL")


def _of_time(one: Earlier, at: datetime, oldest: timedelta) -> Iterator[Message]:
    if one.made_at is None:
        yield Message("RESULT_UNDATED")
    elif one.made_at > at:
        yield Message("RESULT_IN_FUTURE")
    elif at - one.made_at > oldest:
        yield Message("RESULT_TOO_OLD", {"hours": int(oldest / timedelta(hours=1))})


def _holds(since: date, until: date | None, day: date) -> bool:
    return since <= day and (until is None or day < until)


def _counts(divisions: list[str], place: str) -> bool:
    return any(lies_in(place, code) for code in divisions)


@dataclass(frozen=True)
class Again:
    """A doctor orders an item: how many results were offered, the case named and its words."""

    offered: int
    case: str
    has_words: bool


@dataclass(frozen=True)
class MayOrder:
    """What is missing before the item is ordered, as codes; nothing where it may be ordered."""

    missing: tuple[str, ...]


@rule("recognition.may_order")
def may_order(again: Again, reading: Reading) -> MayOrder:
    """Tell what is missing before an item is ordered.

    Where a result was offered the doctor names one of the six cases, and explains it in words
    where the book asks for them.  Without an offer nothing is asked.

    Source: SM-4.9; GWYF-2022-6 (the doctor explains and records).
    """
    cases = reading.table("recognition.reexamination_cases")
    if again.case and again.case not in cases:
        return MayOrder(("CASE_UNKNOWN",))
    if again.offered and not again.case:
        return MayOrder(("CASE_NEEDED",))
    if again.case in reading.codes("recognition.cases_in_words") and not again.has_words:
        return MayOrder(("WORDS_NEEDED",))
    return MayOrder(())
