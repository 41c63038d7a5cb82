"""Claims as Encounters, transfers as ServiceRequests, what institutions are asked as Tasks."""

from __future__ import annotations

from yiyang.audit.projected import Projector, made_from, register
from yiyang.record.projections import patient_in_sql
from yiyang.rules.fhir_map.projections.beds import ClaimFacts, stay_of
from yiyang.rules.fhir_map.projections.referring import (
    OfferFacts,
    TransferFacts,
    request_of_transfer,
    task_of_offer,
)

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
        made_from(ClaimFacts, stay_of),
    )
)
register(
    Projector(
        "transfer",
        "beds_transfer",
        ("ServiceRequest",),
        f"""
        select t.id as key, t.person_id as person, {patient_in_sql("t.person_id")}, c.state,
               t.colour, t.trigger, t.reason, t.wanted_kind, t.needs, c.institution_id as sender,
               (select b.institution_id from beds_bedclaim h join network_bed b on b.id = h.bed_id
                where h.id = t.to_claim_id) as receiver,
               t.outside, c.opened_at
        from beds_transfer t join cases_case c on c.id = t.case_id
        where t.id = any(%(transfer)s)
        """,
        made_from(TransferFacts, request_of_transfer),
    )
)
register(
    Projector(
        "offer",
        "beds_offer",
        ("Task",),
        f"""
        select o.id as key, t.person_id as person, {patient_in_sql("t.person_id")},
               o.transfer_id as transfer, coalesce(c.institution_id, o.institution_id) as sender,
               o.institution_id as institution, o.bed_kind, o.state, t.colour, o.refusal,
               c.opened_at, o.answered_at
        from beds_offer o join beds_transfer t on t.id = o.transfer_id
        join cases_case c on c.id = t.case_id
        where o.id = any(%(offer)s) and o.state <> 'PROPOSED'
        """,
        made_from(OfferFacts, task_of_offer),
        where="state <> 'PROPOSED'",
    )
)
