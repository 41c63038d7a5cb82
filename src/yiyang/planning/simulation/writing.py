"""A scenario written as the TOML that ``scenario_files`` reads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from yiyang.planning.simulation.scenario import Scenario
from yiyang.planning.simulation.scenario_files import LISTS

PLAIN_KEY = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def text_of(values: Mapping[str, Any]) -> str:
    """Return values as TOML: single ones first, then the tables of each list.

    Raises:
        TypeError: a value that TOML has no form for.
    """
    return "\n".join([*_singles(values), *_tables(values)]) + "\n"


def whole_text(scenario: Scenario) -> str:
    """Return a scenario as one file that needs no base."""
    plain = scenario.model_dump(mode="json", exclude_defaults=True)
    return text_of(plain | {"on": scenario.on})


def _singles(values: Mapping[str, Any]) -> Iterator[str]:
    for key, value in values.items():
        if key not in LISTS and value is not None:
            yield f"{_key(key)} = {_value(value)}"


def _tables(values: Mapping[str, Any]) -> Iterator[str]:
    for name in LISTS:
        for row in values.get(name, ()):
            yield f"\n[[{name}]]"
            yield from (f"{_key(k)} = {_value(v)}" for k, v in row.items() if v is not None)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        pairs = (f"{_key(str(k))} = {_value(v)}" for k, v in value.items() if v is not None)
        return "{ " + ", ".join(pairs) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    raise TypeError(type(value).__name__)


def _key(key: str) -> str:
    return key if key and set(key) <= PLAIN_KEY else _quoted(key)


def _quoted(text: str) -> str:
    """Return a basic string; JSON's escapes are TOML's but for one sign that TOML forbids."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
