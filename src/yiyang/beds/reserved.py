"""Beds that cooperation contracts reserve: how many, and how many of them are taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Count

from yiyang.agreements.selectors import reserved_beds_of
from yiyang.beds.models import Transfer
from yiyang.rules.placement.places import Reserved
from yiyang.rules.placement.terms import AT_HOME_KINDS

GIVEN = ("HOLD", "OCCUPY")


def reserved_for(
    rows: Sequence[Transfer], here: dict[int, int], day: date, *, in_turn: bool
) -> dict[int, tuple[Reserved, ...]]:
    """Return what partners reserve for where each transfer's person is, by transfer.

    Args:
        here: the institution where each person is, by person.
        in_turn: the rows are placed together, in their order: one who comes before, and seeks
            a bed of the same kind, takes a reserved bed before the next one.
    """
    beds = reserved_beds_of(set(here.values()), day)
    if not beds:
        return {}
    taken = _taken(beds, {row.pk for row in rows})
    ahead: Counter[tuple[int, str]] = Counter()
    found = {}
    for row in rows:
        now = here.get(row.person_id, 0)
        before = ahead[now, row.wanted_kind] if in_turn else 0
        ahead[now, row.wanted_kind] += 1
        found[row.pk] = tuple(
            Reserved(partner, number, taken[now, partner] + before)
            for partner, number in sorted(beds.get(now, {}).items())
        )
    return found


def _taken(beds: dict[int, dict[int, int]], asking: Collection[int]) -> Counter[tuple[int, int]]:
    """Count the beds of partners, held or occupied, of people who came by a transfer from here."""
    rows = (
        Transfer.objects.filter(
            from_claim__bed__institution__in=beds,
            to_claim__bed__institution__in={key for each in beds.values() for key in each},
            to_claim__is_active=True,
            to_claim__kind__in=GIVEN,
        )
        .exclude(pk__in=asking)
        .exclude(to_claim__bed__kind__in=[kind.value for kind in AT_HOME_KINDS])
        .values_list("from_claim__bed__institution", "to_claim__bed__institution")
        .annotate(Count("pk"))
        .order_by()
    )
    return Counter({(home, partner): number for home, partner, number in rows})
