"""Fund supervision in the demonstration: looked at, explained, reviewed by two, still open."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from yiyang.access.models import Assignment, Role
from yiyang.agreements.services.telling import desk_at
from yiyang.audit.services import PROGRAM, Actor
from yiyang.claims.models import Claim
from yiyang.demo.district import District
from yiyang.demo.plan import Progress
from yiyang.demo.quantities import quantity
from yiyang.network.models import Institution
from yiyang.oversight.models import Matter
from yiyang.oversight.services import (
    Found,
    Wish,
    confirm_review,
    explain_matter,
    keep_lists,
    review_matter,
    screen_claims,
)
from yiyang.rules.supervision import Lists, Pair


def store_supervision(district: District, progress: Progress) -> None:
    """Look at the demonstration's claims by invented lists, and lead each matter a part of its way.

    The hospital's older stays are decided, its latest are still to be explained; the health
    centre has explained its own.
    """
    at, said = district.plan.at, quantity("supervision.lists")
    keep_lists(lists=_lists(said), by=PROGRAM, at=at)
    officers = [_actor(row) for row in Assignment.objects.filter(role=Role.INSURER).order_by("pk")]
    today, days = timezone.localdate(at), said["latest_days"]
    latest, tomorrow = today - timedelta(days=days), today + timedelta(days=1)
    for kind, since, until in (
        ("INPATIENT", today - timedelta(days=said["days"]), latest),
        ("INPATIENT", latest, tomorrow),
        ("OUTPATIENT", today - timedelta(days=said["days"]), tomorrow),
    ):
        matter = _asked(kind, since, until, district, officers[0])
        progress("suspicion", matter.suspicions.count() if matter else 0)
        if matter is not None and (kind, since) != ("INPATIENT", latest):
            _explained(matter, district)
            if kind == "INPATIENT":
                _decided(matter, district, officers)


def _lists(said: dict[str, list[list[str]]]) -> Lists:
    return Lists(
        pairs=tuple(Pair(*row) for row in said["pairs"]),
        daily={code: Decimal(most) for code, most in said["daily"]},
    )


def _asked(kind: str, since: date, until: date, district: District, by: Actor) -> Matter | None:
    claim = Claim.objects.filter(kind=kind, ended_on__gte=since, ended_on__lt=until).first()
    if claim is None:
        return None
    place = Assignment.objects.select_related("place").get(pk=by.assignment_id).place
    assert place is not None
    wish = Wish(since, until, place.code, claim.institution.code)
    return screen_claims(wish=wish, by=by, at=district.plan.at).matters.first()


def _explained(matter: Matter, district: District) -> None:
    words = "经核对，相关项目均有医嘱和执行记录，计费口径请复核。"
    desk = _desk(matter.institution)
    explain_matter(matter_id=matter.pk, words=words, papers={}, by=desk, at=district.plan.at)


def _decided(matter: Matter, district: District, officers: list[Actor]) -> None:
    keys = matter.suspicions.order_by("pk").values_list("pk", flat=True)
    found = {key: Found("NOT_UPHELD" if n % 2 else "UPHELD") for n, key in enumerate(keys)}
    note = "部分项目的材料已含在手术内，其余说明成立。"
    first, second = officers[:2]
    at = district.plan.at
    review_matter(matter_id=matter.pk, found=found, note=note, by=first, at=at)
    confirm_review(matter_id=matter.pk, by=second, at=at)


def _desk(institution: Institution) -> Actor:
    rows = Assignment.objects.filter(institution=institution, role=desk_at(institution.kind))
    return _actor(rows.order_by("pk")[0])


def _actor(row: Assignment) -> Actor:
    return Actor(row.account_id, row.pk)
