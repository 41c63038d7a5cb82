"""Handing a document out: always as a download, never shown as a page of ours."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

from yiyang.documents.models import Document


def as_attachment(document: Document) -> HttpResponse:
    """Return a document's exact bytes; no browser renders them or guesses another type."""
    answer = HttpResponse(bytes(document.body), content_type=document.media_type)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(document.name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, no-store"
    return answer
