"""Telling whoever is on duty, taking their answer, telling the next when none comes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction

from yiyang.access.models import Assignment, Role
from yiyang.audit.services import PROGRAM, Actor, record
from yiyang.audit.together import one_transaction
from yiyang.kernel.messages import Param
from yiyang.network.models import Institution, Place
from yiyang.notices.errors import AlreadyAcknowledged
from yiyang.notices.models import Delivery, Notice
from yiyang.notices.roster import first_round, holders, rounds
from yiyang.notices.storing import store, tell
from yiyang.rules.calendar import CHINA

BATCH = 100
BY_PROGRAM = "NOTICE_BY_PROGRAM"
NOBODY = "NOBODY_ON_DUTY"
CONCEALED = "······"


@one_transaction
def notify(
    *,
    code: str,
    params: Mapping[str, Param],
    subject_kind: str,
    subject_id: int,
    role: str,
    by: Actor,
    at: datetime,
    institution_id: int | None = None,
    place_id: int | None = None,
    account_id: int | None = None,
    urgent: bool = False,
    escalate_after: timedelta | None = None,
    link: str = "",
) -> Notice:
    """Tell the role on duty, or one account, something; the text has no personal data.

    Without a roster everybody assigned to the role is told; where nobody is, the district's
    coordinators are, and the system officers hear that the post is empty.

    Args:
        code: its sentence stands in some ``texts.yaml``; ``params`` fill it.
        subject_kind, subject_id: what it is about; whoever takes the answer goes by it.
        escalate_after: how long each round is waited for; None where no answer is needed.
        link: a path of this program that asks for sign-in.
    """
    _refuse_foreign(link)
    notice = Notice(
        code=code, params=dict(params), link=link, role=role, institution_id=institution_id,
        place_id=place_id, account_id=account_id, subject_kind=subject_kind,
        subject_id=subject_id, urgent=urgent, created_at=at, escalate_after=escalate_after,
        escalate_at=at + escalate_after if escalate_after else None,
    )  # fmt: skip
    _send(notice, by, at)
    return notice


def _refuse_foreign(link: str) -> None:
    if link and (not link.startswith("/") or link.startswith("//")):
        raise ValueError("a notice links to a path of this program")


def _send(notice: Notice, by: Actor, at: datetime) -> None:
    """Store a notice and tell its first round; where nobody is, the system officers hear it."""
    if notice.account_id is not None:
        first, is_held = (notice.account_id,), True
    else:
        first, is_held = first_round(notice.role, notice.institution_id, notice.place_id, at)
    store(notice, first, at)
    _audit(notice, "notice.sent", by, at, told=len(first))
    if not is_held:
        _tell_system(notice, at)


@transaction.atomic
def acknowledge(*, notice: Notice, by: Actor, at: datetime) -> Notice:
    """Take the answer to a notice, once; clocks stop here.

    The caller then does what the answer means for ``subject_kind``
    (``cases.services.acknowledge_notice`` for a case).

    Raises:
        AlreadyAcknowledged: somebody answered before; says in which role, and when.
    """
    locked = Notice.objects.select_for_update(no_key=True).get(pk=notice.pk)
    if locked.acknowledged_at is not None:
        moment = locked.acknowledged_at.astimezone(CHINA)
        role = locked.acknowledged_role or BY_PROGRAM
        raise AlreadyAcknowledged(role=role, at=f"{moment:%Y-%m-%d %H:%M}")
    _answer([locked], by, at)
    _audit(locked, "notice.acknowledged", by, at)
    return locked


@transaction.atomic
def settle(*, subject_kind: str, subject_id: int, by: Actor, at: datetime) -> int:
    """End the waiting for an answer to every notice about something that is over."""
    waiting = Notice.objects.select_for_update(no_key=True).filter(
        subject_kind=subject_kind,
        subject_id=subject_id,
        acknowledged_at=None,
        escalate_at__isnull=False,
    )
    settled = list(waiting.order_by("pk"))
    _answer(settled, PROGRAM, at)
    for notice in settled:
        _audit(notice, "notice.settled", by, at)
    return len(settled)


def conceal(*, subject_kind: str, subject_id: int, names: Iterable[str], at: datetime) -> None:
    """Take what was secret out of the notices about something, once it is used or void.

    They wait for nobody any more, and what was not yet delivered of them no longer is.
    """
    told = list(Notice.objects.filter(subject_kind=subject_kind, subject_id=subject_id))
    for notice in told:
        notice.params = notice.params | dict.fromkeys(names, CONCEALED)
        notice.save(update_fields=["params"])
    _answer([notice for notice in told if notice.acknowledged_at is None], PROGRAM, at)


def escalate_unacknowledged(*, at: datetime, by: Actor) -> int:
    """Tell the next round of every notice whose answer is late; return how many were told.

    Each round is a new level.  After the last round the notice waits on, so that somebody who
    comes on duty is still told.  Safe to run twice, or in two processes at once.
    """
    done = 0
    while True:
        with transaction.atomic():
            late = list(
                Notice.objects.select_for_update(skip_locked=True, no_key=True)
                .filter(acknowledged_at=None, escalate_at__lte=at)
                .order_by("escalate_at")[:BATCH]
            )
            done += sum(_escalate(notice, by, at) for notice in late)
        if len(late) < BATCH:
            return done


def _escalate(notice: Notice, by: Actor, at: datetime) -> bool:
    told = set(notice.deliveries.values_list("account_id", flat=True))
    found, _ = rounds(notice.role, notice.institution_id, notice.place_id, at)
    fresh = ([a for a in accounts if a not in told] for accounts in found)
    following = next((accounts for accounts in fresh if accounts), [])
    notice.escalate_at = at + notice.escalate_after if notice.escalate_after else None
    notice.level += bool(following)
    notice.save(update_fields=["escalate_at", "level"])
    if following:
        tell(notice, following, at)
        _audit(notice, "notice.escalated", by, at, level=notice.level, told=len(following))
    return bool(following)


def _answer(notices: list[Notice], by: Actor, at: datetime) -> None:
    held = Assignment.objects.filter(pk=by.assignment_id).values_list("role", flat=True)
    role = held.first() or ""
    for notice in notices:
        notice.acknowledged_at, notice.acknowledged_by_id = at, by.account_id
        notice.acknowledged_role, notice.escalate_at = role, None
    changed = ["acknowledged_at", "acknowledged_by", "acknowledged_role", "escalate_at"]
    Notice.objects.bulk_update(notices, changed)
    Delivery.objects.filter(notice__in=notices, state=Delivery.State.WAITING).update(
        state=Delivery.State.DROPPED, next_attempt_at=None
    )


def _tell_system(notice: Notice, at: datetime) -> None:
    """The system officers hear that a post is empty; this is a notice like any other."""
    where = Institution.objects.filter(pk=notice.institution_id).values_list("code", flat=True)
    place = Place.objects.filter(pk=notice.place_id).values_list("code", flat=True)
    empty = Notice(
        code=NOBODY,
        params={"role": notice.role, "where": where.first() or place.first() or "-"},
        role=Role.SYSTEM_OFFICER,
        subject_kind="NOTICE",
        subject_id=notice.pk,
        created_at=at,
    )
    store(empty, holders(Role.SYSTEM_OFFICER, at), at)
    _audit(empty, "notice.nobody_on_duty", PROGRAM, at)


def _audit(notice: Notice, action: str, by: Actor, at: datetime, **payload: int) -> None:
    told = {"code": notice.code, "about": f"{notice.subject_kind}:{notice.subject_id}", **payload}
    record(by=by, at=at, action=action, subject_kind="NOTICE", subject_id=notice.pk, payload=told)
