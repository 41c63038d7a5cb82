"""The page of security properties names places and tests that exist."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
TESTS = re.findall(r"`([\w/]+\.py)::(\w+)`", PAGE)
PLACES = [p for p in re.findall(r"`([\w/]+\.(?:py|yaml))`", PAGE) if not p.startswith("tests/")]


def test_every_test_named_exists() -> None:
    assert TESTS
    missing = [f"{path}::{name}" for path, name in TESTS if name not in _functions(path)]
    assert missing == []


def test_every_place_named_exists() -> None:
    assert PLACES
    assert [place for place in PLACES if not (ROOT / "src" / "yiyang" / place).exists()] == []


def test_every_property_names_a_test() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and " | " in line]
    properties = [row for row in rows if not row.startswith("| property")]
    assert len(properties) > 20
    assert [row for row in properties if "::test_" not in row] == []


def _functions(path: str) -> set[str]:
    file = ROOT / "tests" / path
    if not file.exists():
        return set()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
