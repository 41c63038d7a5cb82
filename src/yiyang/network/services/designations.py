"""From when until when an institution is designated for an insurance, and what holds today.

Claims ask the days (``network.facts.Designated``).  ``Institution.designated`` and the capability
``LONG_TERM_CARE`` say what holds today, for searches and offers: whoever sets them tells the days
here in the same transaction, and ``keep_to_the_days`` sets them when a day has come or gone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils import timezone

from yiyang.audit.services import Actor
from yiyang.kernel.errors import Refused
from yiyang.network.models import Capability, Designation, Institution, Scheme
from yiyang.network.services.staff import EndsBeforeItBegins
from yiyang.network.services.writing import write_trail

LONG_TERM_CARE = Scheme.LONG_TERM_CARE.value  # the capability has the scheme's name
OVERLAPS = "designation_one_at_a_time"


class DesignationOverlaps(Refused):
    """The institution is designated for this insurance on some of these days already."""

    code = "DESIGNATION_OVERLAPS"


def begin_designations(scheme: str, institutions: Collection[int], since: date | None) -> None:
    """Let institutions be designated from a day on, those that are not on that day.

    A designation that was to begin later begins on the day instead.

    Args:
        scheme: the insurance.
        institutions: their keys.
        since: None where they are new here and nobody has said since when.
    """
    rows = Designation.objects.filter(scheme=scheme, institution__in=institutions)
    told = _on(rows, since) if since else rows
    wanted = set(institutions) - set(told.values_list("institution", flat=True))
    later: dict[int, Designation] = {}
    if since is not None:
        coming = rows.filter(institution__in=wanted, span__startswith__gt=since)
        for row in coming.order_by("institution", "-span"):
            later[row.institution_id] = row
    for row in later.values():
        row.span = DateRange(since, row.span.upper)
    Designation.objects.bulk_update(later.values(), ["span"])
    Designation.objects.bulk_create(
        Designation(institution_id=one, scheme=scheme, span=DateRange(since, None))
        for one in sorted(wanted - set(later))
    )


def end_designations(scheme: str, institutions: Collection[int], on: date) -> None:
    """End on a day, the first without it, what institutions are designated for on that day.

    What began on the very day is gone; what was said of later days stays.
    """
    rows = Designation.objects.filter(scheme=scheme, institution__in=institutions)
    _on(rows, on).filter(span__startswith=on).delete()
    ending = list(_on(rows, on))
    for row in ending:
        row.span = DateRange(row.span.lower, on)
    Designation.objects.bulk_update(ending, ["span"])


def tell_days(scheme: str, days: Mapping[int, tuple[date | None, date | None]]) -> set[int]:
    """Say of institutions from when until when, in place of what was said of any of these days.

    Returns:
        Of which of them something else was said.
    """
    told = set()
    for institution, (since, until) in days.items():
        span = DateRange(since, until)
        rows = Designation.objects.filter(institution=institution, scheme=scheme)
        if rows.filter(span=span).exists():
            continue
        rows.filter(span__overlap=span).delete()
        Designation.objects.create(institution_id=institution, scheme=scheme, span=span)
        told.add(institution)
    return told


def follow_capabilities(
    before: Iterable[int], after: Iterable[int], day: date, *, new: Iterable[int] = ()
) -> None:
    """Tell the days of long-term care insurance from who had its capability and who has it.

    Args:
        before: the institutions that had it.
        after: those that have it.
        day: from when the change counts.
        new: those that were not in the registry before: theirs count from ever.
    """
    _follow(LONG_TERM_CARE, set(before), set(after), day, set(new))


def follow_flags(
    before: Iterable[int], after: Iterable[int], day: date, *, new: Iterable[int] = ()
) -> None:
    """Tell the days of medical insurance from who was ``designated`` and who is; as above."""
    _follow(Scheme.MEDICAL.value, set(before), set(after), day, set(new))


def _follow(scheme: str, before: set[int], after: set[int], day: date, new: set[int]) -> None:
    begun = after - before
    if begun & new:
        begin_designations(scheme, begun & new, None)
    if begun - new:
        begin_designations(scheme, begun - new, day)
    if before - after:
        end_designations(scheme, before - after, day)


@transaction.atomic
def add_designation(
    *,
    institution_id: int,
    scheme: str,
    since: date | None,
    until: date | None,
    by: Actor,
    at: datetime,
) -> Designation:
    """Say that an institution is designated from a day until another, excluded.

    Args:
        since: None: as long as anybody knows.
        until: None: no end is known.

    Raises:
        EndsBeforeItBegins, DesignationOverlaps: these cannot be its days.
    """
    institution = Institution.objects.select_for_update().get(pk=institution_id)
    row = Designation(institution=institution, scheme=scheme)
    _set_days(row, since, until)
    _told("add_designation", row, by, at)
    return row


@transaction.atomic
def change_designation(
    *, designation_id: int, since: date | None, until: date | None, by: Actor, at: datetime
) -> None:
    """Mend the days of a designation; raises as ``add_designation``."""
    row = _locked(designation_id)
    _set_days(row, since, until)
    _told("change_designation", row, by, at)


@transaction.atomic
def remove_designation(*, designation_id: int, by: Actor, at: datetime) -> None:
    """Take away a designation that never was: what it covered is claimed by nothing any more."""
    row = _locked(designation_id)
    Designation.objects.filter(pk=row.pk).delete()
    _told("remove_designation", row, by, at)


@transaction.atomic
def keep_to_the_days(
    *, by: Actor, at: datetime, institutions: Collection[int] | None = None
) -> int:
    """Set what holds today by the days, and return at how many institutions it was another.

    Args:
        institutions: of these only; None: of all.
    """
    day = timezone.localdate(at)
    moved = follow_days(day, institutions)
    for institution in Institution.objects.filter(pk__in=moved).order_by("pk"):
        write_trail("keep_to_designations", institution, by, at, {"day": day})
    return len(moved)


def follow_days(day: date, institutions: Collection[int] | None) -> set[int]:
    """Set what holds on a day by the days told; return the institutions where it was another."""
    houses = Institution.objects.all()
    if institutions is not None:
        houses = houses.filter(pk__in=institutions)
    now, flagged = _holding(Scheme.MEDICAL, day), houses.filter(designated=True)
    moved: set[int] = set()
    for is_held, rows in (
        (True, houses.filter(designated=False, pk__in=now)),
        (False, flagged.exclude(pk__in=now)),
    ):
        keys = set(rows.select_for_update().values_list("pk", flat=True))
        Institution.objects.filter(pk__in=keys).update(designated=is_held)
        moved |= keys
    return moved | _keep_capability(houses, day)


def _keep_capability(houses: QuerySet[Institution], day: date) -> set[int]:
    keys = houses.values("pk")
    now = set(_holding(Scheme.LONG_TERM_CARE, day).filter(institution__in=keys))
    rows = Capability.objects.filter(code=LONG_TERM_CARE, institution__in=keys)
    held = set(rows.values_list("institution", flat=True))
    rows.filter(institution__in=held - now).delete()
    Capability.objects.bulk_create(
        (Capability(institution_id=one, code=LONG_TERM_CARE) for one in sorted(now - held)),
        ignore_conflicts=True,  # the registry's form was faster
    )
    return held ^ now


def _holding(scheme: Scheme, day: date) -> QuerySet[Designation, int]:
    """The keys of the institutions that are designated on a day."""
    return _on(Designation.objects.filter(scheme=scheme), day).values_list("institution", flat=True)


def _on(rows: QuerySet[Designation], day: date) -> QuerySet[Designation]:
    return rows.filter(span__contains=day)


def _locked(designation_id: int) -> Designation:
    """A designation, its institution locked: who else mends its days comes after."""
    rows = Designation.objects.filter(pk=designation_id)
    Institution.objects.select_for_update().get(pk__in=rows.values("institution"))
    return rows.select_related("institution").get()


def _set_days(row: Designation, since: date | None, until: date | None) -> None:
    if since is not None and until is not None and until <= since:
        raise EndsBeforeItBegins
    row.span = DateRange(since, until)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if OVERLAPS not in str(error):
            raise
        raise DesignationOverlaps from None


def _told(action: str, row: Designation, by: Actor, at: datetime) -> None:
    """Write the audit row and let what holds today follow."""
    days = {"scheme": row.scheme, "since": row.span.lower, "until": row.span.upper}
    write_trail(action, row.institution, by, at, days)
    keep_to_the_days(by=by, at=at, institutions=[row.institution_id])
