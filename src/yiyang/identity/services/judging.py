"""Joining two records of one person, and parting them again; nothing is lost by either.

What is joined is the lifelong record: resources, numbers,
relatives, accounts, consents, and who may see the person and who may not.
Stays, agreements and acts keep the number under which they happened; a record with something
still open is not absorbed, so no new act can come to it.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from yiyang.access.models import Account
from yiyang.agreements.models import Member
from yiyang.audit.services import Actor, record
from yiyang.beds.models import Presence
from yiyang.cases.models import Case
from yiyang.consents.models import Consent
from yiyang.identity.models import Candidate, Merge, MovedRow
from yiyang.identity.services.sight import copy_sight, end_copied_sight
from yiyang.kernel.errors import Refused
from yiyang.people.models import Identifier, Person, Relative
from yiyang.recognition.models import Order
from yiyang.record.models import Resource

TABLES = {
    MovedRow.Kind.RESOURCE: (Resource, "key"),
    MovedRow.Kind.IDENTIFIER: (Identifier, "id"),
    MovedRow.Kind.RELATIVE: (Relative, "id"),
    MovedRow.Kind.ACCOUNT: (Account, "id"),
    MovedRow.Kind.CONSENT: (Consent, "id"),
}
# A resource that changes hands is a change that who follows the record must hear of.
GIVE_RESOURCES = """
update record_resource
set person_id = %s, xid = (pg_current_xact_id()::text)::bigint, seq = nextval('record_change')
where key = any(%s) and person_id = %s
"""


class AlreadyJudged(Refused):
    """Refused because somebody has judged this pair, or one of the two is joined already."""

    code = "IDENTITY_ALREADY_JUDGED"


class StillOpen(Refused):
    """Refused because the record to be absorbed has a stay, agreement, case or order under way."""

    code = "IDENTITY_STILL_OPEN"


class NotMerged(Refused):
    """Refused because these records are not joined any more."""

    code = "IDENTITY_NOT_MERGED"


class LaterFirst(Refused):
    """Refused because the survivor was joined to another record since."""

    code = "IDENTITY_LATER_FIRST"


@transaction.atomic
def judge_apart(*, candidate_id: int, reason: str, by: Actor, at: datetime) -> Candidate:
    """Keep that a pair is two people; it is not found again.

    Raises:
        AlreadyJudged: somebody was quicker.
    """
    candidate = _open(candidate_id)
    _judge(candidate, Candidate.State.APART, reason, by, at)
    return candidate


@transaction.atomic
def merge_people(
    *, candidate_id: int, survivor_id: int, reason: str, by: Actor, at: datetime
) -> Merge:
    """Join a pair: the record of one is read as the other's from now on.

    Args:
        survivor_id: whose number stays; one of the two.

    Raises:
        AlreadyJudged: somebody was quicker, or one of the two is joined to another.
        StillOpen: the other one has something under way, to be ended or moved first.
    """
    candidate = _open(candidate_id)
    absorbed_id = _other(candidate, survivor_id)
    both = Person.objects.select_for_update().filter(pk__in=(survivor_id, absorbed_id))
    people = {person.pk: person for person in both.order_by("pk")}
    if any(person.merged_into_id for person in people.values()):
        raise AlreadyJudged
    if _is_under_way(absorbed_id, at):
        raise StillOpen
    merge = Merge.objects.create(
        survivor_id=survivor_id, absorbed_id=absorbed_id, candidate=candidate, reason=reason,
        merged_at=at,
    )  # fmt: skip
    moved = _move(merge)
    copy_sight(merge, by, at)
    people[absorbed_id].merged_into_id = survivor_id
    people[absorbed_id].save(update_fields=["merged_into"])
    _judge(candidate, Candidate.State.SAME, reason, by, at)
    _note("identity.merge", merge, by, at, moved=moved)
    return merge


@transaction.atomic
def part_people(*, merge_id: int, reason: str, by: Actor, at: datetime) -> Merge:
    """Part two records again: each row goes back to whom it came from.

    What was written for the survivor since then stays with the survivor.

    Raises:
        NotMerged: they were parted before.
        LaterFirst: the survivor was joined to another record since: part that first.
    """
    merge = Merge.objects.select_for_update().get(pk=merge_id)
    if merge.ended_at is not None:
        raise NotMerged
    both = Person.objects.select_for_update().filter(pk__in=(merge.survivor_id, merge.absorbed_id))
    if any(person.merged_into_id and person.pk == merge.survivor_id for person in both):
        raise LaterFirst
    for kind in TABLES:
        keys = list(merge.moved.filter(kind=kind).values_list("row_id", flat=True))
        _give(kind, keys, merge.survivor_id, merge.absorbed_id)
    end_copied_sight(merge, by, at)
    Person.objects.filter(pk=merge.absorbed_id).update(merged_into=None)
    merge.ended_at, merge.end_reason = at, reason
    merge.save(update_fields=["ended_at", "end_reason"])
    candidate = Candidate.objects.select_for_update().get(pk=merge.candidate_id)
    _judge(candidate, Candidate.State.APART, reason, by, at)
    _note("identity.part", merge, by, at)
    return merge


def _open(candidate_id: int) -> Candidate:
    candidate = Candidate.objects.select_for_update().get(pk=candidate_id)
    if candidate.state != Candidate.State.OPEN:
        raise AlreadyJudged
    return candidate


def _other(candidate: Candidate, survivor_id: int) -> int:
    both = {candidate.first_id, candidate.second_id}
    if survivor_id not in both:
        raise ValueError("the survivor is one of the two")
    return (both - {survivor_id}).pop()


def _is_under_way(person_id: int, at: datetime) -> bool:
    day = timezone.localdate(at)
    return (
        Presence.objects.filter(person=person_id, span__contains=at).exists()
        or Member.objects.filter(person=person_id, span__contains=day).exists()
        or Case.objects.filter(person=person_id, closed_at=None).exists()
        or Order.objects.filter(person=person_id, state=Order.State.ORDERED).exists()
    )


def _move(merge: Merge) -> dict[str, int]:
    """Give the survivor the rows of the absorbed; return how many of each kind."""
    counts = {}
    for kind, (model, key) in TABLES.items():
        rows = model.objects.filter(person=merge.absorbed_id).order_by(key)
        keys = list(rows.values_list(key, flat=True))
        MovedRow.objects.bulk_create(MovedRow(merge=merge, kind=kind, row_id=k) for k in keys)
        _give(kind, keys, merge.absorbed_id, merge.survivor_id)
        counts[kind.value] = len(keys)
    return counts


def _give(kind: str, keys: list[int], from_id: int, to_id: int) -> None:
    """Give rows from one to another; a row that has gone elsewhere since stays there."""
    if kind == MovedRow.Kind.RESOURCE:
        with connection.cursor() as cursor:
            cursor.execute(GIVE_RESOURCES, (to_id, keys, from_id))
        return
    model, _ = TABLES[MovedRow.Kind(kind)]
    model.objects.filter(pk__in=keys, person=from_id).update(person=to_id)


def _judge(candidate: Candidate, state: str, reason: str, by: Actor, at: datetime) -> None:
    candidate.state, candidate.reason, candidate.judged_at = state, reason, at
    candidate.save(update_fields=["state", "reason", "judged_at"])
    record(
        by=by, at=at, action="identity.judge", subject_kind="candidate",
        subject_id=candidate.pk, person_id=candidate.first_id, payload={"state": str(state)},
    )  # fmt: skip


def _note(
    action: str, merge: Merge, by: Actor, at: datetime, moved: dict[str, int] | None = None
) -> None:
    record(
        by=by, at=at, action=action, subject_kind="merge", subject_id=merge.pk,
        person_id=merge.survivor_id,
        payload={"absorbed": merge.absorbed_id, "moved": moved or {}},
    )  # fmt: skip
