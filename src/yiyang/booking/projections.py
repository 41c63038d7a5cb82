"""Clinics as Schedules, sessions as Slots, bookings as Appointments."""

from __future__ import annotations

from yiyang.audit.projected import Projector, made_from, register
from yiyang.record.projections import patient_in_sql
from yiyang.rules.fhir_map.projections.booking import (
    BookingFacts,
    ClinicFacts,
    SessionFacts,
    appointment_of,
    schedule_of,
    slot_of,
)

register(
    Projector(
        "clinic",
        "booking_clinic",
        ("Schedule",),
        """
        select id as key, null::bigint as person, code, kind, name_zh,
               institution_id as institution, practitioner_id as practitioner, is_open
        from booking_clinic where id = any(%(clinic)s)
        """,
        made_from(ClinicFacts, schedule_of),
    )
)
register(
    Projector(
        "session",
        "booking_session",
        ("Slot",),
        """
        select id as key, null::bigint as person, clinic_id as clinic, lower(span) as since,
               upper(span) as until, total, taken_reserved + taken_public as taken, is_open
        from booking_session where id = any(%(session)s)
        """,
        made_from(SessionFacts, slot_of),
    )
)
register(
    Projector(
        "booking",
        "booking_booking",
        ("Appointment",),
        f"""
        select b.id as key, b.person_id as person, {patient_in_sql("b.person_id")}, b.state,
               c.kind as clinic_kind, b.session_id as session, c.institution_id as institution,
               c.practitioner_id as practitioner,
               (select f.id from referrals_referral f where f.case_id = b.case_id) as referral,
               b.slot_at as since,
               b.slot_at + (upper(s.span) - lower(s.span)) / s.total as until, b.booked_at
        from booking_booking b join booking_clinic c on c.id = b.clinic_id
        join booking_session s on s.id = b.session_id
        where b.id = any(%(booking)s)
        """,
        made_from(BookingFacts, appointment_of),
    )
)
