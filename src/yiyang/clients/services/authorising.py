"""Deciding what an app is given, and keeping it: for a user's app, and for a system."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from yiyang.access.models import Assignment
from yiyang.audit.services import Actor, record
from yiyang.clients.digests import digest, fresh
from yiyang.clients.facts import asked_of, patient_of
from yiyang.clients.models import Authorisation, Client, Code
from yiyang.clients.services.tokens import Issued, issue
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.kernel.errors import Refused
from yiyang.rules.smart import ONLINE, Asked, Granted, grant_scopes


class NothingGranted(Refused):
    """Refused because of what was asked for nothing on the record could be given."""

    code = "NOTHING_GRANTED"


class PersonWithoutRecord(Refused):
    """Refused because the record holds no Patient resource of this person yet."""

    code = "PERSON_WITHOUT_RECORD"


@dataclass(frozen=True)
class Wish:
    """What an app's request to authorise asks for, already checked against its registration."""

    client: Client
    scopes: tuple[str, ...]
    redirect_uri: str
    challenge: str
    nonce: str = ""


def preview(asked: Asked, at: datetime) -> Granted:
    """Return what would be granted, for the page that asks for consent; nothing is kept."""
    return grant_scopes(asked, read_book(at.date()))


@transaction.atomic
def authorise(
    wish: Wish,
    *,
    assignment: Assignment,
    person_id: int | None,
    is_launched: bool,
    session_key: str,
    signed_in_at: datetime,
    by: Actor,
    at: datetime,
) -> str:
    """Keep that somebody allows an app what it asks for, and return the code for it.

    Args:
        person_id: whose record is opened; the caller has made sure that ``assignment`` sees it.
        session_key: of the user's session: online access lives no longer than it.

    Raises:
        NothingGranted, PersonWithoutRecord: nothing has been written.
    """
    if person_id is not None and not patient_of(person_id):
        raise PersonWithoutRecord
    asked = asked_of(
        wish.client,
        assignment,
        wish.scopes,
        has_person=person_id is not None,
        is_launched=is_launched,
    )
    allowed = _keep(
        wish.client, assignment, asked, person_id=person_id, session_key=session_key, by=by, at=at
    )
    code = fresh()
    lifetime = read_book(at.date()).duration("clients.code")
    Code.objects.create(
        digest=digest(code),
        authorisation=allowed,
        redirect_uri=wish.redirect_uri,
        challenge=wish.challenge,
        nonce=wish.nonce,
        signed_in_at=signed_in_at,
        expires_at=at + lifetime,
    )
    return code


@transaction.atomic
def grant_to_system(*, client: Client, scopes: Iterable[str], at: datetime) -> Issued:
    """Give a connected system an access token for what of its scopes it may have.

    Raises:
        NothingGranted: nothing has been written.
    """
    assignment = client.assignment
    by = Actor(assignment.account_id, assignment.pk)
    asked = asked_of(client, assignment, scopes)
    allowed = _keep(client, assignment, asked, person_id=None, session_key="", by=by, at=at)
    return issue(allowed, at=at)


def _keep(
    client: Client,
    assignment: Assignment,
    asked: Asked,
    *,
    person_id: int | None,
    session_key: str,
    by: Actor,
    at: datetime,
) -> Authorisation:
    subject = Subject("client", client.pk, person_id)
    decided = decide(grant_scopes, asked, reading=read_book(at.date()), subject=subject, at=at)
    granted = decided.result
    if not granted.scopes or (asked.is_system and not granted.permits):
        raise NothingGranted
    allowed = Authorisation.objects.create(
        client=client,
        assignment=assignment,
        session_round=assignment.account.session_round,
        session_key=session_key if ONLINE in granted.scopes else "",
        person_id=person_id,
        one_person=granted.one_person,
        scopes=list(granted.scopes),
        decision=decided.decision,
        made_at=at,
    )
    record(
        by=by,
        at=at,
        action="authorisation.give",
        subject_kind="authorisation",
        subject_id=allowed.pk,
        person_id=person_id,
        payload={"client": client.pk, "scopes": allowed.scopes},
    )
    return allowed
