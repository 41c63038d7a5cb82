"""Figures made into what a scenario says: people who come, and lines in place of the book's.

A line of the book that too little was seen for stays as it is; ``kept`` names these parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from yiyang.kernel.money import split_fen
from yiyang.planning.calibrating.figures import (
    ARRIVALS,
    COLOUR,
    ENDING,
    HOLDING,
    REFUSAL,
    STAGE,
    Figure,
)
from yiyang.policy.book import Reading

STAYS, OUTCOMES, COLOURS = "simulation.stays", "simulation.outcomes", "simulation.colours"
HOURS, REFUSALS = "simulation.transfer_hours", "simulation.refusals"
THOUSAND, HOURS_OF_A_DAY, RATE_DIGITS = 1000, 24, 6
Table = dict[str, Any]


@dataclass(frozen=True)
class Parameters:
    """What a calibration puts into a scenario: rows of ``arrivals``, lines of ``policy``."""

    arrivals: tuple[Mapping[str, Any], ...]
    policy: Mapping[str, Any]
    kept: tuple[str, ...]  # parts of lines that stay the book's: ``simulation.stays HOME_CARE_BED``


def parameters_of(figures: Iterable[Figure], reading: Reading) -> Parameters:
    """Return the figures as parts of a scenario, the book's values where there is no figure.

    Raises:
        NotInForce: a line that a scenario would replace has no value.
    """
    known: dict[tuple[str, str], list[Figure]] = {}
    for each in figures:
        known.setdefault((each.what, each.of), []).append(each)
    arrivals = tuple(_arrivals(f) for (what, _), own in known.items() if what == ARRIVALS
                     for f in own)  # fmt: skip
    lines: dict[str, Table] = {}
    kept: list[str] = []
    for key, what, made in (
        (STAYS, STAGE, _stay), (OUTCOMES, ENDING, _thousandths), (COLOURS, COLOUR, _thousandths),
        (HOURS, HOLDING, _hours), (REFUSALS, REFUSAL, _refusal),
    ):  # fmt: skip
        shipped: Table = dict(reading.table(key))
        own = {of: made(known[what, of]) for of in shipped if (what, of) in known}
        kept += [f"{key} {of}" for of in shipped if of not in own]
        if own:
            lines[key] = {of: own.get(of, value) for of, value in shipped.items()}
    return Parameters(arrivals, lines, tuple(kept))


def _arrivals(figure: Figure) -> Table:
    found: Table = {"place": figure.of, "trigger": figure.part}
    for name, value in (("per_day", figure.value), ("low", figure.low), ("high", figure.high)):
        if value is not None:
            found[name] = round(value, RATE_DIGITS)
    return found


def _stay(figures: list[Figure]) -> Table:
    (figure,) = figures
    return {
        "mean_days": _text(figure.value),
        "variation": _text(figure.variation),
        "form": figure.method,
    }


def _thousandths(figures: list[Figure]) -> Table:
    """Return shares as whole thousandths that add up, the largest remainders first."""
    weights = [round((each.value or 0.0) * each.number) for each in figures]
    parts = split_fen(THOUSAND, weights)
    return {each.part: str(part) for each, part in zip(figures, parts, strict=True) if part}


def _hours(figures: list[Figure]) -> str:
    (figure,) = figures
    return _text((figure.value or 0.0) * HOURS_OF_A_DAY)


def _refusal(figures: list[Figure]) -> str:
    (figure,) = figures
    return _text((figure.value or 0.0) * THOUSAND)


def _text(value: float | None) -> str:
    return format(Decimal(repr(round(value or 0.0, 4))).normalize(), "f")
