"""What the token endpoint answers, and who the user is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from yiyang.clients.facts import fhir_user, patient_of
from yiyang.clients.keys import sign_identity
from yiyang.clients.models import Authorisation, Code
from yiyang.clients.services import Issued
from yiyang.faces.oauth.addresses import base_of, fhir_base
from yiyang.rules.smart import FHIR_USER, OPENID


def answer_of(
    request: HttpRequest, issued: Issued, *, code: Code | None, at: datetime
) -> dict[str, Any]:
    """Return the body of a token answer: the tokens, what they permit, and the launch context."""
    allowed = issued.authorisation
    body: dict[str, Any] = {
        "access_token": issued.access,
        "token_type": "Bearer",
        "expires_in": issued.seconds,
        "scope": " ".join(issued.scopes),
    }
    if issued.refresh:
        body["refresh_token"] = issued.refresh
    body |= context_of(allowed)
    if OPENID in issued.scopes:
        body["id_token"] = _identity_token(request, issued, code, at)
    return body


def context_of(allowed: Authorisation) -> dict[str, Any]:
    """Return the launch context: the person, and that the app itself must show who it is."""
    if allowed.person_id is None:
        return {}
    return {"patient": patient_of(allowed.person_id), "need_patient_banner": True}


def claims_of(request: HttpRequest, allowed: Authorisation, scopes: list[str]) -> dict[str, Any]:
    """Return who the user of an authorisation is: no name, no number."""
    account = allowed.assignment.account
    claims: dict[str, Any] = {"sub": f"account-{account.pk}"}
    if FHIR_USER in scopes:
        reference = f"{fhir_base(request)}/{fhir_user(account)}"
        claims |= {"fhirUser": reference, "profile": reference}
    return claims


def _identity_token(request: HttpRequest, issued: Issued, code: Code | None, at: datetime) -> str:
    now = int(at.timestamp())
    claims = claims_of(request, issued.authorisation, list(issued.scopes)) | {
        "iss": base_of(request),
        "aud": issued.authorisation.client.client_id,
        "iat": now,
        "exp": now + issued.seconds,
    }
    if code is not None:
        claims["auth_time"] = int(code.signed_in_at.timestamp())
        if code.nonce:
            claims["nonce"] = code.nonce
    return sign_identity(claims, settings.KEY_DIR)
