"""What docs/search.md says can be asked, can be asked."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from yiyang.rules.fhir_map.query import parse
from yiyang.rules.fhir_map.query_criteria import MODIFIERS
from yiyang.rules.fhir_map.query_results import RESULT_NAMES

PAGE = (Path(__file__).parents[2] / "docs" / "search.md").read_text("utf-8")
ROWS = re.findall(r"^\| ([^|]+) \| `(\w+)\?(.*)` \|$", PAGE, re.MULTILINE)


class Known:
    """Every value set and every code is known."""

    def of_set(self, address: str) -> set[tuple[str, str]]:
        return {(address, "one")}

    def below(self, system: str, code: str) -> set[str]:
        return {system, code}

    above = below


@pytest.mark.parametrize(("what", "kind", "asked"), ROWS)
def test_an_example_of_the_page_is_a_search_without_fault(what: str, kind: str, asked: str) -> None:
    parsed = parse(kind, parse_qsl(asked.replace("\\|", "|")), meanings=Known())
    assert parsed.faults == parsed.unknown == ()
    assert parsed.query.used, what


def test_the_page_shows_every_modifier_and_every_parameter_of_the_answer() -> None:
    shown = {name for _, _, asked in ROWS for name, _ in parse_qsl(asked.replace("\\|", "|"))}
    modifiers = {modifier for names in MODIFIERS.values() for modifier in names}
    missing = {m for m in modifiers if not any(n.endswith(f":{m}") for n in shown)}
    assert missing == set()
    told = {"_contained", "_containedType", "_format", "_pretty"}
    assert shown >= RESULT_NAMES - told
