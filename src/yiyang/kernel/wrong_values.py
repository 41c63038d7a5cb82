"""What pydantic finds wrong in a value that was sent, in the sentences of our own texts.

Its own words are English and speak of its types; who sent a file is told the place and the rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from yiyang.kernel.messages import Message, Param

# By the kind of fault: our text, and which of pydantic's figures it names as ``limit``.
TEXTS: dict[str, tuple[str, str]] = {
    "missing": ("VALUE_MISSING", ""),
    "extra_forbidden": ("VALUE_OF_NO_NAME", ""),
    "literal_error": ("VALUE_NONE_OF", "expected"),
    "enum": ("VALUE_NONE_OF", "expected"),
    "string_too_long": ("VALUE_TEXT_TOO_LONG", "max_length"),
    "string_too_short": ("VALUE_TEXT_TOO_SHORT", "min_length"),
    "string_pattern_mismatch": ("VALUE_PATTERN", "pattern"),
    "too_long": ("VALUE_TOO_MANY", "max_length"),
    "too_short": ("VALUE_TOO_FEW", "min_length"),
    "greater_than": ("VALUE_NOT_OVER", "gt"),
    "greater_than_equal": ("VALUE_LESS_THAN", "ge"),
    "less_than": ("VALUE_NOT_UNDER", "lt"),
    "less_than_equal": ("VALUE_MORE_THAN", "le"),
    "decimal_max_digits": ("VALUE_TOO_MANY_DIGITS", "max_digits"),
    "decimal_max_places": ("VALUE_TOO_MANY_PLACES", "decimal_places"),
    "decimal_whole_digits": ("VALUE_TOO_MANY_WHOLE_DIGITS", "whole_digits"),
    "finite_number": ("VALUE_NO_NUMBER", ""),
    "timezone_aware": ("VALUE_NO_MOMENT", ""),
    "json_invalid": ("VALUE_NO_JSON", ""),
}
# By how the kind of fault begins, for those that say that a value is of another type.
TYPES = {
    "int_": "VALUE_NOT_WHOLE",
    "decimal_": "VALUE_NO_NUMBER",
    "float_": "VALUE_NO_NUMBER",
    "bool_": "VALUE_NOT_YES_OR_NO",
    "string_": "VALUE_NO_TEXT",
    "datetime_": "VALUE_NO_MOMENT",
    "date_": "VALUE_NO_DAY",
    "list_": "VALUE_NO_LIST",
    "tuple_": "VALUE_NO_LIST",
    "set_": "VALUE_NO_LIST",
    "frozen_set_": "VALUE_NO_LIST",
    "iterable_": "VALUE_NO_LIST",
    "dict_": "VALUE_NO_OBJECT",
    "mapping_": "VALUE_NO_OBJECT",
    "model_": "VALUE_NO_OBJECT",
    "dataclass_": "VALUE_NO_OBJECT",
}
OWN = ("value_error", "assertion_error")  # what a check of ours says


def wrong_values(fault: ValidationError) -> list[tuple[str, Message]]:
    """Return each place with what is wrong there: ``lines.3.on``; empty for the whole.

    No value that was sent is in the messages.  ``VALUE_SAID`` carries, as ``said``, the English
    sentence of a check of ours or of a kind of fault that has no text here.
    """
    told = fault.errors(include_input=False, include_url=False)
    return [(".".join(map(str, each["loc"])), _said(each)) for each in told]


def _said(each: Mapping[str, Any]) -> Message:
    kind, figures = each["type"], each.get("ctx", {})
    if kind in OWN:
        return Message("VALUE_SAID", {"said": str(figures.get("error", each["msg"]))})
    if kind in TEXTS:
        code, named = TEXTS[kind]
        return Message(code, {"limit": _plain(figures[named])} if named else {})
    code = next((text for start, text in TYPES.items() if kind.startswith(start)), "VALUE_SAID")
    return Message(code, {"said": str(each["msg"])} if code == "VALUE_SAID" else {})


def _plain(figure: object) -> Param:
    """A figure as a text names it: choices without quotes and without an English 'or'."""
    return str(figure).replace(" or ", ", ").replace("'", "")
