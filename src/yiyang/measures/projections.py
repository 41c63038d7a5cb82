"""Measures as FHIR: content of the program, no rows."""

from __future__ import annotations

from typing import Any

from yiyang.audit.projected import register_standing
from yiyang.measures.registry import every
from yiyang.measures.shape import Unit
from yiyang.rules.fhir_map.projections.measures import MeasureFacts, measure_of


def _measures() -> list[tuple[str, dict[str, Any]]]:
    return [
        measure_of(
            MeasureFacts(
                measure.name,
                measure.unit,
                measure.direction,
                tuple(measure.clauses),
                measure.unit != Unit.NUMBER,
            )
        )
        for measure in every().values()
    ]


register_standing("measure", _measures)
