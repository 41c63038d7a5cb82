"""A page that somebody can be led to, and pages that belong together."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from yiyang.access.powers import Power


@dataclass(frozen=True)
class Item:
    """One page to go to: its power, its URL name, its name, what is done there.

    Who holds the power ``but_not`` is not led there.
    """

    power: Power
    url_name: str
    label: Promise
    purpose: Promise
    but_not: Power | None = None


@dataclass(frozen=True)
class Section:
    """Pages that belong together, under a heading."""

    label: Promise
    items: tuple[Item, ...]
