"""What other transactions and processes do meanwhile: nothing is missed, nothing is doubled."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from tests.faces.fhir.sending import patient, pulse
from tests.subscriptions.world import Endpoint, System, held
from yiyang.faces.jobs.subscriptions import note_events, send_waiting
from yiyang.faces.oauth.consented import may_act
from yiyang.subscriptions.models import Event
from yiyang.subscriptions.services import Hook, capture, deliver_next, only_sender

pytestmark = pytest.mark.django_db(transaction=True)
SECONDS = 30


def beside(work: Callable[[], None]) -> threading.Thread:
    """Run something in another thread, and so on another connection."""

    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@contextmanager
def late_commit(system: System, name: str) -> Iterator[None]:
    """Write an Observation beside, in a transaction that is committed when this ends."""
    written, go = threading.Event(), threading.Event()

    def write() -> None:
        with transaction.atomic():
            system.put({**pulse("Patient/li-1"), "id": name})
            written.set()
            assert go.wait(SECONDS)

    thread = beside(write)
    assert written.wait(SECONDS)
    yield
    go.set()
    thread.join(SECONDS)


def test_a_change_that_is_committed_late_is_told_in_its_place(system: System) -> None:
    key, endpoint, now = system.subscribe(), Endpoint(), timezone.now()
    send_waiting(endpoint, now)
    with late_commit(system, "late"):
        system.put({**pulse("Patient/li-1"), "id": "soon"})
        note_events(now)
        assert held(key).count == 0  # what is under way stands before it
    note_events(now)
    send_waiting(endpoint, now)
    assert endpoint.names == ["Observation/late", "Observation/soon"]
    assert endpoint.numbers == [1, 2]


def test_an_event_whose_resource_joins_a_record_meanwhile_still_says_what_it_is(
    system: System,
) -> None:
    """The version gets another place in the order, behind what is under way."""
    system.subscribe()
    endpoint, now = Endpoint(), timezone.now()
    send_waiting(endpoint, now)
    system.put({**pulse("Patient/li-2"), "id": "early"})
    note_events(now)
    with late_commit(system, "late"):
        system.put({**patient("B-2"), "id": "li-2"})
        send_waiting(endpoint, now)
    assert endpoint.names == ["Observation/early"]


def test_a_change_under_way_when_it_became_active_is_told(system: System) -> None:
    system.put({**pulse("Patient/li-1"), "id": "before"})
    system.subscribe()
    endpoint, now = Endpoint(), timezone.now()
    with late_commit(system, "late"):
        send_waiting(endpoint, now)
    note_events(now)
    send_waiting(endpoint, now)
    assert endpoint.names == ["Observation/late"]


def test_two_jobs_at_once_send_once(system: System) -> None:
    key, endpoint, now = held(system.subscribe()).pk, Endpoint(), timezone.now()
    send_waiting(endpoint, now)
    system.put({**pulse("Patient/li-1"), "id": "pulse-1"})
    note_events(now)
    inside, go = threading.Event(), threading.Event()

    class Slow(Endpoint):
        def send(self, hook: Hook, body: bytes) -> None:
            inside.set()
            assert go.wait(SECONDS)
            endpoint.send(hook, body)

    thread = beside(lambda: _deliver(key, now, Slow()))
    assert inside.wait(SECONDS)
    assert deliver_next(key=key, at=now, sender=endpoint, may_act=may_act) is None
    assert endpoint.numbers == []
    go.set()
    thread.join(SECONDS)
    assert endpoint.numbers == [1]
    assert deliver_next(key=key, at=now, sender=endpoint, may_act=may_act) is None
    assert endpoint.numbers == [1]


def test_one_run_sends_and_the_others_leave_it_to_that_one(system: System) -> None:
    system.subscribe()
    inside, go = threading.Event(), threading.Event()
    endpoint, now = Endpoint(), timezone.now()

    def send() -> None:
        with only_sender() as is_only:
            assert is_only
            inside.set()
            assert go.wait(SECONDS)

    thread = beside(send)
    assert inside.wait(SECONDS)
    assert send_waiting(endpoint, now) == (0, 0)
    go.set()
    thread.join(SECONDS)
    assert send_waiting(endpoint, now) == (1, 0)


def test_no_transaction_is_open_while_an_endpoint_takes_its_time(system: System) -> None:
    key = held(system.subscribe()).pk

    class Looks(Endpoint):
        def send(self, hook: Hook, body: bytes) -> None:
            assert not connection.in_atomic_block
            super().send(hook, body)

    assert deliver_next(key=key, at=timezone.now(), sender=Looks(), may_act=may_act) is True


def test_two_that_note_at_once_note_each_change_once(system: System) -> None:
    key, now = system.subscribe(), timezone.now()
    send_waiting(Endpoint(), now)
    for number in range(5):
        system.put({**pulse("Patient/li-1"), "id": f"pulse-{number}"})
    threads = [beside(lambda: _capture(key, now)) for _ in range(4)]
    for thread in threads:
        thread.join(SECONDS)
    note_events(now)
    numbers = Event.objects.order_by("number").values_list("number", "resource__fhir_id")
    assert list(numbers) == [(n + 1, f"pulse-{n}") for n in range(5)]


def test_the_lock_of_a_process_that_died_holds_nobody_up(system: System) -> None:
    key, endpoint, now = held(system.subscribe()).pk, Endpoint(), timezone.now()

    class Dies(Endpoint):
        def send(self, hook: Hook, body: bytes) -> None:
            connection.close()  # as the server sees a process that was killed
            raise SystemExit

    thread = beside(lambda: _deliver(key, now, Dies()))
    thread.join(SECONDS)
    assert deliver_next(key=key, at=now, sender=endpoint, may_act=may_act) is True
    assert endpoint.kinds == ["handshake"]


def _deliver(key: int, at: datetime, sender: Endpoint) -> None:
    deliver_next(key=key, at=at, sender=sender, may_act=may_act)


def _capture(key: str, at: datetime) -> None:
    capture(key=held(key).pk, at=at, may_act=may_act)
