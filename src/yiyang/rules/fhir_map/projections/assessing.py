"""Instruments as Questionnaire, an assessment as QuestionnaireResponse and Observation.

Source: HL7 FHIR R4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from yiyang.rules.fhir_map.projections.terms import (
    TERMINOLOGY,
    Resource,
    coding,
    concept,
    own,
    present,
    reference,
)
from yiyang.rules.instruments.sheet import Instrument, Item

CATEGORY = f"{TERMINOLOGY}/observation-category"


@dataclass(frozen=True)
class AssessmentFacts:
    """One instrument filled in for a person; numbers of answers as text."""

    key: int
    patient: str
    instrument: str
    version: str
    answers: dict[str, str]
    scores: dict[str, Any]
    level: str
    assessed_at: str
    institution: int | None


def address_of(instrument: str, version: str) -> str:
    """Return the canonical address of one edition of an instrument."""
    return f"{own('questionnaire')}:{instrument}|{version}"


def questionnaire_of(edition: Instrument) -> tuple[str, Resource]:
    """Return an edition of an instrument as a Questionnaire, with its id."""
    address = address_of(edition.id, edition.version).partition("|")[0]
    name = "".join(c if c.isalnum() or c in "-." else "-" for c in edition.version)
    made = present(
        {
            "resourceType": "Questionnaire",
            "url": address,
            "version": edition.version,
            "name": edition.id.replace("-", "_"),
            "title": edition.name.zh,
            "status": "active" if edition.issued else "retired",
            "subjectType": ["Patient"],
            "description": edition.use.zh,
            "effectivePeriod": {"start": edition.from_.isoformat()},
            "item": [_question(item) for item in edition.items],
        }
    )
    return f"instrument-{edition.id}-{name}".replace("_", "-"), made


def _question(item: Item) -> dict[str, Any]:
    kind = "choice" if item.options else "boolean" if item.is_flag else "decimal"
    options = [
        {"valueCoding": coding(own("answer"), option.code, option.text.zh)}
        for option in item.options
    ]
    return present(
        {
            "linkId": item.id,
            "text": item.name.zh,
            "type": kind,
            "required": not item.optional,
            "answerOption": options,
        }
    )


def response_of(facts: AssessmentFacts) -> Resource:
    """Return an assessment's answers as a QuestionnaireResponse."""
    house = facts.institution
    return present(
        {
            "resourceType": "QuestionnaireResponse",
            "questionnaire": address_of(facts.instrument, facts.version),
            "status": "completed",
            "subject": {"reference": facts.patient},
            "authored": facts.assessed_at,
            "author": reference("Organization", "institution", house) if house else None,
            "item": [
                {"linkId": name, "answer": [{"valueString": str(value)}]}
                for name, value in sorted(facts.answers.items())
                if str(value)
            ],
        }
    )


def observation_of(facts: AssessmentFacts) -> Resource:
    """Return an assessment's level and scores as an Observation."""
    house = facts.institution
    scores = {n: s for n, s in sorted(facts.scores.items()) if type(s) is int}
    return present(
        {
            "resourceType": "Observation",
            "status": "final",
            "category": [concept(CATEGORY, "survey")],
            "code": concept(own("instrument"), facts.instrument),
            "subject": {"reference": facts.patient},
            "effectiveDateTime": facts.assessed_at,
            "performer": [reference("Organization", "institution", house)] if house else None,
            "valueCodeableConcept": concept(own("level"), facts.level) if facts.level else None,
            "derivedFrom": [reference("QuestionnaireResponse", "assessment", facts.key)],
            "component": [
                {"code": concept(own("score"), name), "valueInteger": score}
                for name, score in scores.items()
            ],
        }
    )
