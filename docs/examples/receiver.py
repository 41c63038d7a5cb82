"""A small receiver of notifications: it subscribes to a topic and tells each event once, in order.

It uses the keys and the token of ``export_system.py`` beside it (make keys and register them first,
with the scopes ``system/Subscription.cruds system/*.rs``; docs/connecting.md), then::

    python docs/examples/receiver.py http://localhost:8000/fhir CLIENT_ID 8766 changed-Observation

The address it gives is its own on this machine; elsewhere it is one with https.
"""

from __future__ import annotations

import hmac
import json
import secrets
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.request import Request

from export_system import Connection, call

BACKPORT = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition"
TOPIC = "urn:yiyang:fhir/SubscriptionTopic/"
FHIR = "application/fhir+json"
SCOPE = "system/Subscription.cruds system/*.rs"


class Receiver(HTTPServer):
    """Takes notifications that carry the secret; ``done`` is the number of the last event told."""

    def __init__(self, connection: Connection, port: int) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.connection, self.secret = connection, secrets.token_hex(16)
        self.done, self.name = 0, ""

    def subscribe(self, topic: str) -> None:
        """Ask to be told of a topic here."""
        wanted = {
            "resourceType": "Subscription",
            "status": "requested",
            "reason": "Example",
            "criteria": TOPIC + topic,
            "channel": {
                "type": "rest-hook",
                "endpoint": f"http://127.0.0.1:{self.server_port}/hook",
                "header": [f"Authorization: Bearer {self.secret}"],
                "payload": FHIR,
                "_payload": {
                    "extension": [
                        {"url": f"{BACKPORT}/backport-payload-content", "valueCode": "id-only"}
                    ]
                },
            },
        }
        header = {"Authorization": f"Bearer {self.connection.bearer()}", "Content-Type": FHIR}
        address = f"{self.connection.iss}/Subscription"
        made = call(Request(address, json.dumps(wanted).encode(), header))
        self.name = f"Subscription/{made['id']}"

    def take(self, bundle: dict[str, Any]) -> None:
        """Tell what is new in a notification; fetch what was missed before it."""
        told = events_of(bundle)
        if told and told[0][0] > self.done + 1:
            missed = f"eventsSinceNumber={self.done + 1}&eventsUntilNumber={told[0][0] - 1}"
            address = f"{self.connection.iss}/{self.name}/$events?{missed}"
            told = events_of(self.connection.get(address)) + told
        for number, focus in told:
            if number > self.done:  # the same number is the same event, told again
                sys.stdout.write(f"{number} {focus}\n")
                self.done = number
        sys.stdout.flush()


def events_of(bundle: dict[str, Any]) -> list[tuple[int, str]]:
    """Return number and address of each event in a notification."""
    found = []
    for parameter in bundle["entry"][0]["resource"]["parameter"]:
        if parameter["name"] == "notification-event":
            parts = {part["name"]: part for part in parameter["part"]}
            focus = parts.get("focus", {}).get("valueReference", {}).get("reference", "(closed)")
            found.append((int(parts["event-number"]["valueString"]), focus))
    return found


class Handler(BaseHTTPRequestHandler):
    """Takes a notification only from who knows the secret."""

    server: Receiver

    def do_POST(self) -> None:
        """Answer once the events are done: what is not answered comes again."""
        given = self.headers.get("Authorization", "")
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if not hmac.compare_digest(given, f"Bearer {self.server.secret}"):
            self.send_error(401)
            return
        self.server.take(json.loads(body))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Write no addresses."""


def main(words: list[str]) -> None:
    """Subscribe, and take what comes until somebody stops it."""
    iss, client_id, port, topic = words
    receiver = Receiver(Connection(iss, client_id, SCOPE), int(port))
    receiver.subscribe(topic)
    sys.stdout.write(f"subscribed as {receiver.name}\n")
    sys.stdout.flush()
    receiver.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1:])
