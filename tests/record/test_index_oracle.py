"""What the index says is what the published expressions say of the same resource."""

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW
from tests.record import r4_oracle as oracle
from tests.record.reference_sets import example_lines, mimic_files, synthea_bundles
from yiyang.audit.services import PROGRAM
from yiyang.record.models import QuantityIndex, ReferenceIndex, Resource, TokenIndex
from yiyang.record.services import import_bundle
from yiyang.rules.fhir_map.indexing import values_at
from yiyang.rules.fhir_map.parameters import parameter, parameters_of
from yiyang.rules.fhir_map.values import hash_of
from yiyang.rules.fhir_map.written import read_json


@pytest.fixture(scope="module")
def published(shared: Path) -> dict[tuple[str, str], str]:
    return {
        (base, p["code"]): p["expression"] for p in oracle.published(shared) for base in p["base"]
    }


def expression_of(published: dict[tuple[str, str], str], kind: str, code: str) -> str:
    for base in (kind, "Resource", "DomainResource"):
        if (base, code) in published:
            return published[base, code]
    raise AssertionError(f"{kind}.{code} is not published")


def sample(shared: Path) -> Iterator[bytes]:
    for body in synthea_bundles(shared, 3):
        yield from (json.dumps(e["resource"]).encode() for e in json.loads(body)["entry"][:150])
    for _, body in mimic_files(shared, 12):
        yield from body.splitlines()
    yield from example_lines(shared)


def same(left: list[Any], right: list[Any]) -> bool:
    return Counter(map(repr, left)) == Counter(map(repr, right))


def test_every_parameter_finds_what_its_published_expression_finds(
    shared: Path, published: dict[tuple[str, str], str]
) -> None:
    compared = Counter()
    for line in sample(shared):
        resource = read_json(line)
        kind = resource["resourceType"]
        if kind == "Parameters":
            continue
        for one in parameters_of(kind):
            if one.code == "deceased":
                continue  # a truth, not a place: compared below by its tokens
            ours = [v for place in one.places for v in values_at(resource, place)]
            theirs = oracle.evaluate(expression_of(published, kind, one.code), resource)
            assert same(ours, theirs), f"{kind}.{one.code}"
            compared[kind] += bool(ours)
    assert sum(compared.values()) > 5_000
    assert len(compared) > 80


@pytest.mark.django_db
def test_every_stored_row_is_what_brute_force_finds(
    shared: Path, published: dict[tuple[str, str], str]
) -> None:
    for body in synthea_bundles(shared, 1):
        assert import_bundle(body=body, by=PROGRAM, at=NOW).findings == ()
    for _, body in islice(mimic_files(shared, 5), 40):
        assert import_bundle(body=body, by=PROGRAM, at=NOW).findings == ()
    compared = Counter()
    for stored in Resource.objects.iterator():
        resource = read_json(stored.body.encode())
        for one in parameters_of(stored.type):
            found = oracle.evaluate(expression_of(published, stored.type, one.code), resource)
            compared[one.kind] += compare(stored.key, stored.type, one.code, found)
    assert min(compared[kind] for kind in ("token", "reference", "quantity")) > 20


def compare(key: int, kind: str, code: str, found: list[Any]) -> int:
    """Compare one resource's rows of one parameter; returns how many there are."""
    asked = parameter(kind, code)
    if asked.kind == "token":
        rows = TokenIndex.objects.filter(resource_id=key, param=asked.key)
        if code == "deceased":
            found = [v for v in found if v == "true"] if not rows else found
        wanted: set[Any] = {t for v in found for t in oracle.tokens(v)}
        ours = {(r.system, r.code) for r in rows}
        assert ours == {(hash_of(s), hash_of(c)) for s, c in wanted}, f"{kind}.{code}"
    elif asked.kind == "reference":
        wanted = {t for v in found for t in oracle.targets(v)}
        rows = ReferenceIndex.objects.filter(resource_id=key, param=asked.key)
        assert {r.target for r in rows} == wanted, f"{kind}.{code}"
    elif asked.kind in ("quantity", "number"):
        wanted = {n for v in found for n in oracle.numbers(v)}
        rows = QuantityIndex.objects.filter(resource_id=key, param=asked.key)
        exact = {Decimal(r.low) for r in rows if r.low == r.high}
        assert exact == wanted, f"{kind}.{code}"
    else:
        return 0
    return len(wanted)
