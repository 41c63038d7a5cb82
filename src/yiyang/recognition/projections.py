"""Ordered items as ServiceRequests; a recognised result was never asked for again."""

from __future__ import annotations

from yiyang.audit.projected import Projector, made_from, register
from yiyang.record.projections import patient_in_sql
from yiyang.rules.fhir_map.projections.ordering import OrderFacts, request_of_order

register(
    Projector(
        "order",
        "recognition_order",
        ("ServiceRequest",),
        f"""
        select o.id as key, o.person_id as person, {patient_in_sql("o.person_id")}, o.item,
               o.coded_as, o.state,
               o.case, o.words, o.institution_id as institution,
               o.practitioner_id as practitioner, o.decided_at
        from recognition_order o where o.id = any(%(order)s) and o.act_id is null
        """,
        made_from(OrderFacts, request_of_order),
        where="act_id is null",
    )
)
