"""The book in force here: what ships with the program and what was adopted locally."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import Max

from yiyang.decisions.models import Adoption
from yiyang.kernel.messages import Text
from yiyang.policy.book import Authority, Book, Line, Mark
from yiyang.policy.loader import shipped_book


def current_book() -> Book:
    """Return the shipped book with every adopted line.  One small query; the rest is cached."""
    latest = Adoption.objects.aggregate(latest=Max("pk"))["latest"]
    return _book_up_to(latest or 0)


@lru_cache(maxsize=4)
def _book_up_to(adoption_id: int) -> Book:
    book = shipped_book()
    if not adoption_id:
        return book
    adoptions = Adoption.objects.filter(pk__lte=adoption_id).order_by("pk")
    return book.with_lines(_line(book, adoption) for adoption in adoptions)


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
