"""Transaction bundle of an elder through the store, against COPY of the very same rows.

The floor copies the rows that the import made into the same tables, with the same indexes, and
has nothing else to do: no JSON, no references, no index to reckon, no person, no audit row.
Both are rolled back; constraints are checked inside both.  Pairs are interleaved.
"""

from __future__ import annotations

import tarfile
import time
from pathlib import Path
from typing import Any

import orjson

from yiyang.faces.operations.benching import Ratio

SHARED = Path(__file__).parents[1].parent / "shared" / "data/fhir/synthea-r4-elderly-dev.tar.gz"
PAIRS = 12
WARM_UP = 2
TARGET = 0.25
NIGHTS = 120  # measurements of the elder that is made up where ../shared is absent
RESOURCE = (
    "key, type, id, version, body, digest, person_id, also_about, origin, updated_at, xid, seq"
)


def elders_bundle() -> bytes:
    """Return a Synthea elder's bundle of middling size, or a made-up one."""
    if not SHARED.exists():
        return made_up_bundle()
    with tarfile.open(SHARED) as archive:
        bodies = sorted((archive.extractfile(m).read() for m in archive), key=len)
    return bodies[len(bodies) // 2]


def made_up_bundle() -> bytes:
    """Return a transaction of one elder with an encounter and two measurements each night."""
    patient = "urn:uuid:00000000-0000-4000-8000-000000000000"
    entries = [
        _entry(
            patient,
            {
                "resourceType": "Patient",
                "gender": "female",
                "identifier": [{"system": "urn:bench", "value": "1"}],
                "name": [{"text": "测试"}],
                "birthDate": "1940-01-01",
            },
        )
    ]
    for night in range(NIGHTS):
        stay = f"urn:uuid:00000000-0000-4000-8001-{night:012}"
        at = f"2025-{night // 28 + 1:02}-{night % 28 + 1:02}T21:00:00+08:00"
        entries.append(
            _entry(
                stay,
                {
                    "resourceType": "Encounter",
                    "status": "finished",
                    "class": {
                        "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode",
                        "code": "HH",
                    },
                    "subject": {"reference": patient},
                    "period": {"start": at},
                },
            )
        )
        for code, unit in (("8867-4", "/min"), ("9279-1", "/min")):
            entries.append(
                _entry(
                    f"urn:uuid:00000000-0000-4000-8{code[:3]}-{night:012}",
                    {
                        "resourceType": "Observation",
                        "status": "final",
                        "category": [{"coding": [{"system": "urn:c", "code": "vital-signs"}]}],
                        "code": {"coding": [{"system": "http://loinc.org", "code": code}]},
                        "subject": {"reference": patient},
                        "encounter": {"reference": stay},
                        "effectiveDateTime": at,
                        "valueQuantity": {
                            "value": 60 + night % 30,
                            "unit": unit,
                            "system": "http://unitsofmeasure.org",
                            "code": unit,
                        },
                    },
                )
            )
    return orjson.dumps({"resourceType": "Bundle", "type": "transaction", "entry": entries})


def _entry(address: str, resource: dict[str, Any]) -> dict[str, Any]:
    request = {"method": "POST", "url": resource["resourceType"]}
    return {"fullUrl": address, "resource": resource, "request": request}


def ratios(pairs: int = PAIRS) -> list[Ratio]:
    """Return the ratio of both times: 1 would be as fast as COPY alone."""
    from yiyang.faces.cli.shell import program  # noqa: PLC0415 -- Django is set up by it

    body = elders_bundle()
    with program():
        kept = _Rows(body)
        ratios = []
        for number in range(WARM_UP + pairs):
            ours, floor = kept.import_seconds(), kept.copy_seconds()
            if number >= WARM_UP:
                ratios.append(floor / ours)
    return [
        Ratio(
            "transaction bundle of an elder through the store",
            "COPY of its rows into the same tables",
            tuple(ratios),
            TARGET,
        )
    ]


class _Rows:
    """The rows that importing one bundle makes, as COPY gives them out."""

    def __init__(self, body: bytes) -> None:
        from django.db import transaction  # noqa: PLC0415 -- as above

        self.body = body
        self.person: tuple[str, bytes] = ("", b"")
        self.tables: list[tuple[str, bytes]] = []
        with transaction.atomic():
            self._import()
            self._give_out()
            transaction.set_rollback(True)

    def import_seconds(self) -> float:
        """Import the bundle, and forget it; returns seconds."""
        return self._timed(self._import)

    def copy_seconds(self) -> float:
        """Copy the rows in, and forget them; returns seconds.  The person is there before."""
        return self._timed(lambda: [_copy_in(*table) for table in self.tables], self.person)

    def _timed(self, work: Any, before: tuple[str, bytes] | None = None) -> float:
        from django.db import connection, transaction  # noqa: PLC0415 -- as above

        with transaction.atomic():
            if before:
                _copy_in(*before)
            began = time.perf_counter()
            work()
            with connection.cursor() as cursor:
                cursor.execute("set constraints all immediate")
            taken = time.perf_counter() - began
            transaction.set_rollback(True)
        return taken

    def _import(self) -> None:
        from django.utils import timezone  # noqa: PLC0415 -- as above

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415 -- as above
        from yiyang.record.services import import_bundle  # noqa: PLC0415 -- as above

        report = import_bundle(body=self.body, by=PROGRAM, at=timezone.now())
        if report.findings or report.seen_before:
            raise RuntimeError("the bundle of the benchmark was not stored")

    def _give_out(self) -> None:
        from yiyang.record.services.rows import INDEX_COLUMNS  # noqa: PLC0415 -- as above

        ours = "xid = (pg_current_xact_id()::text)::bigint"
        keys = f"select key from record_resource where {ours}"
        people = f"select person_id from record_resource where {ours}"
        self.person = _copy_out("people_person", "*", f"id in ({people})")
        self.tables = [_copy_out("record_resource", RESOURCE, ours)]
        self.tables += [
            _copy_out(f"record_{name}", f"resource_id, {columns}", f"resource_id in ({keys})")
            for name, columns in INDEX_COLUMNS.items()
        ]


def _copy_out(table: str, columns: str, where: str) -> tuple[str, bytes]:
    from django.db import connection  # noqa: PLC0415 -- as above

    query = f"copy (select {columns} from {table} where {where}) to stdout"
    with connection.cursor() as cursor, cursor.copy(query) as copy:
        rows = b"".join(copy)
    listed = "" if columns == "*" else f"({columns})"
    return f"copy {table} {listed} from stdin", rows


def _copy_in(statement: str, rows: bytes) -> None:
    from django.db import connection  # noqa: PLC0415 -- as above

    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(rows)
