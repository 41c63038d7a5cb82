"""Columns of discharges as bytes and as text, whatever kind they come in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

if TYPE_CHECKING:
    from yiyang.analytics.grouping.faults import Findings


def as_bytes(column: pa.Array) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """Return a column of text as its bytes and the ends of each value, 0 first; null is empty."""
    plain = column if is_bytes(column.type) else column.cast(pa.string())
    plain = plain.cast(pa.binary())
    if plain.null_count:
        plain = plain.fill_null(b"")
    _, ends, values = plain.buffers()
    if not len(plain):
        return np.zeros(1, np.uint8), np.zeros(1, np.int64)
    starts = np.frombuffer(ends, np.int32)[plain.offset : plain.offset + len(plain) + 1]
    held = np.frombuffer(values, np.uint8) if values is not None and values.size else None
    return np.zeros(1, np.uint8) if held is None else held, starts.astype(np.int64)


def as_text(column: pa.Array, name: str, lines: npt.NDArray[Any], findings: Findings) -> pa.Array:
    """Return a column as text; bytes that are no UTF-8 are findings, and shown as "�"."""
    if not is_bytes(column.type):
        return column
    try:
        return column.cast(pa.string())
    except pa.ArrowInvalid:
        made = []
        for line, value in zip(lines, column.to_pylist(), strict=True):
            text = (value or b"").decode("utf-8", "replace")
            if text.encode() != (value or b""):
                findings.add("CASES_NOT_UTF8", f"line {line}, column {name}")
            made.append(text)
        return pa.array(made, pa.string())


def is_bytes(kind: pa.DataType) -> bool:
    """Tell whether a column comes as bytes, as those of a CSV do."""
    return bool(pa.types.is_binary(kind) or pa.types.is_large_binary(kind))


def holds_others(kind: pa.DataType) -> bool:
    """Tell whether a value of this kind is made of values: a list, a structure."""
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_nested(kind))
