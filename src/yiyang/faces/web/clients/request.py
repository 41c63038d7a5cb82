"""An app's request to authorise, checked, and what it can mean for whoever is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749 import InvalidRequestError
from django.http import HttpRequest
from django.utils import timezone

from yiyang.access.models import Assignment, Role
from yiyang.access.powers import Power, has_power
from yiyang.access.selectors import assignments_in_force, needs_second_factor
from yiyang.clients.facts import asked_of
from yiyang.clients.models import Client, Launch
from yiyang.clients.selectors import launch_in_force
from yiyang.clients.services import Wish, preview
from yiyang.faces.oauth.addresses import fhir_base
from yiyang.faces.oauth.server import Server
from yiyang.faces.web.middleware import has_shown_factor
from yiyang.people.models import Person
from yiyang.people.selectors import Listed, Scope, Search, listed, people_for, visible_people
from yiyang.rules.smart import LAUNCH, LAUNCH_PATIENT, PATIENT, Granted, read_scope

FEW = 20
CARRIED = (
    "response_type",
    "client_id",
    "redirect_uri",
    "scope",
    "state",
    "aud",
    "nonce",
    "launch",
    "code_challenge",
    "code_challenge_method",
)


@dataclass
class AppRequest:
    """What an app asks, of whom, and what was chosen on the page so far."""

    http: HttpRequest
    client: Client
    wish: Wish
    carried: dict[str, str]
    launch: Launch | None

    @cached_property
    def roles(self) -> list[Assignment]:
        """The roles that the user can lend: with a way to the record, and the factor shown."""
        if self.launch is not None:
            return [self.launch.assignment]
        now = timezone.now()
        return [
            role
            for role in assignments_in_force(self.http.user)
            if has_power(role, Power.READ_FHIR)
            and (has_shown_factor(self.http) or not needs_second_factor(role, now))
        ]

    @cached_property
    def role(self) -> Assignment | None:
        """The role chosen; at first the one that is acted in."""
        chosen = self.http.POST.get("role", "")
        acting = self.http.assignment.pk if self.http.assignment else None
        wanted = int(chosen) if chosen.isdecimal() else acting
        return next((r for r in self.roles if r.pk == wanted), next(iter(self.roles), None))

    @property
    def needs_person(self) -> bool:
        """Tell whether one person must be chosen."""
        scopes = [read_scope(text) for text in self.wish.scopes]
        of_one = any(scope is not None and scope.level == PATIENT for scope in scopes)
        return of_one or LAUNCH_PATIENT in self.wish.scopes

    @cached_property
    def person(self) -> Person | None:
        """The person chosen, whom the role sees in full; of a launch, the one it was opened for."""
        if self.role is None or not (self.needs_person or self.launch):
            return None
        chosen = self.http.POST.get("person", "")
        if self.launch is not None:
            chosen = str(self.launch.person_id)
        elif not chosen and len(self.choices) == 1 and self.role.role == Role.RESIDENT:
            chosen = str(self.choices[0].person.pk)
        if not chosen.isdecimal():
            return None
        return visible_people(self.role, Scope.RECORD).filter(pk=int(chosen)).first()

    @cached_property
    def choices(self) -> list[Listed]:
        """People to choose from: one's own, or those found by the name that was asked for."""
        if self.role is None or self.launch is not None:
            return []
        if self.role.role == Role.RESIDENT:
            mine = visible_people(self.role, Scope.RECORD).order_by("name_key", "pk")[:FEW]
            return listed(self.role, list(mine))
        words = self.http.POST.get("words", "").strip()
        if not words:
            return []
        found = [one.pk for one in people_for(self.role, Search(words))]
        open_ones = visible_people(self.role, Scope.RECORD).filter(pk__in=found)
        return listed(self.role, list(open_ones.order_by("name_key", "pk")[:FEW]))

    def would_get(self) -> Granted | None:
        """Return what the app would get for what is chosen; None: there is no role to lend."""
        if self.role is None:
            return None
        asked = asked_of(
            self.client,
            self.role,
            self.wish.scopes,
            has_person=self.person is not None or (self.needs_person and self.launch is None),
            is_launched=self.launch is not None,
        )
        return preview(asked, timezone.now())


def read_request(request: HttpRequest) -> AppRequest:
    """Return an app's request once everything about it holds.

    Raises:
        OAuth2Error: with ``redirect_uri`` where the app may be told; without it, where the
            address it would be told at is not one of its own.
    """
    server = Server(request)
    grant = server.get_consent_grant(request, end_user=request.user)
    asked = grant.request.payload.data
    try:
        client = grant.request.client.row
        return _checked(request, client, grant.redirect_uri, asked)
    except OAuth2Error as error:
        error.redirect_uri, error.state = grant.redirect_uri, asked.get("state")
        raise


def _checked(
    request: HttpRequest, client: Client, redirect_uri: str, asked: dict[str, Any]
) -> AppRequest:
    if not asked.get("state"):
        raise InvalidRequestError("Missing 'state' in request.")
    if asked.get("aud", "").rstrip("/") != fhir_base(request):
        raise InvalidRequestError("The 'aud' is not the address of this FHIR server.")
    scopes = tuple(dict.fromkeys((asked.get("scope") or "").split()))
    if not scopes:
        raise InvalidRequestError("Missing 'scope' in request.")
    wish = Wish(client, scopes, redirect_uri, asked["code_challenge"], asked.get("nonce", ""))
    carried = {name: asked[name] for name in CARRIED if asked.get(name)}
    return AppRequest(request, client, wish, carried, _launch(request, client, scopes, asked))


def _launch(
    request: HttpRequest, client: Client, scopes: tuple[str, ...], asked: dict[str, Any]
) -> Launch | None:
    token = asked.get("launch", "")
    if not token:
        if LAUNCH in scopes:
            raise InvalidRequestError("The scope 'launch' needs the 'launch' parameter.")
        return None
    found = launch_in_force(
        token,
        client=client,
        account=request.user,
        session_key=request.session.session_key or "",
        at=timezone.now(),
    )
    if found is None:
        raise InvalidRequestError("This 'launch' works no longer, or not here.")
    return found
