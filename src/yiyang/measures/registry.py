"""Every measure of the program: what the apps declare in their ``measures.py``."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from yiyang.kernel.errors import Refused
from yiyang.measures.shape import By, Measure

LIKE = 0.4  # how like a name must be to be told to whom wrote another


class UnknownMeasure(Refused):
    """No measure has this name."""

    code = "UNKNOWN_MEASURE"


class UnknownPlace(Refused):
    """No place that is registered here has this code."""

    code = "MEASURE_UNKNOWN_PLACE"


@lru_cache(maxsize=1)
def every() -> dict[str, Measure]:
    """Return all measures by name: the list ``MEASURES`` of each app's ``measures.py``."""
    found: dict[str, Measure] = {}
    for config in apps.get_app_configs():
        module = f"{config.name}.measures"
        is_ours = config.name.startswith("yiyang.") and ".faces." not in config.name
        if is_ours and find_spec(module):
            for measure in import_module(module).MEASURES:
                if found.setdefault(measure.name, measure) is not measure:
                    raise ValueError(f"measure {measure.name} stands twice")
    return dict(sorted(found.items()))


def measure_named(name: str) -> Measure:
    """Return a measure.  Raises UnknownMeasure."""
    if name not in every():
        raise UnknownMeasure(near=", ".join(get_close_matches(name, every(), 5, LIKE)) or "—")
    return every()[name]


class BadBreakdown(Refused):
    """The measure cannot be told apart by this."""

    code = "BAD_BREAKDOWN"


def breakdown(measure: Measure, by: str) -> tuple[By, ...]:
    """Return the dimensions named in a list with commas.  Raises BadBreakdown."""
    named = tuple(dict.fromkeys(part.strip() for part in by.split(",") if part.strip()))
    if not set(named) <= {each.value for each in measure.by}:
        raise BadBreakdown(by=", ".join(each.value for each in measure.by) or "—")
    return tuple(By(name) for name in named)
