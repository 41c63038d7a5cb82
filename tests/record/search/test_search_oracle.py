"""The engine finds what brute force finds, over hospital data and synthetic elders.

The reader may see half of the people, and brute force knows that half alone: so whatever leaks
through a chain, ``_has``, an include or a total is a difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from tests.conftest import NOW
from tests.record import r4_oracle
from tests.record.reference_sets import mimic_files, synthea_bundles
from tests.record.search.cases import Case, Cases
from tests.record.search.meanings import definitions
from tests.record.search.oracle import Universe, intervals
from tests.record.search.people import open_records, put, reader_at
from tests.record.search.special_cases import SpecialCases, places, said_otherwise
from tests.world import make_institution
from yiyang.access.readers import Reader
from yiyang.audit.services import PROGRAM
from yiyang.network.models import InstitutionKind
from yiyang.record.models import Resource
from yiyang.record.selectors.reading import readable
from yiyang.record.selectors.search import Page, search, turn
from yiyang.record.services import import_bundle
from yiyang.rules.fhir_map.written import read_json

pytestmark = pytest.mark.django_db
LINES = 10  # of each file of hospital data, in the fast form


class World:
    """What is stored, who reads, and what they may see."""

    def __init__(self, shared: Path, reader: Reader, each: int) -> None:
        self.reader = reader
        seen = readable(reader).filter(deleted_at=None).order_by("key")
        bodies = [read_json(row.body.encode()) for row in seen]
        self.universe = Universe(shared, bodies, NOW)
        self.cases = Cases(self.universe, each)
        self.special = SpecialCases(Cases(self.universe, each))

    def of_form(self, form: str) -> Iterator[Case]:
        """Yield the cases of a form."""
        return getattr(self.special if hasattr(self.special, form) else self.cases, form)()

    def pages(self, kind: str, pairs: list[tuple[str, str]], count: int = 1000) -> Iterator[Page]:
        """Yield the pages of the engine's answer."""
        asked = [*pairs, ("_count", str(count))]
        page = search(kind, asked, self.reader, at=NOW, strict=True)
        yield page
        while page.after is not None:
            page = turn(page.after, self.reader)
            yield page

    def found(self, kind: str, pairs: list[tuple[str, str]], count: int = 1000) -> list[str]:
        """Return the names that the engine finds, in its order."""
        return [row.name for page in self.pages(kind, pairs, count) for row in page.rows]


def load(shared: Path, people: int, lines: int) -> Reader:
    """Store the synthetic elders with the shortest records, and the beginning of each file."""
    shortest = sorted(synthea_bundles(shared), key=len)[: people + len(("hospitals", "doctors"))]
    for body in shortest:
        assert import_bundle(body=body, by=PROGRAM, at=NOW).findings == ()
    for name, body in mimic_files(shared):
        some = body if "Patient" in name else b"".join(body.splitlines(keepends=True)[:lines])
        assert import_bundle(body=some, by=PROGRAM, at=NOW).findings == ()
    stored = [read_json(one.body.encode()) for one in Resource.objects.all()]
    put(*definitions(stored), *places(), *said_otherwise())
    with connection.cursor() as cursor:  # as the server does by itself, once there is something
        for model in apps.get_app_config("record").get_models():
            cursor.execute(f"analyze {model._meta.db_table}")
    held = Resource.objects.filter(type="Patient").order_by("fhir_id")
    centre = make_institution(InstitutionKind.CHC)
    open_records(centre, *(p.fhir_id for p in held[::2]))
    return reader_at(centre)


@pytest.fixture(scope="module")
def world(shared: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Some of the data; undone when the module ends."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World(shared, load(shared, 3, LINES), each=1)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def whole(shared: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Much more of the data."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World(shared, load(shared, 12, 300), each=3)
        transaction.set_rollback(True)


# How many searches of each form are compared in the fast suite; docs/conformance.md tells the sum.
COMPARED = {
    "tokens": 510, "meanings": 374, "spoken": 17, "dates": 228, "strings": 162, "references": 217,
    "amounts": 93, "addresses": 68, "pairs": 196, "chains": 131, "reverses": 132, "together": 40,
    "filters": 301, "worded": 92, "nearby": 36,
}  # fmt: skip
FORMS = list(COMPARED)
LEAST = {"addresses": 3, "together": 8, "pairs": 20, "spoken": 12}  # cases that find something


def compare(world: World, cases: Iterator[Case], least: int) -> int:
    """Compare every case; so many at least must find something, and none may differ."""
    differ, telling, compared = [], 0, 0
    for kind, pairs in cases:
        compared += 1
        ours = world.found(kind, pairs)
        theirs = world.universe.search(kind, pairs)
        telling += bool(theirs)
        if sorted(ours) != sorted(theirs):
            odd = sorted(set(ours) ^ theirs)[:3]
            differ.append(f"{kind}?{pairs}: {len(ours)} not {len(theirs)}, as {odd}")
    assert differ == []
    assert telling >= least
    return compared


@pytest.mark.parametrize("form", FORMS)
def test_the_engine_finds_what_brute_force_finds(world: World, form: str) -> None:
    assert compare(world, world.of_form(form), LEAST.get(form, 25)) == COMPARED[form]


def test_includes_show_what_the_matches_lead_to_and_nothing_more(world: World) -> None:
    compared = 0
    for kind, code, target in world.cases.links():
        matches = world.universe.search(kind, [])
        expected = {
            t
            for name in matches
            for t in world.universe.pointing(world.universe.all[name], code)
            if t in world.universe.all and t.startswith(f"{target}/") and t not in matches
        }
        asked = [("_include", f"{kind}:{code}:{target}")]
        shown = {row.name for page in world.pages(kind, asked) for row in page.beside}
        assert shown == expected, (kind, code, target)
        compared += bool(expected)
    assert compared > 20


def test_reverse_includes_show_what_leads_to_the_matches(world: World) -> None:
    compared = 0
    for kind, code, target in world.cases.links():
        matches = sorted(world.universe.search(target, []))[:3]
        ids = ",".join(name.partition("/")[2] for name in matches)
        expected = {
            name
            for name, one in world.universe.all.items()
            if one["resourceType"] == kind
            and world.universe.pointing(one, code) & set(matches)
            and name not in matches
        }
        asked = [("_id", ids), ("_revinclude", f"{kind}:{code}")]
        shown = {row.name for page in world.pages(target, asked) for row in page.beside}
        if len(expected) <= 1000:
            assert shown == expected, (kind, code, target)
            compared += bool(expected)
    assert compared > 20


def test_totals_count_what_may_be_seen(world: World) -> None:
    for kind in world.universe.kinds:
        counted = search(kind, [("_summary", "count")], world.reader, at=NOW).total
        assert counted == len(world.universe.search(kind, []))
        asked = [("_count", "1"), ("_total", "accurate")]
        assert search(kind, asked, world.reader, at=NOW).total == counted


@pytest.mark.parametrize("sign", ["", "-"])
def test_pages_in_an_order_show_all_in_it(world: World, sign: str) -> None:
    for kind, code in (("Observation", "date"), ("Patient", "birthdate"), ("Encounter", "status")):
        names = world.found(kind, [("_sort", f"{sign}{code},_id")], count=7)
        universe = world.universe
        assert sorted(names) == sorted(universe.search(kind, []))

        found = [universe.values(universe.all[name], code) for name in names]
        held = [
            sorted(values if code == "status" else (low for v in values for low, _ in intervals(v)))
            for values in found
        ]
        best = [(one[-1] if sign else one[0]) if one else None for one in held]
        given = [one for one in best if one is not None]
        assert best[: len(given)] == given, "what has no value stands last"
        assert given == sorted(given, reverse=bool(sign))


def test_backwards_is_the_same_order(world: World) -> None:
    pages = list(world.pages("Observation", [("_sort", "-date")], count=40))
    assert len(pages) > 3
    page = pages[-1]
    for earlier in reversed(pages[:-1]):
        page = turn(page.before, world.reader)
        assert [r.name for r in page.rows] == [r.name for r in earlier.rows]
    assert page.before is None


def test_brute_force_knows_tokens() -> None:
    assert r4_oracle.tokens({"system": "s", "code": "c"}) == {("s", "c")}


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_it_does_so_over_more_of_the_data(whole: World, form: str) -> None:
    most = 100 if form in ("worded", "reverses") else 400
    compare(whole, islice(whole.of_form(form), most), LEAST.get(form, 25))
