"""Why somebody may not sign: each reason as a sentence, with the number or name it turns on."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_noop, ngettext

from yiyang.faces.web.templatetags.yiyang_text import label_or_code
from yiyang.kernel.messages import Message

# What a bare number beside a reason counts: one, and more than one.
COUNTED = {
    "TERM_NOT_ALLOWED": (gettext_noop("%(n)s year"), "%(n)s years"),
    "RELATION_NOT_STABLE": (gettext_noop("at least %(n)s day"), "at least %(n)s days"),
    "TOO_YOUNG_TO_SIGN": (gettext_noop("from %(n)s year"), "from %(n)s years"),
    "PANEL_FULL": (gettext_noop("at most %(n)s person"), "at most %(n)s people"),
    "OUTSIDE_RENEWAL_WINDOW": (
        gettext_noop("%(n)s day before the end, or after"),
        "%(n)s days before the end, or after",
    ),
}


def reasons(kept: Iterable[tuple[str, str]]) -> list[tuple[Message, str]]:
    """Return the reasons of a refusal as sentences, each with what it is about in words."""
    return [(Message(code), _about(code, about)) for code, about in kept]


def _about(code: str, about: str) -> str:
    if code in COUNTED and about.isdecimal():
        return ngettext(*COUNTED[code], int(about)) % {"n": about}
    if code == "PACKAGE_NOT_FOR_PERSON":
        return label_or_code(f"PACKAGE_{about}")
    return label_or_code(about) if about else ""
