"""Keeping files: whole, of a kind that is known, with their digest."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import date, datetime
from typing import ClassVar

from django.db import transaction

from yiyang.audit.services import Actor, record
from yiyang.documents.kinds import kind_of
from yiyang.documents.models import MAX_BYTES, Document
from yiyang.kernel.errors import Refused

LONGEST_NAME = 120
ERASED_NAME = "-"
ERASED_AT_ONCE = 500


class DocumentEmpty(Refused):
    """Refused because the file has nothing in it."""

    code: ClassVar[str] = "DOCUMENT_EMPTY"


class DocumentTooLarge(Refused):
    """Refused because the file has more than ten mebibytes."""

    code: ClassVar[str] = "DOCUMENT_TOO_LARGE"


class DocumentKindNotKept(Refused):
    """Refused because the bytes are not of a kind that is kept."""

    code: ClassVar[str] = "DOCUMENT_KIND_NOT_KEPT"


@transaction.atomic
def keep_document(
    *,
    by: Actor,
    at: datetime,
    body: bytes,
    name: str,
    person_id: int | None = None,
    institution_id: int | None = None,
    keep_until: date | None = None,
) -> Document:
    """Keep a file and return its row; the kind is told from its bytes.

    Args:
        name: as the sender gave it; only its last part without control characters is kept.
        keep_until: the day on which the law lets it go; None while that is open.

    Raises:
        DocumentEmpty, DocumentTooLarge, DocumentKindNotKept: nothing has been written.
    """
    if not body:
        raise DocumentEmpty
    if len(body) > MAX_BYTES:
        raise DocumentTooLarge(mebibytes=MAX_BYTES // 1024**2)
    kind = kind_of(body, name)
    if kind is None:
        raise DocumentKindNotKept
    document = Document.objects.create(
        sha256=hashlib.sha256(body).hexdigest(),
        media_type=kind,
        name=plain_name(name),
        body=body,
        person_id=person_id,
        institution_id=institution_id,
        keep_until=keep_until,
        added_at=at,
    )
    record(
        by=by,
        at=at,
        action="documents.kept",
        subject_kind="document",
        subject_id=document.pk,
        person_id=person_id,
        payload={"sha256": document.sha256, "media_type": kind, "bytes": len(body)},
    )
    return document


@transaction.atomic
def erase_expired(*, day: date, by: Actor, at: datetime, limit: int = ERASED_AT_ONCE) -> int:
    """Erase what files say that need be kept no longer; return how many.

    The row stays with the digest: what refers to it still tells that it was there, and of whom.

    Args:
        day: files are kept to the end of the day before ``keep_until``.
        limit: so many at a time; what is left comes with the next call.
    """
    over = Document.objects.filter(keep_until__lte=day).exclude(body=b"")
    locked = over.select_for_update(skip_locked=True).defer("body").order_by("pk")[:limit]
    count = 0
    for document in locked:
        Document.objects.filter(pk=document.pk).update(body=b"", name=ERASED_NAME)
        record(
            by=by,
            at=at,
            action="documents.erased",
            subject_kind="document",
            subject_id=document.pk,
            person_id=document.person_id,
            payload={"sha256": document.sha256, "keep_until": document.keep_until},
        )
        count += 1
    return count


def plain_name(name: str) -> str:
    """Return a file's name without folders and control characters, at most 120 long."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .")
    return kept[-LONGEST_NAME:] or "document"
