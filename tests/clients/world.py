"""Clients for tests: with keys of their own, and what they say to the token endpoint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import count
from typing import Any

from django.utils import timezone
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

from tests.conftest import NOW
from tests.world import make_institution
from yiyang.audit.services import PROGRAM
from yiyang.clients.checks import Registration
from yiyang.clients.models import Client
from yiyang.clients.services import register_client
from yiyang.network.models import Institution

BASE = "http://localhost"
TOKEN_URL = f"{BASE}/oauth/token"
REDIRECT = "https://app.example.org/callback"
BY_JWT = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_number = count(1)


@lru_cache(maxsize=4)
def rsa_key(kid: str = "rsa") -> RSAKey:
    """Return a private RSA key; making one takes long, so tests share it."""
    return RSAKey.generate_key(2048, {"kid": kid})


@lru_cache(maxsize=4)
def ec_key(kid: str = "ec") -> ECKey:
    """Return a private P-384 key."""
    return ECKey.generate_key("P-384", {"kid": kid})


def public_set(*keys: Any) -> dict[str, Any]:
    """Return the public halves as a JWK set."""
    return KeySet(list(keys)).as_dict(private=False)


def make_system(*scopes: str, institution: Institution | None = None, at: datetime = NOW) -> Client:
    """Return a new connected system with the tests' two keys."""
    wanted = Registration(
        name_zh="检验系统",
        name_en="Laboratory system",
        proof=Client.Proof.KEYS,
        is_system=True,
        scopes=scopes or ("system/*.cruds",),
        jwks=public_set(rsa_key(), ec_key()),
    )
    owner = institution or make_institution()
    return register_client(wanted, institution_id=owner.pk, by=PROGRAM, at=at).client


@dataclass(frozen=True)
class App:
    """An app and, where it has one, its secret."""

    client: Client
    secret: str


def make_app(
    *scopes: str,
    proof: str = Client.Proof.NONE,
    institution: Institution | None = None,
    at: datetime = NOW,
    **columns: Any,
) -> App:
    """Return a new app that may ask for everything there is, unless told."""
    number = next(_number)
    every = ("openid", "fhirUser", "launch", "launch/patient", "offline_access", "online_access")
    defaults: dict[str, Any] = {
        "name_zh": f"应用{number}",
        "name_en": f"App {number}",
        "redirect_uris": (REDIRECT,),
        "launch_uri": "https://app.example.org/launch",
        "scopes": scopes or (*every, "patient/*.cruds", "user/*.cruds"),
        "jwks": public_set(rsa_key(), ec_key()) if proof == Client.Proof.KEYS else None,
    }
    wanted = Registration(proof=proof, **(defaults | columns))
    owner = institution or make_institution()
    made = register_client(wanted, institution_id=owner.pk, by=PROGRAM, at=at)
    return App(made.client, made.secret)


def assertion_of(
    client: Client, *, key: Any = None, alg: str = "ES384", header: Any = None, **claims: Any
) -> str:
    """Return a signed assertion of a client that holds, but for what is told."""
    key = key or (rsa_key() if alg == "RS384" else ec_key())
    now = timezone.now()
    said = {
        "iss": client.client_id,
        "sub": client.client_id,
        "aud": TOKEN_URL,
        "exp": int((now + timedelta(minutes=4)).timestamp()),
        "jti": f"assertion-{next(_number)}",
    } | claims
    said = {name: value for name, value in said.items() if value is not None}
    head = {"alg": alg, "kid": key.kid, "typ": "JWT"} | (header or {})
    return jwt.encode(head, said, key, algorithms=[alg])


def system_request(client: Client, scope: str = "system/*.rs", **changes: Any) -> dict[str, str]:
    """Return the form that a connected system posts to the token endpoint."""
    form = {
        "grant_type": "client_credentials",
        "scope": scope,
        "client_assertion_type": BY_JWT,
        "client_assertion": assertion_of(client),
    } | changes
    return {name: value for name, value in form.items() if value is not None}
