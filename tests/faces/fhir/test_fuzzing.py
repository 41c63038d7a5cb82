"""Whatever is sent, the answer is FHIR, is no 500, and tells nothing of anybody else.

``YIYANG_FUZZ`` says how many requests; a seed that failed can be given again.
"""

from __future__ import annotations

import json
import os
import random
from typing import Any

import pytest

from tests.faces.fhir.sending import Sender, patient, pulse, staff, system
from tests.journey import Journey
from tests.record.samples import bundle, elders_bundle

MANY = int(os.environ.get("YIYANG_FUZZ", "60"))
SEED = int(os.environ.get("YIYANG_FUZZ_SEED", "4"))
KINDS = ("Patient", "Observation", "Location", "Group", "Nonsense", "_history", "$export")
ODD = ("", "0", "-1", "a" * 65, "秘", "%", "'", '"', "\\", "null", "../x", "1e400", "\U0001f600")
PARAMETERS = (
    *("_id", "_count", "_since", "_cursor", "_edge", "_type", "_sort", "_include", "_format"),
    *("identifier", "name", "birthdate", "code", "value-quantity", "subject", "_has", "_page"),
    *("_lastUpdated", "_summary", "_elements", "_total", "start", "end", "_pretty"),
)
VALUES = (*ODD, "http://x|1", "|", "ge2026-01-01", "2026-13-40", "Patient/1", "json", "*")
HEADERS = {
    "If-Match": ('W/"1"', '"x"', "*", "秘"),
    "If-None-Match": ('W/"1"', "*", ","),
    "If-Modified-Since": ("Mon, 02 Mar 2026 02:00:00 GMT", "never"),
    "If-None-Exist": ("identifier=x|1", "", "_id", "name=%", "_count=5"),
    "Prefer": ("return=minimal", "return=", "respond-async", "handling=strict"),
    "Accept": ("application/fhir+json", "text/html;q=0", "*/*", "a/b", ","),
}
FORMS = ("application/fhir+json", "application/json-patch+json", "text/plain", "a/json; x")


class Fuzz:
    """One stream of strange requests."""

    def __init__(self, seed: int, names: list[str]) -> None:
        self.random = random.Random(seed)
        self.names = names

    def path(self) -> str:
        pick = self.random.choice
        rest = pick(("", f"/{pick(ODD)}", "/1", "/1/_history", "/1/_history/x", "/$everything"))
        path = pick(KINDS) + rest
        if self.random.random() < 0.4:
            path = pick(self.names) + pick(("", "/_history/1", "/$everything"))
        count = self.random.randrange(3)
        query = "&".join(f"{pick(PARAMETERS)}={pick(VALUES)}" for _ in range(count))
        return f"{path}?{query}" if query else path

    def body(self) -> bytes:
        start: Any = self.random.choice(
            [
                patient(),
                pulse(self.random.choice(self.names)),
                bundle(kind="batch"),
                elders_bundle(),
                [{"op": "replace", "path": "/status", "value": 1}],
                {"resourceType": "Group", "type": "person", "actual": True},
            ]
        )
        for _ in range(self.random.randrange(4)):
            start = self.mutated(start)
        text = json.dumps(start, ensure_ascii=False).encode()
        if self.random.random() < 0.1:
            place = self.random.randrange(len(text) + 1)
            wedge = self.random.choice((b"", b"\xff", b"\x00", b"[", b'"'))
            text = text[:place] + wedge + text[place + 1 :]
        return text

    def mutated(self, value: Any) -> Any:
        strange = self.random.choice((None, 0, -1, 1.5, True, "", {}, [], [None], *ODD, {"a": {}}))
        if isinstance(value, dict) and value and self.random.random() < 0.9:
            key = self.random.choice(list(value))
            return {**value, key: self.mutated(value[key])}
        if isinstance(value, list) and value and self.random.random() < 0.9:
            place = self.random.randrange(len(value))
            return [*value[:place], self.mutated(value[place]), *value[place + 1 :]]
        return strange


def send(sender: Sender, fuzz: Fuzz) -> tuple[str, Any]:
    pick = fuzz.random.choice
    method = pick(("GET", "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"))
    address = f"/fhir/{fuzz.path()}" if fuzz.random.random() < 0.9 else "/fhir"
    headers = {
        name: pick(values) for name, values in HEADERS.items() if fuzz.random.random() < 0.15
    }
    body = fuzz.body() if method in ("POST", "PUT", "PATCH") else b""
    form = FORMS[0] if fuzz.random.random() < 0.8 else pick(FORMS)
    answer = sender.client.generic(method, address, body, content_type=form, headers=headers)
    return f"{method} {address} {headers} {body[:2000]!r}", answer


@pytest.mark.django_db
def test_no_request_brings_the_face_down_or_shows_what_is_not_open(journey: Journey) -> None:
    mine, other = staff(journey), system(journey)
    hidden = other.create(patient("Z-9", name=[{"text": "不可见者"}]))
    secret = other.create(pulse(hidden, 77, note=[{"text": "不可说"}]))
    own = mine.create(patient("M-1"))
    names = [own, mine.create(pulse(own)), hidden, secret]
    fuzz = Fuzz(SEED, names)
    for number in range(MANY):
        said, answer = send(mine, fuzz)
        told = f"{number}: {said} -> {answer.status_code}"
        assert answer.status_code < 500, told
        text = answer.content.decode()
        assert "不可" not in text and "Z-9" not in text, told
        if answer.status_code >= 400 and not said.startswith("HEAD"):
            assert json.loads(text)["resourceType"] == "OperationOutcome", told
    assert other.get(secret).json()["meta"]["versionId"] == "1"
