"""What a node answers, or that it does not, stops neither what follows nor the other nodes."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest
from django.db import connection
from django.utils import timezone

from tests.exchange.test_sharing import send_to
from tests.exchange.world import HERE, Nodes, make_known_person
from tests.identity.pairs import make_candidate
from tests.journey import Journey
from tests.world import make_person
from yiyang.access.models import Role
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.consents.models import Consent
from yiyang.consents.services.ending import withdraw_consent
from yiyang.decisions.models import Decision
from yiyang.exchange.errors import ConsentWordStays, TooMuch
from yiyang.exchange.models import CarriedConsent, Node, Sent
from yiyang.exchange.services import (
    drop_next,
    hearing,
    sending,
    settle_restored,
    start_node,
    stop_node,
)
from yiyang.faces.exchange.carrier import HttpTransport, Reply
from yiyang.faces.exchange.signatures import sign
from yiyang.faces.jobs.nodes import deliver_to_nodes
from yiyang.identity.services import merge_people
from yiyang.people.models import Person
from yiyang.postbox.models import Outgoing
from yiyang.postbox.services import Undelivered, post
from yiyang.record.models import Resource


@pytest.mark.parametrize(
    "body",
    [
        b'{"resourceType":"OperationOutcome","issue":[{"details":{"text":"a\\u0000b"}}]}',
        b'{"resourceType":"OperationOutcome","issue":[{"details":{"text":"\\ud800"}}]}',
        b"[" * 100_000,
        b'{"resourceType":"Bundle","entry":5}',
        b'{"resourceType":"Bundle","entry":null}',
        b"[]",
    ],
)
def test_a_signed_answer_whose_text_we_cannot_keep_is_an_answer_all_the_same(
    nodes: Nodes, person: Person, body: bytes
) -> None:
    sent = send_to(nodes, person)
    real = nodes.post_there

    def answer(path: str, text: bytes, headers: dict[str, str]) -> Reply:
        if path == "/oauth/token":
            return real(path, text, headers)
        with nodes.there():
            signed = sign(
                body, to=HERE, message_id=str(sent.message.message_id), at=timezone.now(),
                status=422,
            )  # fmt: skip
        return Reply(422, body, signed)

    nodes.post_there = answer  # type: ignore[method-assign]
    assert nodes.deliver() == "sent 1, nodes that did not answer 0"
    sent.refresh_from_db()
    assert (sent.state, sent.issues) == ("REFUSED", [])


def test_a_node_that_is_stopped_meanwhile_gets_nothing_more_in_the_same_run(
    nodes: Nodes, person: Person
) -> None:
    for _ in range(2):
        send_to(nodes, person)
    real = nodes.post_there

    def post_there(path: str, body: bytes, headers: dict[str, str]) -> Reply:
        reply = real(path, body, headers)
        if path.startswith("/fhir"):
            stop_node(node_id=nodes.pudong.pk, by=PROGRAM, at=timezone.now())
        return reply

    nodes.post_there = post_there  # type: ignore[method-assign]
    assert nodes.deliver() == "sent 1, nodes that did not answer 0"
    assert sorted(Sent.objects.values_list("state", flat=True)) == ["TAKEN", "WAITING"]


class OneBreaks:
    """A way on which a fault of ours happens before one node, and to the others all goes."""

    def __init__(self, nodes: Nodes) -> None:
        self.nodes = nodes

    def post(self, address: str, body: bytes, headers: dict[str, str]) -> Reply:
        if address.startswith("https://broken.test"):
            raise RuntimeError("a fault of ours")
        return self.nodes.wire.post(address, body, headers)


def test_a_fault_with_one_node_leaves_the_others_their_turn_and_waits_like_a_failure(
    nodes: Nodes, person: Person
) -> None:
    sent = send_to(nodes, person)
    Node.objects.filter(code=HERE).update(address="https://broken.test")  # comes before the other
    body = {"text": "{}", "sealed": []}
    post(by=PROGRAM, at=nodes.at, destination=f"node:{HERE}", kind="share", body=body)
    now = timezone.now()
    with pytest.raises(RuntimeError):
        deliver_to_nodes(now, OneBreaks(nodes))
    sent.refresh_from_db()
    assert sent.state == "TAKEN"
    broken = Node.objects.get(code=HERE)
    assert (broken.failures, broken.last_error) == (1, "RuntimeError")
    assert broken.next_try_at is not None
    assert broken.next_try_at > now
    assert deliver_to_nodes(now, OneBreaks(nodes)) == "sent 0, nodes that did not answer 0"


def test_a_defect_in_hearing_an_answer_is_told_and_holds_up_nothing(
    nodes: Nodes, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def defect(heard: object) -> None:
        Person.objects.filter(pk=person.pk).update(name="half done")
        raise KeyError("a defect")

    sent = [send_to(nodes, person) for _ in range(2)]
    monkeypatch.setattr(hearing, "hearer_of", lambda _: defect)
    assert nodes.deliver() == "sent 2, nodes that did not answer 0"
    for one in sent:
        one.refresh_from_db()
        assert (one.state, [issue["code"] for issue in one.issues][-1]) == (
            "TAKEN", "ANSWER_NOT_DONE",
        )  # fmt: skip
    assert not Person.objects.filter(name="half done").exists()


def test_a_message_that_no_node_would_take_is_refused_at_once_and_not_posted(
    nodes: Nodes, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "LARGEST", 1_000)
    before = Decision.objects.count()
    with pytest.raises(TooMuch):
        send_to(nodes, person)
    assert not Outgoing.objects.exists()
    assert not Sent.objects.exists()
    assert Decision.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_what_is_on_its_way_when_the_consent_ends_is_not_said_to_have_stayed(
    nodes: Nodes,
) -> None:
    person = make_known_person(nodes)
    given = nodes.consent(person)
    sent = send_to(nodes, person)
    real = nodes.post_there

    def withdraw() -> None:
        try:
            withdraw_consent(consent_id=given.pk, by=PROGRAM, at=timezone.now())
        finally:
            connection.close()

    def post_there(path: str, body: bytes, headers: dict[str, str]) -> Reply:
        nodes.post_there = real  # type: ignore[method-assign]
        ending = Thread(target=withdraw)
        ending.start()
        ending.join()
        return real(path, body, headers)

    nodes.post_there = post_there  # type: ignore[method-assign]
    assert nodes.deliver() == "sent 2, nodes that did not answer 0"
    sent.refresh_from_db()
    assert sent.state == "TAKEN"
    assert not Entry.objects.filter(action="exchange.taken_back").exists()
    assert CarriedConsent.objects.get().consent.state == "WITHDRAWN"


def test_the_end_of_a_consent_goes_also_after_its_person_was_joined_with_another(
    nodes: Nodes, person: Person
) -> None:
    given = Consent.objects.get(person=person)
    send_to(nodes, person)
    nodes.deliver()
    other = make_person("李素珍")
    merge_people(
        candidate_id=make_candidate(person, other).pk, survivor_id=other.pk, reason="同一人",
        by=PROGRAM, at=timezone.now(),
    )  # fmt: skip
    withdraw_consent(consent_id=given.pk, by=PROGRAM, at=timezone.now())
    assert nodes.deliver() == "sent 1, nodes that did not answer 0"
    told = Sent.objects.get(contents=[])
    assert (told.state, told.person_id) == ("TAKEN", other.pk), told.issues
    # Nobody is made of who is joined.
    assert not Resource.objects.filter(type="Patient", person=person).exists()
    assert CarriedConsent.objects.get().consent.state == "WITHDRAWN"


class Drip(BaseHTTPRequestHandler):
    """Answers a byte at a time and never comes to an end; each byte in good time."""

    over = Event()

    def do_POST(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        try:
            while not self.over.wait(0.02):
                self.wfile.write(b"x")
        except OSError:
            self.over.set()  # we have been cut off

    def log_message(self, *_: object) -> None:
        return None


def test_a_node_that_answers_drop_by_drop_is_cut_off_and_counts_as_silent() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Drip)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{server.server_address[1]}/fhir/$process-message"
        with pytest.raises(Undelivered, match="TimeoutError"):
            HttpTransport(seconds=0.3).post(address, b"{}", {})
    finally:
        Drip.over.set()
        server.shutdown()
        server.server_close()


class Plain(BaseHTTPRequestHandler):
    """Answers what it was asked, and where."""

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(303)
        self.send_header("Location", "/elsewhere")
        self.send_header("X-Node-Signature", "signed")
        self.end_headers()
        self.wfile.write(self.path.encode() + b" " + asked)

    def log_message(self, *_: object) -> None:
        return None


def test_what_a_node_answers_is_read_whole_and_followed_nowhere() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Plain)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{server.server_address[1]}/fhir/$process-message"
        reply = HttpTransport().post(address, b"{}", {"Content-Type": "application/json"})
    finally:
        server.shutdown()
        server.server_close()
    assert reply == Reply(303, b"/fhir/$process-message {}", "signed")


def test_an_address_that_is_none_is_a_node_that_does_not_answer() -> None:
    with pytest.raises(Undelivered):
        HttpTransport().post("https://a..b.test/", b"", {})


def test_a_message_that_is_never_taken_is_given_up_by_an_officer_and_the_next_one_goes(
    nodes: Nodes, person: Person, journey: Journey
) -> None:
    first, second = send_to(nodes, person), send_to(nodes, person)
    officer = journey.sign_in(Role.SECURITY_OFFICER)
    address = f"/officers/nodes/{nodes.pudong.pk}/drop/"
    untried = officer.post(address)
    assert (untried.status_code, untried["X-Refusal"]) == (409, "NOTHING_TO_DROP")
    Outgoing.objects.filter(pk=first.message_id).update(attempts=3)
    Node.objects.filter(pk=nodes.pudong.pk).update(failures=3)
    assert address in officer.get(f"/officers/nodes/{nodes.pudong.pk}/").content.decode()
    assert officer.post(address).status_code == 302
    first.refresh_from_db()
    assert (first.state, first.issues[0]["code"]) == ("REFUSED", "MESSAGE_DROPPED")
    row = Entry.objects.get(action="exchange.dropped")
    assert (row.subject_id, row.account_id) == (str(first.pk), officer.account.pk)
    assert "text" not in Outgoing.objects.get(pk=first.message_id).body, "only its digest stays"
    assert nodes.deliver() == "sent 1, nodes that did not answer 0"
    second.refresh_from_db()
    assert second.state == "TAKEN"


def test_the_word_that_a_consent_is_over_is_not_given_up(nodes: Nodes, person: Person) -> None:
    sent = send_to(nodes, person)
    nodes.deliver()
    withdraw_consent(consent_id=sent.consent_id, by=PROGRAM, at=timezone.now())
    word = Sent.objects.get(contents=[])
    Outgoing.objects.filter(pk=word.message_id).update(attempts=3)
    with pytest.raises(ConsentWordStays):
        drop_next(node_id=nodes.pudong.pk, by=PROGRAM, at=nodes.at)
    word.refresh_from_db()
    assert word.state == "WAITING" and not Entry.objects.filter(action="exchange.dropped").exists()


def test_a_restored_copy_sends_nothing_that_waited_until_a_node_is_started(
    nodes: Nodes, person: Person
) -> None:
    sent = send_to(nodes, person)
    assert settle_restored(at=nodes.at) == 2 and settle_restored(at=nodes.at) == 0
    assert nodes.deliver() == "sent 0, nodes that did not answer 0"
    for node in (nodes.pudong, nodes.jingan):
        start_node(node_id=node.pk, by=PROGRAM, at=nodes.at)
    assert nodes.deliver() == "sent 1, nodes that did not answer 0"
    sent.refresh_from_db()
    assert sent.state == "TAKEN"
