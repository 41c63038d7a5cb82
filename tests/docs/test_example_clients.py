"""The example clients of ``docs/examples`` run against the running program."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from django.utils import timezone

from tests.clients.world import make_app
from tests.conftest import NOW
from tests.journey import Journey
from tests.world import make_grant, make_institution
from yiyang.access.models import Role
from yiyang.audit.services import PROGRAM
from yiyang.clients.checks import Registration
from yiyang.clients.models import Client
from yiyang.clients.services import register_client
from yiyang.faces.jobs.subscriptions import note_events, send_notifications
from yiyang.network.models import Institution, InstitutionKind
from yiyang.people.models import Person
from yiyang.record.services.importing import import_bundle

pytestmark = pytest.mark.django_db(transaction=True)
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
SECONDS = 30
BUNDLE: dict[str, Any] = {
    "resourceType": "Bundle",
    "type": "collection",
    "entry": [
        {"resource": {"resourceType": "Patient", "id": "p1", "name": [{"text": "李桂兰"}]}},
        {
            "resource": {
                "resourceType": "Observation",
                "id": "o1",
                "status": "final",
                "code": {"text": "Heart rate"},
                "subject": {"reference": "Patient/p1"},
                "effectiveDateTime": "2026-03-01T08:00:00+08:00",
                "valueQuantity": {"value": 72, "unit": "/min"},
            }
        },
    ],
}


@pytest.fixture
def centre(settings: Any, live_server: Any) -> Institution:
    settings.BASE_URL = live_server.url
    centre = make_institution(InstitutionKind.CHC)
    body = json.dumps(BUNDLE).encode()
    assert not import_bundle(body=body, by=PROGRAM, at=NOW).findings
    make_grant(Person.objects.get(), centre)
    return centre


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def app(centre: Institution, live_server: Any, port: int) -> Iterator[str]:
    address = f"http://127.0.0.1:{port}"
    client = make_app(
        "launch/patient", "patient/*.rs", redirect_uris=(f"{address}/callback",), launch_uri=""
    ).client
    words = [f"{live_server.url}/fhir", client.client_id, str(port)]
    command = [sys.executable, EXAMPLES / "standalone_app.py", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == f"open {address}/\n", "it did not start"
        yield address
        running.terminate()


class Stay(HTTPRedirectHandler):
    """Leaves following to who asked."""

    def redirect_request(self, *_: object) -> None:
        return None


class Surfer:
    """A browser with cookies for each host, which goes where it is led."""

    def __init__(self) -> None:
        self.cookies: dict[str, dict[str, str]] = {}
        self.opener = build_opener(Stay)

    def open(self, address: str, form: dict[str, Any] | None = None) -> str:
        """Return the page at the end of the way."""
        for _ in range(9):
            own = self.cookies.setdefault(urlsplit(address).hostname or "", {})
            header = {"Cookie": "; ".join(f"{name}={value}" for name, value in own.items())}
            body = urlencode(form).encode() if form else None
            try:
                answer = self.opener.open(Request(address, body, header), timeout=SECONDS)
            except HTTPError as led:
                answer = led
            for line in answer.headers.get_all("Set-Cookie", []):
                own.update({name: each.value for name, each in SimpleCookie(line).items()})
            if answer.status not in (302, 303):
                assert answer.status == 200, (answer.status, answer.read()[:500])
                return answer.read().decode()
            address, form = urljoin(address, answer.headers["Location"]), None
        raise AssertionError("led in a circle")


def test_the_standalone_app_shows_the_record_that_its_user_opened(
    journey: Journey, centre: Institution, app: str, live_server: Any
) -> None:
    doctor = journey.sign_in(Role.FAMILY_DOCTOR, institution=centre)
    surfer = Surfer()
    surfer.cookies["localhost"] = {"sessionid": doctor.cookies["sessionid"].value}
    page = surfer.open(app)
    hidden = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', page.split("<form")[-1]))
    form = {name: unescape(value) for name, value in hidden.items() if name != "action"}
    person = {"action": "allow", "person": Person.objects.get().pk}
    shown = surfer.open(f"{live_server.url}/oauth/consent", form | person)
    assert "<h1>李桂兰</h1>" in shown
    assert "Heart rate" in shown and "72 /min" in shown
    asked_nothing = surfer.open(f"{app}/callback?code=stolen&state=x")
    assert "not to a question of yours" in asked_nothing


def test_the_connected_system_takes_out_what_its_institution_may_see(
    centre: Institution, live_server: Any, tmp_path: Path
) -> None:
    script = [sys.executable, str(EXAMPLES / "export_system.py")]
    made = subprocess.run(
        [*script, "keys"], cwd=tmp_path, check=True, capture_output=True, timeout=SECONDS
    )
    assert (tmp_path / "export_system_key.json").stat().st_mode & 0o077 == 0
    wanted = Registration(
        name_zh="导出",
        name_en="Export",
        proof=Client.Proof.KEYS,
        is_system=True,
        scopes=("system/*.rs",),
        jwks=json.loads(made.stdout),
    )
    owner = centre.pk
    client = register_client(wanted, institution_id=owner, by=PROGRAM, at=NOW).client
    words = [f"{live_server.url}/fhir", client.client_id, "out", "Patient", "Observation"]
    done = subprocess.run(
        [*script, *words], cwd=tmp_path, check=False, capture_output=True, timeout=2 * SECONDS
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().split() == ["Patient:", "1", "Observation:", "1"]
    (line,) = (tmp_path / "out" / "Observation.ndjson").read_text("utf-8").splitlines()
    assert json.loads(line)["id"] == "o1"


def test_the_receiver_tells_each_event_once_and_in_order(
    centre: Institution, live_server: Any, tmp_path: Path, port: int
) -> None:
    script = str(EXAMPLES / "export_system.py")
    made = subprocess.run(
        [sys.executable, script, "keys"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )
    wanted = Registration(
        name_zh="接收",
        name_en="Receiver",
        proof=Client.Proof.KEYS,
        is_system=True,
        scopes=("system/Subscription.cruds", "system/*.rs"),
        jwks=json.loads(made.stdout),
    )
    client = register_client(wanted, institution_id=centre.pk, by=PROGRAM, at=NOW).client
    words = [f"{live_server.url}/fhir", client.client_id, str(port), "changed-Observation"]
    command = [sys.executable, str(EXAMPLES / "receiver.py"), *words]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline().startswith("subscribed as Subscription/")
        send_notifications(timezone.now())  # the handshake
        for value in (73, 74):
            again = json.dumps(BUNDLE).replace('"value": 72', f'"value": {value}').encode()
            assert not import_bundle(body=again, by=PROGRAM, at=NOW).findings
        note_events(timezone.now())
        send_notifications(timezone.now())
        told = [running.stdout.readline().split() for _ in range(2)]
        running.terminate()
    address = f"{live_server.url}/fhir/Observation/o1"
    assert told == [["1", address], ["2", address]]
