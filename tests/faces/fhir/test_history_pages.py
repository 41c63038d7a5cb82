"""The history of a type and of all in pages: the same whoever's changes stand between."""

from __future__ import annotations

import pytest

from tests.faces.fhir.sending import Sender, patient, pulse, system
from tests.journey import Journey
from yiyang.record.selectors import history

WAYS = [(500, 2_000), (2, 4), (2, 2), (1, 1), (3, 1_000)]


def told(sender: Sender, path: str) -> list[str]:
    """Return every change by following the pages of a history."""
    found: list[str] = []
    address: str | None = path
    while address:
        bundle = sender.get(address).json()
        found += [
            f"{one['fullUrl'].rpartition('/fhir/')[2]} {one['response']['etag']}"
            for one in bundle.get("entry", [])
        ]
        links = {one["relation"]: one["url"] for one in bundle["link"]}
        address = links["next"].partition("/fhir/")[2] if "next" in links else None
        assert len(found) < 100
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["_history", "Observation/_history"])
def test_each_change_that_may_be_seen_is_told_once_in_order(
    journey: Journey, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    mine, other = system(journey), system(journey)
    own, foreign = mine.create(patient()), other.create(patient("B-1"))
    expected = [f'{own} W/"1"'] if path == "_history" else []
    for number in range(6):
        name = mine.create(pulse(own, number))
        expected.append(f'{name} W/"1"')
        for _ in range(number):
            other.create(pulse(foreign))
        if number % 2:
            again = {**pulse(own, 100 + number), "id": name.partition("/")[2]}
            assert mine.put(name, again).status_code == 200
            expected.append(f'{name} W/"2"')
    assert mine.delete(name).status_code == 204
    expected.append(f'{name} W/"3"')
    for at_once, scanned in WAYS:
        monkeypatch.setattr(history, "AT_ONCE", at_once)
        monkeypatch.setattr(history, "SCANNED", scanned)
        for count in (2, 3, 50):
            assert told(mine, f"{path}?_count={count}") == expected[::-1], (at_once, count)


@pytest.mark.django_db
def test_a_page_reads_no_more_than_it_needs(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = system(journey)
    own = sender.create(patient())
    for number in range(6):
        sender.create(pulse(own, number))
    monkeypatch.setattr(history, "AT_ONCE", 3)
    asked: list[int] = []
    whole = history.versions_open

    def counted(
        reader: object, kind: str, wanted: list[tuple[int, int]], **narrowed: object
    ) -> object:
        asked.append(len(wanted))
        return whole(reader, kind, wanted, **narrowed)

    def nothing(*_: object) -> None:
        raise AssertionError("all that may be seen was read")

    monkeypatch.setattr(history, "versions_open", counted)
    monkeypatch.setattr(history, "_of_all_open", nothing)
    assert len(sender.get("_history?_count=2").json()["entry"]) == 2
    assert asked == [3]
