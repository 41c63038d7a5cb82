"""Measuring ratios on a noisy machine: pairs in turn, their median, and where it was done."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import connection

BEGIN, END = "<!-- {name}: begin -->", "<!-- {name}: end -->"
HEAD = "| what | in the same run against | ratio (median of pairs) | range | target | holds |"


@dataclass(frozen=True)
class Ratio:
    """One measured ratio: above the target holds."""

    what: str
    against: str
    pairs: tuple[float, ...]
    target: float

    @property
    def median(self) -> float:
        """The middle of all pairs."""
        return statistics.median(self.pairs)

    @property
    def holds(self) -> bool:
        """Tell whether the median reaches the target."""
        return self.median >= self.target

    def row(self) -> str:
        """Return one line of the table."""
        low, high = min(self.pairs), max(self.pairs)
        return (
            f"| {self.what} | {self.against} | {self.median:.3f} ({len(self.pairs)}) "
            f"| {low:.3f}–{high:.3f} | ≥ {self.target} | {'yes' if self.holds else 'NO'} |"
        )


def in_turn(
    measured: Callable[[], float], against: Callable[[], float], pairs: int
) -> tuple[float, ...]:
    """Return measured / against for pairs run in turn, each first every other time.

    Args:
        measured, against: do the same amount of work and return its speed, per second.
    """
    ratios = []
    for number in range(pairs):
        if number % 2:
            base, speed = against(), measured()
        else:
            speed, base = measured(), against()
        ratios.append(speed / base)
    return tuple(ratios)


def machine() -> str:
    """Return what a reader must know of the machine; nothing that names it."""
    gibibytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return (
        f"{os.cpu_count()} cores, {gibibytes:.0f} GiB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, PostgreSQL {connection.pg_version // 10_000}"
    )


def write_down(path: Path, name: str, ratios: list[Ratio], day: date) -> None:
    """Put the rows of one benchmark into the page, in place of its rows of before."""
    begin, end = BEGIN.format(name=name), END.format(name=name)
    lines = [begin, f"## {name}", "", f"{day.isoformat()}, {machine()}", "", HEAD]
    lines += ["|---|---|---|---|---|---|", *(ratio.row() for ratio in ratios), end]
    text = path.read_text(encoding="utf-8") if path.exists() else "# Benchmarks\n"
    before, found, rest = text.partition(begin)
    after = rest.partition(end)[2] if found else "\n"
    if not found:
        before = before.rstrip("\n") + "\n\n"
    path.write_text(before + "\n".join(lines) + after, encoding="utf-8")
