"""Reading the tables that stand beside this package's modules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def read_table(name: str) -> Any:
    """Return the content of ``NAME.yaml`` beside this module; callers keep what they make of it."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(Path(__file__).with_name(f"{name}.yaml").read_text("utf-8"), Loader=loader)
