"""The book in force here: what ships with the program and what was adopted locally."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from yiyang.audit.sql import rows
from yiyang.decisions.models import Adoption, BookSnapshot
from yiyang.kernel.messages import Text
from yiyang.kernel.plain import digest, from_plain
from yiyang.policy.book import Authority, Book, Line, Mark
from yiyang.policy.loader import shipped_book


class BookLost(Exception):
    """The book of a decision cannot be shown any more, or was altered."""


def current_book() -> Book:
    """Return the shipped book with every adopted line.  One small query; the rest is cached."""
    ((latest, count),) = rows("select coalesce(max(id), 0), count(*) from decisions_adoption")
    return _book_with(latest, count)


@lru_cache(maxsize=4)
def _book_with(latest: int, count: int) -> Book:
    """``count`` is in the key since a transaction may commit after one with a later key."""
    book = shipped_book()
    if not count:
        return book
    adoptions = Adoption.objects.filter(pk__lte=latest).order_by("pk")
    # A key that a later program no longer has is read by no rule of it.
    return book.with_lines(_line(book, a) for a in adoptions if a.key in book.by_key)


@lru_cache(maxsize=8)
def kept_book(book_digest: str) -> Book:
    """Return the book that a decision was made from.

    Raises:
        BookLost: no snapshot has this digest, or its lines are not those it was taken of.
    """
    snapshot = BookSnapshot.objects.filter(digest=book_digest).first()
    if snapshot is None or digest(snapshot.lines) != book_digest:
        raise BookLost(book_digest)
    return Book(from_plain(tuple[Line, ...], [_with_both_languages(a) for a in snapshot.lines]))


def _with_both_languages(line: Mapping[str, Any]) -> dict[str, Any]:
    """Return a stored line; older programs kept a note as one text, in English or empty."""
    note = line["note"]
    if isinstance(note, str):
        note = {"zh": note, "en": note} if note else None
    return {**line, "note": note}


def _line(book: Book, adoption: Adoption) -> Line:
    shipped = book.by_key[adoption.key][-1]
    title = f"{adoption.document_number}（{adoption.signer}）"
    return Line(
        key=adoption.key,
        title=shipped.title,
        unit=shipped.unit,
        place=adoption.place,
        starts_on=adoption.starts_on,
        value=adoption.value,
        mark=Mark.ADOPTED,
        mission=adoption.mission,
        authority=Authority(
            adoption.document_number, Text(zh=title, en=title), "", adoption.signed_on
        ),
        published_on=adoption.signed_on,
    )
