"""Messages of instruments with the names of items, levels and bands put in for their codes."""

from __future__ import annotations

from yiyang.kernel.messages import Message, Param
from yiyang.rules.instruments.sheet import Instrument


def named(edition: Instrument, message: Message, language: str) -> Message:
    """Return a message whose codes of this instrument are names in a language."""
    return Message(
        message.code,
        {key: _named(edition, key, value, language) for key, value in message.params.items()},
    )


def _named(edition: Instrument, key: str, value: Param, language: str) -> Param:
    text = str(value)
    if key == "level":
        return edition.level_name(text, language)
    names = {"group": edition.groups, "band": edition.bands}.get(key, {})
    if key == "item":
        names = {item.id: item.name for item in edition.items}
    return names[text].in_language(language) if text in names else value


def answer_text(edition: Instrument, item_id: str, answer: str, language: str) -> str:
    """Return an answer as it is read: the option's words, or the number with its unit.

    Yes and no stay codes, for the face to word.
    """
    item = edition.item(item_id)
    for option in item.options:
        if option.code == answer:
            return option.text.in_language(language)
    unit = f" {item.unit.in_language(language)}" if item.unit else ""
    return f"{answer}{unit}"
