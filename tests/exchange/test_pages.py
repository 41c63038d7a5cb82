"""The officers' pages of nodes, and the same by the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.clients.world import ec_key, public_set
from tests.exchange.test_sharing import MAP
from tests.exchange.world import ADDRESS, THERE, Nodes
from tests.journey import Journey
from yiyang.access.models import Role
from yiyang.exchange.models import Node, PartnerInstitution
from yiyang.network.models import Institution

FORM = {
    "code": "330100", "name_zh": "杭州", "name_en": "Hangzhou", "address": ADDRESS,
    "contents": ["SUMMARY"], "since": "2026-01-01", "institution_code": "H9",
    "institution_zh": "杭州医院", "institution_en": "Hangzhou Hospital", "kind": "HOSPITAL",
    "lon": "120.2", "lat": "30.3",
}  # fmt: skip
OPTIONS = (
    "--zh", "杭州", "--en", "Hangzhou", "--address", ADDRESS, "--since", "2026-01-01",
    "--institution", "H9,杭州医院,Hangzhou Hospital,HOSPITAL,3,120.2,30.3",
)  # fmt: skip


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    file = tmp_path / "keys.json"
    file.write_text(json.dumps(public_set(ec_key())), encoding="utf-8")
    return file


def test_an_officer_registers_a_node_changes_it_and_stops_it(
    journey: Journey, nodes: Nodes, keys: Path
) -> None:
    officer = journey.sign_in(Role.SECURITY_OFFICER)
    answer = officer.post("/officers/nodes/new/", FORM | {"keys": keys.read_text()})
    assert answer.status_code == 302, answer.content.decode()
    made = Node.objects.get(code="330100")
    place = Institution.objects.get(partner__node=made)
    assert (place.code, place.is_elsewhere) == ("330100-H9", True)
    page = officer.get(f"/officers/nodes/{made.pk}/").content.decode()
    assert made.client.client_id in page
    changed = FORM | {"client_id_there": "abc", "contents": ["SUMMARY", "REFERRAL"]}
    assert officer.post(f"/officers/nodes/{made.pk}/change/", changed).status_code == 302
    other = FORM | {"institution_code": "H10"}
    assert officer.post(f"/officers/nodes/{made.pk}/institution/", other).status_code == 302
    assert officer.post(f"/officers/nodes/{made.pk}/stop/").status_code == 302
    made.refresh_from_db()
    assert (made.client_id_there, made.contents) == ("abc", ["SUMMARY", "REFERRAL"])
    assert made.stopped_at
    assert made.client.disabled_at
    assert PartnerInstitution.objects.filter(node=made).count() == 2
    assert officer.post(f"/officers/nodes/{made.pk}/start/").status_code == 302
    assert "330100" in officer.get("/officers/nodes/").content.decode()


@pytest.mark.parametrize(
    "fault",
    [
        {"code": "310106"},  # our own
        {"address": "http://10.0.0.1"},
        {"address": "ftp://x"},
        {"contents": []},
        {"until": "2025-01-01"},
        {"keys": "{}"},
        {"lon": "", "lat": ""},
        {"lon": "0", "lat": "0"},
        {"lon": "200"},
    ],
)
def test_a_faulty_node_is_not_registered(
    journey: Journey, nodes: Nodes, keys: Path, fault: dict[str, object]
) -> None:
    officer = journey.sign_in(Role.SECURITY_OFFICER)
    before = Institution.objects.count()
    answer = officer.post("/officers/nodes/new/", FORM | {"keys": keys.read_text()} | fault)
    assert answer.status_code in (400, 409)
    assert Node.objects.count() == 2
    assert Institution.objects.count() == before


def test_a_system_officer_reads_the_queue_and_loads_a_map_but_changes_nothing_agreed(
    journey: Journey, nodes: Nodes
) -> None:
    officer = journey.sign_in(Role.SYSTEM_OFFICER, language="en")
    where = f"/officers/nodes/{nodes.pudong.pk}/"
    for body, status in ((b"{", 400), (b'{"resourceType":"Patient"}', 400),
                         (json.dumps(MAP).encode(), 302)):  # fmt: skip
        file = SimpleUploadedFile("map.json", body)
        assert officer.post(f"{where}map/", {"file": file}).status_code == status
    assert nodes.pudong.maps.get().codes.count() == 1
    assert "2026.1" in officer.get(where).content.decode()
    for step in ("change", "institution", "stop", "start"):
        assert officer.post(f"{where}{step}/", FORM).status_code == 404


def test_the_command_line_registers_and_lists(journey: Journey, nodes: Nodes, keys: Path) -> None:
    made = journey.command("nodes", "add", "330100", "--keys", str(keys), *OPTIONS, "--json")
    assert made.exit_code == 0, made.err
    node = Node.objects.get(code="330100")
    assert made.json["client_id"] == node.client.client_id
    again = journey.command("nodes", "add", "330100", "--keys", str(keys), *OPTIONS)
    assert (again.exit_code, again.err.split(":")[0]) == (3, "NODE_KNOWN")
    journey.command("nodes", "change", "330100", "--client-id", "xyz")
    journey.command(
        "nodes", "institution", "330100", "--institution", "H2,二院,Second,HOSPITAL,,120.1,30.2"
    )
    journey.command("nodes", "stop", "330100")
    listed = {row["code"]: row for row in journey.command("nodes", "list", "--json").json}
    assert listed["330100"]["state"] == "STOPPED"
    assert listed["330100"]["our_client_id"] == "xyz"
    assert node.institutions.count() == 2
    assert set(journey.command("nodes", "keys").json["keys"][0]) >= {"kid", "x", "y", "crv"}
    assert '"d"' not in journey.command("nodes", "keys").out


def test_the_command_line_says_what_is_wrong(journey: Journey, nodes: Nodes, keys: Path) -> None:
    for words in (
        ("list", "--nonsense"),
        ("stop", "999999"),
        ("add", "310106", "--keys", str(keys), *OPTIONS),
        ("map", THERE, "/no/such/file"),
        ("send", THERE, "--person", "0", "--institution", "H01"),
    ):
        assert journey.command("nodes", *words).exit_code == 2, words
    assert Node.objects.count() == 2


def test_a_new_key_signs_and_the_old_one_stays_published(journey: Journey, nodes: Nodes) -> None:
    before = journey.command("nodes", "keys").json["keys"][0]["kid"]
    journey.command("keys", "renew", "node")
    after = [key["kid"] for key in journey.command("nodes", "keys").json["keys"]]
    assert after[1] == before
    assert after[0] != before


@pytest.mark.parametrize("where", ["", ",3", ",3,0,0", ",3,121.5", ",3,east,30", ",3,nan,30"])
def test_an_institution_is_registered_only_with_where_it_lies(
    journey: Journey, nodes: Nodes, where: str
) -> None:
    before = Institution.objects.count()
    words = ("nodes", "institution", THERE, "--institution", f"H7,七院,Seventh,HOSPITAL{where}")
    answer = journey.command(*words)
    assert answer.exit_code == 2, answer.err
    assert "LON,LAT" in answer.err or "longitude and latitude" in answer.err
    assert Institution.objects.count() == before
