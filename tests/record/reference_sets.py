"""The resources of the reference data, one by one, with their numbers as they were written."""

from __future__ import annotations

import gzip
import json
import tarfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

SYNTHEA = "data/fhir/synthea-r4-elderly-dev.tar.gz"
MIMIC = "data/fhir/mimic-iv-fhir-demo-2.1.0"
EXAMPLES = "data/fhir/r4-official-examples-dev.ndjson.gz"


class AsText(str):
    """A number by its text: ``1.00`` and ``1.0`` differ."""


def load(body: bytes | str) -> Any:
    """Read JSON with each number as its text."""
    return json.loads(body, parse_float=AsText, parse_int=AsText)


def synthea_bundles(shared: Path, most: int | None = None) -> Iterator[bytes]:
    """Yield the transaction bundles of the synthetic elders."""
    with tarfile.open(shared / SYNTHEA) as archive:
        for member in islice(archive, most):
            yield archive.extractfile(member).read()


def mimic_files(shared: Path, most_lines: int | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each file of hospital data, patients last."""
    for path in sorted((shared / MIMIC).glob("*.gz"), key=lambda p: ("Patient" in p.name, p.name)):
        with gzip.open(path) as lines:
            yield path.name, b"".join(islice(lines, most_lines))


def example_lines(shared: Path) -> Iterator[bytes]:
    """Yield the official examples that are served."""
    with gzip.open(shared / EXAMPLES) as lines:
        yield from lines


def without_our_meta(resource: dict[str, Any]) -> dict[str, Any]:
    """Return a resource without its version and time, and without a meta that is then empty."""
    meta = {
        k: v for k, v in resource.get("meta", {}).items() if k not in ("versionId", "lastUpdated")
    }
    rest = {k: v for k, v in resource.items() if k != "meta"}
    return {**rest, "meta": meta} if meta else rest
