"""What a scenario calls sub-districts and institutions, in the reader's language.

A scenario keeps one name of each, the Chinese one where it was written from the registry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from django.utils.translation import get_language

from yiyang.network.models import Institution, Place


class Called(Protocol):
    """A sub-district or an institution of a scenario."""

    code: str
    name: str


def names_of(rows: Iterable[Called]) -> dict[str, str]:
    """Return by code what each is called: its name in the reader's language, else its code."""
    return in_language({each.code: each.name or each.code for each in rows})


def in_language(said: Mapping[str, str]) -> dict[str, str]:
    """Return names by code, in English for who reads it where the registry has the same name.

    What the registry does not know by that code and name (a station that is only planned, a
    name that was changed since) stays as the scenario says it.
    """
    if (get_language() or "zh").startswith("zh"):
        return dict(said)
    known = {
        row.code: row.name_en
        for model in (Place, Institution)
        for row in model.objects.filter(code__in=said)
        if row.name_en and row.name_zh == said[row.code]
    }
    return {code: known.get(code, name) for code, name in said.items()}
