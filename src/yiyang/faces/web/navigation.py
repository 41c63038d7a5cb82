"""The menu of somebody: the pages that their powers open."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils.functional import Promise

from yiyang.faces.sections import SECTIONS


@dataclass(frozen=True)
class Link:
    """An item with the address of its page."""

    address: str
    label: Promise
    purpose: Promise


def menu(powers: Collection[str]) -> list[tuple[Promise, list[Link]]]:
    """Return the headings and links for somebody with ``powers``; each page stands once."""
    sections = []
    for section in SECTIONS:
        links: dict[str, Link] = {}
        for item in section.items:
            if item.power in powers and item.but_not not in powers:
                address = address_of(item.url_name)
                links.setdefault(address, Link(address, item.label, item.purpose))
        if links:
            sections.append((section.label, list(links.values())))
    return sections


def present(sections: list[tuple[Promise, list[Link]]], path: str) -> str:
    """Return the address in a menu that a path lies under most closely; "" where none is."""
    links = [link.address for _label, links in sections for link in links]
    return max((address for address in links if path.startswith(address)), key=len, default="")


@cache  # the menu asks for a hundred of them on every page
def address_of(url_name: str) -> str:
    """Return the address of a page without parameters."""
    return reverse(url_name)
