"""Keys of a client at an address: fetched, kept no longer than told, fetched anew when changed."""

from __future__ import annotations

import json
import socket
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client as Browser

from tests.clients.world import assertion_of, ec_key, make_system, public_set, system_request
from yiyang.clients.models import Client
from yiyang.faces.oauth import key_sets
from yiyang.faces.oauth.key_sets import Fetched, fetch, kept_for

pytestmark = pytest.mark.django_db
ADDRESS = "https://laboratory.example/keys.json"


class Host:
    """The client's own server in this process: what it answers, and how often it was asked."""

    def __init__(self) -> None:
        self.keys, self.seconds, self.asked = [ec_key()], 300, 0

    def __call__(self, address: str) -> Fetched:
        assert address == ADDRESS
        self.asked += 1
        return Fetched(json.dumps(public_set(*self.keys)).encode(), self.seconds)


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Host:
    host = Host()
    monkeypatch.setattr(key_sets, "fetch", host)
    return host


@pytest.fixture
def system() -> Client:
    system = make_system()
    system.jwks, system.jwks_uri = None, ADDRESS
    system.save()
    return system


def status(system: Client, **changes: Any) -> int:
    return Browser().post("/oauth/token", system_request(system, **changes)).status_code


def test_keys_are_fetched_and_kept_as_long_as_told(host: Host, system: Client) -> None:
    assert [status(system) for _ in range(3)] == [200, 200, 200]
    assert host.asked == 1


def test_keys_that_may_not_be_kept_are_fetched_each_time(host: Host, system: Client) -> None:
    host.seconds = 0
    assert [status(system) for _ in range(3)] == [200, 200, 200]
    assert host.asked == 3


def test_a_new_key_is_found_at_once_and_an_unknown_one_is_not_asked_for_again(
    host: Host, system: Client
) -> None:
    assert status(system) == 200
    host.keys = [ec_key("newer")]

    fresh = assertion_of(system, key=ec_key("newer"))
    assert status(system, client_assertion=fresh) == 200
    assert host.asked == 2
    for _ in range(3):
        unknown = assertion_of(system, header={"kid": "none"})
        assert status(system, client_assertion=unknown) != 200
    assert host.asked == 3


@pytest.mark.parametrize("body", [b"", b"no json", b"[]", b'{"keys":[]}', b'{"keys":[{}]}'])
def test_what_is_no_set_of_keys_opens_nothing(
    monkeypatch: pytest.MonkeyPatch, system: Client, body: bytes
) -> None:
    monkeypatch.setattr(key_sets, "fetch", lambda address: Fetched(body, 300))
    assert status(system) != 200


def test_an_address_that_does_not_answer_opens_nothing(
    monkeypatch: pytest.MonkeyPatch, system: Client
) -> None:
    def silent(address: str) -> Fetched:
        raise TimeoutError

    monkeypatch.setattr(key_sets, "fetch", silent)
    assert status(system) != 200


def test_an_address_without_use_is_left_alone_for_a_while_and_says_nothing_of_itself(
    monkeypatch: pytest.MonkeyPatch, system: Client
) -> None:
    asked, said = [], set()

    def no_keys(address: str) -> Fetched:
        asked.append(address)
        return Fetched(b"no keys", 0)

    def silent(address: str) -> Fetched:
        asked.append(address)
        raise ConnectionRefusedError

    def other_keys(address: str) -> Fetched:
        asked.append(address)
        return Fetched(json.dumps(public_set(ec_key("other"))).encode(), 0)

    for answer in (no_keys, silent, other_keys):
        monkeypatch.setattr(key_sets, "fetch", answer)
        cache.clear()
        for kid in ("first", "second", "third"):
            form = system_request(
                system, client_assertion=assertion_of(system, header={"kid": kid})
            )
            said.add(Browser().post("/oauth/token", form).content)
    assert len(asked) == 3
    assert len(said) == 1


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "fd00::1"])
def test_a_name_that_leads_inside_is_not_connected_to(
    monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    def resolved(host: str, port: int, **_: Any) -> list[Any]:
        kind = socket.SOCK_STREAM
        return [(socket.AF_INET, kind, 6, "", (n, port)) for n in ("8.8.8.8", inside)]

    connected: list[Any] = []
    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    monkeypatch.setattr(socket, "create_connection", lambda *a, **m: connected.append(a))
    with pytest.raises(OSError, match="an address inside"):
        fetch(ADDRESS)
    assert connected == []


def test_a_public_name_is_connected_to_by_the_address_that_was_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(address: tuple[str, int], *_: Any, **__: Any) -> None:
        connected.append(address)
        raise ConnectionRefusedError

    connected: list[tuple[str, int]] = []
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **m: found)
    monkeypatch.setattr(socket, "create_connection", refused)
    with pytest.raises(OSError, match="urlopen"):
        fetch(ADDRESS)
    assert connected == [("8.8.8.8", 443)]


@pytest.mark.parametrize(
    ("control", "seconds"),
    [
        ("", 0),
        ("no-store", 0),
        ("no-cache, max-age=60", 0),
        ("max-age=60", 60),
        ("public, max-age=999999", 3600),
        ("max-age=nonsense", 0),
    ],
)
def test_how_long_an_answer_is_kept_is_what_it_says(control: str, seconds: int) -> None:
    assert kept_for(control) == seconds
