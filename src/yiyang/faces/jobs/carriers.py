"""The ways a message leaves: HTTP to another node, or a file in the demo."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yiyang.postbox.models import Outgoing
from yiyang.postbox.services import Undelivered

TIMEOUT_SECONDS = 10


@dataclass(frozen=True)
class HttpCarrier:
    """Posts a message as JSON; any answer of the 200s means that the other side has it."""

    url: str
    token: str = ""

    def deliver(self, message: Outgoing) -> None:
        """Post a message under its id.  Raises Undelivered with the kind of failure only."""
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": str(message.message_id),
        }
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        content = json.dumps(envelope(message), ensure_ascii=False).encode()
        request = urllib.request.Request(self.url, content, headers, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS):
                pass
        except urllib.error.HTTPError as fault:
            raise Undelivered(f"answered {fault.code}") from fault
        except (OSError, http.client.HTTPException) as fault:
            raise Undelivered(type(fault).__name__) from fault


@dataclass(frozen=True)
class FileCarrier:
    """Adds a message to a file, one JSON line each: the demo's other node."""

    path: Path

    def deliver(self, message: Outgoing) -> None:
        """Append a message.  Raises Undelivered when the file cannot be written."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(envelope(message), ensure_ascii=False) + "\n")
        except OSError as fault:
            raise Undelivered(type(fault).__name__) from fault


def envelope(message: Outgoing) -> dict[str, Any]:
    """Return a message as it travels."""
    return {
        "message_id": str(message.message_id),
        "kind": message.kind,
        "created_at": message.created_at.isoformat(),
        "body": message.body,
    }
