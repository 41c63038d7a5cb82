"""Every SHALL of a server in two test kits has its test, or a reason; no test is made up."""

from __future__ import annotations

import ast
import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

TESTS = Path(__file__).parents[1]
SPEC = "data/fhir/spec"
KINDS = ("tests", "not_applicable", "otherwise")
SHALL = ("SHALL", "SHALL NOT")


@dataclass(frozen=True)
class Kit:
    """What we say of a kit's requirements, and the published list of them."""

    table: str
    published: str
    version: str = ""  # of the list's sets, the one that is meant; empty: it has no others

    def rows(self) -> list[dict[str, object]]:
        return yaml.safe_load((TESTS / "faces" / self.table).read_text(encoding="utf-8"))

    def required(self, shared: Path) -> set[str]:
        path = shared / SPEC / f"{self.published}_requirements.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            return {
                row["ID"]
                for row in csv.DictReader(file)
                if row["Actors"] == "Server"
                and row["Conformance"] in SHALL
                and (not self.version or row["Req Set"] == self.version)
            }


BULK = Kit("fhir/bulk_requirements.yaml", "bulk_data_test_kit", "hl7.fhir.uv.bulkdata_2.0.0")
SMART = Kit("oauth/smart_requirements.yaml", "smart_app_launch_test_kit")
each_kit = pytest.mark.parametrize("kit", [BULK, SMART], ids=["bulk", "smart"])


@each_kit
def test_every_requirement_stands_once_and_none_is_made_up(kit: Kit, shared: Path) -> None:
    found = Counter(each for row in kit.rows() for each in row["ids"])
    assert set(found) == kit.required(shared)
    assert [each for each, count in found.items() if count > 1] == []


@each_kit
def test_every_row_says_one_thing(kit: Kit) -> None:
    said = [[kind for kind in KINDS if row.get(kind)] for row in kit.rows()]
    assert {len(kinds) for kinds in said} == {1}


def test_every_test_named_is_there() -> None:
    known = {
        node.name
        for path in TESTS.rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    named = {name for kit in (BULK, SMART) for row in kit.rows() for name in row.get("tests", ())}
    assert named and sorted(named - known) == []
