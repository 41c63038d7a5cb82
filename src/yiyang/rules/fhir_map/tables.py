"""Reading the tables that stand beside this package's modules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from yiyang.kernel.strict_yaml import read_yaml


def read_table(name: str) -> Any:
    """Return the content of ``NAME.yaml`` beside this module; callers keep what they make of it."""
    return read_yaml(Path(__file__).with_name(f"{name}.yaml"))
