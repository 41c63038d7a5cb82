"""The one-time code that signs a consent; its limits are those of signing an agreement."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from yiyang.access.models import Role
from yiyang.audit.services import Actor, record
from yiyang.consents.errors import (
    ConsentCodesTooMany,
    ConsentCodeWrong,
    ConsentNotWaiting,
    NobodyForTheCode,
)
from yiyang.consents.models import Consent, ConsentCode
from yiyang.decisions.services import read_book
from yiyang.notices.services import conceal, notify

SALT = "yiyang.consents.code"
NOTICE = "CONSENT_CODE"
NONCE_BYTES = 16


@transaction.atomic
def send_consent_code(*, consent_id: int, by: Actor, at: datetime) -> ConsentCode:
    """Send a fresh code for a consent to whoever gives it; codes sent before sign no more.

    Raises:
        ConsentNotWaiting: there is nothing to sign.
        ConsentCodesTooMany: as many as a day allows were sent.
    """
    consent = waiting(consent_id)
    if consent.given_by_id is None:
        raise NobodyForTheCode
    today = timezone.localdate(at)
    reading = read_book(today)
    if consent.codes.filter(made_at__date=today).count() >= reading.integer(
        "agreements.codes_a_day"
    ):
        raise ConsentCodesTooMany
    _void(consent, at)
    digits = reading.integer("agreements.code_digits")
    words = str(secrets.randbelow(10**digits)).zfill(digits)
    nonce = secrets.token_hex(NONCE_BYTES)
    code = ConsentCode.objects.create(
        consent=consent,
        account_id=consent.given_by_id,
        nonce=nonce,
        digest=_digest(consent, nonce, words),
        made_at=at,
        expires_at=at + reading.duration("agreements.code_life"),
        most_attempts=reading.integer("agreements.code_attempts"),
    )
    notify(
        code=NOTICE,
        params={"code": words},
        subject_kind=NOTICE,
        subject_id=code.pk,
        role=Role.RESIDENT,
        account_id=consent.given_by_id,
        urgent=True,
        link=f"/my/consents/{consent.pk}/",
        by=by,
        at=at,
    )
    _note("consent.code_sent", code, by, at)
    return code


def waiting(consent_id: int) -> Consent:
    """Lock and return a consent that waits to be signed.  Raises ConsentNotWaiting."""
    consent = Consent.objects.select_for_update().get(pk=consent_id)
    if consent.state != Consent.State.WAITING:
        raise ConsentNotWaiting
    return consent


@transaction.atomic
def count_consent_try(*, consent_id: int, at: datetime) -> ConsentCode:
    """Count one try of the code last sent; kept whatever becomes of the try.

    Raises:
        ConsentCodeWrong: no code signs this now.
    """
    code = ConsentCode.objects.select_for_update().filter(consent=consent_id).order_by("-pk")
    last = code.first()
    if last is None or last.is_void or last.used_at is not None:
        raise ConsentCodeWrong
    if not last.made_at <= at < last.expires_at:
        raise ConsentCodeWrong
    room = ConsentCode.objects.filter(pk=last.pk, attempts__lt=F("most_attempts"))
    if not room.update(attempts=F("attempts") + 1):
        raise ConsentCodeWrong
    return last


def use_consent_code(
    code: ConsentCode, consent: Consent, words: str, by: Actor, at: datetime
) -> None:
    """Use a code up for exactly this consent as it stands.  Raises ConsentCodeWrong."""
    if not hmac.compare_digest(code.digest, _digest(consent, code.nonce, words.strip())):
        raise ConsentCodeWrong
    code.used_at = at
    code.save(update_fields=["used_at"])
    conceal(subject_kind=NOTICE, subject_id=code.pk, names=("code",), at=at)
    _note("consent.code_used", code, by, at)


def _void(consent: Consent, at: datetime) -> None:
    usable = consent.codes.filter(is_void=False, used_at=None)
    for code in usable:
        conceal(subject_kind=NOTICE, subject_id=code.pk, names=("code",), at=at)
    usable.update(is_void=True)


def _digest(consent: Consent, nonce: str, words: str) -> str:
    """The keyed digest of a code, bound to every part of what is signed and to its giver."""
    parts = (
        consent.pk, consent.person_id, consent.kind, consent.purpose, consent.scope,
        ",".join(consent.categories), consent.grantee_kind, consent.grantee_account_id,
        consent.grantee_institution_id, consent.grantee_client, consent.span.upper,
        consent.text_version, consent.given_by_id, nonce, words,
    )  # fmt: skip
    return salted_hmac(SALT, ":".join(map(str, parts)), algorithm="sha256").hexdigest()


def _note(action: str, code: ConsentCode, by: Actor, at: datetime) -> None:
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="consent",
        subject_id=code.consent_id,
        payload={"code": code.pk},
    )
