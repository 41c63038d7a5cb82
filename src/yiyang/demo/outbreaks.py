"""A mild outbreak in the record, its alarm, and an exercise with beds of two districts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Count

from yiyang.access.models import Assignment
from yiyang.agreements.services import employ_practitioner
from yiyang.audit.services import PROGRAM, Actor
from yiyang.demo.district import District
from yiyang.demo.geography import CITY, DISTRICT
from yiyang.demo.plan import Progress
from yiyang.network.models import BedKind, Institution, InstitutionKind, Place
from yiyang.network.services import (
    BedFields,
    InstitutionFields,
    add_bed,
    register_institution,
    set_capabilities,
)
from yiyang.people.models import Person
from yiyang.record.models import Resource
from yiyang.record.services.drafts import draft_of
from yiyang.record.services.store import put_drafts
from yiyang.rules.calendar import CHINA
from yiyang.vigilance import services
from yiyang.vigilance.models import Pledge, Response

ICD_10 = "http://hl7.org/fhir/sid/icd-10"
FLU, WORDS = "J10.1", "流行性感冒"
DAY = timedelta(days=1)
QUIET_DAYS, ILL = 50, 9  # one case every third day; then so many on one
ORIGIN = "demo"
NEIGHBOUR = ("310107", "普陀区", "Putuo District", 121.393, 31.253)
BEDS = 4
CASES = ((1, 9, True), (2, 7, False), (1, 6, False), (2, 5, False), (1, 5, False), (2, 2, False))


def store_outbreaks(district: District, progress: Progress) -> None:
    """Store an outbreak of influenza, count and judge the record, and run an exercise."""
    at = district.plan.at.replace(microsecond=0)
    place = Place.objects.get(code=DISTRICT)
    on = at.astimezone(CHINA).date() - DAY
    progress("resource", _fall_ill(on, district))
    services.count_record(place=place, on=on, by=PROGRAM, at=at)
    watched = services.judge_record(place=place, on=on, by=PROGRAM, at=at)
    progress("alarm", len(watched.alarms))
    _neighbour(district)
    progress("pledge", _exercise(place, district))


def _fall_ill(on: date, district: District) -> int:
    """Put influenza into the record of people of one sub-district; return how many resources."""
    patients = Resource.objects.filter(type="Patient", deleted_at=None)
    known = Person.objects.filter(
        pk__in=patients.values("person"), died_at=None, merged_into=None
    ).order_by("pk")
    most = (
        known.order_by().values_list("place").annotate(Count("pk")).order_by("-pk__count", "place")
    )
    days = [on - n * DAY for n in range(3, QUIET_DAYS, 3)]
    there = known.filter(place=most[0][0]).values_list("pk", flat=True)
    people = list(there[: max(ILL, len(days))])
    ill = [(people[n % len(people)], day) for n, day in enumerate(days)]
    ill += [(person, on) for person in people[:ILL]]
    drafts = [draft_of(_condition(person, day)) for person, day in ill]
    persons = {f"Patient/person-{person}": person for person, _ in ill}
    put_drafts(drafts, persons=persons, origin=ORIGIN, at=district.plan.at)
    return len(drafts)


def _condition(person: int, day: date) -> dict[str, Any]:
    return {
        "resourceType": "Condition",
        "id": f"demo-{person}-flu-{day:%Y%m%d}",
        "code": {"coding": [{"system": ICD_10, "code": FLU}], "text": WORDS},
        "subject": {"reference": f"Patient/person-{person}"},
        "recordedDate": f"{day}",
    }


def _neighbour(district: District) -> None:
    """Register a hospital of the next district, which an exercise asks too."""
    at, (code, name_zh, name_en, lon, lat) = district.plan.at, NEIGHBOUR
    place, _ = Place.objects.get_or_create(
        code=code,
        defaults={
            "name_zh": name_zh, "name_en": name_en, "lon": lon, "lat": lat,
            "parent": Place.objects.get(code=CITY),
        },
    )  # fmt: skip
    acts = {"by": PROGRAM, "at": at}
    house = register_institution(
        fields=InstitutionFields(
            code=f"{code}-H1", name_zh="普陀应急支援医院（演示）",
            name_en="Putuo support hospital (demo)",
            kind=InstitutionKind.HOSPITAL, ownership=Institution.Ownership.PUBLIC,
            place_id=place.pk, lon=lon, lat=lat, level=2, designated=True,
        ),
        farthest_metres=100_000, **acts,
    )  # fmt: skip
    set_capabilities(institution_id=house.pk, codes=["ED"], **acts)
    for n in range(1, BEDS + 1):
        fields = BedFields(code=f"{house.code}-{n}", kind=BedKind.HOSPITAL_BED)
        add_bed(institution_id=house.pk, fields=fields, **acts)
    employ_practitioner(
        institution_id=house.pk, code=f"{house.code}-N1", name="周护士", profession="NURSE",
        licence=f"DEMO-{house.pk}-NURSE", since=at.date() - 30 * DAY, **acts,
    )  # fmt: skip


def _exercise(place: Place, district: District) -> int:
    """Run an exercise up to the placement of its invented cases; return how many give beds."""
    at = district.plan.at.replace(microsecond=0)
    account = Assignment.objects.filter(role="HEALTH_COMMISSION", place=place).order_by("pk")[0]
    acts = {"by": Actor(account.account_id, account.pk), "at": at}
    row = services.begin_exercise(
        syndrome="SEVERE_RESPIRATORY", place=place, note="秋冬季呼吸道传染病联合演练", **acts
    )
    services.verify(response=row, note="演练脚本", **acts)
    services.declare(response=row, level="III", note="", **acts)
    homes = list(Place.objects.filter(parent=place).order_by("code"))
    invented = [
        services.Invented(str(sex), news2, oxygen, homes[n % len(homes)].pk)
        for n, (sex, news2, oxygen) in enumerate(CASES)
    ]
    services.invent(response=row, cases=invented, **acts)
    services.declare(response=row, level="", note="", **acts)  # now by the cases there are
    services.ask_scope(response=row, kind=BedKind.HOSPITAL_BED, **acts)
    given = _give(row, acts)
    services.place_casualties(response=row, **acts)
    return given


def _give(row: Response, acts: dict[str, Any]) -> int:
    """Let the neighbour and one hospital of the district give; the others have not answered."""
    asked = Pledge.objects.filter(response=row).select_related("institution", "response__place")
    near = asked.filter(institution__place__code__within=DISTRICT, institution__level=3)
    far = asked.filter(institution__place__code=NEIGHBOUR[0])
    chosen = [*far, *near.order_by("pk")[:1]]
    for pledge in chosen:
        free = pledge.institution.beds.filter(kind=pledge.bed_kind, state="FREE").order_by("pk")
        services.answer_pledge(
            pledge=pledge, beds=list(free.values_list("pk", flat=True)[:BEDS]), staff=[], **acts
        )
    return len(chosen)
