"""Leaving a family doctor agreement: early, at its end, or for another doctor; resting."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from yiyang.access.services import end_grants
from yiyang.access.services.grants import end_grants_on
from yiyang.agreements.models import Agreement, Member
from yiyang.agreements.projections import show
from yiyang.agreements.services.agreements import GRANT_ORIGIN
from yiyang.agreements.services.members import grant_sight, midnight
from yiyang.agreements.services.panels import free_places
from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.audit.together import one_transaction
from yiyang.decisions.services import read_book

EXPIRED = "EXPIRED"
State = Agreement.State


@one_transaction
def leave(
    *, agreement_id: int, person_id: int, ends_on: date, reason: str, by: Actor, at: datetime
) -> Agreement:
    """End one person's places under an agreement on a day, the first without it.

    A day still to come is written down now and comes about by itself: spans and grants end then,
    and ``end_places_over`` frees the place on the panel.  The agreement ends with its last person.
    The caller holds the panel.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    today = timezone.localdate(at)
    begins = ends_on > agreement.span.lower  # else it never began, and nobody looks from now on
    places = Member.objects.filter(agreement=agreement, person=person_id)
    left = list(places.values_list("pk", flat=True))
    for member in places.order_by("pk"):
        if ends_on <= today:
            _free(member)
        _shorten(member, ends_on, reason)
    end_grants_on(
        person_id=person_id,
        origin_kind=GRANT_ORIGIN,
        origin_id=agreement.pk,
        until=midnight(ends_on) if begins else at,
        by=by,
        at=at,
    )
    _end_with_last(agreement, today, reason, at)
    changed(at, member=left)
    _trail("leave", agreement, by, at, person_id=person_id, on=ends_on, reason=reason)
    return agreement


def keep_place(*, agreement_id: int, person_ids: Collection[int]) -> None:
    """Let a renewal take over the places that people have on the panel: they count once."""
    Member.objects.filter(agreement=agreement_id, person__in=person_ids).update(on_panel=False)


@one_transaction
def rest(*, agreement_id: int, reason: str, by: Actor, at: datetime) -> Agreement:
    """Let an agreement rest: nobody sees records by it; the places on the panel stay taken."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    agreement.state = State.SUSPENDED
    agreement.save(update_fields=["state"])
    end_grants(origin_kind=GRANT_ORIGIN, origin_id=agreement.pk, by=by, at=at)
    _trail("rest", agreement, by, at, reason=reason)
    show(agreement.pk, at)
    return agreement


@one_transaction
def take_up(*, agreement_id: int, by: Actor, at: datetime) -> Agreement:
    """Take up an agreement that rested: its institutions see its people again."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    agreement.state = State.IN_FORCE
    agreement.save(update_fields=["state"])
    today = timezone.localdate(at)
    scopes = read_book(today).table("agreements.grant_scope")
    members = Member.objects.filter(agreement=agreement).exclude(span__endswith__lte=today)
    for member in members.order_by("pk"):
        since = max(midnight(member.span.lower), at)
        grant_sight(member, scopes[member.slot], since=since, by=by, at=at)
    _trail("take_up", agreement, by, at)
    show(agreement.pk, at)
    return agreement


def end_places_over(*, by: Actor, at: datetime, batch: int = 500) -> int:
    """Free the places whose last day has passed and end agreements that ran out.

    Run daily; each batch is a transaction of its own, so a run that dies loses nothing.
    Returns how many agreements ended.
    """
    today = timezone.localdate(at)
    _free_places_over(today, batch)
    ended = 0
    over = Agreement.objects.filter(
        kind=Agreement.Kind.FAMILY_DOCTOR,
        state__in=(State.IN_FORCE, State.SUSPENDED),
        span__endswith__lte=today,
    )
    while keys := list(over.order_by("pk").values_list("pk", flat=True)[:batch]):
        with transaction.atomic():
            locked = over.filter(pk__in=keys).select_for_update().order_by("pk")
            for agreement in locked:
                agreement.state = State.ENDED
                agreement.end_reason = agreement.end_reason or EXPIRED
                agreement.save(update_fields=["state", "end_reason"])
                _trail("expire", agreement, by, at, on=agreement.span.upper)
                show(agreement.pk, at)
                ended += 1
    return ended


def _free_places_over(today: date, batch: int) -> None:
    over = Member.objects.filter(on_panel=True, span__endswith__lte=today)
    doctors = over.order_by("practitioner_id").values_list("practitioner_id", flat=True)
    for practitioner_id in list(doctors.distinct()):
        while True:
            with transaction.atomic():
                mine = over.filter(practitioner=practitioner_id).select_for_update()
                keys = list(mine.order_by("pk").values_list("pk", flat=True)[:batch])
                Member.objects.filter(pk__in=keys).update(on_panel=False)
                free_places(practitioner_id, len(keys))
            if len(keys) < batch:
                break


def _shorten(member: Member, ends_on: date, reason: str) -> None:
    """End a place on a day; one that never begins goes, the audit row tells of it."""
    upper = member.span.upper
    last = ends_on if upper is None else min(ends_on, upper)
    if last <= member.span.lower:
        if not _handed_back(member):
            _free(member)
        member.delete()
        return
    member.span = DateRange(member.span.lower, last)
    member.end_reason = reason
    member.save(update_fields=["span", "end_reason"])


def _handed_back(member: Member) -> bool:
    """Give the place on the panel back to what was to be renewed and still runs; tell whether."""
    renewed = Member.objects.filter(
        person=member.person_id,
        slot=member.slot,
        practitioner=member.practitioner_id,
        span__endswith=member.span.lower,
        agreement__state__in=(State.IN_FORCE, State.SUSPENDED),
        on_panel=False,
    )
    return member.on_panel and renewed.update(on_panel=True) > 0


def _free(member: Member) -> None:
    if member.on_panel:
        member.on_panel = False
        member.save(update_fields=["on_panel"])
        free_places(member.practitioner_id, 1)


def _end_with_last(agreement: Agreement, today: date, reason: str, at: datetime) -> None:
    """Let the agreement run as long as its last person, and end it when that day has come."""
    ends = [member.span.upper for member in Member.objects.filter(agreement=agreement)]
    if None in ends:
        return
    last = max(ends, default=None)
    if last is None or agreement.span.upper is None or last < agreement.span.upper:
        agreement.end_reason = reason
    if last is not None:
        agreement.span = DateRange(agreement.span.lower, last)
    if last is None or last <= today:
        agreement.state = State.ENDED
    agreement.save(update_fields=["span", "end_reason", "state"])
    if agreement.state == State.ENDED:
        show(agreement.pk, at)


def _trail(
    action: str,
    agreement: Agreement,
    by: Actor,
    at: datetime,
    *,
    person_id: int | None = None,
    **payload: object,
) -> None:
    record(
        by=by,
        at=at,
        action=f"agreements.{action}",
        subject_kind="agreement",
        subject_id=agreement.pk,
        person_id=person_id,
        payload=payload,
    )
