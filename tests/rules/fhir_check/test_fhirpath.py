"""The official FHIRPath tests: how far the engine behind our invariants goes."""

from __future__ import annotations

import json
import tarfile
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from yiyang.rules.fhir_check.always import DONE
from yiyang.rules.fhir_check.paths import Unreadable, evaluate, holds
from yiyang.rules.fhir_map.structure import is_resource_type

OTHERWISE = Path(__file__).with_name("fhirpath_otherwise.yaml")
SUITE = "data/fhir/spec/fhirpath-official-tests-r4.tgz"


@lru_cache(maxsize=1)
def outcomes(shared: Path) -> list[tuple[str, bool]]:
    """Return of each of the suite's tests its group, and whether it comes out as it should."""
    with tarfile.open(shared / SUITE) as archive:
        files = {Path(m.name).name: archive.extractfile(m).read() for m in archive if m.isfile()}
    suite = ET.fromstring(files["tests-fhir-r4.xml"])
    return [
        (str(group.get("name")), _passes(test, files))
        for group in suite.iter("group")
        for test in group.iter("test")
    ]


def _passes(test: ET.Element, files: dict[str, bytes]) -> bool:
    named = test.get("inputfile", "").replace(".xml", ".json")
    subject = json.loads(files[named]) if named in files else {}
    expression = test.find("expression")
    must_fail = expression.get("invalid") is not None
    try:
        kind = str(subject.get("resourceType", ""))
        found = evaluate(expression.text or "", subject, kind, {"resource": subject})
    except Unreadable:
        return must_fail
    if must_fail:
        return False
    if test.get("predicate") == "true":
        found = [found[0] if len(found) == 1 and isinstance(found[0], bool) else bool(found)]
    wanted = [_value(output) for output in test.findall("output")]
    return len(found) == len(wanted) and all(map(_same, found, wanted))


def _value(output: ET.Element) -> tuple[str, str]:
    return output.get("type", ""), (output.text or "").lstrip("@")


def _same(found: Any, wanted: tuple[str, str]) -> bool:
    kind, text = wanted
    if isinstance(found, bool):
        return text == str(found).lower()
    if kind in ("integer", "decimal"):
        try:
            return float(found) == float(text)
        except (TypeError, ValueError):
            return False
    return str(found).lstrip("@").lstrip("T") == text.lstrip("T")


def passed(shared: Path) -> tuple[int, int]:
    """Return how many of the suite's tests pass, and how many there are."""
    ended = outcomes(shared)
    return sum(good for _, good in ended), len(ended)


def otherwise() -> dict[str, dict[str, Any]]:
    """Return what comes out otherwise: how many of each group, by the reason."""
    return yaml.safe_load(OTHERWISE.read_text("utf-8"))


def test_what_comes_out_otherwise_is_named_with_its_reason(shared: Path) -> None:
    differing = Counter(group for group, good in outcomes(shared) if not good)
    told = Counter[str]()
    for reason in otherwise().values():
        told.update(reason["groups"])
    assert passed(shared)[1] == 935
    assert differing == told


@pytest.mark.parametrize(
    ("expression", "address"),
    [
        ("%loinc", "http://loinc.org"),
        ("%sct", "http://snomed.info/sct"),
        ("%`vs-observation-status`", "http://hl7.org/fhir/ValueSet/observation-status"),
        ("%`ext-data-absent-reason`", "http://hl7.org/fhir/StructureDefinition/data-absent-reason"),
    ],
)
def test_what_fhir_gives_to_every_expression_is_there(expression: str, address: str) -> None:
    assert evaluate(expression, {"resourceType": "Patient"}, "Patient", {}) == [address]


def test_every_invariant_of_r4_that_is_an_error_can_be_read(shared: Path) -> None:
    from tests.rules.fhir_check.published import shelf  # noqa: PLC0415 -- needed here alone

    unread = set()
    for (kind, url), _ in list(shelf(shared).held.items()):
        name = url.rpartition("/")[2]
        if kind == "StructureDefinition" and is_resource_type(name) and "hl7.org/fhir/Str" in url:
            for key, expression, path in _errors(shelf(shared).find(kind, url)):
                if key in DONE:
                    continue
                try:
                    holds(expression, {"resourceType": name}, path, {"resource": {}})
                except Unreadable as fault:
                    if str(fault) != "NotBoolean":
                        unread.add(key)
    assert unread == {"ctm-1"}  # asks what a reference resolves to


def _errors(definition: Any) -> Iterator[tuple[str, str, str]]:
    for element in definition["snapshot"]["element"]:
        for one in element.get("constraint", ()):
            if one["severity"] == "error":
                yield one["key"], one["expression"], element["path"]


AGE_1 = (
    "(code.exists() or value.empty()) and (system.empty() or system = %ucum)"
    " and (value.empty() or value.hasValue().not() or value > 0)"
)


@pytest.mark.parametrize(
    ("age", "is_sound"),
    [
        ({"value": 5, "code": "a", "system": "http://unitsofmeasure.org"}, True),
        ({"value": -5, "code": "a", "system": "http://unitsofmeasure.org"}, False),
        ({"value": 5}, False),
        ({"value": 5, "code": "a", "system": "https://other.test"}, False),
        ({"code": "a"}, True),
    ],
)
def test_an_invariant_may_ask_whether_there_is_a_value(
    age: dict[str, Any], *, is_sound: bool
) -> None:
    assert holds(AGE_1, age, "Age", {}) is is_sound


@pytest.mark.parametrize(
    ("expression", "has"),
    [
        ("birthDate.hasValue()", True),
        ("deceased.hasValue()", False),
        ("name.hasValue()", False),
        ("name.given.hasValue()", False),
        ("name.given.first().hasValue()", True),
    ],
)
def test_a_value_is_one_primitive(expression: str, *, has: bool) -> None:
    given = {
        "resourceType": "Patient", "birthDate": "1941-05-06", "name": [{"given": ["Su", "Zhen"]}]
    }  # fmt: skip
    assert evaluate(expression, given, "Patient", {}) == [has]
