"""Whether a value is a fixed one, or holds a pattern."""

from __future__ import annotations

from typing import Any


def is_fixed(value: Any, fixed: Any) -> bool:
    """Tell whether a value is exactly the one fixed."""
    return same(value, fixed)


def same(one: Any, other: Any) -> bool:
    """Tell whether two values of JSON are equal; ``true`` is not 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[k], other[k]) for k in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def has_pattern(value: Any, pattern: Any) -> bool:
    """Tell whether all that stands in a pattern stands in a value, which may hold more."""
    if isinstance(pattern, dict):
        return isinstance(value, dict) and all(
            key in value and has_pattern(value[key], wanted) for key, wanted in pattern.items()
        )
    if isinstance(pattern, list):
        return isinstance(value, list) and all(
            any(has_pattern(one, wanted) for one in value) for wanted in pattern
        )
    return same(value, pattern)
