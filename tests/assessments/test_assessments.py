"""An assessment is kept with its decision, or nothing is written at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.http import Http404

from tests.conftest import NOW
from tests.vitals import latest_vitals
from tests.world import (
    actor_of,
    make_assignment,
    make_grant,
    make_institution,
    make_person,
)
from yiyang.access.models import Grant, Role
from yiyang.assessments import selectors
from yiyang.assessments.models import Assessment
from yiyang.assessments.services import (
    AssessedAfterDeath,
    AssessedLater,
    InstrumentIncomplete,
    InstrumentNotIssued,
    record_assessment,
)
from yiyang.audit.models import Entry
from yiyang.decisions.models import Decision
from yiyang.people.models import Person
from yiyang.policy.book import NotInForce
from yiyang.record.models import Resource
from yiyang.rules.instruments import UnknownInstrument

pytestmark = pytest.mark.django_db
WELL = {
    "resp_rate": "16",
    "spo2": "98",
    "oxygen": "NO",
    "systolic": "120",
    "pulse": "72",
    "consciousness": "A",
    "temperature": "36.8",
}
PALLIATIVE = {"certified": True, "consent": "PATIENT", "kps": 50, "prognosis_months": 6}


def assess(person: Person, instrument: str = "NEWS2", **more: Any) -> Assessment:
    answers = more.pop("answers", WELL)
    nurse = more.pop("nurse", None) or make_assignment(Role.NURSE, institution=make_institution())
    given = {
        "person": person,
        "instrument_id": instrument,
        "answers": answers,
        "assessed_at": NOW,
        "institution": nurse.institution,
        "by": actor_of(nurse),
        "at": NOW,
    }
    return record_assessment(**(given | more))


def test_an_assessment_is_kept_with_its_level_its_decision_and_one_audit_row() -> None:
    person = make_person()
    kept = assess(person, "PALLIATIVE_ENTRY", answers=PALLIATIVE)
    assert (kept.level, kept.instrument_version) == ("ELIGIBLE", "1")
    assert kept.valid_until == date(2026, 3, 16)
    decision = kept.decision
    assert (decision.rule, decision.person_id, decision.result["level"]) == (
        "instruments.score",
        person.pk,
        "ELIGIBLE",
    )
    assert "JA-2.2.2" in decision.clauses
    entry = Entry.objects.get(action="assessment.record")
    assert (entry.subject_id, entry.person_id) == (str(kept.pk), person.pk)


def test_vital_signs_enter_the_record_and_the_green_channel_is_decided() -> None:
    person = make_person()
    kept = assess(person, answers={**WELL, "spo2": "85"})
    channel = selectors.green_channel_of(kept)
    assert channel is not None
    assert (channel.result["colour"], channel.person_id) == ("RED", person.pk)
    assert latest_vitals(person.pk, NOW)["spo2"] == "85"


@pytest.mark.parametrize(
    ("answers", "findings"),
    [
        ({}, {("INCOMPLETE", item) for item in WELL}),
        ({**WELL, "pulse": "900"}, {("OUT_OF_RANGE", "pulse")}),
        ({**WELL, "mood": "good"}, {("UNKNOWN_ITEM", "mood")}),
    ],
)
def test_an_incomplete_sheet_is_refused_and_nothing_is_written(
    answers: dict[str, str], findings: set[tuple[str, str]]
) -> None:
    person = make_person()
    with pytest.raises(InstrumentIncomplete) as refused:
        assess(person, answers=answers)
    assert {(f.code, f.where) for f in refused.value.findings} == findings
    assert_nothing_written()


def assert_nothing_written() -> None:
    for model in (Assessment, Decision, Entry, Resource):
        assert not model.objects.exists()


@pytest.mark.parametrize(
    ("instrument", "more", "refusal"),
    [
        ("NO_SUCH", {}, UnknownInstrument),
        ("GB42195", {"assessed_at": datetime(2022, 12, 29, tzinfo=UTC)}, UnknownInstrument),
        ("MZT039", {}, InstrumentNotIssued),
        ("NEWS2", {"assessed_at": NOW + timedelta(minutes=1)}, AssessedLater),
    ],
)
def test_what_cannot_be_assessed_is_refused_and_nothing_is_written(
    instrument: str, more: dict[str, Any], refusal: type[Exception]
) -> None:
    person = make_person()
    with pytest.raises(refusal):
        assess(person, instrument, **more)
    assert_nothing_written()


def test_nobody_is_assessed_after_death() -> None:
    person = make_person(died_at=NOW - timedelta(hours=1))
    with pytest.raises(AssessedAfterDeath):
        assess(person)
    assert_nothing_written()


def test_a_strict_book_keeps_no_result_that_rests_on_a_proposal(settings: Any) -> None:
    settings.STRICT_POLICY = True
    person = make_person()
    with pytest.raises(NotInForce):
        assess(person, "PALLIATIVE_ENTRY", answers=PALLIATIVE)
    assert_nothing_written()


def test_a_result_of_the_earlier_form_is_taken_over_as_it_stands() -> None:
    answers = {"adl": 1, "mental": 0, "sensory": 2, "social": 1, "level": 1}
    earlier = datetime(2015, 5, 1, tzinfo=UTC)
    person = make_person()
    kept = assess(person, "MZT039", answers=answers, assessed_at=earlier, is_earlier_form=True)
    assert (kept.level, kept.valid_until) == ("1", None)


def test_the_same_sheet_sent_twice_is_kept_once() -> None:
    person = make_person()
    assert assess(person).pk == assess(person).pk
    assert Assessment.objects.count() == 1
    assert assess(person, answers={**WELL, "pulse": "73"}).pk != Assessment.objects.first().pk


def test_the_newest_assessment_counts_while_it_holds() -> None:
    person = make_person()
    earlier = assess(person, "KPS", answers={"kps": 60}, assessed_at=NOW - timedelta(days=9))
    newest = assess(person, "KPS", answers={"kps": 40})
    today = date(2026, 3, 2)
    assert selectors.latest_valid(person.pk, today) == {"KPS": newest}
    assert selectors.latest_valid(person.pk, today - timedelta(days=1)) == {"KPS": earlier}
    assert selectors.latest_valid(person.pk, newest.valid_until - timedelta(days=1)) != {}
    assert selectors.latest_valid(person.pk, newest.valid_until) == {}


def test_only_who_may_see_the_summary_sees_an_assessment() -> None:
    person = make_person()
    kept = assess(person)
    home = make_institution()
    seeing = make_assignment(Role.NURSE, institution=home)
    make_grant(person, home, Grant.Scope.SUMMARY)
    narrow = make_assignment(Role.NURSE, institution=make_institution())
    make_grant(person, narrow.institution, Grant.Scope.IDENTITY)
    blind = make_assignment(Role.NURSE, institution=make_institution())
    assert selectors.assessment_for(seeing, kept.pk) == kept
    assert list(selectors.assessments_for(seeing, person.pk)) == [kept]
    for nurse in (narrow, blind):
        assert not selectors.assessments_for(nurse, person.pk).exists()
        with pytest.raises(Http404):
            selectors.assessment_for(nurse, kept.pk)


def test_a_strict_book_never_stops_vital_signs_from_being_answered(settings: Any) -> None:
    settings.STRICT_POLICY = True
    kept = assess(make_person(), answers={**WELL, "spo2": "85"})
    channel = selectors.green_channel_of(kept)
    assert channel is not None and channel.result["colour"] == "RED"
