"""Who stands before a door of the JSON API, and whether they may pass.

A door has a power, as a page has, and a scope that the token must hold.  Only an access token
opens one: the session of a browser is not read here at all (``faces.oauth.bearer``), so there is
no post to forge.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja.security import HttpBearer

from yiyang.access.models import Assignment
from yiyang.access.powers import Power, has_power
from yiyang.access.readers import Reader
from yiyang.audit.services import Actor
from yiyang.clients.selectors import reader_of
from yiyang.faces.api.problems import OutOfScope, Unknown
from yiyang.faces.oauth.bearer import bearer_of
from yiyang.faces.oauth.consented import token_consented
from yiyang.rules.smart_areas import AREA_SCOPES, PREFIX, area_permit

View = Callable[..., HttpResponse]


class Request(HttpRequest):
    """A request that has passed its door; ``auth`` is who stands there."""

    auth: Reader

    @property
    def assignment(self) -> Assignment:
        """What they act under."""
        return self.auth.assignment

    @property
    def actor(self) -> Actor:
        """Who they are in the audit trail."""
        return self.auth.actor


class Door(HttpBearer):
    """Lets in a token of ``scope`` whose role has one of ``powers``; others find nothing (404).

    Nobody at all gets 401, a token without the scope 403: both are decided from the request and
    the token alone, before anything is read.  A token for one person's record opens no door here.
    """

    def __init__(self, scope: str, *powers: Power) -> None:
        super().__init__()
        self.scope, self.powers = f"{PREFIX}{scope}", powers
        if self.scope not in AREA_SCOPES:
            raise ValueError(f"{self.scope} is no scope of this face")

    def __call__(self, request: HttpRequest) -> Reader:
        """Return who stands before the door.

        Raises:
            Unknown: nobody that is known.
            Http404: the role has none of the powers.
            OutOfScope: the token does not permit this.
        """
        return self.authenticate(request, bearer_of(request) or "")

    def authenticate(self, request: HttpRequest, token: str) -> Reader:
        """Return who a token speaks for; raises as a call does."""
        found = token_consented(token, timezone.now()) if token else None
        if found is None:
            raise Unknown
        reader = reader_of(found)
        if not any(has_power(reader.assignment, power) for power in self.powers):
            raise Http404
        permit = area_permit(self.scope)
        permitted = (permit.kind, permit.verb) in (reader.permits or frozenset())
        if not permitted or reader.person_id is not None:
            raise OutOfScope(self.scope)
        request.assignment, request.actor = reader.assignment, reader.actor
        return reader


def mark(view: View, auths: list[Any]) -> View:
    """Say which powers open an address, for the tests that walk all of them."""
    powers = [power for auth in auths if auth for power in auth.powers]
    doors = tuple(dict.fromkeys(powers))
    view.door = "PUBLIC" if not doors else doors[0] if len(doors) == 1 else doors
    view.is_machine = True
    view.csrf_exempt = False  # no cookie is read here: nothing to forge, and nothing exempt
    return view
