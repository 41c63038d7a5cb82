"""What happens is told: each event once, in order, whatever the endpoint does meanwhile."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from tests.faces.fhir.sending import pulse
from tests.record.samples import bundle, entry
from tests.subscriptions.world import SECRET, Endpoint, System, held, parameters, subscription
from yiyang.access.services import end_grants
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.clients.services import disable_client
from yiyang.faces.jobs.subscriptions import note_events, send_waiting, tidy_subscriptions
from yiyang.faces.oauth.consented import may_act
from yiyang.people.models import Person
from yiyang.record.services.allowing import REGISTRATION
from yiyang.rules.subscribing.asking import HEARTBEAT
from yiyang.subscriptions.models import Event, Subscription
from yiyang.subscriptions.selectors import due_keys
from yiyang.subscriptions.services import Hook, Undelivered, capture, deliver_next, switch_off

Status = Subscription.Status
MINUTE = timedelta(minutes=1)


@pytest.fixture
def start(db: None) -> datetime:
    return timezone.now()


def measure(system: System, number: int) -> str:
    name = f"pulse-{number}"
    system.put({**pulse("Patient/li-1", 60 + number), "id": name})
    return f"Observation/{name}"


def work(endpoint: Endpoint, at: datetime) -> tuple[int, int]:
    """Let the jobs do what they do every few seconds."""
    note_events(at)
    return send_waiting(endpoint, at)


def test_it_is_active_once_its_endpoint_has_answered(system: System, start: datetime) -> None:
    key, endpoint = system.subscribe(), Endpoint()
    assert system.get(f"Subscription/{key}").json()["status"] == "requested"
    work(endpoint, start)
    assert endpoint.kinds == ["handshake"]
    assert endpoint.taken[0]["entry"][0]["request"]["url"].endswith(f"Subscription/{key}/$status")
    assert parameters(endpoint.taken[0])["status"] == "requested"
    assert endpoint.hooks[0].headers == (f"Authorization: {SECRET}",)
    assert system.get(f"Subscription/{key}").json()["status"] == "active"


def test_a_handshake_that_fails_is_an_error_until_the_client_asks_again(
    system: System, start: datetime
) -> None:
    key, endpoint = system.subscribe(), Endpoint(is_down=True)
    work(endpoint, start)
    shown = system.get(f"Subscription/{key}").json()
    assert (shown["status"], shown["error"]) == ("error", "ConnectionRefusedError")
    endpoint.is_down = False
    work(endpoint, start + 60 * MINUTE)
    assert endpoint.taken == []
    again = {**shown, "status": "requested"}
    assert system.send("PUT", f"Subscription/{key}", again).status_code == 200
    work(endpoint, start + 61 * MINUTE)
    assert endpoint.kinds == ["handshake"] and held(key).status == Status.ACTIVE


def test_what_was_there_before_is_no_event_and_what_comes_is(
    system: System, start: datetime
) -> None:
    measure(system, 1)
    endpoint = Endpoint()
    system.subscribe()
    work(endpoint, start)
    measure(system, 2)
    system.put({**pulse("Patient/li-1", 99), "id": "pulse-1"})
    assert system.send("DELETE", "Observation/pulse-2").status_code == 204
    work(endpoint, start)
    assert endpoint.names == ["Observation/pulse-2", "Observation/pulse-1", "Observation/pulse-2"]
    assert endpoint.numbers == [1, 2, 3]
    entries = endpoint.taken[1]["entry"][1:]
    assert [one["request"]["method"] for one in entries] == ["POST", "PUT", "DELETE"]


def test_an_endpoint_down_for_ten_minutes_gets_every_event_in_order(
    system: System, start: datetime
) -> None:
    endpoint = Endpoint()
    key = system.subscribe(most=4)
    work(endpoint, start)
    endpoint.is_down, expected = True, []
    for minute in range(10):
        expected.append(measure(system, minute))
        work(endpoint, start + minute * MINUTE)
        work(endpoint, start + minute * MINUTE + timedelta(seconds=30))
    assert held(key).status == Status.ACTIVE and held(key).failures >= 5
    endpoint.is_down = False
    at = start + 16 * MINUTE
    work(endpoint, at)
    assert endpoint.names == expected
    assert endpoint.numbers == list(range(1, 11))
    assert [len(one["entry"]) - 1 for one in endpoint.taken] == [0, 4, 4, 2]
    assert (held(key).failures, held(key).failing_since, held(key).sent) == (0, None, 10)


def test_a_waiting_time_doubles_up_to_the_longest(system: System, start: datetime) -> None:
    endpoint = Endpoint()
    key = system.subscribe()
    work(endpoint, start)
    measure(system, 1)
    note_events(start)
    endpoint.is_down, at, waits = True, start, []
    for _ in range(8):
        assert send_waiting(endpoint, at) == (0, 1)
        waits.append((held(key).next_at - at).total_seconds())
        assert send_waiting(endpoint, at) == (0, 0)
        at = held(key).next_at
    assert waits == [10, 20, 40, 80, 160, 300, 300, 300]


def test_after_too_many_failures_sending_stops_and_asked_for_again_loses_nothing(
    system: System, start: datetime
) -> None:
    endpoint = Endpoint()
    key = system.subscribe()
    work(endpoint, start)
    endpoint.is_down, at, expected = True, start, [measure(system, 1)]
    while held(key).status == Status.ACTIVE:
        work(endpoint, at)
        at += 6 * MINUTE
    assert held(key).failures == 30
    expected.append(measure(system, 2))
    endpoint.is_down = False
    work(endpoint, at)
    told = system.get(f"Subscription/{key}/$status").json()["entry"][0]["resource"]["parameter"]
    said = {one["name"]: list(one.values())[1] for one in told}
    assert said["status"] == "error" and said["events-since-subscription-start"] == "2"
    assert endpoint.names == []
    tidy_subscriptions(at + timedelta(hours=80))
    assert held(key).status == Status.OFF
    expected.append(measure(system, 3))
    work(endpoint, at + timedelta(hours=81))
    assert held(key).count == 2
    step = [{"op": "replace", "path": "/status", "value": "requested"}]
    assert system.send("PATCH", f"Subscription/{key}", step).status_code == 200
    work(endpoint, at + timedelta(hours=82))
    work(endpoint, at + timedelta(hours=82))
    assert endpoint.names == expected and endpoint.numbers == [1, 2, 3]
    assert endpoint.hooks[-1].headers == (f"Authorization: {SECRET}",)


def test_a_crash_after_the_endpoint_answered_repeats_with_the_same_numbers(
    system: System, start: datetime
) -> None:
    endpoint = Endpoint()
    key = system.subscribe()
    work(endpoint, start)
    measure(system, 1)
    note_events(start)

    class Dies(Endpoint):
        def send(self, hook: object, body: bytes) -> None:
            endpoint.send(hook, body)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deliver_next(key=held(key).pk, at=start, sender=Dies(), may_act=may_act)
    assert held(key).sent == 0
    work(endpoint, start)
    assert endpoint.numbers == [1, 1] and endpoint.names[0] == endpoint.names[1]
    assert held(key).sent == 1


def test_a_grant_that_ends_ends_what_is_told(system: System, start: datetime) -> None:
    endpoint, person = Endpoint(), Person.objects.get()
    system.subscribe(content="full-resource")
    work(endpoint, start)
    measure(system, 1)
    note_events(start)
    end_grants(origin_kind=REGISTRATION, origin_id=person.pk, by=PROGRAM, at=timezone.now())
    work(endpoint, start)
    (number,) = endpoint.numbers
    assert (number, endpoint.names) == (1, [""])
    assert "pulse" not in str(endpoint.taken) and len(endpoint.taken[-1]["entry"]) == 1


def test_nothing_is_told_of_a_record_that_is_not_open(system: System, start: datetime) -> None:
    other, endpoint = System(), Endpoint()
    key = other.subscribe()
    work(endpoint, start)
    measure(system, 1)
    work(endpoint, start)
    assert endpoint.kinds == ["handshake"]
    assert held(key).count == 0


def test_a_narrow_token_is_told_of_its_types_alone(system: System, start: datetime) -> None:
    narrow = System(
        "system/Subscription.cruds", "system/Observation.rs", institution=system.institution
    )
    refused = narrow.send("POST", "Subscription", subscription("changed-Patient"))
    assert refused.status_code == 403
    assert refused.headers["X-Refusal"] == "SUBSCRIPTION_NOT_PERMITTED"
    assert not Subscription.objects.exists()
    endpoint = Endpoint()
    narrow.subscribe()
    work(endpoint, start)
    measure(system, 1)
    work(endpoint, start)
    assert endpoint.names == ["Observation/pulse-1"]


def test_a_client_that_is_closed_is_told_nothing_more(system: System, start: datetime) -> None:
    endpoint = Endpoint()
    key = system.subscribe()
    work(endpoint, start)
    measure(system, 1)
    note_events(start)
    disable_client(client_key=system.client.pk, by=PROGRAM, at=start)
    work(endpoint, start)
    assert endpoint.kinds == ["handshake"]
    assert (held(key).status, held(key).fault) == (Status.OFF, "NOT_ALLOWED")


def test_whose_records_were_sent_is_written_down_once(system: System, start: datetime) -> None:
    endpoint, person = Endpoint(), Person.objects.get()
    system.subscribe()
    work(endpoint, start)
    measure(system, 1)
    note_events(start)
    looks = Entry.objects.filter(person_id=person.pk, action="record.read")
    before = looks.count()
    endpoint.is_down = True
    send_waiting(endpoint, start)
    endpoint.is_down = False
    send_waiting(endpoint, start + MINUTE)
    assert endpoint.numbers == [1]
    assert looks.count() == before + 1
    (key,) = Subscription.objects.values_list("public_id", flat=True)
    for times in (2, 3):  # whoever asks for events is shown them again
        assert system.get(f"Subscription/{key}/$events?content=full-resource").status_code == 200
        assert looks.count() == before + times


def test_a_heartbeat_comes_when_nothing_else_does(system: System, start: datetime) -> None:
    extension = [{"url": HEARTBEAT, "valueUnsignedInt": 60}]
    system.subscribe(channel={"extension": extension})
    endpoint = Endpoint()
    for second in (0, 30, 60, 90, 120):
        work(endpoint, start + timedelta(seconds=second))
    assert endpoint.kinds == ["handshake", "heartbeat", "heartbeat"]


def test_a_thousand_events_are_told_in_order(system: System, start: datetime) -> None:
    endpoint = Endpoint()
    key = system.subscribe(most=200)
    work(endpoint, start)
    for _ in range(10):
        entries = [entry(f"urn:uuid:0000{n:04}", {**pulse("Patient/li-1", n)}) for n in range(100)]
        answer = system.send("POST", "", bundle(*entries))
        assert answer.status_code == 200, answer.content[:500]
    work(endpoint, start)
    assert endpoint.numbers == list(range(1, 1001))
    assert len(endpoint.taken) == 6 and len(set(endpoint.names)) == 1000
    assert held(key).sent == 1000
    assert Event.objects.count() == 1000


def test_the_same_change_is_noted_once_however_often_it_is_looked_for(
    system: System, start: datetime
) -> None:
    endpoint = Endpoint()
    key = system.subscribe()
    work(endpoint, start)
    measure(system, 1)
    for _ in range(3):
        capture(key=held(key).pk, at=start, may_act=may_act)
    assert held(key).count == 1


def test_events_are_fetched_by_number_as_far_as_they_may_be_seen(
    system: System, start: datetime
) -> None:
    endpoint = Endpoint()
    key = system.subscribe()
    work(endpoint, start)
    for number in range(5):
        measure(system, number)
    note_events(start)
    path = f"Subscription/{key}/$events?eventsSinceNumber=2&eventsUntilNumber=3"
    found = system.get(f"{path}&content=full-resource").json()
    assert parameters(found)["type"] == "query-event"
    assert [one["resource"]["id"] for one in found["entry"][1:]] == ["pulse-1", "pulse-2"]
    assert "resource" not in system.get(path).json()["entry"][1]
    assert len(system.get(f"{path}&content=empty").json()["entry"]) == 1
    assert system.get(f"Subscription/{key}/$events?content=all").status_code == 400
    assert System().get(path).status_code == 404


def test_a_failure_of_the_line_is_no_failure_of_the_job(system: System, start: datetime) -> None:
    class Strange(Endpoint):
        def send(self, hook: object, body: bytes) -> None:
            raise Undelivered("x" * 90)

    key = system.subscribe()
    assert send_waiting(Strange(), start) == (0, 1)
    assert held(key).fault == "x" * 40


def test_an_endpoint_that_hangs_holds_up_no_other(system: System, start: datetime) -> None:
    """The first is answered only once the second has been spoken to."""
    spoken = threading.Event()

    class Waits(Endpoint):
        def send(self, hook: Hook, body: bytes) -> None:
            if hook.endpoint.endswith("/second"):
                spoken.set()
            elif not spoken.wait(10):
                raise Undelivered("HELD_UP")
            super().send(hook, body)

    system.subscribe(channel={"endpoint": "https://hospital.example.org/first"})
    system.subscribe(channel={"endpoint": "https://hospital.example.org/second"})
    assert send_waiting(Waits(), start) == (2, 0)


def test_a_client_with_many_comes_in_turn_with_the_others(system: System, start: datetime) -> None:
    many = [held(system.subscribe()).pk for _ in range(3)]
    one = held(System().subscribe()).pk
    assert due_keys(start) == [many[0], one, *many[1:]]
    Subscription.objects.filter(pk=many[0]).update(failures=1)
    assert due_keys(start) == [many[1], one, many[2], many[0]]


@pytest.mark.parametrize("fails", [True, False])
def test_what_is_switched_off_or_changed_while_it_is_asked_stays_so(
    system: System, start: datetime, fails: bool
) -> None:
    """The answer of an endpoint that is not asked any more says nothing of the one that is."""
    off, other = system.subscribe(), system.subscribe()

    class Slow(Endpoint):
        def send(self, hook: Hook, body: bytes) -> None:
            switch_off(key=held(off).pk, by=PROGRAM, at=start)
            path, value = "/channel/endpoint", "https://other.example.org/hook"
            step = [{"op": "replace", "path": path, "value": value}]
            assert system.send("PATCH", f"Subscription/{other}", step).status_code == 200
            if fails:
                raise Undelivered("TOO_LATE")

    for key in (off, other):
        deliver_next(key=held(key).pk, at=start, sender=Slow(), may_act=may_act)
    assert (held(off).status, held(off).fault) == ("OFF", "BY_OFFICER")
    assert (held(other).status, held(other).cursor_xid) == ("REQUESTED", None)
    assert held(other).failures == 0


def test_what_waited_for_long_stays_as_long_as_all_that_was_delivered(
    system: System, start: datetime
) -> None:
    endpoint = Endpoint()
    system.subscribe()
    work(endpoint, start)
    measure(system, 1)
    note_events(start)
    Event.objects.update(happened_at=start - timedelta(days=40))
    work(endpoint, start)
    assert endpoint.numbers == [1]
    tidy_subscriptions(start + timedelta(days=29))
    assert Event.objects.count() == 1
    tidy_subscriptions(start + timedelta(days=31))
    assert Event.objects.count() == 0
