"""The quantities of the synthetic district, each with the mark of its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from yiyang.kernel.strict_yaml import read_yaml
from yiyang.policy.book import Mark

FILE = Path(__file__).parent / "quantities.yaml"


@dataclass(frozen=True)
class Quantity:
    """One number or table, how good its evidence is and where it comes from."""

    key: str
    value: Any
    mark: Mark
    origin: str


@lru_cache(maxsize=1)
def quantities() -> dict[str, Quantity]:
    """Return every quantity by its key.

    Raises:
        ValueError: a mark is none of the policy book's marks.
        KeyError: a quantity has no mark or no value.
    """
    entries = read_yaml(FILE)
    return {
        key: Quantity(key, raw["value"], Mark(raw["mark"]), raw.get("from", ""))
        for key, raw in entries.items()
    }


def quantity(key: str, size: str | None = None) -> Any:
    """Return the value of a quantity, of one size where it has one for each."""
    value = quantities()[key].value
    return value if size is None else value[size]
