"""Measures as Measure: what is counted, and in which direction it is better.

A judged figure is a MeasureReport.  One of too few to be judged is none: the verdict that was
stored with it says so (docs/decisions/161, 261).

Source: HL7 FHIR R4 Measure, MeasureReport; measure-scoring, measure-population and
measure-improvement-notation of HL7.
"""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.rules.fhir_map.projections.terms import (
    TERMINOLOGY,
    Resource,
    concept,
    identifier,
    own,
    period,
    present,
    reference,
)
from yiyang.rules.fhir_map.written import Written

NOTATION = f"{TERMINOLOGY}/measure-improvement-notation"
SCORING = f"{TERMINOLOGY}/measure-scoring"
POPULATION = f"{TERMINOLOGY}/measure-population"
BETTER = {"UP": "increase", "DOWN": "decrease"}
UNITS = {"PERCENT": "%", "FEN_EACH": "{fen}", "EACH": "1", "NUMBER": "1"}
UCUM = "http://unitsofmeasure.org"


@dataclass(frozen=True)
class MeasureFacts:
    """A named figure; direction ``UP``, ``DOWN`` or empty."""

    name: str
    unit: str
    direction: str
    clauses: tuple[str, ...]
    is_rate: bool


def measure_of(facts: MeasureFacts) -> tuple[str, Resource]:
    """Return a measure with its id."""
    better = BETTER.get(facts.direction)
    made = present(
        {
            "resourceType": "Measure",
            "url": f"{own('measure')}:{facts.name}",
            "identifier": [identifier("measure", facts.name)],
            "name": "".join(part.title() for part in facts.name.replace(".", "_").split("_")),
            "status": "active",
            "subjectCodeableConcept": {"text": "Patient"},
            "description": f"{facts.unit}: {', '.join(facts.clauses)}",
            "scoring": concept(SCORING, "proportion" if facts.is_rate else "cohort"),
            "improvementNotation": concept(NOTATION, better) if better else None,
        }
    )
    return "measure-" + facts.name.replace("_", "-"), made


@dataclass(frozen=True)
class FigureFacts:
    """A judged figure of one scope; ``value`` in the measure's unit, as text.

    ``institution`` or ``place`` says whose people were counted: keys of rows.  ``of_place``,
    ``of_institution``, ``of_doctor`` say of whom it is, where that is one row.
    """

    measure: str
    scope_kind: str
    scope_key: str
    since: str
    last: str
    numerator: int
    denominator: int
    unit: str
    value: str
    verdict: str
    judged_at: str
    institution: int | None
    place: int | None
    of_place: int | None
    of_institution: int | None
    of_doctor: int | None


def measure_report_of(facts: FigureFacts) -> Resource:
    """Return a judged figure as a summary report."""
    return present(
        {
            "resourceType": "MeasureReport",
            "status": "complete",
            "type": "summary",
            "measure": f"{own('measure')}:{facts.measure}",
            "subject": _subject(facts),
            "date": facts.judged_at,
            "reporter": _reporter(facts),
            "period": period(facts.since, facts.last),
            "group": [_group(facts)],
        }
    )


def _reporter(facts: FigureFacts) -> Resource | None:
    """Whose people were counted: who works there, or for that place, may read the report."""
    if facts.institution is not None:
        return reference("Organization", "institution", facts.institution)
    return reference("Location", "place", facts.place) if facts.place is not None else None


def _subject(facts: FigureFacts) -> Resource | None:
    if facts.of_doctor is not None:
        return reference("Practitioner", "practitioner", facts.of_doctor)
    if facts.of_institution is not None:
        return reference("Location", "institution", facts.of_institution)
    return reference("Location", "place", facts.of_place) if facts.of_place is not None else None


def _group(facts: FigureFacts) -> Resource:
    counted = (("numerator", facts.numerator), ("denominator", facts.denominator))
    unit = UNITS[facts.unit]
    return {
        "code": {
            "coding": [
                {"system": own("figure-scope"), "code": facts.scope_kind},
                {"system": own("verdict"), "code": facts.verdict},
            ],
            "text": f"{facts.scope_kind} {facts.scope_key}",
        },
        "population": [
            {"code": concept(POPULATION, name), "count": count} for name, count in counted
        ],
        "measureScore": {
            "value": Written(facts.value),
            "unit": unit,
            "system": UCUM,
            "code": unit,
        },
    }
