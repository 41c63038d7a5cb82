"""Issuing tokens, renewing them, and noticing one that is shown twice."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction

from yiyang.audit.services import PROGRAM, Actor, record
from yiyang.clients.digests import digest, fresh
from yiyang.clients.models import Assertion, Authorisation, Client, Code, Token
from yiyang.clients.selectors import standing
from yiyang.clients.services.ending import REUSED, end_authorisation
from yiyang.decisions.services import read_book
from yiyang.rules.smart import OFFLINE, ONLINE, permits_of


@dataclass(frozen=True)
class Issued:
    """Fresh tokens, kept nowhere in clear; ``refresh`` is empty where there is none."""

    authorisation: Authorisation
    access: str
    refresh: str
    scopes: tuple[str, ...]
    seconds: int


def issue(allowed: Authorisation, *, at: datetime, scopes: Iterable[str] | None = None) -> Issued:
    """Issue an access token, and one that renews it where the app was allowed to stay.

    Args:
        scopes: fewer than were allowed; None: all of them.
    """
    reading = read_book(at.date())
    granted = tuple(allowed.scopes if scopes is None else scopes)
    of_system = allowed.client.is_system
    lifetime = reading.duration("clients.system_token" if of_system else "clients.app_token")
    access = _made(allowed, Token.Kind.ACCESS, granted, at, at + lifetime)
    stays = {OFFLINE, ONLINE} & set(allowed.scopes)
    refresh = ""
    if stays:
        until = at + reading.duration("clients.refresh")
        refresh = _made(allowed, Token.Kind.REFRESH, tuple(allowed.scopes), at, until)
    by = Actor(allowed.assignment.account_id, allowed.assignment_id)
    record(
        by=by,
        at=at,
        action="token.issue",
        subject_kind="authorisation",
        subject_id=allowed.pk,
        person_id=allowed.person_id,
        payload={"client": allowed.client_id, "scopes": list(granted)},
    )
    return Issued(allowed, access, refresh, granted, int(lifetime.total_seconds()))


def _made(
    allowed: Authorisation, kind: str, scopes: tuple[str, ...], at: datetime, until: datetime
) -> str:
    secret = fresh()
    permits = [] if kind == Token.Kind.REFRESH else permits_of(scopes)
    Token.objects.create(
        digest=digest(secret),
        kind=kind,
        authorisation=allowed,
        scopes=list(scopes),
        permits=[[permit.kind, permit.verb] for permit in permits],
        made_at=at,
        expires_at=until,
    )
    return secret


@transaction.atomic
def use_code(*, code: str, client: Client, at: datetime) -> Code | None:
    """Return the code of this client that is worth tokens now, used up by this call.

    One shown a second time ends everything that came of it.  None: it is worth nothing; nothing
    tells which fault.
    """
    found = Code.objects.select_for_update(of=("self",)).filter(
        digest=digest(code), authorisation__client=client
    )
    kept = found.select_related("authorisation__client", "authorisation__assignment").first()
    if kept is None:
        return None
    if kept.used_at is not None:
        end_authorisation(key=kept.authorisation_id, reason=REUSED, by=PROGRAM, at=at)
        return None
    kept.used_at = at
    kept.save(update_fields=["used_at"])
    stands = Authorisation.objects.filter(standing(at), pk=kept.authorisation_id).exists()
    return kept if stands and at < kept.expires_at else None


@transaction.atomic
def refresh_in_force(*, token: str, client: Client, at: datetime) -> Token | None:
    """Return the client's token that renews, held for this transaction; None: it is worth nothing.

    One that was used before ends everything that came of the same consent.
    """
    found = Token.objects.select_for_update(of=("self",)).filter(
        digest=digest(token), kind=Token.Kind.REFRESH, authorisation__client=client
    )
    kept = found.select_related("authorisation__client", "authorisation__assignment").first()
    if kept is None:
        return None
    if kept.ended_at is not None:
        end_authorisation(key=kept.authorisation_id, reason=REUSED, by=PROGRAM, at=at)
        return None
    stands = Authorisation.objects.filter(standing(at), pk=kept.authorisation_id).exists()
    if not stands or kept.expires_at <= at or not _session_lives(kept.authorisation, at):
        return None
    return kept


@transaction.atomic
def renew(*, token: Token, scopes: Iterable[str] | None, at: datetime) -> Issued:
    """Use up a token that renews, and issue an access token and its successor.

    Access tokens from before live to their own end.
    """
    token.ended_at = at
    token.save(update_fields=["ended_at"])
    return issue(token.authorisation, at=at, scopes=scopes)


def _session_lives(allowed: Authorisation, at: datetime) -> bool:
    if OFFLINE in allowed.scopes or not allowed.session_key:
        return True
    return Session.objects.filter(session_key=allowed.session_key, expire_date__gt=at).exists()


@transaction.atomic
def note_assertion(*, client: Client, jti: str, expires_at: datetime, at: datetime) -> bool:
    """Remember the id of an assertion; False: it was shown before.

    What has ended is forgotten: an assertion past its end is refused for that alone.
    """
    Assertion.objects.filter(client=client, expires_at__lte=at).delete()
    try:
        with transaction.atomic():
            Assertion.objects.create(client=client, digest=digest(jti), expires_at=expires_at)
    except IntegrityError:
        return False
    return True


def is_secret_of(client: Client, secret: str) -> bool:
    """Tell whether this is the client's secret, in a time that does not tell how near it is."""
    kept = bytes(client.secret_digest or b"")
    return bool(kept) and hmac.compare_digest(kept, digest(secret))
