"""Putting the health records of the demonstration into the store, many people at a time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from yiyang.demo.district import District
from yiyang.demo.plan import Progress
from yiyang.demo.population import Elder
from yiyang.demo.quantities import quantity
from yiyang.demo.records import records
from yiyang.people.models import Person
from yiyang.record.services.drafts import draft_of
from yiyang.record.services.store import put_drafts
from yiyang.rules.fhir_map.projections.people import PersonFacts, patient_of

BATCH = 50
ORIGIN = "demo"


def store_records(district: District, progress: Progress) -> None:
    """Store the records of some people, those in beds first."""
    chosen = list(_chosen(district))
    people = Person.objects.in_bulk([elder.id for elder in chosen])
    made = iter(records(district.plan, chosen))
    while batch := list(islice(made, BATCH)):
        drafts, persons = [], {}
        for elder, resources in batch:
            row = people[elder.id]
            facts = PersonFacts(row.name, row.sex, row.born_on and str(row.born_on), None)
            patient = {**patient_of(facts), "id": f"person-{elder.id}"}
            persons[f"Patient/{patient['id']}"] = elder.id
            drafts += [draft_of(one) for one in (patient, *resources)]
        put_drafts(drafts, persons=persons, origin=ORIGIN, at=district.plan.at)
        progress("resource", len(drafts))


def _chosen(district: District) -> Iterator[Elder]:
    """Yield the share of people who have a record: who signs in, who is in a bed, others."""
    assert district.stays is not None
    in_bed = {row.person_id for row in district.stays.presences if row.span.until is None}
    ordered = sorted(
        district.elders,
        key=lambda e: (e.id != district.resident, e.id not in in_bed, -e.level, e.id),
    )
    share = quantity("record.with_resources", district.plan.size)
    yield from ordered[: round(len(district.elders) * share)]
