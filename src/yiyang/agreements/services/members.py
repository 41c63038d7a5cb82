"""Residents under an agreement: family doctor and 1+1+1."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from yiyang.access.models import Grant
from yiyang.access.services import write_grant
from yiyang.agreements.models import Agreement, Member
from yiyang.agreements.services.agreements import GRANT_ORIGIN
from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.decisions.services import read_book
from yiyang.kernel.errors import Refused

ONE_PER_SLOT = "member_one_per_slot"


class AlreadySigned(Refused):
    """The person has signed for this slot with somebody already."""

    code = "ALREADY_SIGNED"


@transaction.atomic
def sign_member(
    *,
    agreement_id: int,
    person_id: int,
    slot: str,
    institution_id: int,
    since: date,
    until: date | None,
    by: Actor,
    at: datetime,
) -> Member:
    """Put a person under an agreement in a slot, and let the institution see them.

    Raises:
        AlreadySigned: another agreement holds this slot on one of the days.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    try:
        with transaction.atomic():
            member = Member.objects.create(
                agreement=agreement,
                person_id=person_id,
                slot=slot,
                institution_id=institution_id,
                span=DateRange(since, until),
            )
    except IntegrityError as error:
        if ONE_PER_SLOT not in str(error):
            raise
        raise AlreadySigned(slot=f"SLOT_{slot}") from None
    scope = read_book(since).table("agreements.grant_scope")[slot]
    grant_sight(member, scope, since=midnight(since), by=by, at=at)
    record(
        by=by,
        at=at,
        action="agreements.sign_member",
        subject_kind="agreement",
        subject_id=agreement.pk,
        person_id=person_id,
        payload={"slot": slot, "institution": institution_id},
    )
    changed(at, member=member.pk)
    return member


def grant_sight(member: Member, scope: str, *, since: datetime, by: Actor, at: datetime) -> None:
    """Let the institution see the person from a moment to the last day."""
    write_grant(
        person_id=member.person_id,
        grantee_kind=Grant.GranteeKind.INSTITUTION,
        grantee_id=member.institution_id,
        purpose=Grant.Purpose.CARE,
        scope=scope,
        since=since,
        until=midnight(member.span.upper) if member.span.upper else None,
        origin_kind=GRANT_ORIGIN,
        origin_id=member.agreement_id,
        by=by,
        at=at,
    )


def midnight(day: date) -> datetime:
    """Return the first moment of a day in local time."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
