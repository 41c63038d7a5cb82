"""The reasons inside a stored result, found wherever they stand.

A result is whatever frozen value its rule returns; its reasons are the lists of
``{code, params}`` in it, such as ``reasons`` and ``against``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from yiyang.kernel.messages import Message

DEEPEST = 12
LEFT_OUT = "left_out"


@dataclass(frozen=True)
class Reasoned:
    """One reason: its sentence, and the key of the book it rests on (or nothing)."""

    message: Message
    key: str = ""


@dataclass(frozen=True)
class Section:
    """One list of reasons.

    ``about`` are the codes that stand beside the list and say what it is about (a kind of
    bed, a colour), outermost first; ``name`` is the list's name in the result, ``against`` for
    the reasons of what was left out; ``institution`` is the key of the one it is about.
    """

    about: tuple[str, ...]
    name: str
    reasons: tuple[Reasoned, ...]
    institution: int | None = None


def sections(result: Any) -> tuple[Section, ...]:
    """Return every list of reasons in a plain result, in its order."""
    return tuple(_sections(result, Section((), "", ()), 0))


def _sections(value: Any, at: Section, depth: int) -> Iterator[Section]:
    """Find the lists below a value; ``at`` is what stands around it so far."""
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        if _is_message(value):
            yield replace(at, reasons=(_reasoned(value),))
            return
        around = _around(value, at) if depth else at
        for key, inner in value.items():
            yield from _sections(inner, replace(around, name=_name(key, at.name)), depth + 1)
    elif isinstance(value, list):
        reasons = tuple(_reasoned(item) for item in value if _is_message(item))
        if reasons:
            yield replace(at, reasons=reasons)
        for item in value:
            if not _is_message(item):
                yield from _sections(item, at, depth + 1)


def _around(value: dict[str, Any], at: Section) -> Section:
    house = value.get("institution")
    known = house if isinstance(house, int) else at.institution
    return replace(at, about=at.about + tuple(_codes(value)), institution=known)


def _name(key: str, within: str) -> str:
    """Return what a list is called: the reasons of those left out are told against them."""
    return "against" if key == "reasons" and within == LEFT_OUT else key


def _is_message(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("code"), str)
        and isinstance(value.get("params"), dict)
    )


def _reasoned(value: dict[str, Any]) -> Reasoned:
    return Reasoned(Message(value["code"], value["params"]), str(value.get("key") or ""))


def _codes(value: dict[str, Any]) -> Iterator[str]:
    return (a for a in value.values() if isinstance(a, str) and a.isupper())
