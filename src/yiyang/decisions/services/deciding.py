"""Asking a rule, and keeping what it answered and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from django.conf import settings
from django.db.models import F

from yiyang.audit.together import once
from yiyang.decisions.book import current_book
from yiyang.decisions.models import BookSnapshot, Decision, MissingValue
from yiyang.kernel.plain import to_plain
from yiyang.policy.book import Book, NotInForce, Reading
from yiyang.rules.registry import Rule

Facts = TypeVar("Facts")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Subject:
    """What a decision is about: a row by its kind and key, and the person concerned."""

    kind: str
    key: int
    person_id: int | None = None


@dataclass(frozen=True)
class Decided(Generic[Result]):
    """A rule's result and the row that keeps it."""

    result: Result
    decision: Decision


def read_book(day: date, *, place: str | None = None, strict: bool | None = None) -> Reading:
    """Open the book in force here at a day; strictness as the node is set unless told."""
    return Reading(
        once("book", current_book),
        day,
        place or settings.PLACE,
        settings.STRICT_POLICY if strict is None else strict,
    )


def decide(
    rule: Rule[Facts, Result],
    facts: Facts,
    *,
    reading: Reading,
    subject: Subject,
    at: datetime,
) -> Decided[Result]:
    """Run a rule on facts and store the decision, inside the caller's transaction.

    A value that the book lacks, and without which the rule took the safest branch, is
    reported to the policy desk.

    Raises:
        NotInForce: the book has no usable answer; nothing has been written.
    """
    result = rule(facts, reading)
    keep_book(reading.book, at)
    report_gaps(reading, at=at)
    decision = drawn_up(rule, facts, result, reading=reading, subject=subject, at=at)
    decision.save(force_insert=True)
    return Decided(result, decision)


def drawn_up(
    rule: Rule[Facts, Result],
    facts: Facts,
    result: Result,
    *,
    reading: Reading,
    subject: Subject,
    at: datetime,
) -> Decision:
    """Return a decision that is not stored yet: for who stores many at once, with the book kept."""
    return Decision(
        rule=rule.name,
        rule_version=rule.version,
        book_digest=reading.book.digest,
        day=reading.day,
        place=reading.place,
        strict=reading.strict,
        facts=to_plain(facts),
        result=to_plain(result),
        clauses=list(reading.missions),
        marks=list(reading.marks),
        authorities=[
            {
                "key": line.key,
                "act": line.authority.act,
                "article": line.authority.article,
                "mark": line.mark.value,
            }
            for line in reading.used.values()
        ],
        subject_kind=subject.kind,
        subject_id=subject.key,
        person_id=subject.person_id,
        made_at=at,
    )


def keep_book(book: Book, at: datetime) -> None:
    """Keep one copy of each state of the book that a decision was made from."""
    if not BookSnapshot.objects.filter(digest=book.digest).exists():
        BookSnapshot.objects.get_or_create(
            digest=book.digest,
            defaults={"lines": [to_plain(line) for line in book.lines], "taken_at": at},
        )


def report_gaps(reading: Reading, *, at: datetime) -> None:
    """Tell the policy desk of every value that the book lacked and work went on without."""
    for key in sorted(reading.missing):
        report_missing(NotInForce(key, reading.day, reading.place), at=at)


def report_missing(gap: NotInForce, *, at: datetime) -> None:
    """Tell the policy desk that the book had no usable answer; one row a key and place.

    Call it where the work goes on without the value, or after the transaction that stopped.
    """
    row, is_new = MissingValue.objects.get_or_create(
        key=gap.key,
        place=gap.place,
        defaults={"day": gap.day, "strict": gap.refused_mark, "first_at": at, "last_at": at},
    )
    if not is_new:
        MissingValue.objects.filter(pk=row.pk).update(
            day=gap.day, strict=gap.refused_mark, last_at=at, times=F("times") + 1
        )
