"""``_at`` and ``_since`` of a history: what was current in a time, as exact as it was written."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.faces.fhir.sending import Sender, patient, pulse, system
from tests.journey import Journey
from yiyang.record.models import Resource, ResourceVersion

WRITTEN = [  # of versions 1 to 4; the last is a deletion
    "2026-03-01T09:00:00.123456+08:00",
    "2026-03-01T18:00:00+08:00",
    "2026-03-03T00:00:00+08:00",
    "2026-03-05T12:00:00+08:00",
]
AT = [
    ("2026-02", []),
    ("2026-02-28", []),
    ("2026-03-01", [2, 1]),
    ("2026-03-01T09:00:00.123%2B08:00", [1]),
    ("2026-03-01T09:00:00.122%2B08:00", []),
    ("2026-03-01T01:00Z", [1]),
    ("2026-03-01T18:00:00%2B08:00", [2]),
    ("2026-03-01T17:59:59%2B08:00", [1]),
    ("2026-03-02", [2]),
    ("2026-03-02T15:59:59Z", [2]),
    ("2026-03-02T16:00:00Z", [3]),
    ("2026-03-03", [3]),
    ("2026-03-04", [3]),
    ("2026-03-05", [4, 3]),
    ("2026-03-05T12:00:00%2B08:00", [4]),
    ("2026-03-06", []),
    ("2026-03", [4, 3, 2, 1]),
    ("2026", [4, 3, 2, 1]),
    ("eq2026-03-02", [2]),
    ("ge2026-03-03", [4, 3]),
    ("gt2026-03-04", [4, 3]),
    ("gt2026-03-05", []),
    ("lt2026-03-02", [2, 1]),
    ("le2026-03-03", [3, 2, 1]),
    ("ge2026-03-02&_at=lt2026-03-03", [2]),
]
SINCE = [
    ("2026-03-01T09:00:00.123%2B08:00", [4, 3, 2, 1]),
    ("2026-03-01T09:00:00.124%2B08:00", [4, 3, 2]),
    ("2026-03-03", [4, 3]),  # a day without a zone is one in Shanghai, as everywhere
    ("2026-03-02T16:00:00Z", [4, 3]),
    ("2026-03-02T16:00:01Z", [4]),
    ("2026-04", []),
]


@pytest.fixture
def sender(journey: Journey) -> Sender:
    return system(journey)


@pytest.fixture
def name(sender: Sender) -> str:
    """Return a pulse that was written, changed twice and deleted, at known moments."""
    name = sender.create(pulse(sender.create(patient())))
    for value in (73, 74):
        changed = {**sender.get(name).json(), "valueQuantity": {"value": value, "unit": "/min"}}
        assert sender.put(name, changed).status_code == 200
    assert sender.delete(name).status_code == 204
    for version, at in enumerate(WRITTEN, start=1):
        for rows in (Resource.objects.filter(type="Observation"), ResourceVersion.objects.all()):
            rows.filter(version=version).update(updated_at=datetime.fromisoformat(at))
    before = datetime.fromisoformat(WRITTEN[0]) - timedelta(days=900)
    Resource.objects.filter(type="Patient").update(updated_at=before)
    return name


def _versions(sender: Sender, path: str) -> list[int]:
    entries = sender.get(path).json().get("entry", [])
    pulses = [e["response"]["etag"] for e in entries if "/Observation/" in e["fullUrl"]]
    return [int(tag[3:-1]) for tag in pulses]


@pytest.mark.django_db
def test_at_tells_what_was_current_in_a_time(sender: Sender, name: str) -> None:
    for path in (name, "Observation", ""):
        for given, expected in AT:
            asked = f"{path}/_history?_at={given}".lstrip("/")
            assert _versions(sender, asked) == expected, asked


@pytest.mark.django_db
def test_at_tells_the_same_where_all_that_may_be_seen_is_gone_through(
    sender: Sender, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit in ("AT_ONCE", "SCANNED"):
        monkeypatch.setattr(f"yiyang.record.selectors.history.{limit}", 1)
    for given, expected in AT:
        assert _versions(sender, f"Observation/_history?_at={given}") == expected, given


@pytest.mark.django_db
def test_since_tells_from_the_first_moment_of_what_was_written(sender: Sender, name: str) -> None:
    for path in (name, "Observation", ""):
        for given, expected in SINCE:
            asked = f"{path}/_history?_since={given}".lstrip("/")
            assert _versions(sender, asked) == expected, asked


@pytest.mark.django_db
def test_the_pages_of_a_time_keep_to_it(sender: Sender, name: str) -> None:
    for path in (f"{name}/_history", "Observation/_history"):
        address, seen = f"{path}?_at=ge2026-03-02&_at=lt2026-03-04&_count=1", []
        while address:
            page = sender.get(address).json()
            seen += [e["response"]["etag"] for e in page.get("entry", [])]
            links = {link["relation"]: link["url"] for link in page["link"]}
            address = links.get("next", "").removeprefix("http://testserver/fhir/")
        assert seen == ['W/"3"', 'W/"2"'], path


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked", ["_at=", "_at=ne2026", "_at=ap2026", "_at=yesterday", "_at=2026-13", "_since=20260301"]
)
def test_a_time_that_is_none_is_refused(sender: Sender, asked: str) -> None:
    person = sender.create(patient())
    answer = sender.get(f"{person}/_history?{asked}")
    assert answer.status_code == 400
    where = asked.partition("=")[0]
    assert answer.json()["issue"][0]["location"] == [f"http.{where}"]
