"""A restored database: its changes are settled, and it calls nobody before somebody says so."""

from __future__ import annotations

import pytest
from django.db import connection
from django.utils import timezone

from tests.faces.fhir.sending import pulse
from tests.faces.fhir.test_history_pages import told
from tests.journey import Journey
from tests.subscriptions.world import Endpoint, System, held
from tests.world import make_place
from yiyang.access.models import Role
from yiyang.audit.models import Entry
from yiyang.faces.jobs.subscriptions import note_events, send_waiting
from yiyang.record.models import Resource
from yiyang.subscriptions.models import Event, Subscription
from yiyang.subscriptions.services import settle_restored

pytestmark = pytest.mark.django_db
AHEAD = 5_000_000
NUMBERED = ("record_resource", "record_resourceversion")


def move_to_another_server() -> None:
    """Make the database as it is on a server that has not come to its numbers yet."""
    with connection.cursor() as cursor:
        for table in NUMBERED:
            cursor.execute(f"update {table} set xid = xid + {AHEAD}")
        cursor.execute(
            "update subscriptions_subscription set cursor_xid = cursor_xid + %s, "
            "since_xid = since_xid + %s",
            (AHEAD, AHEAD),
        )
        cursor.execute("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        ahead = int(cursor.fetchone()[0]) + AHEAD
    Subscription.objects.exclude(since_snapshot="").update(since_snapshot=f"{ahead}:{ahead}:")


def measure(system: System, *numbers: int) -> None:
    for number in numbers:
        system.put({**pulse("Patient/li-1", number), "id": f"pulse-{number}"})


def later(system: System) -> str:
    """Return the link by which who follows the history asks for what comes."""
    links = system.get("Observation/_history").json()["link"]
    found = next(one["url"] for one in links if one["relation"] == "later")
    return str(found.partition("/fhir/")[2])


def test_pages_of_searches_and_histories_show_what_was_restored(system: System) -> None:
    measure(system, *range(5))
    system.put({**pulse("Patient/li-1", 100), "id": "pulse-0"})
    before = told(system, "Observation/_history?_count=2")
    move_to_another_server()
    assert told(system, "Observation/_history?_count=2") == []  # none is settled here
    settle_restored(at=timezone.now())
    assert told(system, "Observation/_history?_count=2") == before
    assert len(before) == 6
    found, address = 0, "http://localhost/fhir/Observation?_count=2"
    while address:
        given = {"Authorization": f"Bearer {system.token}"}
        bundle = system.browser.get(address, headers=given).json()
        found += len(bundle["entry"])
        links = {one["relation"]: one["url"] for one in bundle["link"]}
        address = links.get("next", "")
    assert found == 5


def test_who_follows_the_history_misses_nothing_over_a_restore(system: System) -> None:
    measure(system, 1)
    path = later(system).replace("_edge=", "_edge=9")  # as a server that was further on gave it
    assert told(system, path) == []
    with connection.cursor() as cursor:
        cursor.execute(
            "create or replace function sealing_floor() returns bigint language sql volatile as "
            "$$ select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + 77 $$"
        )
    measure(system, 2)
    assert told(system, path) == ['Observation/pulse-2 W/"1"', 'Observation/pulse-1 W/"1"']
    path = later(system).replace("_edge=", "_edge=9")
    assert told(system, path) == []


def test_a_restored_copy_calls_nobody_until_it_is_asked(system: System) -> None:
    endpoint, now = Endpoint(), timezone.now()
    key, idle = system.subscribe(), system.subscribe("admission")
    send_waiting(endpoint, now)
    measure(system, 1)
    note_events(now)
    measure(system, 2)  # the backup is made before it is noted
    endpoint.taken.clear()
    move_to_another_server()
    assert settle_restored(at=now) == 2
    note_events(now)
    assert send_waiting(endpoint, now) == (0, 0)
    assert [(held(one).status, held(one).fault) for one in (key, idle)] == [("OFF", "RESTORED")] * 2
    assert Entry.objects.filter(action="subscription.off").count() == 2
    assert settle_restored(at=now) == 0
    step = [{"op": "replace", "path": "/status", "value": "requested"}]
    assert system.send("PATCH", f"Subscription/{key}", step).status_code == 200
    measure(system, 3)
    send_waiting(endpoint, now)
    note_events(now)
    send_waiting(endpoint, now)
    assert endpoint.numbers == [1, 2, 3]
    assert endpoint.names == [f"Observation/pulse-{n}" for n in (1, 2, 3)]
    assert Event.objects.count() == 3


def test_the_order_of_changes_is_kept_by_a_server_that_is_further_on(system: System) -> None:
    measure(system, 1)
    with connection.cursor() as cursor:
        cursor.execute("update record_resource set xid = 5 where id = 'pulse-1'")
        cursor.execute("update record_resource set xid = 6 where id = 'li-1'")
        settle_restored(at=timezone.now())
    found = Resource.objects.filter(fhir_id__in=("pulse-1", "li-1")).order_by("xid")
    assert list(found.values_list("fhir_id", "xid")) == [("pulse-1", 5), ("li-1", 6)]


def test_the_officer_lets_it_go_on(system: System, journey: Journey) -> None:
    officer = journey.sign_in(Role.SECURITY_OFFICER, place=make_place("310106"), language="en")
    endpoint, now = Endpoint(), timezone.now()
    key, stopped = system.subscribe(), system.subscribe()
    page = "/officers/subscriptions/"
    assert officer.post(f"{page}{held(stopped).pk}/off/").status_code == 302
    settle_restored(at=now)
    assert officer.get(page).content.decode().count("Go on after the restore") == 1
    for one in (key, stopped):
        assert officer.post(f"{page}{held(one).pk}/on/").status_code == 302
    assert (held(key).status, held(stopped).status) == ("REQUESTED", "OFF")
    assert Entry.objects.filter(action="subscription.go_on").count() == 1
    assert send_waiting(endpoint, now) == (1, 0)
    officer.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-hans"
