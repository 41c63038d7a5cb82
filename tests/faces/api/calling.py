"""Programs that call the JSON API: what tests of this face share."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

import orjson
from django.http import HttpResponse
from django.test import Client as Browser
from django.utils import timezone

from tests.clients.world import REDIRECT, make_app, make_system
from tests.world import actor_of, make_assignment
from yiyang.access.models import Assignment
from yiyang.clients.models import Authorisation, Token
from yiyang.clients.services import Wish, authorise, grant_to_system, issue
from yiyang.network.models import Institution, Place
from yiyang.rules.smart_areas import AREA_SCOPES, area_permit

KEYS = UUID("00000000-0000-4000-8000-000000000000")
EVERY = [[permit.kind, permit.verb] for permit in map(area_permit, AREA_SCOPES)]


class Caller:
    """A program with a token, or with none."""

    def __init__(
        self, token: str = "", language: str = "en", assignment: Assignment | None = None
    ) -> None:
        self.browser, self.assignment, self.sent = Browser(), assignment, 0
        self.headers = {"Accept-Language": language}
        if token:
            self.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, query: dict[str, Any] | None = None) -> HttpResponse:
        return self.browser.get(f"/api/v1{path}", query or {}, headers=self.headers)

    def post(self, path: str, body: Any, key: UUID | str | None = None) -> HttpResponse:
        """Post JSON under a new key unless one is given; "" sends none."""
        self.sent += 1
        given = uuid5(KEYS, f"{id(self)} {self.sent}") if key is None else key
        headers = self.headers | ({"Idempotency-Key": str(given)} if given else {})
        text = body if isinstance(body, bytes) else orjson.dumps(body)
        return self.browser.post(
            f"/api/v1{path}", text, content_type="application/json", headers=headers
        )


def system_of(institution: Institution, *scopes: str) -> Caller:
    """Return the connected system of an institution, which has every scope unless told."""
    wanted = scopes or AREA_SCOPES
    client = make_system(*wanted, institution=institution)
    made = grant_to_system(client=client, scopes=wanted, at=timezone.now())
    return Caller(made.access, assignment=client.assignment)


def app_of(assignment: Assignment, *scopes: str) -> Caller:
    """Return an app that somebody uses in their role, with what of the scopes it was given."""
    made = _allowed(assignment, *(scopes or AREA_SCOPES))
    return Caller(issue(made, at=timezone.now()).access, assignment=assignment)


def caller(
    role: str, institution: Institution | None = None, place: Place | None = None, **given: Any
) -> Caller:
    """Return a program whose token permits everything, whatever its role may do."""
    assignment = make_assignment(role, institution=institution, place=place)
    token = issue(_allowed(assignment, *AREA_SCOPES), at=timezone.now()).access
    Token.objects.filter(authorisation__assignment=assignment).update(permits=EVERY)
    return Caller(token, assignment=assignment, **given)


def _allowed(assignment: Assignment, *scopes: str) -> Authorisation:
    wanted = ("openid", *scopes)
    authorise(
        Wish(make_app(*wanted).client, wanted, REDIRECT, "challenge"),
        assignment=assignment,
        person_id=None,
        is_launched=False,
        session_key="",
        signed_in_at=timezone.now(),
        by=actor_of(assignment),
        at=timezone.now(),
    )
    return Authorisation.objects.select_related("client", "assignment__account").latest("pk")
