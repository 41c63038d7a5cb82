"""Reading documents.  This floor stands below access, so the caller says what may be seen."""

from __future__ import annotations

import hashlib

from django.db.models import Q

from yiyang.documents.models import Document


class DocumentDamaged(Exception):
    """The bytes stored are not the ones that were kept."""


def document_within(visible: Q, key: int) -> Document:
    """Return a document among those that ``visible`` lets through.

    Args:
        visible: such as ``visible_to(assignment, person="person_id", scope=Grant.Scope.RECORD)``
            or the condition that it hangs on a case one may see.

    Raises:
        Document.DoesNotExist: there is none, it may not be seen, or its time is over and what
            it said was erased: one answer for all.
        DocumentDamaged: its bytes no longer have its digest.
    """
    document = Document.objects.filter(visible).exclude(body=b"").get(pk=key)
    if hashlib.sha256(bytes(document.body)).hexdigest() != document.sha256:
        raise DocumentDamaged(f"document {key}")
    return document
