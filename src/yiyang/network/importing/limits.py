"""How much one file may hold, so that a hostile or mistaken one is refused and not digested."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds on one file; ``unpacked`` is what a zipped workbook may grow to."""

    size: int = 10 * MIB
    rows: int = 200_000
    columns: int = 100
    cell_characters: int = 2_000
    unpacked: int = 200 * MIB
    findings: int = 1_000  # more would not be read; the count goes on


LIMITS = Limits()
