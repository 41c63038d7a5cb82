"""Subscribers for tests: a connected system with its token, and an endpoint that takes or not."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.test import Client as Browser

from tests.clients.world import make_system, system_request
from tests.world import make_institution
from yiyang.clients.models import Client
from yiyang.network.models import Institution, InstitutionKind
from yiyang.rules.subscribing import asking
from yiyang.rules.subscribing.topics import ADDRESS
from yiyang.subscriptions.models import Subscription
from yiyang.subscriptions.services import Hook, Undelivered

FHIR = "application/fhir+json"
ENDPOINT = "https://hospital.example.org/hook"
SECRET = "Bearer very-secret"


class System:
    """A connected system that speaks to /fhir with its token."""

    def __init__(self, *scopes: str, institution: Institution | None = None) -> None:
        self.institution = institution or make_institution(InstitutionKind.HOSPITAL)
        self.client: Client = make_system(
            *(scopes or ("system/*.cruds",)), institution=self.institution
        )
        self.browser = Browser(SERVER_NAME="localhost")
        self.scope = " ".join(scopes or ("system/*.cruds",))
        self.token = self.sign_in()

    def sign_in(self, scope: str = "") -> str:
        """Get another token."""
        form = system_request(self.client, scope or self.scope)
        answer = self.browser.post("/oauth/token", form)
        assert answer.status_code == 200, answer.content
        return str(answer.json()["access_token"])

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Send a request with the token."""
        given = {"Authorization": f"Bearer {self.token}"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        form = "application/json-patch+json" if method == "PATCH" else FHIR
        text = "" if body is None else json.dumps(body, ensure_ascii=False)
        address = f"/fhir/{path}" if path else "/fhir"
        return self.browser.generic(method, address, text, content_type=form, headers=given)

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.send("GET", path, **headers)

    def put(self, resource: dict[str, Any]) -> HttpResponse:
        name = f"{resource['resourceType']}/{resource['id']}"
        answer = self.send("PUT", name, resource)
        assert answer.status_code in (200, 201), answer.content
        return answer

    def subscribe(self, topic: str = "changed-Observation", *filters: str, **more: Any) -> str:
        """Make a subscription and return its id."""
        answer = self.send("POST", "Subscription", subscription(topic, *filters, **more))
        assert answer.status_code == 201, answer.content
        return str(answer.json()["id"])


def subscription(topic: str = "changed-Observation", *filters: str, **more: Any) -> dict[str, Any]:
    """Return a Subscription to send; ``content``, ``most`` and ``channel`` change it."""
    extensions = [{"url": asking.CONTENT, "valueCode": more.pop("content", "id-only")}]
    channel = {
        "type": "rest-hook",
        "endpoint": ENDPOINT,
        "payload": FHIR,
        "_payload": {"extension": extensions},
        "header": [f"Authorization: {SECRET}"],
    }
    if "most" in more:
        channel["extension"] = [{"url": asking.MOST, "valuePositiveInt": more.pop("most")}]
    channel |= more.pop("channel", {})
    made = {
        "resourceType": "Subscription",
        "status": "requested",
        "reason": "proof",
        "criteria": ADDRESS + topic,
        "channel": {name: value for name, value in channel.items() if value is not None},
    }
    if filters:
        told = [{"url": asking.FILTER, "valueString": text} for text in filters]
        made["_criteria"] = {"extension": told}
    return made | more


@dataclass
class Endpoint:
    """An endpoint in memory; ``is_down``: nothing arrives; ``dies``: it arrives, unanswered."""

    is_down: bool = False
    taken: list[dict[str, Any]] = field(default_factory=list)
    hooks: list[Hook] = field(default_factory=list)

    def send(self, hook: Hook, body: bytes) -> None:
        """Take a notification, or fail as a dead line does."""
        if self.is_down:
            raise Undelivered("ConnectionRefusedError")
        self.hooks.append(hook)
        self.taken.append(json.loads(body))

    @property
    def kinds(self) -> list[str]:
        """The kind of each notification."""
        return [parameters(one)["type"] for one in self.taken]

    @property
    def numbers(self) -> list[int]:
        """The number of every event, as they came."""
        return [number for one in self.taken for number, _ in told(one)]

    @property
    def names(self) -> list[str]:
        """What every event was about, without our address; empty where it is not said."""
        return [name for one in self.taken for _, name in told(one)]


def parameters(bundle: dict[str, Any]) -> dict[str, Any]:
    """Return the status of a notification by name, but for its events."""
    return {
        one["name"]: next(value for key, value in one.items() if key.startswith("value"))
        for one in bundle["entry"][0]["resource"]["parameter"]
        if "part" not in one
    }


def told(bundle: dict[str, Any]) -> list[tuple[int, str]]:
    """Return number and name of each event of a notification."""
    found = []
    for one in bundle["entry"][0]["resource"]["parameter"]:
        if one["name"] == "notification-event":
            parts = {part["name"]: part for part in one["part"]}
            focus = parts.get("focus", {"valueReference": {"reference": ""}})
            name = "/".join(focus["valueReference"]["reference"].split("/")[-2:])
            found.append((int(parts["event-number"]["valueString"]), name))
    return found


def held(fhir_id: str) -> Subscription:
    """Return the row of a subscription."""
    return Subscription.objects.get(public_id=fhir_id)
