"""Texts of the pure floors in the reader's language, for templates."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django import template
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language

from yiyang.faces.web.navigation import Link, present
from yiyang.kernel.messages import Catalogue, Message, Text, load_package_texts
from yiyang.kernel.money import yuan_from_fen
from yiyang.network.models import Institution

register = template.Library()
PACKAGE = Path(__file__).parents[3]


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Return every text of the package."""
    return load_package_texts(PACKAGE)


@register.filter
def say(message: Message | dict) -> str:
    """Return the sentence of a message, or of its plain form ``{code, params}``."""
    if isinstance(message, dict):
        message = Message(message["code"], message.get("params", {}))
    return catalogue().render(message, get_language() or "zh-hans")


@register.filter
def label(code: str) -> str:
    """Return the text of a stored code, such as a state or a kind of bed."""
    return catalogue().label(str(code), get_language() or "zh-hans")


@register.filter
def worded(text: Text | str | None) -> str:
    """Return a text in the reader's language, and a code or a word as it is labelled."""
    if text is None:
        return "—"
    return (
        text.in_language(get_language() or "zh") if isinstance(text, Text) else label_or_code(text)
    )


@register.filter
def named(row: object) -> str:
    """Return the name of a row that has one in both languages."""
    return row.name_zh if (get_language() or "zh").startswith("zh") else row.name_en


@register.filter
def with_node(institution: Institution) -> str:
    """Return the name of an institution, with that of its node where it is another's."""
    partner = getattr(institution, "partner", None) if institution.is_elsewhere else None
    return f"{named(institution)} ({named(partner.node)})" if partner else named(institution)


@register.filter
def yuan(fen: int | None) -> str:
    """Return an amount in fen as yuan: ``-123456700`` is ``"-¥1,234,567.00"``."""
    if fen is None:
        return ""
    whole, rest = yuan_from_fen(abs(fen)).split(".")
    return f"{'-' if fen < 0 else ''}¥{int(whole):,}.{rest}"


@register.filter
def moment(at: datetime | None) -> str:
    """Return a moment in local time to the minute."""
    return "" if at is None else f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


@register.simple_tag
def area_of(sections: list[tuple[Promise, list[Link]]], here: str) -> str:
    """Return the address in a menu that the page lies under most closely; "" where none is."""
    return present(sections, here)


@register.filter
def looked_at(what: str) -> str:
    """Return the name of the part of a person's data that somebody looked at."""
    code = f"LOOK_{what.upper()}"
    return label_or_code(code) if code in catalogue().texts else what


@register.simple_tag
def comma() -> str:
    """Return what stands between the items of a list in the reader's language."""
    return "、" if _is_chinese() else ", "


@register.simple_tag
def semicolon() -> str:
    """Return what stands between the clauses of a line in the reader's language."""
    return "；" if _is_chinese() else "; "


def _is_chinese() -> bool:
    return (get_language() or "zh-hans").startswith("zh")


@register.filter
def audited(action: str) -> str:
    """Return what a change that was written down is about; "" where its code has no words."""
    text = catalogue().texts.get(f"AUDIT_{action.partition('.')[0].upper()}")
    return text.in_language(get_language() or "zh-hans") if text else ""


@register.filter
def label_or_code(code: str) -> str:
    """Return the text of a code, or the code itself where it has none."""
    text = catalogue().texts.get(str(code))
    return text.in_language(get_language() or "zh-hans") if text else str(code)


@register.filter
def variety(agreement: object) -> str:
    """Return what kind of contract or consortium an agreement is, as it is labelled."""
    prefix = "COOPERATION_" if agreement.kind == "COOPERATION" else ""
    return label_or_code(f"{prefix}{agreement.variety}")
