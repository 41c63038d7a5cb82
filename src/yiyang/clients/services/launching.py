"""Opening an app from a person's page: a token for that session and person, that works once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yiyang.access.models import Assignment
from yiyang.audit.services import Actor, record
from yiyang.clients.digests import digest, fresh
from yiyang.clients.facts import patient_of
from yiyang.clients.models import Client, Launch
from yiyang.clients.services.authorising import PersonWithoutRecord
from yiyang.decisions.services import read_book


@transaction.atomic
def open_app(
    *,
    client: Client,
    assignment: Assignment,
    person_id: int,
    session_key: str,
    by: Actor,
    at: datetime,
) -> str:
    """Return a launch token for an app, a person and a session.

    Raises:
        PersonWithoutRecord: nothing has been written.
    """
    if not patient_of(person_id):
        raise PersonWithoutRecord
    token = fresh()
    launch = Launch.objects.create(
        digest=digest(token),
        client=client,
        assignment=assignment,
        person_id=person_id,
        session_digest=digest(session_key),
        expires_at=at + read_book(at.date()).duration("clients.launch"),
    )
    record(
        by=by,
        at=at,
        action="app.open",
        subject_kind="launch",
        subject_id=launch.pk,
        person_id=person_id,
        payload={"client": client.pk},
    )
    return token


@transaction.atomic
def use_launch(*, launch: Launch, at: datetime) -> bool:
    """Use up a launch; False: somebody was faster."""
    return bool(Launch.objects.filter(pk=launch.pk, used_at=None).update(used_at=at))
