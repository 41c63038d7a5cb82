"""The methods by name, with the parameters that the policy book gives them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Literal, cast

from yiyang.analytics.surveillance.cusum import cusum
from yiyang.analytics.surveillance.ears import ears
from yiyang.analytics.surveillance.farrington import Settings, farrington
from yiyang.analytics.surveillance.series import Series, TooShort
from yiyang.analytics.surveillance.verdicts import Verdicts
from yiyang.policy.book import Reading

FEWEST = 2  # steps that have a spread
Method = Callable[[Series, Sequence[int]], Verdicts]
KEYS = {
    "ears-c1": "surveillance.ears",
    "ears-c2": "surveillance.ears",
    "ears-c3": "surveillance.ears_c3",
    "cusum": "surveillance.cusum",
    "farrington": "surveillance.farrington",
    "farrington-flexible": "surveillance.farrington_flexible",
}


def method(name: str, reading: Reading, other: Mapping[str, str] | None = None) -> Method:
    """Return a method of ``KEYS`` with the parameters in force.

    Args:
        other: parameters to take instead of the book's, for trying them.

    Raises:
        NotInForce: the book has none on the day.
        KeyError, ValueError: ``other`` names a parameter that is none, or no value of it.
    """
    given = dict(reading.table(KEYS[name]))
    for key, value in (other or {}).items():
        given[key] = type(given[key])(value)
    if name.startswith("ears"):
        variant = cast(Literal["C1", "C2", "C3"], name[-2:].upper())
        return partial(
            ears,
            variant=variant,
            baseline=_steps(given, "baseline", FEWEST),
            alpha=_chance(given["alpha"]),
        )
    if name == "cusum":
        reference, decision = float(given["reference"]), float(given["decision"])
        before = _steps(given, "before")
        return partial(cusum, reference=reference, decision=decision, before=before)
    return partial(farrington, settings=_settings(given))


def _settings(given: Mapping[str, Any]) -> Settings:
    bound = given["bound"]
    if bound not in ("POWER", "PLUG_IN", "MUAN"):
        raise ValueError(f"bound: {bound}")
    return Settings(
        years=_steps(given, "years"),
        half_window=_steps(given, "half_window", 0),
        periods=_steps(given, "periods"),
        left_out=_steps(given, "left_out", 0),
        trend=True,
        trend_p=float(given["trend_p"]),
        reweigh_over=float(given["reweigh_over"]),
        bound=bound,
        alpha=_chance(given["alpha"]),
        few=(_steps(given, "few_cases", 0), _steps(given, "few_steps")),
    )


def _steps(given: Mapping[str, Any], key: str, least: int = 1) -> int:
    number = int(given[key])
    if number < least:
        raise ValueError(f"{key}: {number}")
    return number


def _chance(text: str) -> float:
    chance = float(text)
    if not 0 < chance < 1:
        raise ValueError(f"alpha: {text}")
    return chance


def first_judged(series: Series, judge: Method) -> int:
    """Return the first step that has enough before it for a method.

    Raises:
        TooShort: not even the last has.
    """
    low, high = 0, len(series.counts)
    while low < high:
        middle = (low + high) // 2
        try:
            judge(series, [middle])
            high = middle
        except TooShort:
            low = middle + 1
    if low == len(series.counts):
        raise TooShort
    return low
