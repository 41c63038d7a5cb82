"""A message goes with its change or not at all, in order, and takes effect once."""

import json
import threading
import uuid
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests.at_once import at_once
from tests.conftest import NOW
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.faces.jobs.carriers import FileCarrier, HttpCarrier
from yiyang.faces.jobs.postbox import carrier_to, deliver_postbox
from yiyang.kernel.errors import Refused
from yiyang.postbox.models import Incoming, Outgoing
from yiyang.postbox.selectors import waiting_messages
from yiyang.postbox.services import MessageIdReused, Undelivered, deliver_next, post, receive

ID = uuid.UUID("12345678-1234-5678-1234-567812345678")


class Post:
    """A carrier that writes down what it carried, and fails when told."""

    def __init__(self, *, fails: bool = False) -> None:
        self.fails = fails
        self.carried: list[str] = []

    def deliver(self, message: Outgoing) -> None:
        if self.fails:
            raise Undelivered("closed")
        self.carried.append(message.kind)


class NoRoom(Refused):
    code = "NO_ROOM"


def send(kind: str = "HOLD", destination: str = "huangpu") -> Outgoing:
    return post(by=PROGRAM, at=NOW, destination=destination, kind=kind, body={"bed": 1})


def take_in(handler: Any, body: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
    return receive(
        by=PROGRAM, at=NOW, source="huangpu", message_id=ID, kind="HOLD",
        body=body or {"bed": 1}, handler=handler,
    )  # fmt: skip


@pytest.mark.django_db
def test_a_message_of_a_change_that_failed_was_never_written() -> None:
    with pytest.raises(NoRoom), transaction.atomic():
        send()
        raise NoRoom
    assert not Outgoing.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_messages_go_in_order_and_once() -> None:
    for kind in ("A", "B"):
        send(kind)
    way = Post()
    assert [deliver_next(at=NOW, destination="huangpu", carrier=way) for _ in range(3)] == [
        True, True, None,
    ]  # fmt: skip
    assert way.carried == ["A", "B"]
    assert set(Outgoing.objects.values_list("sent_at", "attempts")) == {(NOW, 1)}


@pytest.mark.django_db
def test_a_failed_message_waits_with_those_behind_it_and_goes_later() -> None:
    for kind in ("A", "B"):
        send(kind)
    assert deliver_next(at=NOW, destination="huangpu", carrier=Post(fails=True)) is False
    (waiting,) = waiting_messages()
    assert (waiting.count, waiting.most_attempts, waiting.oldest_at) == (2, 1, NOW)
    way = Post()
    deliver_next(at=NOW, destination="huangpu", carrier=way)
    assert way.carried == ["A"]


@pytest.mark.django_db
def test_a_message_takes_effect_once_and_its_copy_gets_the_same_answer() -> None:
    asked = []

    def hold(body: Mapping[str, Any]) -> Mapping[str, Any]:
        asked.append(body)
        return {"hold": len(asked)}

    assert take_in(hold) == {"hold": 1}
    assert take_in(hold) == {"hold": 1}
    assert len(asked) == 1
    assert Incoming.objects.count() == 1
    assert Entry.objects.filter(action="postbox.received").count() == 1


@pytest.mark.django_db
def test_another_message_under_a_used_id_is_refused() -> None:
    take_in(lambda body: {})
    with pytest.raises(MessageIdReused):
        take_in(lambda body: pytest.fail("it was handled"), body={"bed": 2})
    assert Incoming.objects.count() == 1


@pytest.mark.django_db
def test_a_refused_message_leaves_nothing_and_may_come_again() -> None:
    def refuse(body: Mapping[str, Any]) -> Mapping[str, Any]:
        raise NoRoom

    with pytest.raises(NoRoom):
        take_in(refuse)
    assert not Incoming.objects.exists()
    assert not Entry.objects.exists()
    assert take_in(lambda body: {"hold": 1}) == {"hold": 1}


@pytest.mark.django_db(transaction=True)
def test_of_copies_that_come_at_once_one_takes_effect() -> None:
    effects = []

    def hold(body: Mapping[str, Any]) -> Mapping[str, Any]:
        effects.append(1)
        return {"hold": 1}

    answers = at_once(*[lambda: take_in(hold)] * 8)
    assert (len(effects), answers) == (1, [{"hold": 1}] * 8)


@pytest.fixture
def other_node() -> Iterator[HTTPServer]:
    """A node that answers with ``status`` and writes down what it got."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            server.got.append((dict(self.headers), json.loads(self.rfile.read(length))))  # type: ignore[attr-defined]
            self.send_response(server.status)  # type: ignore[attr-defined]
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    server.got, server.status = [], 200  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.django_db
def test_the_job_posts_to_the_node_of_the_environment(
    other_node: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DESTINATIONS = {"huangpu": f"http://127.0.0.1:{other_node.server_port}/in"}
    monkeypatch.setenv("YIYANG_TOKEN_HUANGPU", "secret")
    message = send()
    assert deliver_postbox(NOW) == "sent 1, failed 0, without a way 0"
    ((headers, got),) = other_node.got
    assert headers["Authorization"] == "Bearer secret"
    assert headers["Idempotency-Key"] == str(message.message_id)
    assert (got["kind"], got["body"]) == ("HOLD", {"bed": 1})


@pytest.mark.parametrize("status", [404, 409, 500])
def test_any_other_answer_means_not_delivered(other_node: Any, status: int) -> None:
    other_node.status = status
    message = Outgoing(message_id=ID, kind="HOLD", body={}, created_at=NOW)
    with pytest.raises(Undelivered, match=str(status)):
        HttpCarrier(f"http://127.0.0.1:{other_node.server_port}/in").deliver(message)


@pytest.mark.django_db
def test_in_production_a_message_without_a_way_waits_and_is_told_of(settings: Any) -> None:
    settings.PRODUCTION = True
    send()
    assert deliver_postbox(NOW) == "sent 0, failed 0, without a way 1"
    assert Outgoing.objects.get().sent_at is None


@pytest.mark.django_db
def test_the_demo_writes_to_a_file_of_the_data_directory(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    send(destination="../huangpu")
    assert carrier_to("../huangpu") == FileCarrier(tmp_path / "postbox" / "___huangpu.jsonl")
    assert deliver_postbox(NOW).startswith("sent 1")
    (line,) = (tmp_path / "postbox" / "___huangpu.jsonl").read_text().splitlines()
    assert json.loads(line)["body"] == {"bed": 1}
