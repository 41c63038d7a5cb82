"""Two nodes in one database: each with its own name, keys and rows, joined by HTTP in process.

Jing'an (``310106``) is here, Pudong (``310115``) there; ``there()`` makes the program speak as
Pudong.  A person is one row for both: they are found by their citizen id, as two databases would.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copy
from typing import Any

from django.conf import settings
from django.test import Client as Browser
from django.test import override_settings
from django.utils import timezone

from tests.record.samples import LOINC
from tests.world import BEGAN, make_grant, make_institution, make_person
from yiyang.audit.services import PROGRAM
from yiyang.consents.facts import Wish
from yiyang.consents.models import Consent
from yiyang.consents.services.carried import carry_consent
from yiyang.exchange.keys import public_node_keys
from yiyang.exchange.models import Node, PartnerInstitution
from yiyang.exchange.services import Agreed, Partner, add_node
from yiyang.faces.exchange.carrier import Reply
from yiyang.faces.exchange.signatures import HEADER
from yiyang.faces.jobs.nodes import deliver_to_nodes
from yiyang.people.identifiers import blind_index, open_, seal
from yiyang.people.models import Identifier, Person
from yiyang.people.services import add_identifier
from yiyang.postbox.services import Undelivered
from yiyang.record.services.drafts import draft_of
from yiyang.record.services.store import OWN, put_drafts
from yiyang.record.services.vitals import patient_name

HERE, THERE = "310106", "310115"
RESIDENT_ID = "310106194003150026"
ADDRESS = "http://localhost"
EVERY = ("SUMMARY", "RESULTS", "IMAGES", "REFERRAL")
CATALOGUE = "https://lab.jingan.test/items"


class Wire:
    """Carries what one node posts to the other's doors; can be cut before or after it arrives."""

    def __init__(self, nodes: Nodes) -> None:
        self.nodes = nodes
        self.is_down = False
        self.drops_answers = 0  # how many answers are lost after the other side has done it
        self.posted: list[tuple[str, bytes, dict[str, str]]] = []

    def post(self, address: str, body: bytes, headers: dict[str, str]) -> Reply:
        if self.is_down:
            raise Undelivered("ConnectionRefusedError")
        self.posted.append((address, body, headers))
        path = address.removeprefix(ADDRESS)
        reply = self.nodes.post_there(path, body, headers)
        if self.drops_answers and path.startswith("/fhir"):
            self.drops_answers -= 1
            raise Undelivered("ConnectionResetError")
        return reply


@dataclass
class Nodes:
    """Jing'an, Pudong, and how each knows the other."""

    keys: Path
    speaking: str = HERE
    at: datetime = field(default_factory=timezone.now)

    def __post_init__(self) -> None:
        self.here_keys = settings.KEY_DIR
        self.there_keys = self.keys / "there"
        self._share_identifier_keys()
        self.sender = make_institution("CHC", code="CHC01", level=0)
        self.receiver = make_institution("HOSPITAL", code="H01", level=3)
        self.pudong = self._add(THERE, "浦东", self.there_keys, Partner(
            "H01", "浦东医院", "Pudong Hospital", "HOSPITAL", 3, 121.5, 31.2
        ))  # fmt: skip
        with self.there():
            self.jingan = self._add(HERE, "静安", self.here_keys, Partner(
                "CHC01", "静安社区", "Jing'an Centre", "CHC", 0, 121.4, 31.2
            ))  # fmt: skip
        Node.objects.filter(pk=self.pudong.pk).update(client_id_there=self._client(self.jingan))
        Node.objects.filter(pk=self.jingan.pk).update(client_id_there=self._client(self.pudong))
        self.away = PartnerInstitution.objects.get(node=self.pudong).institution
        self.wire = Wire(self)

    def _share_identifier_keys(self) -> None:
        """One database has one index of identifiers: both names look in it by the same keys."""
        open_(seal("x"))
        blind_index("RESIDENT_ID", "", RESIDENT_ID)
        self.there_keys.mkdir()
        for key in self.here_keys.glob("identifier-*.key"):
            copy(key, self.there_keys)

    def _add(self, code: str, name: str, keys: Path, partner: Partner) -> Node:
        agreed = Agreed(
            code=code, name_zh=name, name_en=code, address=ADDRESS, contents=EVERY,
            since=BEGAN.date(),
        )  # fmt: skip
        return add_node(
            agreed=agreed, keys=public_node_keys(keys), partner=partner, by=PROGRAM, at=self.at
        )

    @staticmethod
    def _client(node: Node) -> str:
        return node.client.client_id

    @contextmanager
    def there(self) -> Iterator[None]:
        """Let the program speak as the other node."""
        with override_settings(NODE=THERE, KEY_DIR=self.there_keys):
            yield

    def post_there(self, path: str, body: bytes, headers: dict[str, str]) -> Reply:
        """Post to the doors of whichever node is not speaking now."""
        other = self.there if settings.NODE == HERE else _home(self.here_keys)
        form = headers["Content-Type"]
        rest = {name: value for name, value in headers.items() if name != "Content-Type"}
        with other():
            answer = Browser().post(
                path, body, content_type=form, headers={**rest, "Host": "localhost"}
            )
        return Reply(answer.status_code, answer.content, answer.headers.get(HEADER, ""))

    def deliver(self, at: datetime | None = None, *, to: str = THERE, force: bool = True) -> str:
        """Run the job that sends, as the node that is speaking."""
        return deliver_to_nodes(at or timezone.now(), self.wire, only=to if force else "")

    def consent(self, person: Person, scope: str = "RECORD", **columns: Any) -> Consent:
        """Return a consent in force to the hospital of the other node, given here."""
        wish = Wish(
            person_id=person.pk, kind="PERMIT", grantee_kind="INSTITUTION",
            purpose=columns.get("purpose", "CARE"), scope=scope, grantee_key=self.away.pk,
            until=self.at + timedelta(days=100),
        )  # fmt: skip
        return carry_consent(wish=wish, by=PROGRAM, at=self.at)


def _home(keys: Path) -> Any:
    @contextmanager
    def home() -> Iterator[None]:
        with override_settings(NODE=HERE, KEY_DIR=keys):
            yield

    return home


def make_known_person(nodes: Nodes) -> Person:
    """Return somebody with a citizen id, whose record the hospital of the other node may see."""
    person = make_person("李素珍", born_on=datetime(1940, 3, 15).date())  # noqa: DTZ001
    add_identifier(
        person_id=person.pk, system=Identifier.System.RESIDENT_ID, value=RESIDENT_ID,
        by=PROGRAM, at=nodes.at,
    )  # fmt: skip
    # Open-ended: the database's clock stands still at the beginning of a test.
    make_grant(person, nodes.away)
    return person


def store(person: Person, *resources: dict[str, Any], at: datetime, origin: str = OWN) -> None:
    """Store resources of a person, each with its id, as our own unless told."""
    subject = {"reference": patient_name(person_id=person.pk, at=at)}
    about = [
        {**one, ("patient" if one["resourceType"] == "AllergyIntolerance" else "subject"): subject}
        for one in resources
    ]
    put_drafts([draft_of(one) for one in about], persons={}, origin=origin, at=at)


def condition(fhir_id: str = "c1") -> dict[str, Any]:
    """Return a problem that is active."""
    status = "http://terminology.hl7.org/CodeSystem/condition-clinical"
    return {
        "resourceType": "Condition",
        "id": fhir_id,
        "clinicalStatus": {"coding": [{"system": status, "code": "active"}]},
        "code": {
            "coding": [{"system": "http://hl7.org/fhir/sid/icd-10", "code": "I10"}],
            "text": "高血压",
        },
    }


def medicine(fhir_id: str = "m1") -> dict[str, Any]:
    """Return a medicine that is taken."""
    return {
        "resourceType": "MedicationStatement",
        "id": fhir_id,
        "status": "active",
        "medicationCodeableConcept": {"text": "氨氯地平"},
    }


def result(fhir_id: str, code: str, system: str = CATALOGUE) -> dict[str, Any]:
    """Return a laboratory result, by the code of a catalogue."""
    category = "http://terminology.hl7.org/CodeSystem/observation-category"
    return {
        "resourceType": "Observation",
        "id": fhir_id,
        "status": "final",
        "category": [{"coding": [{"system": category, "code": "laboratory"}]}],
        "code": {"coding": [{"system": system, "code": code}]},
        "effectiveDateTime": "2026-02-28T09:30:00+08:00",
        "performer": [{"reference": "Practitioner/practitioner-7"}],
    }


def report(fhir_id: str, *results: str) -> dict[str, Any]:
    """Return a report on results."""
    return {
        "resourceType": "DiagnosticReport",
        "id": fhir_id,
        "status": "final",
        "code": {"coding": [{"system": LOINC, "code": "58410-2"}]},
        "effectiveDateTime": "2026-02-28T09:30:00+08:00",
        "result": [{"reference": f"Observation/{one}"} for one in results],
    }


def study(fhir_id: str) -> dict[str, Any]:
    """Return a reference to images."""
    return {
        "resourceType": "ImagingStudy",
        "id": fhir_id,
        "status": "available",
        "started": "2026-02-27T10:00:00+08:00",
        "description": "胸部CT",
        "numberOfInstances": 120,
    }
