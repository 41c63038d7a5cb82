"""What is counted in an insurance year, under the lock of the person it is counted for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import F

from yiyang.claims.models import Claim, Counter, Cover
from yiyang.people.models import Person
from yiyang.policy.book import Reading
from yiyang.rules.adjudication import Accumulated

POOL, DEDUCTIBLE = "POOL", "DEDUCTIBLE_"


def year_of(day: date, reading: Reading) -> date:
    """Return the first day of the insurance year in which a day lies."""
    month, first = map(int, reading.text("adjudication.year_begins").split("-"))
    began = date(day.year, month, first)
    return began if began <= day else date(day.year - 1, month, first)


def deductible_counter(kind: str, reading: Reading) -> str:
    """Return the name of the counter of the deductible of a kind of care."""
    return DEDUCTIBLE + str(reading.table("adjudication.deductible_counts")[kind])


def counted_before(claim: Claim, year: date, reading: Reading) -> Accumulated:
    """Return what the year has counted so far; the caller holds the person's lock."""
    rows = Counter.objects.filter(person=claim.person_id, year_from=year)
    fen = dict(rows.values_list("name", "fen"))
    return Accumulated(
        deductible_fen=fen.get(deductible_counter(claim.kind, reading), 0),
        pool_fen=fen.get(POOL, 0),
        episode_fen=0,
    )


def lock_payers(person_ids: Iterable[int]) -> None:
    """Take people, and whose accounts pay for them too, for this transaction, in key order.

    Whoever takes several in another order, or one after another, may wait for each other for ever.
    """
    people = set(person_ids)
    covers = Cover.objects.filter(person__in=people)
    keys = (people | set(covers.values_list("family_payer", flat=True))) - {None}
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))


def add(person_id: int, year: date, amounts: Mapping[str, int], *, sign: int = 1) -> None:
    """Add amounts to the counters of a year, or take them off with ``sign`` -1."""
    wanted = {name: fen for name, fen in amounts.items() if fen}
    Counter.objects.bulk_create(
        [Counter(person_id=person_id, year_from=year, name=name) for name in sorted(wanted)],
        ignore_conflicts=True,
    )
    for name, fen in sorted(wanted.items()):
        rows = Counter.objects.filter(person=person_id, year_from=year, name=name)
        rows.update(fen=F("fen") + sign * fen)
