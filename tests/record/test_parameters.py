"""Our table of search parameters is what the published definitions say."""

import json
from pathlib import Path

import pytest
import yaml

from tests.record.r4_definitions import Definitions, codes, derive, structure
from yiyang.rules.fhir_map.parameters import TABLE, parameters_of, served_types
from yiyang.rules.fhir_map.structure import TABLE as STRUCTURE
from yiyang.rules.fhir_map.tables import read_table
from yiyang.rules.fhir_map.values import READERS

NOT_KEPT = {"Parameters"}


@pytest.mark.slow
def test_the_table_is_what_the_published_definitions_say(shared: Path) -> None:
    definitions = Definitions(shared)
    ours = yaml.safe_load(TABLE.read_text("utf-8"))
    assert {kind: lines for kind, lines in ours.items() if lines} == derive(definitions)
    shapes = json.loads(STRUCTURE.read_text())
    assert shapes == {k: v for k, v in structure(definitions).items() if not k[0].islower()}
    assert read_table("codes") == codes(shared, definitions)
    assert served_types() == set(definitions.resources) - NOT_KEPT


def test_every_parameter_has_a_reader_and_a_key_of_its_own() -> None:
    keys = {}
    for kind in served_types():
        for parameter in parameters_of(kind):
            assert parameter.kind in READERS
            assert keys.setdefault(parameter.key, (kind, parameter.code)) == (kind, parameter.code)
            assert all(place.steps for place in parameter.places)
    assert len(keys) > 1_600
