"""Cells of tables that a spreadsheet will open."""

from __future__ import annotations

import re

FORMULA = "=+-@\t\r"
NUMBER = re.compile(r"-[0-9]+(\.[0-9]+)?")


def harmless(cell: object) -> object:
    """Return a cell; a word that a spreadsheet would take for a formula gets a sign before it."""
    if not isinstance(cell, str) or cell[:1] not in FORMULA or not cell:
        return cell
    return cell if NUMBER.fullmatch(cell) else f"'{cell}"
