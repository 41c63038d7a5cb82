"""Frozen values to and from plain JSON, and the digest of plain JSON.

Facts and results of a decision are kept as JSON and read back to be replayed, so the way
there and back must lose nothing: dates as ISO text, decimals as text, enums as their value.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


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
        return f"PT{int(value.total_seconds())}S"
    return str(value) if isinstance(value, Decimal) else _container_to_plain(value)


def _container_to_plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, dict):
        return {str(to_plain(k)): to_plain(v) for k, v in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(to_plain(v) for v in value)
    if isinstance(value, list | tuple):
        return [to_plain(v) for v in value]
    raise TypeError(f"{type(value).__name__} has no plain form")


def from_plain(kind: type[T], plain: Any) -> T:
    """Return the value of type ``kind`` that ``to_plain`` turned into ``plain``.

    Raises:
        pydantic.ValidationError: ``plain`` is not a value of that type.
    """
    return TypeAdapter(kind).validate_python(plain)


def canonical(plain: Any) -> bytes:
    """Return the one byte form of plain JSON: sorted keys, no spaces, UTF-8."""
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest(plain: Any) -> str:
    """Return the SHA-256 of plain JSON as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(plain)).hexdigest()
