"""``yiyang explain``: asked again, with lines, authorities and what today's book says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.decisions.rule import KEY, Asked, second_factor
from tests.journey import Journey
from tests.world import make_person
from yiyang.audit.models import Entry
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Subject, decide, read_book

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision() -> Decision:
    subject = Subject("test", 1, make_person().pk)
    facts, reading = Asked("NURSE", NOW.date()), read_book(NOW.date())
    return decide(second_factor, facts, reading=reading, subject=subject, at=NOW).decision


def test_a_decision_is_explained_and_the_look_is_audited(
    journey: Journey, decision: Decision
) -> None:
    answered = journey.command("explain", str(decision.pk), "--json")
    assert answered.exit_code == 0, answered.err
    document = answered.json
    assert document["replay"] == {"outcome": "REPLAY_SAME", "differences": [], "why": ""}
    assert document["present_book"]["outcome"] == "REPLAY_SAME"
    (line,) = document["lines"]
    assert (line["key"], line["mark"], line["mission"]) == (KEY, "proposed", "JA-3")
    assert document["facts"]["role"] == "NURSE"
    entry = Entry.objects.get(action="decision.explain")
    assert entry.person_id == decision.person_id


def test_a_difference_is_shown_place_by_place(journey: Journey, decision: Decision) -> None:
    other = Decision.objects.create(
        **{f.name: getattr(decision, f.name) for f in Decision._meta.fields if f.name != "id"}
        | {"result": decision.result | {"needed": True}}
    )
    answered = journey.command("explain", str(other.pk), "--json").json
    assert answered["replay"]["differences"] == [
        {"where": "needed", "before": True, "after": False}
    ]
    text = journey.command("explain", str(other.pk), "--language", "en").out
    assert "needed: True -> False" in text and "another answer" in text


@pytest.mark.parametrize(("language", "words"), [("zh", "结果一致"), ("en", "the same answer")])
def test_it_is_explained_in_either_language(
    journey: Journey, decision: Decision, language: str, words: str
) -> None:
    text = journey.command("explain", str(decision.pk), "--language", language).out
    assert words in text and KEY in text


def test_what_is_not_there_is_bad_input(journey: Journey) -> None:
    assert journey.command("explain", "999999").exit_code == 2
    assert journey.command("explain", "x").exit_code == 2
    assert not Entry.objects.filter(action="decision.explain").exists()


def test_the_day_of_the_fact_is_kept(journey: Journey) -> None:
    day = NOW.date() - timedelta(days=400)
    decided = decide(
        second_factor, Asked("NURSE", day), reading=read_book(day), subject=Subject("t", 1), at=NOW
    )
    answered = journey.command("explain", str(decided.decision.pk), "--json").json
    assert answered["day"] == day.isoformat()
