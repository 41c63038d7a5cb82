"""``yiyang import fhir``: counts by type, every fault, nothing of a faulty file."""

import gzip
import io
import re
import tarfile
from pathlib import Path

import pytest
from django.db import connection

from tests.journey import Journey
from tests.record.samples import as_bytes, elders_bundle, patient
from tests.world import make_place
from yiyang.access.models import Role
from yiyang.audit.models import Entry
from yiyang.people.models import Person
from yiyang.record.models import Resource
from yiyang.record.services import counting


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.json").write_bytes(as_bytes(elders_bundle()))
    (tmp_path / "lines.ndjson.gz").write_bytes(gzip.compress(as_bytes(patient("B-1", id="b1"))))
    with tarfile.open(tmp_path / "more.tar.gz", "w:gz") as archive:
        body = as_bytes(patient("C-1", id="c1"))
        member = tarfile.TarInfo("c.json")
        member.size = len(body)
        archive.addfile(member, io.BytesIO(body))
    return tmp_path


def test_takes_in_files_of_every_kind_and_counts_by_type(journey: Journey, folder: Path) -> None:
    answered = journey.command("import", "fhir", str(folder), "--json")
    assert answered.exit_code == 0
    assert answered.json["counts"]["Patient"] == 3
    assert answered.json["files"] == 3
    assert Resource.objects.filter(type="Patient", person__isnull=False).count() == 3


def test_goes_on_after_the_files_it_has_taken_in_before(journey: Journey, folder: Path) -> None:
    journey.command("import", "fhir", str(folder / "one.json"))
    answered = journey.command("import", "fhir", str(folder), "--json")
    assert answered.json["passed_over"] == 1
    assert answered.json["counts"] == {"Patient": 2}


def test_a_faulty_file_is_left_out_whole_and_named_and_the_exit_code_is_2(
    journey: Journey, folder: Path
) -> None:
    (folder / "bad.json").write_bytes(as_bytes(elders_bundle())[:-40])
    (folder / "bad.ndjson.gz").write_bytes(b"\x1f\x8b\x08 not gzip")
    (folder / "lines.ndjson.gz").unlink()
    answered = journey.command("import", "fhir", str(folder), "--json")
    assert answered.exit_code == 2
    codes = {Path(f["file"]).name: f["code"] for f in answered.json["findings"]}
    assert codes == {"bad.json": "JSON_BROKEN", "bad.ndjson.gz": "FILE_UNREADABLE"}
    assert "bad.json" in answered.err
    assert Resource.objects.filter(type="Patient").count() == 2


def test_reads_standard_input(journey: Journey) -> None:
    answered = journey.command("import", "fhir", "-", stdin=as_bytes(elders_bundle()).decode())
    assert answered.exit_code == 0
    assert Resource.objects.count() == 8


def test_a_path_that_is_not_there_is_bad_input(journey: Journey) -> None:
    assert journey.command("import", "fhir", "/nowhere/at/all.json").exit_code == 2


def test_half_a_character_in_a_bad_file_is_told_of(journey: Journey, tmp_path: Path) -> None:
    body = as_bytes(elders_bundle()).replace(b'"Patient"', b'"Pat\\ud800"', 1)
    (tmp_path / "half.json").write_bytes(body)
    answered = journey.command("import", "fhir", str(tmp_path / "half.json"), "--json")
    assert answered.exit_code == 2
    assert answered.json["findings"]
    assert not Resource.objects.exists()


@pytest.mark.parametrize(("many", "is_counted"), [(1, True), (1_000, False)])
def test_the_planner_counts_the_tables_anew_after_many_rows(
    journey: Journey, folder: Path, monkeypatch: pytest.MonkeyPatch, many: int, *, is_counted: bool
) -> None:
    monkeypatch.setattr(counting, "MANY", many)
    with connection.cursor() as cursor:
        cursor.execute("select reltuples from pg_class where relname = 'record_token'")
        before = cursor.fetchone()[0]
        journey.command("import", "fhir", str(folder))
        cursor.execute("select count(*) from record_token")
        rows = cursor.fetchone()[0]
        cursor.execute("select reltuples from pg_class where relname = 'record_token'")
        believed = cursor.fetchone()[0]
    assert rows > 0
    assert (believed == rows) if is_counted else (believed == before)


def test_people_without_a_place_are_counted_and_found_once_they_have_one(
    journey: Journey, folder: Path
) -> None:
    place = make_place()
    first = journey.command("import", "fhir", str(folder), "--json")
    assert (first.json["placed"], first.json["people_without_place"]) == (0, 3)
    assert "--place" in first.err
    desk = journey.sign_in(Role.COORDINATOR)
    links = re.compile(r'href="/people/\d+/"')
    assert not links.findall(desk.get("/people/").content.decode())
    again = journey.command("import", "fhir", str(folder), "--place", place.code, "--json")
    assert (again.json["placed"], again.json["people_without_place"]) == (3, 0)
    assert {person.place_id for person in Person.objects.all()} == {place.pk}
    assert len(links.findall(desk.get("/people/").content.decode())) == 3
    assert Entry.objects.filter(action="people.place").count() == 3  # one of each file


def test_a_place_that_is_not_registered_is_refused_before_anything_is_taken_in(
    journey: Journey, folder: Path
) -> None:
    answered = journey.command("import", "fhir", str(folder), "--place", "999999")
    assert answered.exit_code == 2
    assert "999999" in answered.err
    assert not Resource.objects.exists()
