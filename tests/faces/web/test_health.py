"""Those who watch over the program get plain answers, and nothing of a person."""

import re

import pytest
from django.db import connection
from django.test import Client

from tests.conftest import NOW
from tests.world import make_person
from yiyang.audit.services import PROGRAM, record
from yiyang.postbox.services import post


def gauge(text: str, line: str) -> float:
    found = re.search(rf"^{re.escape(line)} (\S+)$", text, re.MULTILINE)
    assert found, f"no {line} in:\n{text}"
    return float(found[1])


def test_alive_asks_no_database(client: Client) -> None:
    assert client.get("/healthz").content == b"alive\n"


@pytest.mark.django_db
def test_ready_with_every_migration_and_not_without(client: Client) -> None:
    assert client.get("/readyz").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'postbox'")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"run yiyang migrate\n")


@pytest.mark.django_db
def test_metrics_count_what_waits(client: Client) -> None:
    post(by=PROGRAM, at=NOW, destination='a"b', kind="HOLD", body={})
    record(by=PROGRAM, at=NOW, action="test", subject_kind="test", subject_id=1)
    text = client.get("/metrics").content.decode()
    assert gauge(text, 'yiyang_postbox_waiting{destination="a\\"b"}') == 1
    assert gauge(text, 'yiyang_unsealed_rows{stream="AUDIT"}') == 2
    assert gauge(text, "yiyang_jobs_processes") == 0
    assert gauge(text, "yiyang_database_bytes") > 0
    for name in re.findall(r"^(\w+)", text, re.MULTILINE):
        assert f"# HELP {name} " in text


@pytest.mark.django_db
def test_metrics_name_nobody(client: Client) -> None:
    person = make_person(name="张桂英")
    record(
        by=PROGRAM, at=NOW, action="test", subject_kind="person", subject_id=person.pk,
        person_id=person.pk, payload={"name": person.name},
    )  # fmt: skip
    assert "张桂英" not in client.get("/metrics").content.decode()
