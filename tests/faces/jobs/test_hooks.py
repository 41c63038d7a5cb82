"""The way to an endpoint: what is reached, what is not, and for how long it is waited."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from yiyang.faces.jobs import hooks
from yiyang.faces.jobs.hooks import WebHook
from yiyang.rules.subscribing.addresses import networks_of
from yiyang.subscriptions.services import Hook, Undelivered

HERE = networks_of("127.0.0.0/8 ::1/128")


class Taker(HTTPServer):
    """Keeps what it is sent, and answers with a status of its own."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.status, self.taken = 200, []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook?a=1"


class Handler(BaseHTTPRequestHandler):
    server: Taker

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((self.path, dict(self.headers), json.loads(body)))
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        self.server.taken.append(("GET", {}, None))
        self.send_error(500)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def taker() -> Iterator[Taker]:
    with Taker() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def hook(address: str, *headers: str, timeout: int = 5) -> Hook:
    return Hook(address, headers, "application/fhir+json", timeout)


def fault_of(way: WebHook, one: Hook) -> str:
    with pytest.raises(Undelivered) as caught:
        way.send(one, b"{}")
    return caught.value.kind


def test_a_notification_arrives_with_its_headers(taker: Taker) -> None:
    WebHook(HERE, is_secure_only=False).send(hook(taker.address, "X-Key: a b"), b'{"a":1}')
    ((path, headers, body),) = taker.taken
    assert (path, body) == ("/hook?a=1", {"a": 1})
    assert headers["X-Key"] == "a b" and headers["Content-Type"] == "application/fhir+json"
    assert headers["Host"] == f"127.0.0.1:{taker.server_port}"


@pytest.mark.parametrize("status", [301, 307, 400, 404, 500])
def test_a_redirect_is_not_followed(taker: Taker, status: int) -> None:
    """Nor is any other answer but one of the 200s taken for done."""
    taker.status = status
    assert fault_of(WebHook(HERE, is_secure_only=False), hook(taker.address)) == (
        f"ANSWERED_{status}"
    )
    assert len(taker.taken) == 1


def test_nothing_is_sent_into_a_network_that_nobody_opened(
    taker: Taker, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = WebHook((), is_secure_only=False)
    assert fault_of(closed, hook(taker.address)) == "SUBSCRIPTION_ENDPOINT_CLOSED"
    for answer in (["127.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["::1"], ["::ffff:192.168.0.1"]):
        named = _leads_to(answer, taker.server_port)
        monkeypatch.setattr(hooks.socket, "getaddrinfo", named)
        address = f"https://rebound.example:{taker.server_port}/"
        assert fault_of(closed, hook(address)) == "SUBSCRIPTION_ENDPOINT_CLOSED", answer
    assert taker.taken == []


def test_plain_http_goes_to_the_same_machine_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    way = WebHook(networks_of("10.0.0.0/8"), is_secure_only=False)
    assert fault_of(way, hook("http://10.0.0.1/")) == "SUBSCRIPTION_ENDPOINT_HTTPS"
    monkeypatch.setattr(hooks.socket, "getaddrinfo", _leads_to(["10.0.0.1"], 80))
    assert fault_of(way, hook("http://localhost/")) == "SUBSCRIPTION_ENDPOINT_HTTPS"
    here = WebHook(HERE)
    assert fault_of(here, hook("http://127.0.0.1/")) == "SUBSCRIPTION_ENDPOINT_HTTPS"


def test_a_certificate_that_is_not_trusted_is_a_failure(taker: Taker) -> None:
    address = taker.address.replace("http:", "https:")
    assert "SSL" in fault_of(WebHook(HERE), hook(address, timeout=2))


def test_nobody_listening_is_a_failure() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    way = WebHook(HERE, is_secure_only=False)
    assert fault_of(way, hook(f"http://127.0.0.1:{port}/")) == "ConnectionRefusedError"


def test_an_endpoint_that_answers_byte_by_byte_is_cut_in_time() -> None:
    """Each byte comes soon enough; all of them would never end."""
    stop = threading.Event()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()

        def drip() -> None:
            line, _ = listening.accept()
            with line:
                while not stop.wait(0.05):
                    try:
                        line.sendall(b"x")
                    except OSError:
                        return

        thread = threading.Thread(target=drip)
        thread.start()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        try:
            way = WebHook(HERE, is_secure_only=False)
            assert fault_of(way, hook(address, timeout=1)) == "TOO_LATE"
        finally:
            stop.set()
            thread.join()


def test_the_time_that_a_name_takes_to_be_found_counts(
    taker: Taker, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter((100.0, 106.0))
    monkeypatch.setattr(hooks, "monotonic", lambda: next(clock))
    way = WebHook(HERE, is_secure_only=False)
    assert fault_of(way, hook(taker.address, timeout=5)) == "TOO_LATE"
    assert taker.taken == []


def _leads_to(addresses: list[str], port: int) -> Any:
    family = socket.AF_INET6 if ":" in addresses[0] else socket.AF_INET
    found = [(family, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]
    return lambda *_, **__: found
