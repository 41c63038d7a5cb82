"""What is sent by PUT comes back by GET: every element, every number as written."""

from __future__ import annotations

import gzip
import io
import json
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faces.fhir.sending import Sender, system
from tests.journey import Journey
from tests.record.reference_sets import example_lines, load, mimic_files, without_our_meta
from yiyang.rules.fhir_map.parameters import APART, served_types

OF_A_FILE = 300 if os.environ.get("YIYANG_DRILLS") == "full" else 60
SETS = {  # and how many resources each holds, without Parameters and Subscriptions
    "ips": 41,
    "tw-core": 96,
    "chongqing": 2,
    "bser": 68,
    "ihe-pcf": 31,
    "ihe-balp": 38,
    "subscriptions-backport-examples": 11,
}


def texts_of(path: Path) -> Iterator[bytes]:
    """Yield each JSON document of a file, an archive or lines."""
    name = path.name
    if name.endswith((".tgz", ".tar.gz")):
        with tarfile.open(path) as archive:
            for member in archive:
                if member.isfile() and member.name.endswith((".json", ".ndjson")):
                    body = archive.extractfile(member).read()
                    yield from body.splitlines() if member.name.endswith("ndjson") else [body]
    elif name.endswith(".ndjson.gz"):
        with gzip.open(path) as lines:
            yield from lines
    elif name.endswith(".ndjson"):
        yield from path.read_bytes().splitlines()
    elif name.endswith(".json.gz"):
        yield gzip.decompress(path.read_bytes())
    elif name.endswith(".json"):
        yield path.read_bytes()


def set_of(shared: Path, prefix: str) -> Iterator[bytes]:
    folder = shared / "data/fhir"
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).as_posix()
        if path.is_file() and inside.startswith(prefix):
            yield from texts_of(path)


def is_sent(resource: Any) -> bool:
    return (
        isinstance(resource, dict)
        and resource.get("resourceType") in served_types() - APART  # see tests/subscriptions
        and isinstance(resource.get("id"), str)
    )


def wrong(sender: Sender, texts: Iterator[bytes]) -> tuple[int, list[str]]:
    """Send each text by PUT, patients first, and return how many, and what came back changed."""
    sent = {}
    for text in texts:
        resource = load(text)
        if is_sent(resource):
            sent[f"{resource['resourceType']}/{resource['id']}"] = (text, resource)
    faults = []
    for name in sorted(sent, key=lambda n: not n.startswith("Patient/")):
        text, resource = sent[name]
        put = sender.put(name, text)
        if put.status_code not in (200, 201):
            faults.append(f"{name}: {put.content.decode()[:300]}")
            continue
        got = sender.get(name)
        if got.status_code != 200:
            faults.append(f"{name}: {got.status_code}")
        elif without_our_meta(load(got.content)) != without_our_meta(resource):
            faults.append(f"{name}: changed")
    return len(sent), faults


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", SETS)
def test_each_resource_of_a_published_set_comes_back(
    journey: Journey, shared: Path, prefix: str
) -> None:
    count, faults = wrong(system(journey), set_of(shared, prefix))
    assert (count, faults) == (SETS[prefix], [])


@pytest.mark.django_db
def test_each_official_example_comes_back(journey: Journey, shared: Path) -> None:
    count, faults = wrong(system(journey), example_lines(shared))
    assert count > 300 and faults == []


@pytest.mark.django_db
def test_numbers_come_back_as_they_were_written(journey: Journey) -> None:
    sender = system(journey)
    for number in ("1.00", "1E3", "0.000", "-0.0", "123456789012345678901234567890.10", "1e-7"):
        text = '{"resourceType":"Observation","id":"n","status":"final","code":{"text":"x"},'
        text += f'"valueQuantity":{{"value":{number}}}}}'
        assert sender.put("Observation/n", text).status_code in (200, 201), number
        assert f'"value":{number}}}'.encode() in sender.get("Observation/n").content


@pytest.mark.drill
@pytest.mark.django_db
def test_hospital_data_comes_back(journey: Journey, shared: Path) -> None:
    sender = system(journey)
    for _, body in reversed(list(mimic_files(shared, OF_A_FILE))):
        _, faults = wrong(sender, iter(body.splitlines()))
        assert faults == []


def test_every_set_is_there(shared: Path) -> None:
    for prefix in SETS:
        assert any(is_sent(json.load(io.BytesIO(text))) for text in set_of(shared, prefix)), prefix
