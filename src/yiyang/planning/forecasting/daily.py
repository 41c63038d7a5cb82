"""A daily series as it was counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Daily:
    """One figure a day from a day on; None where nobody counted."""

    since: date
    values: tuple[float | None, ...]

    @property
    def after(self) -> date:
        """The first day after the last one."""
        return self.since + timedelta(days=len(self.values))

    def day(self, step: int) -> date:
        """Return the day of a step, 0 the first."""
        return self.since + timedelta(days=step)
