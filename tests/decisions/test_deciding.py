"""A decision keeps what was asked, what was answered and because of which lines."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.conftest import NOW
from tests.decisions.rule import KEY, Answered, Asked, second_factor
from yiyang.decisions.models import BookSnapshot, Decision, MissingValue
from yiyang.decisions.selectors import missing_values
from yiyang.decisions.services import Subject, decide, read_book, report_missing
from yiyang.policy.book import NotInForce, Reading
from yiyang.policy.loader import shipped_book

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
ASKED = Asked("NURSE", date(2024, 1, 1))


def _decide(reading: Reading, facts: Asked = ASKED) -> Decision:
    subject = Subject("test", 7)
    return decide(second_factor, facts, reading=reading, subject=subject, at=NOW).decision


def test_a_decision_names_its_clauses_marks_and_authorities() -> None:
    decided = decide(
        second_factor, ASKED, reading=read_book(TODAY), subject=Subject("test", 7), at=NOW
    )
    assert isinstance(decided.result, Answered)
    row = Decision.objects.get()
    assert (row.rule, row.rule_version, row.day) == ("tests.second_factor", "1", TODAY)
    assert row.facts == {"role": "NURSE", "since": "2024-01-01", "urgent": False}
    assert row.result["needed"] is False
    assert (row.clauses, row.marks) == (["JA-3"], ["proposed"])
    assert row.authorities == [{"key": KEY, "act": "none", "article": "", "mark": "proposed"}]
    assert (row.subject_kind, row.subject_id, row.made_at) == ("test", 7, NOW)


def test_one_copy_of_a_book_is_kept() -> None:
    for _ in range(3):
        _decide(read_book(TODAY))
    assert BookSnapshot.objects.get().digest == Decision.objects.first().book_digest


def test_a_rule_without_an_answer_leaves_nothing() -> None:
    reading = Reading(shipped_book().without(KEY), TODAY, "310106")
    with pytest.raises(NotInForce):
        _decide(reading)
    assert not Decision.objects.exists() and not BookSnapshot.objects.exists()


def test_strict_mode_holds_a_rule_that_needs_an_unsettled_value() -> None:
    with pytest.raises(NotInForce) as held:
        _decide(read_book(TODAY, strict=True))
    assert held.value.refused_mark
    assert not Decision.objects.exists()


def test_an_emergency_decides_without_the_value_and_asks_the_policy_desk() -> None:
    reading = Reading(shipped_book().without(KEY), TODAY, "310106", strict=True)
    decision = _decide(reading, Asked("NURSE", TODAY, urgent=True))
    assert decision.result["roles"] == []
    row = MissingValue.objects.get()
    assert (row.key, row.place, row.day, row.times) == (KEY, "310106", TODAY, 1)


def test_a_gap_is_one_row_however_often_it_is_met() -> None:
    later = NOW + timedelta(days=3)
    report_missing(NotInForce("calendar.2031", TODAY, "310106"), at=NOW)
    report_missing(NotInForce("calendar.2031", later.date(), "310106"), at=later)
    row = MissingValue.objects.get()
    assert (row.times, row.first_at, row.last_at, row.day) == (2, NOW, later, later.date())


def test_a_gap_is_open_until_the_book_answers() -> None:
    report_missing(NotInForce(KEY, date(2019, 1, 1), "310106"), at=NOW)
    report_missing(NotInForce("no.such_key", TODAY, "310106"), at=NOW)
    report_missing(NotInForce("access.powers", TODAY, "310106"), at=NOW)
    assert {row.key for row in missing_values()} == {KEY, "no.such_key"}
