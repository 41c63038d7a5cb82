"""A decision is asked again of the book it was made from, and of today's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.decisions.rule import KEY, Asked, second_factor
from yiyang.audit.services import Actor
from yiyang.decisions.book import BookLost, current_book, kept_book
from yiyang.decisions.models import BookSnapshot, Decision
from yiyang.decisions.replay import Outcome, ask_again, lines_read, replay
from yiyang.decisions.services import Subject, adopt_value, decide, read_book
from yiyang.kernel.messages import Text
from yiyang.kernel.plain import digest

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _forget_books() -> None:
    kept_book.cache_clear()


@pytest.fixture
def decision() -> Decision:
    facts = Asked("NURSE", TODAY)
    reading = read_book(TODAY)
    return decide(
        second_factor, facts, reading=reading, subject=Subject("test", 1), at=NOW
    ).decision


def _adopt(days: int) -> None:
    adopt_value(
        key=KEY,
        place="310106",
        starts_on=TODAY + timedelta(days=days),
        value=["NURSE"],
        document_number="7",
        signer="王主任",
        signed_on=TODAY,
        by=Actor(),
        at=NOW,
    )


def test_a_decision_comes_out_the_same(decision: Decision) -> None:
    again = replay(decision)
    assert (again.outcome, again.differences) == (Outcome.SAME, ())
    assert [line.key for line in again.lines] == [KEY]


def test_a_later_adoption_does_not_change_the_replay(decision: Decision) -> None:
    _adopt(days=1)
    assert replay(Decision.objects.get()).outcome is Outcome.SAME
    assert ask_again(decision, current_book()).outcome is Outcome.SAME


def test_a_later_day_of_the_present_book_answers_otherwise(decision: Decision) -> None:
    _adopt(days=1)
    now = ask_again(decision, current_book(), day=TODAY + timedelta(days=1))
    assert now.outcome is Outcome.DIFFERENT
    assert {d.where for d in now.differences} == {"needed", "roles"}
    assert now.lines[0].mark == "adopted"


def test_another_answer_is_reported_place_by_place(decision: Decision) -> None:
    decision.result = decision.result | {"needed": True}
    again = replay(decision)
    assert again.outcome is Outcome.DIFFERENT
    (difference,) = again.differences
    assert (difference.where, difference.before, difference.after) == ("needed", True, False)


def test_a_rule_that_is_gone_is_said_so(decision: Decision) -> None:
    decision.rule_version = "0"
    assert replay(decision).outcome is Outcome.RULE_GONE


def test_facts_of_another_form_are_said_so(decision: Decision) -> None:
    decision.facts = {"role": "NURSE"}
    assert replay(decision).outcome is Outcome.FACTS_UNREADABLE


def test_a_book_without_the_value_gives_no_answer(decision: Decision) -> None:
    assert ask_again(decision, current_book().without(KEY)).outcome is Outcome.NO_ANSWER


def test_a_lost_or_altered_book_is_said_so(decision: Decision) -> None:
    decision.book_digest = "0" * 64
    assert replay(decision).outcome is Outcome.BOOK_LOST
    altered = BookSnapshot(digest="1" * 64, lines=[], taken_at=NOW)
    altered.save()
    decision.book_digest = altered.digest
    assert replay(decision).outcome is Outcome.BOOK_LOST
    with pytest.raises(BookLost):
        lines_read(decision)


@pytest.mark.parametrize(
    ("kept", "shown"),
    [("No act gives it.", Text("No act gives it.", "No act gives it.")), ("", None)],
)
def test_a_book_kept_with_notes_in_one_language_is_read(
    decision: Decision, kept: str, shown: Text | None
) -> None:
    lines = [line | {"note": kept} for line in BookSnapshot.objects.get().lines]
    BookSnapshot.objects.create(digest=digest(lines), lines=lines, taken_at=NOW)
    decision.book_digest = digest(lines)
    assert replay(decision).outcome is Outcome.SAME
    (line,) = lines_read(decision)
    assert line.note == shown


def test_the_lines_are_shown_as_they_stood(decision: Decision) -> None:
    (line,) = lines_read(decision)
    assert (line.key, line.mark, line.title.en) == (
        KEY,
        "proposed",
        "Roles that must use a second factor",
    )
