"""The sentences of the package, for every face."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from yiyang.kernel.messages import Catalogue, Message, load_package_texts

PACKAGE = Path(__file__).parents[1]


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Return every text of the package, read once a process."""
    return load_package_texts(PACKAGE)


def say_in(message: Message | dict[str, Any], language: str) -> str:
    """Return a stored or fresh message's sentence; its bare code where a text is gone.

    A stored message may be older than the texts of this program: that must not stop who asks
    why something was decided.
    """
    if isinstance(message, dict):
        message = Message(message["code"], message.get("params", {}))
    try:
        return catalogue().render(message, language)
    except (KeyError, IndexError):
        return message.code


def label_in(code: str, language: str) -> str:
    """Return the text of a bare code; the code itself where it has none."""
    text = catalogue().texts.get(code)
    return text.in_language(language) if text else code
