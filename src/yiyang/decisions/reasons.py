"""The reasons inside a stored result, found wherever they stand.

A result is whatever frozen value its rule returns; its reasons are the lists of
``{code, params}`` in it, such as ``reasons`` and ``against``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from yiyang.kernel.messages import Message

DEEPEST = 12


@dataclass(frozen=True)
class Reasoned:
    """One reason: its sentence, and the key of the book it rests on (or nothing)."""

    message: Message
    key: str = ""


@dataclass(frozen=True)
class Section:
    """One list of reasons.

    ``about`` are the codes that stand beside the list and say what it is about (a kind of
    bed, a colour), outermost first; ``name`` is the list's name in the result.
    """

    about: tuple[str, ...]
    name: str
    reasons: tuple[Reasoned, ...]


def sections(result: Any) -> tuple[Section, ...]:
    """Return every list of reasons in a plain result, in its order."""
    return tuple(_sections(result, "", (), 0))


def _sections(value: Any, name: str, about: tuple[str, ...], depth: int) -> Iterator[Section]:
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        if _is_message(value):
            yield Section(about, name, (_reasoned(value),))
            return
        about = about + tuple(_codes(value)) if depth else about
        for key, inner in value.items():
            yield from _sections(inner, key, about, depth + 1)
    elif isinstance(value, list):
        reasons = tuple(_reasoned(item) for item in value if _is_message(item))
        if reasons:
            yield Section(about, name, reasons)
        for item in value:
            if not _is_message(item):
                yield from _sections(item, name, about, depth + 1)


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
