"""A search that takes too long is stopped and refused; what else is done takes its time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW
from tests.journey import Journey
from tests.record.search.people import observation, open_records, patient, put, reader_at
from tests.world import make_institution
from yiyang.access.models import Role
from yiyang.access.readers import Reader
from yiyang.audit.models import Entry
from yiyang.network.models import InstitutionKind
from yiyang.record.models import Resource
from yiyang.record.selectors.search import limits, match, search

LONG = "心率 pulse " * 30_000  # to be taken apart, letter by letter, takes more than a moment


@pytest.fixture
def reader() -> Reader:
    """A doctor who may see Li, and a place with a very long narrative."""
    told = {"status": "generated", "div": f"<div>{LONG}</div>"}
    put(patient("li"), observation("o", "li"))
    put({"resourceType": "Location", "id": "told", "name": "Hall", "text": told})
    centre = make_institution(InstitutionKind.CHC)
    open_records(centre)
    return reader_at(centre)


@contextmanager
def no_patience() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(limits, "LONGEST", 1)
        yield


def patience() -> str:
    with connection.cursor() as cursor:
        cursor.execute("show statement_timeout")
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_a_search_that_takes_too_long_is_refused_and_nothing_is_told(reader: Reader) -> None:
    usual = patience()
    with no_patience():
        for asked in ([("_text", "nowhere")], [("_text", "nowhere"), ("_summary", "count")]):
            with pytest.raises(limits.TooCostly), transaction.atomic():
                search("Location", asked, reader, at=NOW)
        with pytest.raises(limits.TooCostly), transaction.atomic():
            match("Location", "_text=nowhere", reader, at=NOW)
    assert patience() == usual
    assert search("Location", [("_text", "pulse")], reader, at=NOW).total == 1


@pytest.mark.django_db
def test_the_time_ends_with_the_search(reader: Reader) -> None:
    with transaction.atomic():
        usual = patience()
        search("Location", [("name", "hall")], reader, at=NOW)
        assert patience() == usual
        with connection.cursor() as cursor:
            cursor.execute("select set_config('statement_timeout', '77s', true)")
        search("Location", [("name", "hall")], reader, at=NOW)
        assert patience() == "77s"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "is_timed"),
    [
        ([("patient", "Patient/li"), ("code", "8867-4")], False),
        ([("_id", "o")], False),
        ([("identifier", "urn:a|7")], False),
        ([("code", "8867-4")], True),
        ([("identifier", "urn:a|")], True),
        ([("patient", "Patient/li"), ("subject:Patient.name", "li")], True),
        ([("patient", "Patient/li"), ("_content", "pulse")], True),
    ],
)
def test_what_reads_few_rows_needs_no_statement_more(
    reader: Reader, asked: list[tuple[str, str]], is_timed: bool
) -> None:
    with CaptureQueriesContext(connection) as said:
        search("Observation", asked, reader, at=NOW)
    assert any("statement_timeout" in one["sql"] for one in said) == is_timed


@pytest.mark.django_db
def test_whoever_asks_too_much_is_told_so_and_never_that_we_are_broken(
    journey: Journey, reader: Reader
) -> None:
    doctor = journey.sign_in(Role.FAMILY_DOCTOR, institution=reader.assignment.institution)
    looks, kept = Entry.objects.count(), Resource.objects.count()
    with no_patience(), transaction.atomic():  # as outside of a test, it is undone
        answer = doctor.get("/fhir/Location?_text=nowhere")
    assert answer.status_code == 400, answer.content
    (issue,) = answer.json()["issue"]
    assert issue["code"] == "too-costly"
    assert issue["details"]["coding"] == [{"code": "SEARCH_TOO_COSTLY"}]
    assert (Entry.objects.count(), Resource.objects.count()) == (looks, kept)
