"""Registering apps and systems, and closing them.  A secret is shown once and kept nowhere."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from yiyang.access.models import Account, Assignment, Role
from yiyang.audit.services import Actor, record
from yiyang.clients.checks import Registration, are_good_keys, faults_of
from yiyang.clients.digests import digest, fresh
from yiyang.clients.models import Client
from yiyang.clients.services.ending import end_all_of_client
from yiyang.decisions.services import appoint
from yiyang.kernel.errors import Refused
from yiyang.kernel.findings import Finding

ID_BYTES = 12


class ClientUnfit(Refused):
    """Refused because the registration has faults; ``findings`` names them all."""

    code = "CLIENT_UNFIT"

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(count=len(findings))
        self.findings = findings


class ClientHasNoSecret(Refused):
    """Refused because this client proves who it is in another way."""

    code = "CLIENT_HAS_NO_SECRET"


class ClientHasNoKeys(Refused):
    """Refused because this client proves who it is in another way."""

    code = "CLIENT_HAS_NO_KEYS"


@dataclass(frozen=True)
class Registered:
    """A client and, where it has one, its secret, which is kept nowhere."""

    client: Client
    secret: str


@transaction.atomic
def register_client(
    wanted: Registration, *, institution_id: int, by: Actor, at: datetime
) -> Registered:
    """Register an app or a system of an institution.

    A system gets an account that cannot sign in, with the role it acts under.

    Raises:
        ClientUnfit: with every fault; nothing has been written.
    """
    findings = faults_of(wanted)
    if findings:
        raise ClientUnfit(findings)
    client_id = secrets.token_hex(ID_BYTES)
    secret = fresh() if wanted.proof == Client.Proof.SECRET else ""
    has_keys = wanted.proof == Client.Proof.KEYS
    client = Client.objects.create(
        client_id=client_id,
        name_zh=wanted.name_zh,
        name_en=wanted.name_en,
        proof=Client.Proof(wanted.proof),
        is_system=wanted.is_system,
        secret_digest=digest(secret) if secret else None,
        jwks=dict(wanted.jwks) if wanted.jwks and has_keys else None,
        jwks_uri=wanted.jwks_uri if has_keys else "",
        redirect_uris=list(wanted.redirect_uris),
        launch_uri=wanted.launch_uri,
        scopes=list(dict.fromkeys(wanted.scopes)),
        institution_id=institution_id,
        assignment=_role_of_system(client_id, wanted, institution_id, by, at),
        registered_at=at,
    )
    _note(client, "client.register", by, at, payload=_said(client))
    return Registered(client, secret)


def _role_of_system(
    client_id: str, wanted: Registration, institution_id: int, by: Actor, at: datetime
) -> Assignment | None:
    if not wanted.is_system:
        return None
    account = Account(username=f"system-{client_id}", first_name=wanted.name_zh, date_joined=at)
    account.set_unusable_password()  # it comes with a token, never with a password
    account.save()
    record(by=by, at=at, action="account.of_system", subject_kind="account", subject_id=account.pk)
    return appoint(
        account_id=account.pk,
        role=Role.CONNECTED_SYSTEM,
        institution_id=institution_id,
        since=at,
        by=by,
        at=at,
    )


@transaction.atomic
def disable_client(*, client_key: int, by: Actor, at: datetime) -> None:
    """Close a client: whatever it was allowed, and every token of it, ends now."""
    client = Client.objects.select_for_update().get(pk=client_key)
    if client.disabled_at is None:
        client.disabled_at = at
        client.save(update_fields=["disabled_at"])
    end_all_of_client(client, by=by, at=at)
    _note(client, "client.disable", by, at)


@transaction.atomic
def enable_client(*, client_key: int, by: Actor, at: datetime) -> None:
    """Open a closed client again; what it was allowed before stays ended."""
    client = Client.objects.select_for_update().get(pk=client_key)
    client.disabled_at = None
    client.save(update_fields=["disabled_at"])
    _note(client, "client.enable", by, at)


@transaction.atomic
def renew_secret(*, client_key: int, by: Actor, at: datetime) -> Registered:
    """Give a client a new secret; the old one, and every token got with it, ends now.

    Raises:
        ClientHasNoSecret: it proves who it is otherwise.
    """
    client = Client.objects.select_for_update().get(pk=client_key)
    if client.proof != Client.Proof.SECRET:
        raise ClientHasNoSecret
    secret = fresh()
    client.secret_digest = digest(secret)
    client.save(update_fields=["secret_digest"])
    end_all_of_client(client, by=by, at=at)
    _note(client, "client.renew_secret", by, at)
    return Registered(client, secret)


@transaction.atomic
def change_keys(*, client_key: int, jwks: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """Put other public keys in the place of a client's; tokens got before live to their end.

    Raises:
        ClientHasNoKeys: it proves who it is otherwise.
        ClientUnfit: these are no public keys that are taken.
    """
    client = Client.objects.select_for_update().get(pk=client_key)
    if client.proof != Client.Proof.KEYS:
        raise ClientHasNoKeys
    if not are_good_keys(jwks):
        keys = Registration("", "", client.proof, jwks={"keys": []} | dict(jwks))
        raise ClientUnfit([f for f in faults_of(keys) if f.where == "jwks"])
    client.jwks, client.jwks_uri = dict(jwks), ""
    client.save(update_fields=["jwks", "jwks_uri"])
    kept = sorted(str(key.get("kid")) for key in client.jwks["keys"])
    _note(client, "client.change_keys", by, at, payload={"keys": kept})


def _said(client: Client) -> dict[str, Any]:
    return {
        "client_id": client.client_id,
        "proof": str(client.proof),
        "is_system": client.is_system,
        "scopes": client.scopes,
        "redirect_uris": client.redirect_uris,
        "launch_uri": client.launch_uri,
        "jwks_uri": client.jwks_uri,
        "institution": client.institution_id,
    }


def _note(
    client: Client, action: str, by: Actor, at: datetime, payload: dict[str, Any] | None = None
) -> None:
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="client",
        subject_id=client.pk,
        payload=payload,
    )
