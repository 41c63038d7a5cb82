"""Measures as FHIR, content of the program and no rows; judged figures as MeasureReports."""

from __future__ import annotations

from typing import Any

from yiyang.audit.projected import Projector, made_from, register, register_standing
from yiyang.measures.registry import every
from yiyang.measures.shape import Unit
from yiyang.rules.fhir_map.projections.measures import (
    FigureFacts,
    MeasureFacts,
    measure_of,
    measure_report_of,
)


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

# Counted among an account's own people it is nobody else's; one that was not judged is no report.
JUDGED = """
among not like 'ACCOUNT %%' and exists (
  select from decisions_decision judged where judged.id = decision_id
  and judged.result ->> 'verdict' not in ('TOO_FEW', 'NOBODY'))
"""
register(
    Projector(
        "figure",
        "measures_figure",
        ("MeasureReport",),
        f"""
        select f.id as key, null::bigint as person, f.measure, f.scope_kind, f.scope_key,
               lower(f.span) as since, upper(f.span) - 1 as last, f.numerator, f.denominator,
               d.facts ->> 'unit' as unit, d.result ->> 'value' as value,
               d.result ->> 'verdict' as verdict, f.judged_at,
               case when f.among like 'INSTITUTION %%'
                    then substr(f.among, 13)::bigint end as institution,
               (select p.id from network_place p where f.among = 'PLACE ' || p.code) as place,
               (select p.id from network_place p
                where f.scope_kind = 'PLACE' and f.scope_key = p.code) as of_place,
               case when f.scope_kind = 'INSTITUTION' and f.scope_key ~ '^[0-9]+$'
                    then f.scope_key::bigint end as of_institution,
               case when f.scope_kind = 'DOCTOR' and f.scope_key ~ '^[0-9]+$'
                    then f.scope_key::bigint end as of_doctor
        from measures_figure f join decisions_decision d on d.id = f.decision_id
        where f.id = any(%(figure)s) and {JUDGED}
        """,
        made_from(FigureFacts, measure_report_of),
        where=JUDGED,
    )
)
