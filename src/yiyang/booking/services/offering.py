"""Clinics and their sessions: what an institution offers for booking."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.booking import facts
from yiyang.booking.errors import BadSession, ClinicKnown
from yiyang.booking.models import Clinic, Session
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.rules.booking.offer import Offered, offer


@transaction.atomic
def add_clinic(
    *,
    institution_id: int,
    code: str,
    kind: str,
    name_zh: str,
    name_en: str,
    practitioner_id: int | None,
    by: Actor,
    at: datetime,
) -> Clinic:
    """Enter a clinic, an examination or a doctor's hours of an institution.

    Raises:
        ClinicKnown: the institution has one with this code; nothing has been written.
    """
    try:
        with transaction.atomic():
            clinic = Clinic.objects.create(
                institution_id=institution_id,
                code=code,
                kind=Clinic.Kind(kind),
                name_zh=name_zh,
                name_en=name_en,
                practitioner_id=practitioner_id,
            )
    except IntegrityError as error:
        raise ClinicKnown(code=code) from error
    record(
        by=by,
        at=at,
        action="booking.add_clinic",
        subject_kind="clinic",
        subject_id=clinic.pk,
        payload={"institution": institution_id, "kind": str(clinic.kind)},
    )
    changed(at, clinic=clinic.pk)
    return clinic


@transaction.atomic
def publish_session(
    *, clinic: Clinic, since: datetime, until: datetime, total: int, by: Actor, at: datetime
) -> Session:
    """Offer a session with ``total`` slots; the rule divides them and sets when they open.

    Raises:
        BadSession: its time has begun, or meets another session of the clinic; nothing written.
    """
    Clinic.objects.select_for_update(no_key=True).get(pk=clinic.pk)
    span = DateTimeTZRange(since, until)
    if since <= at or clinic.sessions.filter(span__overlap=span, is_open=True).exists():
        raise BadSession()
    decided = decide(
        offer,
        Offered(clinic.kind, facts.local_day(since), total),
        reading=read_book(facts.local_day(at)),
        subject=Subject("clinic", clinic.pk),
        at=at,
    )
    session = Session.objects.create(
        clinic=clinic,
        span=span,
        total=total,
        reserved=decided.result.reserved,
        opens_at=decided.result.opens_at,
        exclusive_until=decided.result.exclusive_until,
        team_opens_at=decided.result.team_opens_at,
        decision=decided.decision,
    )
    record(
        by=by,
        at=at,
        action="booking.publish",
        subject_kind="session",
        subject_id=session.pk,
        payload={"total": total, "reserved": session.reserved},
    )
    changed(at, session=session.pk)
    return session
