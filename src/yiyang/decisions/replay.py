"""A stored decision asked again: of the book it was made from, or of another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import ValidationError

from yiyang.decisions.book import BookLost, kept_book
from yiyang.decisions.models import Decision
from yiyang.kernel.errors import Refused
from yiyang.kernel.plain import Difference, differences, from_plain, to_plain
from yiyang.policy.book import Book, Line, PolicyError, Reading
from yiyang.rules import registry


class Outcome(StrEnum):
    """How asking again went."""

    SAME = "REPLAY_SAME"
    DIFFERENT = "REPLAY_DIFFERENT"
    NO_ANSWER = "REPLAY_NO_ANSWER"  # the book holds the case, or the rule refuses
    RULE_GONE = "REPLAY_RULE_GONE"
    BOOK_LOST = "REPLAY_BOOK_LOST"
    FACTS_UNREADABLE = "REPLAY_FACTS_UNREADABLE"


@dataclass(frozen=True)
class Replay:
    """What a rule answers now to the facts of a decision, and how that differs."""

    outcome: Outcome
    result: Any = None
    differences: tuple[Difference, ...] = ()
    lines: tuple[Line, ...] = ()
    why: str = ""


def replay(decision: Decision) -> Replay:
    """Ask the decision's rule again, of the book that was in force; nothing may differ."""
    try:
        book = kept_book(decision.book_digest)
    except BookLost:
        return Replay(Outcome.BOOK_LOST)
    return ask_again(decision, book)


def ask_again(decision: Decision, book: Book, *, day: date | None = None) -> Replay:
    """Ask the decision's rule of another book, at the day of the fact unless told."""
    try:
        rule = registry.find(decision.rule, decision.rule_version)
    except KeyError:
        return Replay(Outcome.RULE_GONE)
    try:
        facts = from_plain(rule.facts_type, decision.facts)
    except ValidationError as error:
        return Replay(Outcome.FACTS_UNREADABLE, why=f"{error.error_count()} faults")
    reading = Reading(book, day or decision.day, decision.place, decision.strict)
    try:
        result = to_plain(rule(facts, reading))
    except (PolicyError, Refused) as error:
        return Replay(Outcome.NO_ANSWER, lines=tuple(reading.used.values()), why=str(error))
    differing = tuple(differences(decision.result, result))
    outcome = Outcome.DIFFERENT if differing else Outcome.SAME
    return Replay(outcome, result, differing, tuple(reading.used.values()))


def lines_read(decision: Decision) -> tuple[Line, ...]:
    """Return the lines of the book that a decision was made because of, as they stood then.

    Raises:
        BookLost: the book of that day is not kept.
    """
    book = kept_book(decision.book_digest)
    keys = (cited["key"] for cited in decision.authorities)
    return tuple(book.on(key, decision.day, decision.place) for key in keys)
