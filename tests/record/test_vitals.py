"""Vital signs: stored as Observations, found by their codes, read back as NEWS2 asks."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from tests.conftest import NOW
from tests.record.samples import as_bytes, bundle, elders_bundle, entry, observation, patient
from tests.vitals import latest_vitals
from tests.world import make_person
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.people.models import Person
from yiyang.record.models import QuantityIndex, Resource, TokenIndex
from yiyang.record.services import BadVitals, import_bundle, record_vitals
from yiyang.record.services import vitals as services
from yiyang.rules.fhir_map.parameters import parameter
from yiyang.rules.fhir_map.values import hash_of

VITALS = {
    "resp_rate": "24",
    "spo2": 93,
    "spo2_scale": "1",
    "oxygen": False,
    "systolic": "105",
    "diastolic": "60",
    "pulse": "112",
    "consciousness": "A",
    "temperature": "38.2",
}


def measure(person: Person, **changed: Any) -> int:
    vitals = {k: v for k, v in {**VITALS, **changed}.items() if v is not None}
    return record_vitals(person_id=person.pk, vitals=vitals, measured_at=NOW, by=PROGRAM, at=NOW)


@pytest.mark.django_db
def test_what_is_stored_is_read_back_by_the_keys_of_news2() -> None:
    person = make_person()
    measure(person)
    assert latest_vitals(person.pk, NOW) == {
        "resp_rate": "24",
        "spo2": "93",
        "spo2_scale": "1",
        "oxygen": "NO",
        "systolic": "105",
        "pulse": "112",
        "consciousness": "A",
        "temperature": "38.2",
    }
    assert latest_vitals(person.pk, NOW - timedelta(minutes=1)) == {}


@pytest.mark.django_db
def test_each_vital_sign_is_an_observation_of_the_persons_record_with_its_index() -> None:
    person = make_person()
    key = measure(person)
    panel = Resource.objects.get(pk=key)
    assert panel.person == person
    members = [m["reference"] for m in json.loads(panel.body)["hasMember"]]
    assert len(members) == 8
    pulse = TokenIndex.objects.get(
        param=parameter("Observation", "code").key, code=hash_of("8867-4")
    )
    stored = QuantityIndex.objects.get(
        resource_id=pulse.resource_id, param=parameter("Observation", "value-quantity").key
    )
    assert stored.low == 112
    assert '"value":38.2,' in "".join(Resource.objects.values_list("body", flat=True))


@pytest.mark.django_db
def test_measuring_leaves_one_audit_row_about_the_person() -> None:
    person = make_person()
    measure(person)
    assert Entry.objects.get(action="record.vitals").person_id == person.pk


@pytest.mark.django_db
def test_the_same_measurements_sent_twice_are_stored_once() -> None:
    person = make_person()
    assert measure(person) == measure(person)
    assert Resource.objects.filter(type="Observation").count() == 9
    measure(person, pulse="80")
    assert latest_vitals(person.pk, NOW)["pulse"] == "80"
    assert Resource.objects.filter(type="Observation").count() == 9
    assert Resource.objects.filter(version=2).count() == 1


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"spo2": "193"}, "spo2"),
        ({"pulse": "fast"}, "pulse"),
        ({"consciousness": "X"}, "consciousness"),
        ({"temperature": "NaN"}, "temperature"),
        ({"diastolic": "120"}, "diastolic"),
        ({"diastolic": "6_0"}, "diastolic"),
        ({"weight": "60"}, "weight"),
        (dict.fromkeys(VITALS), "vitals"),
    ],
)
@pytest.mark.django_db
def test_refuses_values_that_cannot_be_and_writes_nothing(
    changed: dict[str, Any], where: str
) -> None:
    person = make_person()
    with pytest.raises(BadVitals) as refused:
        measure(person, **changed)
    assert [f.where for f in refused.value.findings] == [where]
    assert not Resource.objects.exists()
    assert not Entry.objects.filter(action="record.vitals").exists()


@pytest.mark.django_db
def test_refuses_a_measurement_from_the_future() -> None:
    person = make_person()
    with pytest.raises(BadVitals):
        record_vitals(
            person_id=person.pk,
            vitals=VITALS,
            measured_at=NOW + timedelta(minutes=1),
            by=PROGRAM,
            at=NOW,
        )
    assert not Resource.objects.exists()


@pytest.mark.django_db
def test_a_value_of_another_day_is_not_mixed_into_the_newest_set() -> None:
    person = make_person()
    measure(person)
    later = NOW + timedelta(hours=2)
    record_vitals(
        person_id=person.pk, vitals={"spo2": "90"}, measured_at=later, by=PROGRAM, at=later
    )
    assert latest_vitals(person.pk, later) == {"spo2": "90"}


@pytest.mark.django_db
def test_other_senders_vital_signs_are_read_in_our_units() -> None:
    document = elders_bundle()
    document["entry"][7]["resource"] = observation("8310-5", 100.4, "[degF]")
    import_bundle(body=as_bytes(document), by=PROGRAM, at=NOW)
    found = latest_vitals(Person.objects.get().pk, NOW)
    assert found == {"pulse": "88", "resp_rate": "18", "temperature": "38.0"}


@pytest.mark.django_db
def test_a_value_that_cannot_be_read_is_missing_and_never_normal() -> None:
    pulse = observation("8867-4", 88, "/s", id="a")
    above = observation("9279-1", 30, "/min", id="b")
    above["valueQuantity"]["comparator"] = ">"
    wrong = observation("2708-6", 97, "%", id="c", status="entered-in-error")
    for one in (pulse, above, wrong):
        one["subject"] = {"reference": "Patient/p"}
    entries = [entry(f"urn:uuid:{n}", o) for n, o in enumerate((pulse, above, wrong))]
    document = bundle(entry("urn:uuid:p", patient(id="p")), *entries)
    assert import_bundle(body=as_bytes(document), by=PROGRAM, at=NOW).findings == ()
    assert latest_vitals(Person.objects.get().pk, NOW) == {}


def test_the_edition_is_that_of_our_day_in_whatever_zone_the_moment_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked, read = [], services.instrument

    def edition(name: str, *, on: date) -> Any:
        asked.append(on)
        return read(name, on=on)

    monkeypatch.setattr(services, "instrument", edition)
    measured = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)  # in Shanghai the second of March
    for zone in (UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-8))):
        services.checked_vitals(vitals=VITALS, measured_at=measured.astimezone(zone), at=NOW)
    assert asked == [date(2026, 3, 2)] * 3
