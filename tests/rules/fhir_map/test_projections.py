"""Every row as FHIR: sound by structure and by the published definitions, whatever it holds."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rules.fhir_check.published import definitions
from tests.rules.fhir_map.shown import SHOWN
from yiyang.rules.fhir_check import Asked, Definitions, check
from yiyang.rules.fhir_map.projections.assessing import questionnaire_of
from yiyang.rules.fhir_map.projections.measures import MeasureFacts, measure_of
from yiyang.rules.fhir_map.projections.terms import is_own_id
from yiyang.rules.fhir_map.structure import structure_findings
from yiyang.rules.fhir_map.written import read_json, write_json
from yiyang.rules.instruments import instruments

PERSONAL = {"claim", "relative", "transfer", "offer", "referral", "booking", "member", "plan"}
PERSONAL |= {"act", "visit", "assessment", "consent", "taken"}


def resources(kind: str, facts: Any) -> list[dict[str, Any]]:
    made = [maker(facts) for maker in SHOWN[kind][1]]
    named = [{"resourceType": one["resourceType"], "id": f"{kind}-1", **one} for one in made]
    return [read_json(write_json(one)) for one in named]


@pytest.mark.parametrize("kind", sorted(SHOWN))
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_a_row_holds_its_resource_is_sound(kind: str, data: st.DataObject) -> None:
    facts = data.draw(SHOWN[kind][0])
    for one in resources(kind, facts):
        assert structure_findings(one) == [], one
        assert is_own_id(one["id"])
        assert ("Patient/" in json.dumps(one, default=str)) == (kind in PERSONAL)


def errors(one: dict[str, Any], known: Definitions, *profiles: str) -> list[str]:
    found = check(one, Asked(profiles=profiles), known)
    return [str(f) for f in found if f.severity in ("error", "fatal")]


@pytest.mark.parametrize("kind", sorted(SHOWN))
@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_it_passes_the_published_definitions_of_its_type(
    kind: str, data: st.DataObject, shared: Path
) -> None:
    facts = data.draw(SHOWN[kind][0])
    for one in resources(kind, facts):
        assert errors(one, definitions(shared)) == [], one


def test_every_instrument_is_a_sound_questionnaire(shared: Path) -> None:
    made = [{**one, "id": name} for name, one in map(questionnaire_of, instruments())]
    assert len(made) > 10
    assert len({one["id"] for one in made}) == len(made)
    for one in made:
        assert structure_findings(one) == []
        assert errors(one, definitions(shared)) == [], one["id"]


@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_referral_has_all_that_bser_requires(data: st.DataObject, shared: Path) -> None:
    facts = data.draw(SHOWN["referral"][0])
    request, task = resources("referral", facts)
    for one, profile in ((request, "servicerequest"), (task, "task")):
        required, fixed = _required(shared, profile)
        assert [path for path in required if not _at(one, path)] == []
        assert [path for path, value in fixed if _at(one, path) != value] == []


def _required(shared: Path, profile: str) -> tuple[list[str], list[tuple[str, Any]]]:
    """Return the paths that a differential requires outright, and those with one value."""
    with tarfile.open(shared / "data/fhir/spec/bser-definitions-diff.tgz") as archive:
        found = next(m for m in archive if m.name.endswith(f"Definition-referral-{profile}.json"))
        elements = json.load(archive.extractfile(found))["differential"]["element"]
    whole = [e for e in elements if ":" not in e["id"]]
    required = [e["path"] for e in whole if e.get("min")]
    nested = [path for path in required if path.count(".") > 1]
    fixed = [(e["path"], e["fixedCode"]) for e in whole if "fixedCode" in e]
    return [path for path in required if path not in nested], fixed


def _at(one: dict[str, Any], path: str) -> Any:
    return one.get(path.split(".")[1])


def test_every_measure_is_a_sound_measure(shared: Path) -> None:
    directions = [("UP", True), ("DOWN", False), ("NEITHER", True)]
    for way, is_rate in directions:
        facts = MeasureFacts("care.follow_up_rate", "PERCENT", way, ("FD-4.6",), is_rate)
        name, one = measure_of(facts)
        whole = {**one, "id": name}
        assert structure_findings(whole) == []
        assert errors(whole, definitions(shared)) == []
