"""Measures as Measure: what is counted, and in which direction it is better.

Source: HL7 FHIR R4 Measure; measure-scoring and measure-improvement-notation of HL7.  Figures
are not shown as MeasureReport: one that is too small to be shown is left out when it is asked
for (docs/decisions/161), and a stored copy would not know that.
"""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.rules.fhir_map.projections.terms import (
    TERMINOLOGY,
    Resource,
    concept,
    identifier,
    own,
    present,
)

NOTATION = f"{TERMINOLOGY}/measure-improvement-notation"
SCORING = f"{TERMINOLOGY}/measure-scoring"
BETTER = {"UP": "increase", "DOWN": "decrease"}


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
