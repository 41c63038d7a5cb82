"""What was proven of the FHIR face, kept as numbers beside the tests that measured them.

``conformance.yaml`` is written by ``tests/docs/test_conformance.py`` under
``YIYANG_CONFORMANCE=write`` and compared by it at every other run; ``docs/conformance.md`` is
its text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from yiyang.kernel.strict_yaml import parse_yaml

KEPT = Path(__file__).with_name("conformance.yaml")


@dataclass(frozen=True)
class Line:
    """One thing that was measured: how many of how many came out right, and by which test."""

    zh: str
    en: str
    passed: int
    of: int
    test: str
    note: str = ""


@dataclass(frozen=True)
class Proven:
    """All that was measured, and the day."""

    on: str
    lines: tuple[Line, ...]


@lru_cache(maxsize=1)
def proven() -> Proven:
    """Return what is kept."""
    return read(KEPT.read_text("utf-8"))


def read(text: str) -> Proven:
    """Return what stands in the file's text."""
    kept: dict[str, Any] = parse_yaml(text)
    return Proven(str(kept["on"]), tuple(Line(**line) for line in kept["lines"]))
