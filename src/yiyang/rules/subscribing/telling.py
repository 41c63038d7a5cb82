"""What is sent to a subscriber: a history Bundle with the status of the Subscription first."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yiyang.rules.subscribing.asking import EMPTY, FULL, PROFILE
from yiyang.rules.subscribing.topics import CREATE, DELETE

HANDSHAKE, HEARTBEAT, EVENTS = "handshake", "heartbeat", "event-notification"
QUERY_STATUS, QUERY_EVENT = "query-status", "query-event"
ERRORS = "http://terminology.hl7.org/CodeSystem/subscription-error"
REQUESTS = {CREATE: ("POST", "201"), DELETE: ("DELETE", "204")}
UPDATED = ("PUT", "200")


@dataclass(frozen=True)
class Told:
    """One event: its number, when, and what changed; ``name`` empty: it may not be told any more.

    ``body`` is the version of the resource as it is served, as a value that is written as it
    stands; None where it is not sent.
    """

    number: int
    at: str
    interaction: str
    name: str = ""
    body: Any = None


@dataclass(frozen=True)
class Standing:
    """How a Subscription stands: who it is, in which state, how many events it has had."""

    base: str
    fhir_id: str
    topic: str
    status: str
    count: int
    fault: str = ""

    @property
    def address(self) -> str:
        """The Subscription's own address."""
        return f"{self.base}/Subscription/{self.fhir_id}"


def status_of(
    standing: Standing, kind: str, told: Sequence[Told] = (), *, content: str = ""
) -> dict[str, Any]:
    """Return the status of a Subscription as Parameters."""
    parameters: list[dict[str, Any]] = [
        {"name": "subscription", "valueReference": {"reference": standing.address}},
        {"name": "topic", "valueCanonical": standing.topic},
        {"name": "status", "valueCode": standing.status},
        {"name": "type", "valueCode": kind},
        {"name": "events-since-subscription-start", "valueString": str(standing.count)},
    ]
    if content == EMPTY:
        parameters = [one for one in parameters if one["name"] != "topic"]
    parameters += [_event(one, standing.base, content) for one in told]
    if standing.fault:
        error = {"coding": [{"system": ERRORS, "code": "no-response"}], "text": standing.fault}
        parameters.append({"name": "error", "valueCodeableConcept": error})
    return {
        "resourceType": "Parameters",
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{standing.address}#{kind}")),
        "meta": {"profile": [f"{PROFILE}/backport-subscription-status-r4"]},
        "parameter": parameters,
    }


def notification(
    standing: Standing, kind: str, at: str, told: Sequence[Told] = (), *, content: str = ""
) -> dict[str, Any]:
    """Return what is sent: of the events as much as ``content`` says."""
    status = status_of(standing, kind, told, content=content)
    entries = [
        {
            "fullUrl": f"urn:uuid:{status['id']}",
            "resource": status,
            "request": {"method": "GET", "url": f"{standing.address}/$status"},
            "response": {"status": "200"},
        }
    ]
    if content != EMPTY:
        entries += [_entry(one, standing.base, content) for one in told if one.name]
    return {
        "resourceType": "Bundle",
        "id": str(uuid.uuid4()),
        "meta": {"profile": [f"{PROFILE}/backport-subscription-notification-r4"]},
        "type": "history",
        "timestamp": at,
        "entry": entries,
    }


def _event(told: Told, base: str, content: str) -> dict[str, Any]:
    parts: list[Mapping[str, Any]] = [
        {"name": "event-number", "valueString": str(told.number)},
        {"name": "timestamp", "valueInstant": told.at},
    ]
    if told.name and content != EMPTY:
        focus = {"reference": f"{base}/{told.name}"}
        parts.append({"name": "focus", "valueReference": focus})
    return {"name": "notification-event", "part": parts}


def _entry(told: Told, base: str, content: str) -> dict[str, Any]:
    kind = told.name.partition("/")[0]
    method, status = REQUESTS.get(told.interaction, UPDATED)
    made: dict[str, Any] = {"fullUrl": f"{base}/{told.name}"}
    if content == FULL and told.body is not None:
        made["resource"] = told.body
    made["request"] = {"method": method, "url": kind if method == "POST" else told.name}
    made["response"] = {"status": status}
    return made
