"""Every SHALL of a server in the SMART test kit has its test, or a reason; no test is made up."""

from __future__ import annotations

import ast
import csv
from collections import Counter
from pathlib import Path

import yaml

TESTS = Path(__file__).parents[2]
TABLE = Path(__file__).parent / "smart_requirements.yaml"
LIST = "data/fhir/spec/smart_app_launch_test_kit_requirements.csv"
KINDS = ("tests", "not_applicable", "otherwise")


def rows() -> list[dict[str, object]]:
    return yaml.safe_load(TABLE.read_text(encoding="utf-8"))


def required(shared: Path) -> set[str]:
    with (shared / LIST).open(encoding="utf-8-sig", newline="") as file:
        return {
            row["ID"]
            for row in csv.DictReader(file)
            if row["Actors"] == "Server" and row["Conformance"] in ("SHALL", "SHALL NOT")
        }


def test_every_requirement_stands_once_and_none_is_made_up(shared: Path) -> None:
    found = Counter(each for row in rows() for each in row["ids"])
    assert set(found) == required(shared)
    assert [each for each, count in found.items() if count > 1] == []


def test_every_row_says_one_thing() -> None:
    for row in rows():
        assert len([kind for kind in KINDS if row.get(kind)]) == 1, row


def test_every_test_named_is_there() -> None:
    known = {
        node.name
        for path in TESTS.rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    named = {name for row in rows() for name in row.get("tests", ())}
    assert sorted(named - known) == []
