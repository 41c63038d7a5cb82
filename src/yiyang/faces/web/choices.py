"""Choices of a form whose labels are the texts of codes, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.functional import Promise

from yiyang.faces.web.templatetags.yiyang_text import label_or_code

Choices = list[tuple[str, str]]


def coded(
    codes: Iterable[str], prefix: str = "", blank: str | Promise | None = None
) -> Callable[[], Choices]:
    """Return what makes the choices each time a form is shown.

    Args:
        codes: the stored codes.
        prefix: what the code of the text begins with (``OWNERSHIP_``).
        blank: the label of the empty choice; None where there is none.
    """
    kept = tuple(codes)

    def choices() -> Choices:
        first = [] if blank is None else [("", str(blank))]
        return first + [(code, label_or_code(f"{prefix}{code}")) for code in kept]

    return choices
