"""Recording an assessment: scored by the rule, kept with its decision, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from yiyang.assessments.facts import day_of, sheet_of
from yiyang.assessments.models import Assessment
from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.decisions.services import Decided, Subject, decide, read_book
from yiyang.kernel.errors import Refused
from yiyang.kernel.findings import Finding
from yiyang.network.models import Institution
from yiyang.people.models import Person
from yiyang.policy.book import Reading
from yiyang.record.services.vitals import record_vitals
from yiyang.rules.instruments import Scored, alarm_of, green_channel, instrument, score_sheet

VITAL_SIGNS = "NEWS2"


class InstrumentIncomplete(Refused):
    """Refused because an answer is missing or cannot be; ``findings`` name every item."""

    code = "INSTRUMENT_INCOMPLETE"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(count=len(findings))
        self.findings = findings


class InstrumentNotIssued(Refused):
    """Refused because this instrument's earlier results are kept, but none is made any more."""

    code = "INSTRUMENT_NOT_ISSUED"


class AssessedLater(Refused):
    """Refused because the moment of the assessment has not come yet."""

    code = "ASSESSED_LATER"


class AssessedAfterDeath(Refused):
    """Refused because the person had died."""

    code = "ASSESSED_AFTER_DEATH"


@transaction.atomic
def record_assessment(
    *,
    person: Person,
    instrument_id: str,
    answers: Mapping[str, Any],
    assessed_at: datetime,
    institution: Institution | None,
    by: Actor,
    at: datetime,
    is_earlier_form: bool = False,
) -> Assessment:
    """Score an instrument for a person and keep it with its decision.

    The same answers of the same moment sent twice are kept once.  Vital signs go into the
    record as well, and the green channel is decided from them.

    Args:
        instrument_id: the edition in force on the day of the assessment is used.
        institution: where the assessor works, None for a person of the district.
        is_earlier_form: take over a result of an instrument that is no longer issued.

    Raises:
        UnknownInstrument: no such instrument on that day.
        InstrumentNotIssued, AssessedLater, AssessedAfterDeath: as they say.
        InstrumentIncomplete: an answer is missing, unknown or out of range; all at once.
        NotInForce: the book has no usable bounds for it.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    edition = instrument(instrument_id, on=day_of(assessed_at))
    _refuse_untimely(person, assessed_at, at)
    if not edition.issued and not is_earlier_form:
        raise InstrumentNotIssued(instrument=edition.id)
    facts = sheet_of(person, edition, answers, day_of(assessed_at))
    kept = Assessment.objects.filter(
        person=person, instrument=edition.id, assessed_at=assessed_at, answers=dict(facts.answers)
    ).first()
    if kept is not None:
        return kept
    reading = read_book(facts.assessed_on)
    subject = Subject("PERSON", person.pk, person.pk)
    decided = decide(score_sheet, facts, reading=reading, subject=subject, at=at)
    if decided.result.findings:
        raise InstrumentIncomplete(decided.result.findings)
    assessment = _keep(
        decided,
        facts.answers,
        person=person,
        assessed_at=assessed_at,
        institution=institution,
        assessor_id=by.account_id,
    )
    if edition.id == VITAL_SIGNS:
        _answer_vitals(assessment, reading, by, at)
    _audit(assessment, by, at)
    changed(at, assessment=assessment.pk)
    return assessment


def _refuse_untimely(person: Person, assessed_at: datetime, at: datetime) -> None:
    if assessed_at > at:
        raise AssessedLater
    if person.died_at is not None and assessed_at >= person.died_at:
        raise AssessedAfterDeath


def _keep(decided: Decided[Scored], answers: Mapping[str, str], **columns: Any) -> Assessment:
    scored = decided.result
    return Assessment.objects.create(
        instrument=scored.instrument,
        instrument_version=scored.version,
        answers=dict(answers),
        scores=dict(scored.scores),
        level=scored.level,
        valid_until=scored.valid_until,
        decision=decided.decision,
        **columns,
    )


def _answer_vitals(assessment: Assessment, reading: Reading, by: Actor, at: datetime) -> None:
    """Put the vital signs into the record and decide how fast somebody must come."""
    measured = assessment.assessed_at
    person_id = assessment.person_id
    record_vitals(
        person_id=person_id, vitals=assessment.answers, measured_at=measured, by=by, at=at
    )
    own = read_book(reading.day, place=reading.place, strict=False)
    subject = Subject(Assessment.SUBJECT, assessment.pk, person_id)
    decide(green_channel, alarm_of(assessment.answers), reading=own, subject=subject, at=at)


def _audit(assessment: Assessment, by: Actor, at: datetime) -> None:
    record(
        by=by,
        at=at,
        action="assessment.record",
        subject_kind="assessment",
        subject_id=assessment.pk,
        person_id=assessment.person_id,
        payload={
            "instrument": assessment.instrument,
            "version": assessment.instrument_version,
            "level": assessment.level,
            "scores": assessment.scores,
            "decision": assessment.decision_id,
            "institution": assessment.institution_id,
        },
    )
