"""What the server says of itself: true, absolute, JSON, for everybody."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client as Browser
from django.urls import resolve
from joserfc import jwt
from joserfc.jwk import KeySet

from tests.clients.world import BASE
from yiyang.clients.keys import (
    BEFORE,
    CURRENT,
    ensure_identity_key,
    published_keys,
    rotate_identity_key,
    sign_identity,
)
from yiyang.faces.oauth.assertion import ALGORITHMS
from yiyang.faces.operations.keybag import private_keys

PLACES = ("/.well-known/smart-configuration", "/fhir/.well-known/smart-configuration")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("accept", ["application/json", "application/fhir+json", "text/html"])
def test_the_smart_configuration_is_json_whatever_is_asked_for(place: str, accept: str) -> None:
    answer = Browser().get(place, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.json() == Browser().get(PLACES[0]).json()
    with_token = Browser().get(place, headers={"Accept": accept, "Authorization": "Bearer any"})
    assert with_token.json() == answer.json()


@pytest.mark.parametrize("place", [PLACES[0], "/.well-known/openid-configuration"])
def test_every_address_named_is_absolute_and_one_of_ours(place: str) -> None:
    told = Browser().get(place).json()
    addresses = {k: v for k, v in told.items() if k.endswith(("_endpoint", "_uri"))}
    assert {"authorization_endpoint", "token_endpoint", "jwks_uri"} <= set(addresses)
    for address in addresses.values():
        assert address.startswith(f"{BASE}/")
        resolve(urlsplit(address).path)
    assert told["issuer"] == BASE


def test_the_configuration_names_what_is_required() -> None:
    told = Browser().get(PLACES[0]).json()
    assert told["code_challenge_methods_supported"] == ["S256"]
    assert {"authorization_code", "client_credentials"} <= set(told["grant_types_supported"])
    assert told["token_endpoint_auth_signing_alg_values_supported"] == ["RS384", "ES384"]
    assert set(ALGORITHMS) == {"RS384", "ES384"}
    assert "private_key_jwt" in told["token_endpoint_auth_methods_supported"]
    for capability in ("launch-ehr", "launch-standalone", "sso-openid-connect", "client-public"):
        assert capability in told["capabilities"]
    assert "context-ehr-encounter" not in told["capabilities"]  # there is no such thing here


def test_openid_names_the_algorithm_that_signs() -> None:
    told = Browser().get("/.well-known/openid-configuration").json()
    assert told["id_token_signing_alg_values_supported"] == ["RS256"]
    assert told["subject_types_supported"] == ["public"]


def test_published_keys_are_bare_and_public() -> None:
    keys = Browser().get("/oauth/jwks").json()["keys"]
    assert keys
    for key in keys:
        assert {"kty", "n", "e", "kid", "use", "alg"} == set(key)


def test_a_key_that_was_replaced_is_believed_until_the_next(tmp_path: Path) -> None:
    ensure_identity_key(tmp_path)
    signed = sign_identity({"sub": "a"}, tmp_path)
    first = ensure_identity_key(tmp_path).kid
    second = rotate_identity_key(tmp_path)
    assert [key["kid"] for key in published_keys(tmp_path)["keys"]] == [second, first]
    known = KeySet.import_key_set(published_keys(tmp_path))
    assert jwt.decode(signed, known, algorithms=["RS256"]).claims["sub"] == "a"
    rotate_identity_key(tmp_path)
    assert first not in [key["kid"] for key in published_keys(tmp_path)["keys"]]


def test_the_keys_lie_where_backups_of_keys_look_and_only_their_owner_reads_them(
    tmp_path: Path,
) -> None:
    rotate_identity_key(tmp_path)
    assert {CURRENT, BEFORE} <= set(private_keys(tmp_path))
    for name in (CURRENT, BEFORE):
        assert (tmp_path / name).stat().st_mode & 0o077 == 0
