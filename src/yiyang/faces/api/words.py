"""Codes and their words: what every answer names by a stable code, it also says."""

from __future__ import annotations

from django.utils.translation import get_language
from ninja import Schema

from yiyang.faces.wording import label_in
from yiyang.network.models import Institution, Place


class Named(Schema):
    """A thing by its code, with its name in both languages."""

    code: str
    name_zh: str
    name_en: str


def language() -> str:
    """Return the language of this request's words."""
    return get_language() or "zh-hans"


def word(code: str) -> str:
    """Return the word of a code in the request's language; "" for no code."""
    return label_in(code, language()) if code else ""


def named(thing: Institution | Place) -> Named:
    """Return an institution or a place by its code and names."""
    return Named(code=thing.code, name_zh=thing.name_zh, name_en=thing.name_en)
