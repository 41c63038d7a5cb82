"""Ending what an app was allowed: every token of it stops at once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from yiyang.audit.services import Actor, record
from yiyang.clients.models import Authorisation, Client, Token
from yiyang.clients.selectors import is_own

WITHDRAWN, REVOKED, REUSED, CLOSED = "WITHDRAWN", "REVOKED", "REUSED", "CLOSED"


@transaction.atomic
def end_authorisation(*, key: int, reason: str, by: Actor, at: datetime) -> None:
    """End what an app was allowed, with all its tokens; nothing happens where it has ended.

    Args:
        reason: ``WITHDRAWN`` by the person, ``REVOKED`` by the app, ``REUSED`` where a code or a
            token was shown twice, ``CLOSED`` with its client.
    """
    allowed = Authorisation.objects.select_for_update().get(pk=key)
    if allowed.ended_at is not None:
        return
    allowed.ended_at, allowed.end_reason = at, reason
    allowed.save(update_fields=["ended_at", "end_reason"])
    Token.objects.filter(authorisation=allowed, ended_at=None).update(ended_at=at)
    record(
        by=by,
        at=at,
        action="authorisation.end",
        subject_kind="authorisation",
        subject_id=allowed.pk,
        person_id=allowed.person_id,
        payload={"client": allowed.client_id, "reason": reason},
    )


def end_all_of_client(client: Client, *, by: Actor, at: datetime) -> None:
    """End everything that a client was allowed."""
    standing = Authorisation.objects.filter(client=client, ended_at=None).order_by("pk")
    for key in list(standing.values_list("pk", flat=True)):
        end_authorisation(key=key, reason=CLOSED, by=by, at=at)


def end_of_person(*, client_id: str, person_id: int, by: Actor, at: datetime) -> None:
    """End what a person, or who speaks for them, has allowed an app; staff's own is left."""
    of_theirs = Q(person=person_id) | Q(person=None, assignment__account__person=person_id)
    standing = Authorisation.objects.filter(
        of_theirs, client__client_id=client_id, ended_at=None
    ).select_related("assignment")
    for allowed in standing.order_by("pk"):
        if is_own(allowed):
            end_authorisation(key=allowed.pk, reason=WITHDRAWN, by=by, at=at)


@transaction.atomic
def end_token(*, token: Token, by: Actor, at: datetime) -> None:
    """Take one access token back; one that renews takes all of its authorisation with it."""
    if token.kind == Token.Kind.REFRESH:
        end_authorisation(key=token.authorisation_id, reason=REVOKED, by=by, at=at)
        return
    found = Token.objects.select_for_update().get(pk=token.pk)
    if found.ended_at is None:
        found.ended_at = at
        found.save(update_fields=["ended_at"])
        record(by=by, at=at, action="token.revoke", subject_kind="token", subject_id=token.pk)
