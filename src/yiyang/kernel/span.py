"""Half-open periods of time: from a first moment until, but not including, another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Span:
    """``until`` is None while the period is open.  Both ends are aware moments."""

    since: datetime
    until: datetime | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until <= self.since:
            raise ValueError("a span ends after it begins")

    def holds(self, moment: datetime) -> bool:
        """Tell whether ``moment`` lies in the span."""
        return self.since <= moment and (self.until is None or moment < self.until)

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a moment; spans that only touch do not."""
        return (other.until is None or self.since < other.until) and (
            self.until is None or other.since < self.until
        )
