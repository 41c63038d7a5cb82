"""Whatever is sent, the check answers with faults: it never fails itself."""

from __future__ import annotations

import copy
import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.rules.fhir_check.published import IPS_BUNDLE, definitions
from yiyang.rules.fhir_check import Asked, check
from yiyang.rules.fhir_check.issues import Issue
from yiyang.rules.fhir_map.written import read_json

JUNK: tuple[Any, ...] = (
    None, 1, True, 1.5, "x", "", "#a", "urn:uuid:x", [], {}, [1], [None], [[]], [{}], {"x": 1},
    {"resourceType": "Patient"}, {"resourceType": 5}, {"resourceType": {}}, {"coding": 5},
    {"coding": [1]}, {"extension": [1]}, {"reference": 5}, {"url": 3}, {"id": {}},
    [{"resourceType": "Patient", "id": []}],
)  # fmt: skip
ADDED = ("extension", "contained", "meta", "_id", "modifierExtension", "text", "type", "id")
TRIES = 250


def places(node: Any) -> list[tuple[Any, Any]]:
    """Return every (holder, key or position) in a resource."""
    keys = list(node) if isinstance(node, dict) else range(len(node) if _is_list(node) else 0)
    return [at for key in keys for at in ((node, key), *places(node[key]))]


def _is_list(node: Any) -> bool:
    return isinstance(node, list)


def spoilt(resource: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return a resource with some values replaced by others of any kind."""
    made = copy.deepcopy(resource)
    for _ in range(chance.choice((1, 1, 2, 5))):
        holder, key = chance.choice(places(made))
        is_added = isinstance(holder, dict) and chance.random() < 1 / 3
        holder[chance.choice(ADDED) if is_added else key] = copy.deepcopy(chance.choice(JUNK))
    return made


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_no_spoilt_resource_breaks_the_check(shared: Path, seed: int) -> None:
    chance = random.Random(seed)
    known = definitions(shared)
    with gzip.open(shared / "data/fhir/r4-official-examples-dev.ndjson.gz") as lines:
        sound = [json.loads(line) for line in lines if len(line) < 5000]
    ips = json.loads((shared / "data/fhir/ips/Bundle-bundle-minimal.json").read_bytes())
    told: list[Issue] = []
    for _ in range(TRIES):
        resource = spoilt(ips if chance.random() < 1 / 10 else chance.choice(sound), chance)
        is_bundle = resource.get("resourceType") == "Bundle"
        asked = Asked(profiles=(IPS_BUNDLE,)) if is_bundle else Asked()
        sent = read_json(json.dumps(resource).encode())
        told += check(sent, asked, known if chance.random() < 4 / 5 else None)
    assert len(told) > TRIES / 2
