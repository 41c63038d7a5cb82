"""Pools: institutions of several districts are asked, give beds and staff, and get them back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Count, Q, QuerySet, Sum

from yiyang.audit.projected import changed
from yiyang.audit.services import Actor
from yiyang.audit.together import one_transaction
from yiyang.beds.services.steps import desk_role
from yiyang.cases.models import Task
from yiyang.cases.services import add_event, advance, open_task
from yiyang.cases.services.tasks import end_open
from yiyang.network.models import Bed, Institution
from yiyang.notices.services import notify
from yiyang.vigilance import selectors
from yiyang.vigilance.errors import (
    BedNotToPool,
    NobodyToAsk,
    NotResponding,
    PledgeAnswered,
    StaffNotToPool,
)
from yiyang.vigilance.flows import CLOCK, RESPONDING, task
from yiyang.vigilance.models import Casualty, Pledge, PooledBed, PooledStaff, Response
from yiyang.vigilance.services.opening import audit, locked, reading_of

ANSWER = "PLEDGE_BEDS"
DIGITS = {"DISTRICT": 6, "CITY": 4, "REGION": 0}  # of a division code that the scope shares


def responding(response: Response) -> Response:
    """Return a response under way, locked.  Raises NotResponding."""
    row = locked(response)
    if row.case.state != RESPONDING:
        raise NotResponding
    return row


@one_transaction
def ask_scope(*, response: Response, kind: str, by: Actor, at: datetime) -> list[Pledge]:
    """Ask every institution within the response's scope that has free beds of a kind.

    Each is asked by its share of what is free for the beds and posts that nobody has been asked
    for yet, of whatever kind; who was asked is not again.

    Raises:
        NotResponding: no level is declared, or the response is over.
        NobodyToAsk: nobody else within the scope has such beds.
    """
    row = responding(response)
    code = row.place.code[: DIGITS[row.scope]]
    free = Count("beds", filter=Q(beds__kind=kind, beds__state="FREE", beds__is_pooled=False))
    asked = Pledge.objects.filter(response=row, bed_kind=kind)
    found = Institution.objects.filter(
        place__code__within=code, is_open=True, is_elsewhere=False
    ).exclude(pk__in=asked.values("institution")).annotate(free=free)  # fmt: skip
    hosts = list(found.filter(free__gt=0).order_by("-free", "pk"))
    if not hosts:
        raise NobodyToAsk(scope=row.scope, kind=kind)
    total, (beds, posts) = sum(host.free for host in hosts), _left(row)
    return [
        _ask(row, host, kind, min(host.free, _share(beds, host.free, total)),
             _share(posts, host.free, total), by, at)
        for host in hosts
    ]  # fmt: skip


def _left(row: Response) -> tuple[int, int]:
    """Return the beds and posts of a response that are neither given nor waited for."""
    waited = row.pledges.filter(state=Pledge.State.ASKED)
    asked = waited.aggregate(beds=Sum("beds", default=0), posts=Sum("posts", default=0))
    given = row.pooled_beds.filter(released_at=None).count()
    lent = row.pooled_staff.filter(released_at=None).count()
    return max(0, row.beds - asked["beds"] - given), max(0, row.posts - asked["posts"] - lent)


def _share(whole: int, part: int, total: int) -> int:
    return -(-whole * part // total)


def _ask(  # noqa: PLR0917 -- one private step, all of it needed
    row: Response, host: Institution, kind: str, beds: int, posts: int, by: Actor, at: datetime
) -> Pledge:
    pledge = Pledge.objects.create(
        response=row, institution=host, bed_kind=kind, beds=beds, posts=posts, asked_at=at
    )
    role, code = desk_role(host), task(ANSWER, is_exercise=row.is_exercise)
    open_task(
        case=row.case, code=code, role=role, institution_id=host.pk, clock=f"{CLOCK}.pledge",
        by=by, at=at, reading=reading_of(row, at).lenient(),
    )  # fmt: skip
    notify(
        code="EXERCISE_PLEDGE_ASKED" if row.is_exercise else "PLEDGE_ASKED",
        params={"kind": kind, "beds": beds, "posts": posts},
        subject_kind="CASE", subject_id=row.case_id, role=role, institution_id=host.pk,
        link=f"/alarms/asked/{pledge.pk}/", by=by, at=at,
    )  # fmt: skip
    audit("ask", row, by, at, pledge=pledge.pk, institution=host.pk)
    return pledge


@one_transaction
def answer_pledge(
    *, pledge: Pledge, beds: Sequence[int], staff: Sequence[int], by: Actor, at: datetime
) -> Pledge:
    """Give beds and staff to the pool of a response; nothing at all is a refusal.

    A bed given to a real pool is offered to its cases only until it is released.

    Raises:
        PledgeAnswered: it was answered before, or the response is over.
        BedNotToPool: a bed is not free, of another kind or institution, or in another pool.
        StaffNotToPool: somebody has no post there, or is in another pool.
    """
    row = locked(pledge.response)
    pledge = Pledge.objects.select_for_update(of=("self",)).select_related(
        "institution", "response__place"
    ).get(pk=pledge.pk)  # fmt: skip
    if pledge.state != Pledge.State.ASKED or row.case.state != RESPONDING:
        raise PledgeAnswered
    _pool_beds(pledge, row, set(beds), at)
    _pool_staff(pledge, row, set(staff), at)
    pledge.state = Pledge.State.GIVEN if beds or staff else Pledge.State.DECLINED
    pledge.answered_at = at
    pledge.save(update_fields=["state", "answered_at"])
    end_open(
        row.case, Task.State.DONE, by, at, code=task(ANSWER, is_exercise=row.is_exercise),
        institution_id=pledge.institution_id,
    )  # fmt: skip
    told = {"institution": pledge.institution_id, "beds": len(set(beds)), "staff": len(set(staff))}
    add_event(case=row.case, action="PLEDGE_BEDS", by=by, at=at, params=told)
    audit("pledge", row, by, at, pledge=pledge.pk, **told)
    return pledge


def _pool_beds(pledge: Pledge, row: Response, asked: Collection[int], at: datetime) -> None:
    fit = Bed.objects.select_for_update().filter(
        pk__in=asked, institution=pledge.institution_id, kind=pledge.bed_kind, state="FREE"
    )
    rows = list(fit.order_by("pk"))
    missing = set(asked) - {bed.pk for bed in rows}
    if missing:
        codes = Bed.objects.filter(pk__in=missing).order_by("code").values_list("code", flat=True)
        raise BedNotToPool(bed=", ".join(codes) or "?")
    for bed in rows:
        _once(
            PooledBed(
                pledge=pledge, response=row, bed=bed, is_exercise=row.is_exercise,
                span=DateTimeTZRange(at, None),
            ),
            BedNotToPool(bed=bed.code),
        )  # fmt: skip
    if not row.is_exercise:
        Bed.objects.filter(pk__in=[bed.pk for bed in rows]).update(is_pooled=True)
        changed(at, bed=[bed.pk for bed in rows])


def _pool_staff(pledge: Pledge, row: Response, asked: Collection[int], at: datetime) -> None:
    fit = set(selectors.staff_to_give(pledge, at).filter(pk__in=asked).values_list("pk", flat=True))
    if fit != set(asked):
        raise StaffNotToPool
    for practitioner in sorted(fit):
        _once(
            PooledStaff(
                pledge=pledge, response=row, practitioner_id=practitioner,
                is_exercise=row.is_exercise, span=DateTimeTZRange(at, None),
            ),
            StaffNotToPool(),
        )  # fmt: skip


def _once(row: PooledBed | PooledStaff, refusal: Exception) -> None:
    """Store what is pooled; the database lets it be in one pool at a time."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as fault:
        raise refusal from fault


@one_transaction
def release_pledge(*, pledge: Pledge, by: Actor, at: datetime) -> int:
    """Give back all that one institution has in the pool; return how many beds.

    Who lies in one of the beds stays there: the bed goes back to its institution with them.

    Raises:
        NotResponding: the response is over; everything has been released.
    """
    row = responding(pledge.response)
    beds = _release(PooledBed.objects.filter(pledge=pledge), row, at)
    staff = _release_staff(PooledStaff.objects.filter(pledge=pledge), at)
    told = {"institution": pledge.institution_id, "beds": beds, "staff": staff}
    add_event(case=row.case, action="RELEASE_POOL", by=by, at=at, params=told)
    audit("release", row, by, at, pledge=pledge.pk, **told)
    return beds


@one_transaction
def stand_down(*, response: Response, note: str, by: Actor, at: datetime) -> Response:
    """End a response: all that is still pooled is released, once, in the same transaction.

    Raises:
        ActionNotOpen: it has not begun or is over.
        NoteMissing: there is no reason.
    """
    row = locked(response)
    row.case = advance(
        case=row.case, action="STAND_DOWN", by=by, at=at, reading=reading_of(row, at), note=note
    )
    beds = _release(PooledBed.objects.filter(response=row), row, at)
    staff = _release_staff(PooledStaff.objects.filter(response=row), at)
    row.casualties.filter(left_at=None).update(left_at=at)  # who still waits may be of another one
    row.pledges.filter(state=Pledge.State.ASKED).update(state=Pledge.State.LAPSED, answered_at=at)
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    audit("stand_down", row, by, at, beds=beds, staff=staff)
    return row


def _release(rows: QuerySet[PooledBed], row: Response, at: datetime) -> int:
    open_rows = list(rows.select_for_update().filter(released_at=None).order_by("pk"))
    Casualty.objects.filter(bed__in=[each.pk for each in open_rows], left_at=None).update(
        left_at=at
    )
    for each in open_rows:
        _end(each, at)
    if not row.is_exercise:
        beds = [each.bed_id for each in open_rows]
        Bed.objects.filter(pk__in=beds).update(is_pooled=False)
        changed(at, bed=beds)
    return len(open_rows)


def _release_staff(rows: QuerySet[PooledStaff], at: datetime) -> int:
    open_rows = list(rows.select_for_update().filter(released_at=None).order_by("pk"))
    for each in open_rows:
        _end(each, at)
    return len(open_rows)


def _end(each: PooledBed | PooledStaff, at: datetime) -> None:
    each.span, each.released_at = DateTimeTZRange(each.span.lower, at), at
    each.save(update_fields=["span", "released_at"])
