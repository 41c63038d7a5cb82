"""Reading clients and what they were allowed; who a token speaks for."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.shortcuts import get_object_or_404

from yiyang.access.models import Account, Assignment
from yiyang.access.powers import Power, has_power
from yiyang.access.readers import Reader
from yiyang.audit.services import Actor
from yiyang.audit.sql import cursor
from yiyang.clients.digests import digest
from yiyang.clients.models import Authorisation, Client, Launch, Token

SUBJECT = "authorisation__assignment"
KEPT = 10_000  # tokens, in each process
# Each version of a row has its place and its transaction: any write of one makes another stamp.
STAMP = """concat(
  clients_token.xmin, clients_token.ctid, clients_authorisation.xmin, clients_authorisation.ctid,
  clients_client.xmin, clients_client.ctid, access_assignment.xmin, access_assignment.ctid,
  access_account.xmin, access_account.ctid,
  (select concat(i.xmin, i.ctid, p.xmin, p.ctid) from network_institution i
   join network_place p on p.id = i.place_id where i.id = access_assignment.institution_id),
  (select concat(p.xmin, p.ctid) from network_place p where p.id = access_assignment.place_id))"""
_KEY, _AT = b"key of a token", datetime.max.replace(tzinfo=UTC)
_tokens: dict[bytes, tuple[str, Token]] = {}


def client_by_id(client_id: str) -> Client | None:
    """Return a client that is registered and not disabled, or None."""
    found = Client.objects.select_related("institution", "assignment__account")
    return found.filter(client_id=client_id, disabled_at=None).first()


def clients_of(assignment: Assignment) -> QuerySet[Client]:
    """Return the clients that a security officer keeps: of institutions in the officer's place."""
    if assignment.place is None:
        return Client.objects.none()
    code = assignment.place.code
    found = Client.objects.filter(institution__place__code__within=code)
    return found.select_related("institution").order_by("pk")


def client_for(assignment: Assignment, key: int) -> Client:
    """Return one client that the officer keeps.

    Raises:
        Http404: there is none, or another place keeps it; the two look alike.
    """
    return get_object_or_404(clients_of(assignment), pk=key)


def standing(at: datetime, path: str = "") -> Q:
    """Return the condition under which an authorisation still stands at a moment.

    Its client is open, its assignment in force, its account open, and that account's sessions
    have not been ended since.
    """
    return Q(
        **{
            f"{path}ended_at": None,
            f"{path}client__disabled_at": None,
            f"{path}assignment__span__contains": at,
            f"{path}assignment__account__is_active": True,
            f"{path}assignment__account__session_round": F(f"{path}session_round"),
        }
    )


def token_in_force(token: str, at: datetime) -> Token | None:
    """Return the access token in force, with all it stands for, in one query; None: there is none.

    ``at`` is compared with what is stored; nothing here writes.
    """
    found = _in_force(digest(token), at).select_related(
        "authorisation__client",
        f"{SUBJECT}__institution",
        f"{SUBJECT}__place",
        f"{SUBJECT}__account",
    )
    return found.first()


def token_kept(token: str, at: datetime) -> Token | None:
    """Return the same from what is kept between requests: to be read, and never written.

    Whether the token stands is asked of the database each time.  What it stands for is taken from
    what is kept while none of its rows has been written since.
    """
    key = digest(token)
    stamp = _stamp(key, at)
    if stamp is None:
        return None
    kept = _tokens.get(key)
    if kept is not None and kept[0] == stamp:
        return kept[1]
    found = token_in_force(token, at)
    if found is None:
        return None
    if len(_tokens) >= KEPT:
        _tokens.clear()
    _tokens[key] = (stamp, found)
    return found


def _stamp(key: bytes, at: datetime) -> str | None:
    """Return which versions of its rows a token in force rests on; None: it is not in force."""
    text, values = _asked_once()
    given = {_KEY: key, _AT: at}
    with cursor() as opened:
        opened.execute(text, [given.get(value, value) for value in values])
        row = opened.fetchone()
    return row[0] if row else None


@lru_cache(maxsize=1)
def _asked_once() -> tuple[str, tuple[Any, ...]]:
    """Return the statement of ``_in_force``, put together once, with marks for key and moment."""
    found = _in_force(_KEY, _AT).annotate(stamp=RawSQL(STAMP, ())).order_by()
    text, values = found.values_list("stamp").query.sql_with_params()
    plain = tuple(getattr(value, "obj", value) for value in values)
    if plain.count(_KEY) != 1 or _AT not in plain:
        raise AssertionError("the statement has other places for its values")
    return text, plain


def _in_force(key: bytes, at: datetime) -> QuerySet[Token]:
    in_force = {"kind": Token.Kind.ACCESS, "ended_at": None, "expires_at__gt": at}
    return Token.objects.filter(standing(at, "authorisation__"), digest=key, **in_force)


def is_own(allowed: Authorisation) -> bool:
    """Tell whether an app acts for a person themself, or for who speaks for them."""
    return has_power(allowed.assignment, Power.SEE_OWN)


def spoken_for(allowed: Authorisation) -> int | None:
    """Return the person for whom an app acts by their own word; None: it acts for staff.

    Where no person was chosen it is the account's own; 0 where the account is nobody's.
    """
    if not is_own(allowed):
        return None
    return allowed.person_id or allowed.assignment.account.person_id or 0


def reader_of(token: Token) -> Reader:
    """Return who a token in force speaks for; of a person's own app, for that person alone."""
    allowed = token.authorisation
    only = allowed.person_id if allowed.one_person else spoken_for(allowed)
    return Reader(
        assignment=allowed.assignment,
        actor=Actor(allowed.assignment.account_id, allowed.assignment_id),
        permits=frozenset((kind, verb) for kind, verb in token.permits),
        person_id=only,
        client_id=allowed.client.client_id,
        authorisation_id=allowed.pk,
    )


def authorisations_of(account: Account, at: datetime) -> QuerySet[Authorisation]:
    """Return what an account has allowed to apps and what still stands, newest first."""
    found = Authorisation.objects.filter(
        standing(at), assignment__account=account, client__is_system=False
    )
    living = Q(tokens__ended_at=None, tokens__expires_at__gt=at)
    return (
        found.filter(living)
        .distinct()
        .select_related("client__institution", "assignment__institution", "assignment__place")
        .order_by("-pk")
    )


def authorisation_for(account: Account, key: int) -> Authorisation:
    """Return something that this account has allowed.

    Raises:
        Http404: there is none, or it is somebody else's; the two look alike.
    """
    found = Authorisation.objects.filter(assignment__account=account, client__is_system=False)
    return get_object_or_404(found, pk=key)


def any_token(token: str) -> Token | None:
    """Return a token of either kind, in force or not; None: there is none."""
    found = Token.objects.select_related("authorisation__client", f"{SUBJECT}__account")
    return found.filter(digest=digest(token)).first()


def still_stands(authorisation_id: int, at: datetime) -> bool:
    """Tell whether an authorisation still stands."""
    return Authorisation.objects.filter(standing(at), pk=authorisation_id).exists()


def authorisation_standing(authorisation_id: int, at: datetime) -> Authorisation | None:
    """Return an authorisation that still stands, with all it stands for; None: it has ended."""
    found = Authorisation.objects.select_related(
        "client", "assignment__institution", "assignment__place", "assignment__account"
    )
    return found.filter(standing(at), pk=authorisation_id).first()


def launchable(assignment: Assignment) -> QuerySet[Client]:
    """Return the apps that open from a person's page: open ones of one's own institution."""
    if assignment.institution_id is None:
        return Client.objects.none()
    found = Client.objects.filter(institution=assignment.institution_id, disabled_at=None)
    return found.exclude(launch_uri="").order_by("pk")


def launch_in_force(
    token: str, *, client: Client, account: Account, session_key: str, at: datetime
) -> Launch | None:
    """Return what a launch token stands for, in the very session it was made in; None: nothing."""
    found = Launch.objects.filter(
        digest=digest(token),
        client=client,
        assignment__account=account,
        assignment__span__contains=at,
        session_digest=digest(session_key),
        used_at=None,
        expires_at__gt=at,
    )
    return found.select_related("person", "assignment__institution", "assignment__account").first()


def is_origin_of_an_app(origin: str) -> bool:
    """Tell whether scripts of an open app are served from an origin."""
    apps = Client.objects.filter(disabled_at=None, is_system=False)
    addresses = apps.values_list("redirect_uris", flat=True)
    return any(origin_of(uri) == origin for uris in addresses for uri in uris)


def origin_of(uri: str) -> str:
    """Return scheme, host and port of an address."""
    parts = urlsplit(uri)
    return f"{parts.scheme}://{parts.netloc}"
