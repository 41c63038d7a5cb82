"""What sheets of claims are made of: a day, a whole number, and every key but once."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationError

from yiyang.faces.cli.shell import BadInput
from yiyang.faces.cli.spoken import language_asked, spoken
from yiyang.kernel.messages import load_package_texts
from yiyang.kernel.wrong_values import wrong_values

PACKAGE = Path(__file__).parents[2]
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: Any) -> Any:
    if not isinstance(value, str) or not DAY.fullmatch(value):
        raise ValueError("write a day as 2026-03-02")  # a number would be taken for seconds
    return value


def _whole(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError("a whole number should stand there")  # true would be taken for 1
    return value


Day = Annotated[date, BeforeValidator(_day)]
Whole = Annotated[int, BeforeValidator(_whole)]


def bad_values(fault: ValidationError, file: str, whole: str) -> BadInput:
    """Return every fault of a file with its place, in the language of the terminal.

    Args:
        whole: what the file holds, for a fault of no one place in it.
    """
    texts = load_package_texts(PACKAGE)
    told = []
    for place, message in wrong_values(fault):
        said = message.params.get("said")
        words = spoken(str(said)) if said else texts.render(message, language_asked())
        told.append(f"{file}: {place or whole}: {words}")
    return BadInput("\n".join(told))


def keys_twice(raw: bytes) -> list[str]:
    """Return the keys that stand twice in one object of a JSON text: one of two would be lost.

    A text that cannot be read has none; whoever reads it says what is wrong with it.
    """
    found: set[str] = set()

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            names = [name for name, _ in pairs]
            found.update(name for name in made if names.count(name) > 1)
        return made

    try:
        json.loads(raw, object_pairs_hook=once)
    except (ValueError, RecursionError):
        return []
    return sorted(found)
