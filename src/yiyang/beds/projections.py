"""Claims on beds as Encounters."""

from __future__ import annotations

from yiyang.audit.projected import Projector, Row, register
from yiyang.record.projections import patient_in_sql
from yiyang.rules.fhir_map.projections.beds import ClaimFacts, stay_of


def _stay(row: Row) -> list[dict]:
    return [stay_of(ClaimFacts(**{k: v for k, v in row.items() if k != "person"}))]


register(
    Projector(
        "claim",
        "beds_bedclaim",
        ("Encounter",),
        f"""
        select c.id as key, c.person_id as person, {patient_in_sql("c.person_id")},
               c.bed_id as bed, b.kind as bed_kind, b.institution_id as institution, c.kind,
               lower(c.span) as since, upper(c.span) as until, c.is_active, c.end_reason,
               c.responsible_id as responsible, c.diagnosis,
               (select t.id from beds_transfer t where t.case_id = c.case_id) as transfer
        from beds_bedclaim c join network_bed b on b.id = c.bed_id
        where c.id = any(%(claim)s)
        """,
        _stay,
    )
)
