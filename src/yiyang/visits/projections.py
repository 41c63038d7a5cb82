"""Visits at home as Encounters."""

from __future__ import annotations

from yiyang.audit.projected import Projector, made_from, register
from yiyang.record.projections import patient_in_sql
from yiyang.rules.fhir_map.projections.services import VisitFacts, encounter_of

register(
    Projector(
        "visit",
        "visits_visit",
        ("Encounter",),
        f"""
        select v.id as key, v.person_id as person, {patient_in_sql("v.person_id")}, v.state,
               v.institution_id as institution, v.practitioner_id as practitioner, v.second_id
               as second, v.begun_at as since, v.ended_at as until, v.end_reason,
               coalesce((select json_agg(i.item order by i.item) from visits_visititem i
                         where i.visit_id = v.id), '[]') as items
        from visits_visit v where v.id = any(%(visit)s)
        """,
        made_from(VisitFacts, encounter_of),
    )
)
