"""Frozen values to and from plain JSON, and the digest of plain JSON.

Facts and results of a decision are kept as JSON and read back to be replayed, so the way
there and back must lose nothing: dates as ISO text, decimals as text, enums as their value.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")
MICROSECONDS = 1_000_000


def to_plain(value: Any) -> Any:
    """Return ``value`` as dictionaries, lists, text, integers, booleans and None.

    Raises:
        TypeError: a float, or a type with no plain form.
    """
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return _iso_duration(value)
    return str(value) if isinstance(value, Decimal) else _container_to_plain(value)


def _container_to_plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {_key(k): to_plain(v) for k, v in value.items()}
    if isinstance(value, frozenset | set):
        return sorted((to_plain(v) for v in value), key=canonical)
    if isinstance(value, list | tuple):
        return [to_plain(v) for v in value]
    raise TypeError(f"{type(value).__name__} has no plain form")


def _key(key: Any) -> str:
    plain = to_plain(key)
    if isinstance(plain, bool) or not isinstance(plain, str | int):
        raise TypeError(f"{key!r} is no key of a plain object")
    return str(plain)


def _iso_duration(value: timedelta) -> str:
    sign = "-" if value < timedelta(0) else ""
    whole, micro = divmod(abs(value) // timedelta(microseconds=1), MICROSECONDS)
    return f"{sign}PT{whole}.{micro:06d}S" if micro else f"{sign}PT{whole}S"


@lru_cache(maxsize=256)
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def from_plain(kind: type[T], plain: Any) -> T:
    """Return the value of type ``kind`` that ``to_plain`` turned into ``plain``.

    Raises:
        pydantic.ValidationError: ``plain`` is not a value of that type.
    """
    key: Any = kind
    value: T = _adapter(key).validate_python(plain)
    return value


def canonical(plain: Any) -> bytes:
    """Return the one byte form of plain JSON: sorted keys, no spaces, UTF-8."""
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest(plain: Any) -> str:
    """Return the SHA-256 of plain JSON as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(plain)).hexdigest()


@dataclass(frozen=True)
class Difference:
    """One place where two plain values differ; ``ABSENT`` where one has nothing."""

    where: str
    before: Any
    after: Any


ABSENT = "(absent)"


def differences(before: Any, after: Any, where: str = "") -> list[Difference]:
    """Return every place where two plain values differ, outermost first."""
    if isinstance(before, dict) and isinstance(after, dict):
        return [
            found
            for key in sorted(before.keys() | after.keys())
            for found in differences(
                before.get(key, ABSENT), after.get(key, ABSENT), f"{where}.{key}".lstrip(".")
            )
        ]
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return [
            found
            for index, (old, new) in enumerate(zip(before, after, strict=True))
            for found in differences(old, new, f"{where}[{index}]")
        ]
    if type(before) is type(after) and before == after:
        return []
    return [Difference(where or "result", before, after)]
