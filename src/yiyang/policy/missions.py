"""The clauses of the mission by id: why a line of the book is there at all."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from yiyang.kernel.messages import Text, load_catalogue

FILE = Path(__file__).parent / "missions.yaml"


@lru_cache(maxsize=1)
def missions() -> Mapping[str, Text]:
    """Return the title of every clause of the mission, by its id, in the order of the file."""
    return load_catalogue([FILE]).texts
