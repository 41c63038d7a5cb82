"""A hospital whose results are recognised, a centre with a doctor, a person with a record."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.conftest import NOW
from tests.world import (
    actor_of,
    make_account,
    make_assignment,
    make_grant,
    make_institution,
    make_person,
    make_practitioner,
)
from yiyang.access.models import Role
from yiyang.access.readers import Reader
from yiyang.audit.services import PROGRAM
from yiyang.network.models import Institution
from yiyang.people.models import Person
from yiyang.recognition import services
from yiyang.recognition.models import Certificate, Order
from yiyang.record.models import Resource
from yiyang.record.services.drafts import draft_of
from yiyang.record.services.store import put_drafts

LOINC = "http://loinc.org"
HBA1C = "4548-4"
CREDIT = "12310106MB0A10013X"
CREDIT_CODES = "urn:oid:2.16.156.10011.1.26"
FROM = date(2025, 1, 1)


class Results:
    """The hospital makes results, the centre's doctor orders."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at
        self.hospital = make_institution("HOSPITAL", level=3)
        self.centre = make_institution("CHC", level=0)
        account = make_account()
        self.doctor = make_practitioner(self.centre, account=account)
        self.gp = make_assignment(Role.FAMILY_DOCTOR, account, institution=self.centre)
        self.reader = Reader(self.gp, actor_of(self.gp))
        self.person = make_person()
        make_grant(self.person, self.centre)
        self.certify()

    def certify(
        self,
        holder: Institution | str | None = None,
        *,
        item: str = "HBA1C",
        region: str = "SHANGHAI_HR",
        since: date = FROM,
        until: date | None = None,
        kinds: tuple[str, ...] = ("MARK", "CONTROL"),
    ) -> list[Certificate]:
        """Give a holder (the hospital; a credit code) mark and quality control of an item."""
        holder = holder or self.hospital
        holding = (
            services.Holding(credit_code=holder, outside_name="外地医院")
            if isinstance(holder, str)
            else services.Holding(holder)
        )
        return [
            services.keep_certificate(
                holding=holding,
                certified=services.Certified(
                    kind, item, since, until, "沪卫医〔2025〕1号", region if kind == "MARK" else ""
                ),
                by=PROGRAM,
                at=self.at,
            )
            for kind in kinds
        ]

    def result(
        self,
        age: timedelta = timedelta(days=3),
        *,
        person: Person | None = None,
        by: dict[str, Any] | Institution | None = None,
        code: str = HBA1C,
        name: str = "hba1c",
        **elements: Any,
    ) -> Resource:
        """Store a result of the person; of the hospital unless another made it."""
        person = person or self.person
        maker = by or self.hospital
        if isinstance(maker, Institution):
            maker = {"reference": f"Organization/institution-{maker.pk}"}
        resource = {
            "resourceType": "Observation",
            "id": f"{name}-{person.pk}",
            "status": "final",
            "code": {"coding": [{"system": LOINC, "code": code}], "text": "糖化血红蛋白"},
            "subject": {"reference": f"Patient/person-{person.pk}"},
            "effectiveDateTime": (self.at - age).isoformat(),
            "performer": [maker],
            "valueQuantity": {"value": 7, "unit": "%"},
        } | elements
        return self.store(resource, person)

    def store(self, resource: dict[str, Any], person: Person | None = None) -> Resource:
        """Put a resource into the record of a person."""
        person = person or self.person
        patient = {"resourceType": "Patient", "id": f"person-{person.pk}"}
        drafts = [draft_of(patient), draft_of(resource)]
        names = {f"Patient/person-{person.pk}": person.pk}
        put_drafts(drafts, persons=names, origin="test", at=self.at)
        return Resource.objects.get(type=resource["resourceType"], fhir_id=resource["id"])

    def wanted(self, item: str = "HBA1C", **columns: Any) -> services.Wanted:
        """Return what the doctor decides about."""
        asked = {
            "person": self.person,
            "item": item,
            "institution": self.centre,
            "doctor": self.doctor,
        }
        return services.Wanted(**(asked | columns))

    def recognise(self, result: Resource, **columns: Any) -> Order:
        return services.recognise_result(
            wanted=self.wanted(**columns), result_key=result.pk, reader=self.reader, at=self.at
        )

    def order(self, case: str = "", words: str = "复查", **columns: Any) -> Order:
        return services.order_item(
            wanted=self.wanted(**columns), case=case, words=words, reader=self.reader, at=self.at
        )


@pytest.fixture
def results(db: None) -> Results:
    return Results()
