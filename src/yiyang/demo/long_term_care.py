"""A month of care at home in the demonstration, claimed from long-term care insurance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from yiyang.assessments.services import record_assessment
from yiyang.audit.services import PROGRAM
from yiyang.beds.models import BedClaim
from yiyang.beds.selectors import hospital_stays
from yiyang.claims.models import Cover
from yiyang.claims.services import InsuredAs, claim_care, insure
from yiyang.demo.district import District
from yiyang.demo.insuring import INSURED_SINCE
from yiyang.demo.plan import Progress
from yiyang.demo.quantities import quantity
from yiyang.ledger.services import judge_and_deliver
from yiyang.network.models import Institution, Practitioner
from yiyang.people.models import Person
from yiyang.rules.calendar import CHINA


def store_long_term_care(district: District, progress: Progress) -> None:
    """Care for some people at home all last month, the shown resident first, and claim it."""
    at, said = district.plan.at, quantity("long_term_care.month")
    last = timezone.localdate(at).replace(day=1) - timedelta(days=1)
    first = last.replace(day=1)
    for number, claim in enumerate(_at_home(district, int(said["people"]))):
        workers = _workers(claim.bed.institution)
        if not workers:
            continue
        _entitle(claim.person, said, first, at)
        for day in _days(first, last, int(said["visits_a_week"])):
            begins = datetime.combine(day, time(8 + 2 * number), tzinfo=CHINA)
            worker = workers[(number + day.day) % len(workers)]
            _visit(claim, worker, said, begins)
        done = claim_care(person_id=claim.person_id, first=first, by=PROGRAM, at=at)
        progress("care_month", done.month.lines)


def _at_home(district: District, count: int) -> Sequence[BedClaim]:
    """Return who has a home care bed, the shown resident first, all at the same provider."""
    rows = BedClaim.objects.filter(is_active=True, kind="OCCUPY", bed__kind="HOME_CARE_BED")
    rows = rows.exclude(person__born_on=None).select_related("person", "bed__institution")
    first = rows.filter(person=district.resident).order_by("pk").first()
    if first is None:
        return []
    others = rows.filter(bed__institution=first.bed.institution_id).exclude(pk=first.pk)
    return [first, *others.order_by("pk")[: count - 1]]


def _workers(provider: Institution) -> list[Practitioner]:
    rows = Practitioner.objects.filter(posts__institution=provider, profession="CARER")
    return list(rows.distinct().order_by("pk"))


def _entitle(person: Person, said: Mapping[str, Any], first: date, at: datetime) -> None:
    """Assess somebody before the month, and insure who is not."""
    record_assessment(
        person=person,
        instrument_id="SH_UNIFIED",
        answers=said["answers"],
        assessed_at=datetime.combine(first - timedelta(days=20), time(10), tzinfo=CHINA),
        institution=None,
        by=PROGRAM,
        at=at,
    )
    if not Cover.objects.filter(person=person).exists():
        told = InsuredAs(insurance="EMPLOYEE", status="RETIRED", since=INSURED_SINCE)
        insure(person_id=person.pk, told=told, by=PROGRAM, at=at)


def _days(first: date, last: date, a_week: int) -> Iterator[date]:
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if day.weekday() < a_week:
            yield day


def _visit(
    claim: BedClaim, worker: Practitioner, said: Mapping[str, Any], begins: datetime
) -> None:
    """Record the items of a visit one after another; what the ledger refuses is left out."""
    items, person_id = said["items"], claim.person_id
    each = timedelta(minutes=int(said["minutes"])) / len(items)
    for place, item in enumerate(items):
        since = begins + place * each
        judge_and_deliver(
            kind="HOME_VISIT",
            person_id=person_id,
            institution_id=claim.bed.institution_id,
            practitioner_id=worker.pk,
            since=since,
            until=since + each,
            item=item,
            source_kind="demo_care",
            source_id=f"{person_id}-{since:%Y%m%d%H%M}",
            hospital_stays=hospital_stays(person_id, since, since + each),
            by=PROGRAM,
            at=since + each,
        )
