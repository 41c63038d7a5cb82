"""Marks of hospitals, earlier results of the shown doctor's people, and what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from yiyang.access.models import Assignment
from yiyang.access.readers import Reader
from yiyang.audit.services import PROGRAM, Actor
from yiyang.demo.district import District
from yiyang.demo.plan import Progress
from yiyang.demo.recording import ORIGIN
from yiyang.network.models import Institution, Practitioner
from yiyang.people.models import Person
from yiyang.people.selectors import Scope, visible_people
from yiyang.recognition import selectors, services
from yiyang.record.services.drafts import draft_of
from yiyang.record.services.store import put_drafts
from yiyang.rules.fhir_map.projections.people import PersonFacts, patient_of
from yiyang.rules.fhir_map.written import Written

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
PEOPLE = 30  # of the shown centre with results from a hospital
DECIDED = 12  # of them whose doctor has decided already
CITES = "演示：市临床检验中心室间质量评价合格名单"
# Item, LOINC code, name, unit, ordinary values, age in days of the result.
MADE = (
    ("HBA1C", "4548-4", "糖化血红蛋白", "%", ("6.1", "6.8", "7.4", "8.2"), (20, 80)),
    ("LIPIDS", "24331-1", "血脂", "", ("总胆固醇 5.1 mmol/L", "总胆固醇 4.4 mmol/L"), (1, 6)),
    ("ABDOMEN_ULTRASOUND", "24558-9", "腹部超声", "", ("图像见出具机构",), (3, 40)),
    ("CHEST_CT", "24627-2", "胸部CT", "", ("图像见出具机构",), (10, 120)),
)
CASES = ("1", "2", "6")
WORDS = "演示：近期更换治疗方案，需要复查"


def store_recognition(district: District, progress: Progress) -> None:
    """Store marks and results, then let the shown doctor recognise some and order others."""
    at = district.plan.at.replace(microsecond=0)
    hospitals = list(Institution.objects.filter(kind="HOSPITAL").order_by("pk"))
    progress("certificate", sum(1 for one in _certify(hospitals, at) if one))
    acting = Assignment.objects.select_related("institution__place").get(
        account__username="family_doctor"
    )
    seen = visible_people(acting, Scope.RECORD).filter(died_at=None, merged_into=None)
    people = list(seen.order_by("pk")[:PEOPLE])
    _store_results(district.plan.random("results"), people, hospitals, at)
    progress("result", len(people))
    decided = _decide(acting, people[:DECIDED], at)
    progress("order", decided)


def _certify(hospitals: list[Institution], at: datetime) -> Iterator[object]:
    """Give hospitals their marks; the last has a quality control of HbA1c that ran out."""
    since = date(at.year - 1, 1, 1)
    for number, hospital in enumerate(hospitals):
        is_last = number == len(hospitals) - 1
        for item in selectors.catalogue(at):
            region = "NATIONAL_HR" if number == 0 and item == "HBA1C" else "SHANGHAI_HR"
            over = at.date() - 30 * DAY if is_last and item == "HBA1C" else None
            for kind, mark, until in (("MARK", region, None), ("CONTROL", "", over)):
                said = services.Certified(kind, item, since, until, CITES, mark)
                yield services.keep_certificate(
                    holding=services.Holding(hospital), certified=said, by=PROGRAM, at=at
                )


def _store_results(
    random: Random, people: list[Person], hospitals: list[Institution], at: datetime
) -> None:
    drafts, persons = [], {}
    for number, person in enumerate(people):
        facts = PersonFacts(person.name, person.sex, str(person.born_on or "") or None, None)
        patient = {**patient_of(facts), "id": f"person-{person.pk}"}
        persons[f"Patient/{patient['id']}"] = person.pk
        drafts.append(draft_of(patient))
        hospital = hospitals[number % len(hospitals)]
        drafts += [draft_of(one) for one in _results(random, person, hospital, at)]
    put_drafts(drafts, persons=persons, origin=ORIGIN, at=at)


def _results(
    random: Random, person: Person, hospital: Institution, at: datetime
) -> Iterator[dict[str, Any]]:
    for item, code, name, unit, values, (youngest, oldest) in MADE:
        made_at = at - DAY * random.randint(youngest, oldest) - HOUR * random.randint(1, 8)
        value = random.choice(values)
        told = (
            {"valueQuantity": {"value": Written(value), "unit": unit}}
            if unit
            else {"valueString": value}
        )
        yield {
            "resourceType": "Observation",
            "id": f"demo-{person.pk}-{item.lower().replace('_', '-')}",
            "status": "final",
            "code": {"coding": [{"system": "http://loinc.org", "code": code}], "text": name},
            "subject": {"reference": f"Patient/person-{person.pk}"},
            "effectiveDateTime": made_at.isoformat(),
            "performer": [{"reference": f"Organization/institution-{hospital.pk}"}],
            **told,
        }


def _decide(acting: Assignment, people: list[Person], at: datetime) -> int:
    """Let the doctor recognise what is offered of two people in three, and order for the third."""
    doctor = Practitioner.objects.filter(account=acting.account_id).first()
    home = acting.institution
    if doctor is None or home is None:
        return 0
    reader = Reader(acting, Actor(acting.account_id, acting.pk))
    decided = 0
    for number, person in enumerate(people):
        offer = selectors.offer_for(reader, person.pk, "HBA1C", home, at)
        wanted = services.Wanted(person, "HBA1C", home, doctor)
        if offer.offered and number % 3:
            key = offer.offered[0].found.key
            services.recognise_result(
                wanted=wanted, result_key=key, reader=reader, at=at - number * HOUR
            )
        else:
            case = CASES[number // 3 % len(CASES)] if offer.offered else ""
            services.order_item(
                wanted=wanted, case=case, words=WORDS, reader=reader, at=at - number * HOUR
            )
        decided += 1
    return decided
