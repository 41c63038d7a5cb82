"""Plans as CarePlans."""

from __future__ import annotations

from yiyang.audit.projected import Projector, made_from, register
from yiyang.record.projections import patient_in_sql
from yiyang.rules.fhir_map.projections.agreements import PlanFacts, care_plan_of

register(
    Projector(
        "plan",
        "care_plan",
        ("CarePlan",),
        f"""
        select p.id as key, p.person_id as person, {patient_in_sql("p.person_id")}, p.state,
               p.member_id as member, p.institution_id as institution,
               p.practitioner_id as practitioner, lower(p.span) as since,
               upper(p.span) - 1 as until,
               p.drawn_at,
               coalesce((select json_agg(json_build_object(
                   'item', i.item, 'count', i.count + i.raised, 'every_days', i.every_days,
                   'is_withdrawn', i.is_withdrawn) order by i.item)
                   from care_planitem i where i.plan_id = p.id), '[]') as items
        from care_plan p where p.id = any(%(plan)s)
        """,
        made_from(PlanFacts, care_plan_of),
    )
)
