"""Reckoning how many posts the recorded work of a period needs."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from yiyang.audit.services import Actor, record
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Subject, drawn_up, keep_book, read_book
from yiyang.kernel.period import Period, period_of
from yiyang.layouts.models import StaffingNeed
from yiyang.ledger.selectors import standing_acts
from yiyang.network.models import Institution, Place, Post
from yiyang.policy.book import Reading
from yiyang.rules.staffing import Staff, StaffingFacts, Work, need


@transaction.atomic
def reckon_staffing(*, period: str, by: Actor, at: datetime, place: str = "") -> int:
    """Reckon the need of every institution with work or staff; return how many rows are kept.

    What was reckoned for the period before is replaced.  A period that runs is reckoned until
    today.

    Args:
        place: the code of the place whose institutions are meant; the node's unless told.

    Raises:
        BadPeriod: it is no period.
    """
    asked = period_of(period)
    until = asked.point(timezone.localdate(at))
    days = (until - asked.since).days + 1
    reading = read_book(until, place=place or settings.PLACE)
    keep_book(reading.book, at)
    houses = Institution.objects.filter(place__code__within=place or settings.PLACE)
    _alone(place or settings.PLACE)
    works, staff = _works(asked, houses), _staff(until, houses)
    StaffingNeed.objects.filter(period=asked.code, institution__in=houses).delete()
    rows = []
    for key in sorted(works.keys() | staff.keys()):
        facts = StaffingFacts(key, max(days, 1), works.get(key, ()), staff.get(key, ()))
        rows += _rows(facts, asked.code, _own(reading), at)
    StaffingNeed.objects.bulk_create(rows)
    record(
        by=by, at=at, action="staffing.reckon", subject_kind="period", subject_id=asked.code,
        payload={"rows": len(rows)},
    )  # fmt: skip
    return len(rows)


def _alone(place: str) -> None:
    """Let no other reckon the same institutions until this one is done."""
    below = Place.objects.select_for_update(no_key=True).filter(code__within=place)
    list(below.order_by("pk"))


def _rows(facts: StaffingFacts, period: str, reading: Reading, at: datetime) -> list[StaffingNeed]:
    """Ask the rule for one institution, keep its decision, and return the rows."""
    answer = need(facts, reading)
    subject = Subject("institution", facts.institution)
    decision = drawn_up(need, facts, answer, reading=reading, subject=subject, at=at)
    Decision.save(decision, force_insert=True)
    return [
        StaffingNeed(
            institution_id=facts.institution, period=period, profession=each.profession,
            acts=each.acts, minutes=each.minutes, posts=each.posts, have=each.have,
            standing=each.standing, decision=decision, reckoned_at=at,
        )
        for each in answer.needs
    ]  # fmt: skip


def _works(period: Period, houses: object) -> dict[int, tuple[Work, ...]]:
    """Return what stands in the ledger of the period, by institution, kind, item, profession."""
    rows = (
        standing_acts()
        .filter(
            institution__in=houses, span__startswith__date__gte=period.since,
            span__startswith__date__lt=period.until, practitioner__isnull=False,
        )
        .values_list("institution", "kind", "item", "practitioner__profession")
        .annotate(many=Sum("quantity"))
        .order_by("institution", "kind", "item", "practitioner__profession")
    )  # fmt: skip
    found: dict[int, list[Work]] = {}
    for key, kind, item, profession, many in rows:
        found.setdefault(key, []).append(Work(kind, item, profession, many))
    return {key: tuple(works) for key, works in found.items()}


def _staff(day: date, houses: object) -> dict[int, tuple[Staff, ...]]:
    """Return who has a post on a day, by institution and profession.

    Nobody counts twice in one institution; who practises in two counts in each.
    """
    rows = (
        Post.objects.filter(institution__in=houses, span__contains=day)
        .values_list("institution", "practitioner__profession")
        .annotate(many=Count("practitioner", distinct=True))
        .order_by("institution", "practitioner__profession")
    )
    found: dict[int, list[Staff]] = {}
    for key, profession, many in rows:
        found.setdefault(key, []).append(Staff(profession, many))
    return {key: tuple(staff) for key, staff in found.items()}


def _own(reading: Reading) -> Reading:
    """Return a reading of its own for each decision, which keeps only the lines it read."""
    return Reading(reading.book, reading.day, reading.place, reading.strict)
