"""One-time codes: random, told by a notice, kept as a keyed digest bound to one document."""

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
from yiyang.notices.services import conceal, notify
from yiyang.signing.errors import (
    CodeExhausted,
    CodeExpired,
    CodeUsed,
    CodeWrong,
    DocumentChanged,
    DraftLapsed,
    DraftNotWaiting,
    NoCodeSent,
    TooManyCodes,
)
from yiyang.signing.models import Code, Draft
from yiyang.signing.services.drafting import SUBJECT, book_for
from yiyang.signing.services.voiding import NOTICE, void_codes

SALT = "yiyang.signing.code"
NONCE_BYTES = 16


@transaction.atomic
def send_code(*, draft_id: int, by: Actor, at: datetime) -> Code:
    """Send a fresh code for a draft to whoever signs it; codes sent before sign no more.

    Raises:
        DraftNotWaiting, DraftLapsed: there is nothing to sign.
        TooManyCodes: as many as a day allows were sent.
    """
    draft = waiting(draft_id, at)
    reading = book_for(draft.institution_id, timezone.localdate(at))
    today = draft.codes.filter(made_at__date=timezone.localdate(at)).count()
    if today >= reading.integer("agreements.codes_a_day"):
        raise TooManyCodes
    void_codes(draft, at)
    digits = reading.integer("agreements.code_digits")
    words = str(secrets.randbelow(10**digits)).zfill(digits)
    nonce = secrets.token_hex(NONCE_BYTES)
    code = Code.objects.create(
        draft=draft,
        account=draft.signs,
        nonce=nonce,
        digest=_digest(draft, nonce, words),
        document_sha256=draft.document.sha256,
        made_at=at,
        expires_at=at + reading.duration("agreements.code_life"),
        most_attempts=reading.integer("agreements.code_attempts"),
    )
    notify(
        code=NOTICE,
        params={"code": words, "number": draft.document.name.removesuffix(".pdf")},
        subject_kind=NOTICE,
        subject_id=code.pk,
        role=Role.RESIDENT,
        account_id=draft.signs_id,
        urgent=True,
        link=f"/signing/drafts/{draft.pk}/",
        by=by,
        at=at,
    )
    _note("signing.code_sent", code, by, at)
    return code


def waiting(draft_id: int, at: datetime) -> Draft:
    """Lock and return a draft that can be signed at a moment.

    Raises:
        DraftNotWaiting: it was signed, refused, withdrawn or has lapsed.
        DraftLapsed: its time is over, or has not come.
    """
    draft = (
        Draft.objects.select_for_update(of=("self",)).select_related("document").get(pk=draft_id)
    )
    if draft.state != Draft.State.WAITING:
        raise DraftNotWaiting
    if not draft.made_at <= at < draft.lapses_at:
        raise DraftLapsed
    return draft


@transaction.atomic
def count_try(*, draft_id: int, at: datetime) -> Code:
    """Count one try of the code last sent for a draft, before it is compared.

    Kept whatever becomes of the try: guessing is limited even where every guess is refused.

    Raises:
        NoCodeSent, CodeUsed, CodeExpired, CodeExhausted: this code signs nothing now.
    """
    code = Code.objects.select_for_update().filter(draft=draft_id).order_by("-pk").first()
    if code is None:
        raise NoCodeSent
    if code.used_at is not None:
        raise CodeUsed
    if code.is_void:
        raise NoCodeSent
    if not code.made_at <= at < code.expires_at:
        raise CodeExpired
    room = Code.objects.filter(pk=code.pk, attempts__lt=F("most_attempts"))
    if not room.update(attempts=F("attempts") + 1):
        raise CodeExhausted
    return code


def check_code(code: Code, draft: Draft, words: str, sha256: str) -> None:
    """Compare what was typed with the code sent, for exactly the document that stands there.

    Args:
        sha256: of the bytes of the document, read anew.

    Raises:
        DocumentChanged: the document is not the one the code was sent for.
        CodeWrong: it is not that code.
    """
    if not sha256 == code.document_sha256 == draft.document.sha256:
        raise DocumentChanged
    if not hmac.compare_digest(code.digest, _digest(draft, code.nonce, words.strip())):
        raise CodeWrong


def use_code(code: Code, by: Actor, at: datetime) -> None:
    """Use a code up: it signs once, and the notice that told it does so no more."""
    code.used_at = at
    code.save(update_fields=["used_at"])
    conceal(subject_kind=NOTICE, subject_id=code.pk, names=("code",), at=at)
    _note("signing.code_used", code, by, at)


def _digest(draft: Draft, nonce: str, words: str) -> str:
    """The keyed digest of a code, bound to the draft, its document and its signer."""
    bound = f"{draft.pk}:{draft.document.sha256}:{draft.signs_id}:{nonce}:{words}"
    return salted_hmac(SALT, bound, algorithm="sha256").hexdigest()


def _note(action: str, code: Code, by: Actor, at: datetime) -> None:
    record(
        by=by,
        at=at,
        action=action,
        subject_kind=SUBJECT,
        subject_id=code.draft_id,
        payload={"code": code.pk, "document": code.document_sha256},
    )
