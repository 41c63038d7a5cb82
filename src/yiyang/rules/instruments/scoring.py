"""The ways of scoring.  Each takes complete, valid answers and reads its bounds in the book."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message
from yiyang.policy.book import Reading
from yiyang.rules.instruments.answers import Checked
from yiyang.rules.instruments.sheet import Instrument


@dataclass(frozen=True)
class Working:
    """Totals by name, the level, and why it is that level.

    ``findings`` are faults that only show when the answers are read together; then there is
    no level.
    """

    scores: Mapping[str, int]
    level: str
    reasons: tuple[Message, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """What a way of scoring works on."""

    instrument: Instrument
    checked: Checked
    reading: Reading

    def table(self, name: str) -> Any:
        """Return the book's value under the key that the instrument reads as ``name``."""
        return self.reading.table(self.instrument.reads[name])

    @property
    def total(self) -> int:
        """The sum of all points."""
        return sum(self.checked.points.values())

    def worse(self, *levels: str) -> str:
        """Return the worst of some levels."""
        return max(levels, key=self.instrument.rank)


@dataclass(frozen=True)
class Scoring:
    """A way of scoring and the names under which it reads the book."""

    function: Callable[[Sheet], Working]
    reads: frozenset[str]


SCORINGS: dict[str, Scoring] = {}


def scoring(
    name: str, *reads: str
) -> Callable[[Callable[[Sheet], Working]], Callable[[Sheet], Working]]:
    """Register a way of scoring under the name that the files use."""

    def register(function: Callable[[Sheet], Working]) -> Callable[[Sheet], Working]:
        SCORINGS[name] = Scoring(function, frozenset(reads))
        return function

    return register


def band(number: int, lowest: Mapping[str, str]) -> str:
    """Return the code whose lowest number is the greatest that ``number`` reaches.

    Raises:
        ValueError: the number lies below every band.
    """
    reached = {code: int(low) for code, low in lowest.items() if int(low) <= number}
    if not reached:
        raise ValueError(f"{number} lies below every band")
    return max(reached, key=lambda code: reached[code])


@scoring("sum", "levels")
def score_sum(sheet: Sheet) -> Working:
    """Add the points; the total's band is the level.  Source: each scale's own act."""
    level = band(sheet.total, sheet.table("levels"))
    return Working({"total": sheet.total}, level, (_total(sheet.total, level),))


@scoring("early_warning", "levels", "single_item")
def score_early_warning(sheet: Sheet) -> Working:
    """Add the points; one item at its extreme raises the level.  Source: RCP NEWS2 2017."""
    summed = score_sum(sheet)
    single = sheet.table("single_item")
    extreme = [i for i, p in sheet.checked.points.items() if p >= int(single["points"])]
    if not extreme:
        return summed
    level = sheet.worse(summed.level, single["level"])
    raised = tuple(
        Message("SINGLE_ITEM_EXTREME", {"item": item, "points": single["points"]})
        for item in extreme
    )
    return Working(summed.scores, level, (*summed.reasons, *raised))


def _total(total: int, level: str) -> Message:
    return Message("TOTAL_GIVES_LEVEL", {"total": total, "level": level})
