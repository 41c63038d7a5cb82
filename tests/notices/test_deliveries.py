"""What waits is sent in the reader's language, again after a fault, and never twice."""

from __future__ import annotations

import json
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from socketserver import StreamRequestHandler, TCPServer
from threading import Thread

import pytest

from tests.at_once import at_once
from tests.conftest import NOW
from tests.world import make_account, make_duty, make_institution
from yiyang.access.models import Account, Role
from yiyang.audit.services import PROGRAM
from yiyang.kernel.messages import Message
from yiyang.notices.channels import ChannelFault, SmsWebhook, Smtp, VisiblePhone
from yiyang.notices.deliveries import ATTEMPTS, FIRST_PAUSE, send_waiting, settle_restored
from yiyang.notices.models import Delivery
from yiyang.notices.services import notify

pytestmark = pytest.mark.django_db


class Book:
    """A channel that keeps what it takes, and fails as often as told."""

    def __init__(self, faults: int = 0) -> None:
        self.faults, self.taken = faults, []

    def send(self, account: Account, text: str) -> None:
        if self.faults:
            self.faults -= 1
            raise ChannelFault("SMS_503")
        self.taken.append((account.phone, text))


def words(message: Message, language: str) -> str:
    return f"{language}:{message.code}:{message.params['case']}"


@pytest.fixture
def waiting() -> Delivery:
    home = make_institution()
    nurse = make_account(phone="13800000000", language="en", email="")
    make_duty(Role.NURSE, nurse, institution=home)
    notice = notify(
        code="TASK_OVERDUE",
        params={"task": "RESPOND", "case": 7},
        subject_kind="CASE",
        subject_id=7,
        role=Role.NURSE,
        institution_id=home.pk,
        urgent=True,
        by=PROGRAM,
        at=NOW,
    )
    return notice.deliveries.get(channel="SMS")


def run(channel, at=NOW):
    return send_waiting(channels={"SMS": channel}, render=words, at=at)


def test_a_message_is_sent_once_in_the_readers_language(waiting) -> None:
    phone = Book()
    assert run(phone).sent == 1
    assert run(phone, NOW + timedelta(days=1)).sent == 0
    assert phone.taken == [("13800000000", "en:TASK_OVERDUE:7")]
    waiting.refresh_from_db()
    assert (waiting.state, waiting.sent_at, waiting.attempts) == ("SENT", NOW, 1)


def test_after_a_fault_it_is_tried_again_after_a_growing_pause(waiting) -> None:
    phone, at = Book(faults=2), NOW
    assert run(phone, at).failed == 1
    assert run(phone, at + FIRST_PAUSE - timedelta(seconds=1)).failed == 0
    assert run(phone, at + FIRST_PAUSE).failed == 1
    assert run(phone, at + FIRST_PAUSE * 2).sent == 0
    assert run(phone, at + FIRST_PAUSE * 3).sent == 1


def test_it_is_given_up_after_the_last_attempt_with_the_fault_kept(waiting) -> None:
    phone, at = Book(faults=99), NOW
    for _ in range(ATTEMPTS + 2):
        run(phone, at)
        at += timedelta(hours=1)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts, waiting.fault) == ("FAILED", ATTEMPTS, "SMS_503")


def test_a_channel_that_is_not_set_up_is_a_fault_that_is_seen(waiting) -> None:
    send_waiting(channels={}, render=words, at=NOW)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.fault) == ("FAILED", "CHANNEL_NOT_SET_UP")


def test_the_visible_phone_takes_everything(waiting) -> None:
    assert run(VisiblePhone()).sent == 1


@pytest.mark.django_db(transaction=True)
def test_two_processes_that_send_at_once_send_once() -> None:
    home = make_institution()
    for number in range(4):
        account = make_account(phone=f"1380000000{number}", email="")
        make_duty(Role.NURSE, account, institution=home)
    told = {"role": Role.NURSE, "institution_id": home.pk, "urgent": True}
    about = {"subject_kind": "CASE", "subject_id": 7, "params": {"task": "RESPOND", "case": 7}}
    notify(code="TASK_OVERDUE", **told, **about, by=PROGRAM, at=NOW)
    phone = Book()
    assert sum(at_once(*[lambda: run(phone).sent] * 4)) == 4
    assert len(set(phone.taken)) == len(phone.taken) == 4


class Gateway(BaseHTTPRequestHandler):
    """A text message gateway on this machine."""

    status, heard = 200, []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.heard.append((self.headers["Authorization"], json.loads(body)))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture
def gateway():
    server = HTTPServer(("127.0.0.1", 0), Gateway)
    Thread(target=server.serve_forever, daemon=True).start()
    Gateway.heard, Gateway.status = [], 200
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_the_gateway_gets_number_and_text(waiting, gateway) -> None:
    assert run(SmsWebhook(gateway, "secret")).sent == 1
    assert Gateway.heard == [("Bearer secret", {"to": "13800000000", "text": "en:TASK_OVERDUE:7"})]


def test_a_gateway_that_declines_or_is_away_is_a_fault(waiting, gateway) -> None:
    Gateway.status = 503
    assert run(SmsWebhook(gateway)).failed == 1
    waiting.refresh_from_db()
    assert waiting.fault == "SMS_503"
    assert run(SmsWebhook("http://127.0.0.1:9/"), NOW + timedelta(days=1)).failed == 1
    waiting.refresh_from_db()
    assert waiting.fault == "SMS_UNREACHABLE"


class PostOffice(StreamRequestHandler):
    """A mail server on this machine: takes one letter, or declines its sender."""

    declines, letters = False, []

    def handle(self) -> None:
        self.say("220 here")
        for line in self.rfile:
            word = line.decode().strip().upper()
            if word == "DATA":
                self.say("354 go on")
                letter = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.letters.append(letter.decode())
            elif word == "QUIT":
                return
            if self.declines and word.startswith("MAIL"):
                self.say("451 not now")
            else:
                self.say("250 well")

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def post_office():
    server = TCPServer(("127.0.0.1", 0), PostOffice)
    Thread(target=server.serve_forever, daemon=True).start()
    PostOffice.letters, PostOffice.declines = [], False
    yield f"smtp://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_letter_goes_to_the_accounts_address(post_office) -> None:
    Smtp(post_office, "care@example.org").send(make_account(email="li@example.org"), "Come\nnow")
    (letter,) = PostOffice.letters
    assert "To: li@example.org" in letter
    assert "From: care@example.org" in letter
    assert "Subject: Come now" in letter


def test_a_mail_server_that_declines_or_is_away_is_a_fault(post_office) -> None:
    PostOffice.declines = True
    for place, code in [(post_office, "SMTP_451"), ("smtp://127.0.0.1:9", "SMTP_UNREACHABLE")]:
        with pytest.raises(ChannelFault) as fault:
            Smtp(place, "care@example.org").send(make_account(), "Come")
        assert fault.value.code == code


def test_a_restored_copy_does_not_send_what_waited_and_its_notice_can_still_be_read(
    waiting,
) -> None:
    inside = waiting.notice.deliveries.exclude(pk=waiting.pk).values_list("channel", "state")
    before = sorted(inside)
    assert settle_restored(at=NOW) == 1 and settle_restored(at=NOW) == 0
    phone = Book()
    assert run(phone, NOW + timedelta(days=1)).sent == 0 and phone.taken == []
    waiting.refresh_from_db()
    assert (waiting.state, waiting.fault) == ("DROPPED", "RESTORED")
    assert sorted(inside.all()) == before and before
