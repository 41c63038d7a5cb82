"""Whether the forecasting library is installed, asked without loading it."""

from __future__ import annotations

from importlib.metadata import version
from importlib.util import find_spec

LIBRARY = "statsforecast"
METHOD = "ETS_WINDOW"


def is_there() -> bool:
    """Tell whether the forecasting library is installed, without loading it."""
    return find_spec(LIBRARY) is not None


def program() -> str:
    """Return the library and its version, as it is kept with a forecast."""
    return f"{LIBRARY} {version(LIBRARY)}"
