"""Referrals as the pair of ServiceRequest and Task."""

from __future__ import annotations

from yiyang.audit.projected import Projector, made_from, register
from yiyang.record.projections import patient_in_sql
from yiyang.rules.fhir_map.projections.referring import (
    ReferralFacts,
    request_of_referral,
    task_of_referral,
)

register(
    Projector(
        "referral",
        "referrals_referral",
        ("ServiceRequest", "Task"),
        f"""
        select r.id as key, r.person_id as person, {patient_in_sql("r.person_id")}, c.state,
               c.urgency, r.direction, r.reason, r.from_institution_id as sender,
               r.from_practitioner_id as practitioner, r.to_institution_id as receiver,
               r.diagnosis, r.done, r.question, r.summary, r.advice,
               coalesce((select e.note from cases_event e
                         where e.case_id = c.id and e.action = 'TURN_DOWN'
                         order by e.id desc limit 1), '') as refusal,
               r.booking_id as booking, r.previous_id as previous, c.opened_at, r.submitted_at,
               greatest(c.opened_at, r.submitted_at, r.answered_at, r.arrived_at, r.reported_at,
                        c.closed_at) as changed_at,
               r.report, r.report_diagnosis
        from referrals_referral r join cases_case c on c.id = r.case_id
        where r.id = any(%(referral)s)
        """,
        made_from(ReferralFacts, request_of_referral, task_of_referral),
    )
)
