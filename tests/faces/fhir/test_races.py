"""Many at once: one condition makes one resource; what is committed late is told later."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.faces.fhir.sending import FHIR, patient, pulse, system
from tests.journey import Journey
from yiyang.record.models import Resource

THREADS = 32
CONDITION = "identifier=https://hospital.test/patients|A-17"


@pytest.mark.django_db(transaction=True)
def test_one_condition_asked_by_many_makes_one_resource() -> None:
    cookies = system(Journey()).client.cookies
    together = Barrier(THREADS, timeout=60)

    def create(_: int) -> tuple[int, str]:
        client = Client()
        client.cookies = cookies
        together.wait()
        try:
            answer = client.post(
                "/fhir/Patient",
                json.dumps(patient()),
                content_type=FHIR,
                headers={"If-None-Exist": CONDITION},
            )
            return answer.status_code, answer.json().get("id", answer.content.decode())
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        made = list(pool.map(create, range(THREADS)))
    assert sorted(status for status, _ in made) == [200] * (THREADS - 1) + [201], made
    assert len({fhir_id for _, fhir_id in made}) == 1
    assert Resource.objects.filter(type="Patient").count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_committed_late_is_told_by_the_link_of_the_page_before() -> None:
    sender = system(Journey())
    person = sender.create(patient())
    first = sender.create(pulse(person))
    began, go_on = Barrier(2, timeout=60), Barrier(2, timeout=60)

    def slow() -> None:
        try:
            with transaction.atomic():
                late = Resource.objects.select_for_update().get(fhir_id=first.partition("/")[2])
                body = late.body.replace("72", "73")
                Resource.objects.filter(pk=late.pk).update(body=body, version=2)
                with connection.cursor() as cursor:
                    cursor.execute(
                        "update record_resource set xid = (pg_current_xact_id()::text)::bigint,"
                        " seq = nextval('record_change') where key = %s",
                        (late.pk,),
                    )
                began.wait()
                go_on.wait()
        finally:
            connection.close()

    writer = Thread(target=slow)
    writer.start()
    began.wait()
    second = sender.create(pulse(person, 80))  # committed before, begun after
    page = sender.get("Observation/_history").json()
    told = [e["fullUrl"] for e in page.get("entry", ())]
    assert not any(url.endswith(second) for url in told)
    go_on.wait()
    writer.join()
    later = next(link["url"] for link in page["link"] if link["relation"] == "later")
    after = sender.get(later.removeprefix("http://testserver/fhir/")).json()["entry"]
    names = {e["fullUrl"].rpartition("/fhir/")[2] for e in after}
    assert {first, second} <= names
