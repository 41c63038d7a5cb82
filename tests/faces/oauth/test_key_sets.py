"""Keys of a client at an address: fetched, kept no longer than told, fetched anew when changed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client as Browser

from tests.clients.world import assertion_of, ec_key, make_system, public_set, system_request
from yiyang.clients.models import Client
from yiyang.faces.oauth import key_sets
from yiyang.faces.oauth.key_sets import Fetched, kept_for

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
