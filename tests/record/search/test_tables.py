"""Our tables of targets, compartments, composites and summaries are the published ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.record.r4_definitions import Definitions, read_definitions
from yiyang.rules.fhir_map.composites import composites_of
from yiyang.rules.fhir_map.links import compartments, targets_of
from yiyang.rules.fhir_map.parameters import parameter, parameters_of, served_types
from yiyang.rules.fhir_map.tables import read_table

LEFT_OUT = {  # of the 1,400 published, with the reason
    "Resource.filter": "special: a language of its own",
    "Location.near": "special: a distance",
    "MolecularSequence.chromosome-variant-coordinate": "joins three values across elements",
    "MolecularSequence.referenceseqid-variant-coordinate": "joins three values across elements",
}
OF_EXTENSIONS = ("codesystem-ext", "valueset-ext", "patient-ext", "example")


@pytest.fixture(scope="module")
def definitions(shared: Path) -> Definitions:
    return Definitions(shared)


@pytest.mark.slow
def test_every_published_parameter_of_a_served_type_is_searched(definitions: Definitions) -> None:
    looked = 0
    for published in definitions.parameters:
        looked += 1
        if published["id"].startswith(OF_EXTENSIONS) or "expression" not in published:
            continue
        for base in published.get("base", ()):
            name = f"{base}.{published['code']}"
            kinds = served_types() if base in ("Resource", "DomainResource") else {base}
            if name in LEFT_OUT or not kinds & served_types():
                continue
            kind = sorted(kinds & served_types())[0]
            known = {one.code for one in (*parameters_of(kind), *composites_of(kind))}
            assert published["code"] in known | {"_id", "_lastUpdated"}, name
    assert looked == 1_400


@pytest.mark.slow
def test_references_lead_where_the_published_parameters_say(definitions: Definitions) -> None:
    published: dict[tuple[str, str], set[str]] = {}
    for one in definitions.parameters:
        if one["type"] == "reference" and not one["id"].startswith(OF_EXTENSIONS):
            for base in one["base"]:
                published.setdefault((base, one["code"]), set()).update(one.get("target", ()))
    compared = 0
    for (base, code), targets in published.items():
        if base in served_types():
            everything = not targets or len(targets) >= 140
            wanted = served_types() if everything else targets & served_types()
            assert targets_of(base, code) == wanted, f"{base}.{code}"
            compared += 1
    assert compared > 500


@pytest.mark.slow
def test_compartments_are_the_published_ones(shared: Path) -> None:
    published = {
        one["code"]: {
            line["code"]: tuple(p.replace("{def}", "_id") for p in line["param"])
            for line in one["resource"]
            if line.get("param") and line["code"] in served_types()
        }
        for one in read_definitions(shared, "CompartmentDefinition")
        if one["id"] != "example"
    }
    assert published == compartments()


@pytest.mark.slow
def test_composites_have_the_published_parts(definitions: Definitions) -> None:
    expressions = {
        (base, one["code"]): [part["expression"] for part in one["component"]]
        for one in definitions.parameters
        if one["type"] == "composite"
        for base in one["base"]
    }
    compared = 0
    for kind in served_types():
        for one in composites_of(kind):
            first, second, *_ = expressions[kind, one.code]
            if one.first is None or one.second is None:
                assert one.names
                continue
            assert {place.steps[0].key for place in one.first.places} == {first}
            stems = {part.strip().partition(".")[0].strip("()") for part in second.split("|")}
            keys = {place.steps[0].key for place in one.second.places}
            assert all(any(key.startswith(stem) for stem in stems) for key in keys), one.code
            compared += 1
    assert compared > 50
    left = {f"{k}.{c}" for k, c in expressions if k in served_types()}
    left -= {f"{k}.{one.code}" for k in served_types() for one in composites_of(k)}
    assert left <= set(LEFT_OUT)


@pytest.mark.slow
def test_summaries_hold_the_published_elements(shared: Path) -> None:
    ours = read_table("elements")
    compared = 0
    for one in read_definitions(shared, "StructureDefinition"):
        kind = one["name"]
        if one.get("derivation") == "constraint" or kind not in served_types():
            continue
        summary, modifiers = (set(text.split()) for text in ours[kind])
        for element in one["snapshot"]["element"]:
            path = element["path"].partition(".")[2].replace("[x]", "")
            if path.split(".")[-1] in ("", "id", "meta", "implicitRules", "modifierExtension"):
                continue
            assert (path in summary) == bool(element.get("isSummary")), f"{kind}.{path}"
            if "." not in path:
                assert (path in modifiers) == bool(element.get("isModifier")), f"{kind}.{path}"
            compared += 1
    assert compared > 2_000


def test_every_part_of_a_composite_is_a_parameter_of_its_type() -> None:
    for kind in served_types():
        known = {one.code for one in (*parameters_of(kind), *composites_of(kind))}
        for one in composites_of(kind):
            assert set(one.names) <= known, f"{kind}.{one.code}"
            assert bool(one.names) == (one.first is None)


def test_every_parameter_of_a_compartment_is_a_reference_or_the_resource_itself() -> None:
    for members in compartments().values():
        for kind, codes in members.items():
            assert all(c == "_id" or parameter(kind, c).kind == "reference" for c in codes)
