"""Two nodes with databases of their own, joined by HTTP through a link that is cut and restored."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.drills.program import data_directory, postmaster
from tests.drills.test_kill_server import wait_until_gone
from tests.drills.two import DEAF, DOWN, PATIENCE_SECONDS, UP, Link, Node, until_awake

HERE, THERE = "310106", "310115"

SETTLE_THERE = """
from tests.world import make_institution, make_place
make_place("310115")
make_institution("HOSPITAL", code="H01", level=3, place=make_place("310115001"))
"""
SETTLE_HERE = """
from datetime import date, timedelta
from django.db import transaction
from django.utils import timezone
from tests.exchange.world import RESIDENT_ID, condition, report, result, store
from tests.world import make_institution, make_person
from yiyang.audit.services import PROGRAM
from yiyang.consents.facts import Wish
from yiyang.consents.services.carried import carry_consent
from yiyang.exchange.models import PartnerInstitution
from yiyang.people.services import add_identifier
at = timezone.now()
make_institution("CHC", code="CHC01", level=0)
person = make_person("李素珍", born_on=date(1940, 3, 15))
add_identifier(person_id=person.pk, system="RESIDENT_ID", value=RESIDENT_ID, by=PROGRAM, at=at)
with transaction.atomic():
    store(person, condition(), result("r1", "GLU"), report("d1", "r1"), at=at)
away = PartnerInstitution.objects.get().institution
carry_consent(wish=Wish(person_id=person.pk, kind="PERMIT", grantee_kind="INSTITUTION",
    purpose="CARE", scope="RECORD", grantee_key=away.pk, until=at + timedelta(days=90)),
    by=PROGRAM, at=at)
"""
SEND = """
from django.utils import timezone
from yiyang.audit.services import PROGRAM
from yiyang.exchange.models import PartnerInstitution
from yiyang.exchange.services import send
from yiyang.people.models import Person
away = PartnerInstitution.objects.get()
for contents in (["SUMMARY"], ["RESULTS"], ["SUMMARY", "RESULTS"]):
    send(person_id=Person.objects.get().pk, institution_id=away.institution_id,
         contents=contents, by=PROGRAM, at=timezone.now())
"""
WITHDRAW = """
from django.utils import timezone
from yiyang.audit.services import PROGRAM
from yiyang.consents.models import Consent
from yiyang.consents.services.ending import withdraw_consent
withdraw_consent(consent_id=Consent.objects.get().pk, by=PROGRAM, at=timezone.now())
"""
SENT = """
import json
from yiyang.exchange.models import Sent
rows = Sent.objects.order_by("pk").values_list("message__message_id", "state")
print(json.dumps([(str(one), state) for one, state in rows]))
"""
TAKEN = """
import json
from django.utils import timezone
from yiyang.access.models import Grant
from yiyang.exchange.models import Taken
from yiyang.people.models import Person
from yiyang.postbox.models import Incoming
from yiyang.record.models import Resource
rows = Taken.objects.order_by("pk").values_list("message_id", flat=True)
foreign = Resource.objects.filter(origin="node/310106").exclude(type="Composition")
print(json.dumps({
    "taken": [str(one) for one in rows],
    "incoming": Incoming.objects.count(),
    "people": Person.objects.count(),
    "foreign": {f"{r.type}/{r.fhir_id}": r.version for r in foreign},
    "open": Grant.objects.filter(origin_kind="consent", span__contains=timezone.now()).count(),
}))
"""


@contextmanager
def two_nodes() -> Iterator[tuple[Node, Node]]:
    with data_directory() as first, data_directory() as second:
        yield Node(first, HERE), Node(second, THERE)


def introduce(here: Node, there: Node, link: Link, folder: Path) -> None:
    """Let each register the other with its keys, as two operators do."""
    added = {}
    for node, other, address, institution in (
        (here, there, link.address, "H01,浦东医院,Pudong Hospital,HOSPITAL,3,121.5,31.2"),
        (there, here, "http://127.0.0.1:9", "CHC01,静安中心,Jing'an Centre,CHC,0,121.4,31.2"),
    ):
        keys = folder / f"{other.code}.json"
        keys.write_text(other.command("nodes", "keys"), encoding="utf-8")
        out = node.command(
            "nodes", "add", other.code, "--zh", other.code, "--en", other.code, "--address",
            address, "--keys", str(keys), "--since", "2025-01-01", "--institution", institution,
            "--json",
        )  # fmt: skip
        added[node.code] = json.loads(out)["client_id"]
    here.command("nodes", "change", THERE, "--client-id", added[THERE])
    there.command("nodes", "change", HERE, "--client-id", added[HERE])


def deliver_all(node: Node) -> None:
    """Deliver once: nothing waits then."""
    told = node.command("nodes", "deliver", THERE)
    (row,) = json.loads(node.command("nodes", "list", "--json"))
    assert not row["waiting"], f"{told}: {row['last_error']}"


@pytest.mark.drill
@pytest.mark.slow
def test_two_nodes_lose_double_and_disorder_nothing_over_a_link_that_is_cut(
    tmp_path: Path,
) -> None:
    with two_nodes() as (here, there):
        for node in (here, there):
            node.command("migrate")
        link = Link(there.port)
        introduce(here, there, link, tmp_path)
        there.run(SETTLE_THERE)
        here.run(SETTLE_HERE)
        serving = there.serve()
        try:
            until_awake(there, serving)
            link.state = DOWN
            here.run(SEND)
            assert "sent 0, nodes that did not answer 1" in here.command("nodes", "deliver", THERE)
            assert json.loads(there.run(TAKEN))["taken"] == []

            link.state = DEAF
            for _ in range(2):
                here.command("nodes", "deliver", THERE)
            assert json.loads(there.run(TAKEN))["incoming"] == 1
            assert {state for _, state in json.loads(here.run(SENT))} == {"WAITING"}

            database = postmaster(there.data)
            serving.kill()  # and comes back
            serving.communicate(timeout=PATIENCE_SECONDS)
            assert wait_until_gone(database)
            serving = there.serve()
            until_awake(there, serving)
            link.state = UP
            deliver_all(here)
            sent, got = json.loads(here.run(SENT)), json.loads(there.run(TAKEN))
            assert {state for _, state in sent} == {"TAKEN"}
            assert got["taken"] == [one for one, _ in sent]
            assert (got["incoming"], got["people"], got["open"]) == (3, 1, 1)
            assert set(got["foreign"].values()) == {1}
            assert f"Condition/{HERE}.c1" in got["foreign"]

            here.run(WITHDRAW)
            deliver_all(here)
            assert json.loads(there.run(TAKEN))["open"] == 0
        finally:
            serving.send_signal(signal.SIGTERM)
            serving.communicate(timeout=PATIENCE_SECONDS)
            link.server.shutdown()
