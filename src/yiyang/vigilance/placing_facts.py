"""Who waits in a response, and the beds of its pool, as the rules of placement take them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from yiyang.beds import facts as beds
from yiyang.beds.batch_facts import commonest, pool_of
from yiyang.kernel.geo import Point, metres_between
from yiyang.network.models import Capability, Institution
from yiyang.policy.book import Reading
from yiyang.rules.placement.batch import WaitingList, Wish
from yiyang.rules.placement.filters import fitting
from yiyang.rules.placement.places import Candidate, Pool, Seeker
from yiyang.rules.placement.rank import Search, rank
from yiyang.rules.placement.terms import Colour, Kind, Reason
from yiyang.rules.vigilance import Tier
from yiyang.vigilance.models import Casualty, PooledBed, Response

GRAVE = 2  # the two gravest severities are placed as an orange alarm is


@dataclass(frozen=True)
class Gathered:
    """What batch placement takes, the pooled bed of each bed, why somebody has none."""

    facts: WaitingList
    pooled: Mapping[int, PooledBed]
    left_out: Mapping[int, tuple[Reason, ...]]


def waiting_in(
    response: Response, waiting: Sequence[Casualty], tiers: Mapping[int, Tier], reading: Reading,
    at: datetime,
) -> Gathered:  # fmt: skip
    """Return everybody who waits in a response, the gravest first, and the free beds of its pool.

    Args:
        tiers: by casualty, the bed that their severity needs.
    """
    pooled = _free(response)
    market = _Market(pooled)
    wishes, left_out = [], {}
    for one in waiting:
        tier = tiers[one.pk]
        wants, reasons = market.wanted(_seeker(one, tier, at), _home(one), tier, reading)
        wishes.append(Wish(one.pk, f"{tier.rank}-{one.number:05}", wants))
        left_out[one.pk] = reasons
    listed = WaitingList(tuple(wishes), frozenset(each.bed_id for each in pooled))
    return Gathered(listed, {each.bed_id: each for each in pooled}, left_out)


def _free(response: Response) -> list[PooledBed]:
    """Return the beds of a pool that nobody has: in an exercise nobody of the exercise."""
    rows = response.pooled_beds.filter(released_at=None).select_related("bed__institution__place")
    taken = Casualty.objects.filter(response=response, left_at=None, bed__isnull=False)
    rows = rows.exclude(pk__in=taken.values("bed"))
    if not response.is_exercise:
        rows = rows.filter(bed__state="FREE", bed__is_pooled=True)
    return list(rows.order_by("bed"))


def _seeker(one: Casualty, tier: Tier, at: datetime) -> Seeker:
    """Return whom a bed is sought for.

    Who really waits seeks the kind of bed that was found open and consented to: no other could be
    reserved for them.  An invented case seeks the kind of its tier.
    """
    colour = Colour.ORANGE if tier.rank < GRAVE else Colour.GREEN
    needs = frozenset(tier.needs)
    if one.transfer is not None:
        own = beds.wishes_of(one.transfer, at)
        return replace(own, needs=own.needs | needs)
    place = one.place.code if one.place else ""
    return Seeker(tier.kind, colour, one.sex, None, place, needs=needs)


def _home(one: Casualty) -> Point | None:
    if one.transfer is not None:
        return beds.home_of(one.transfer)
    if one.place is None or one.place.lon is None or one.place.lat is None:
        return None
    return Point(one.place.lon, one.place.lat)


class _Market:
    """The free beds of a pool by institution and likeness."""

    def __init__(self, pooled: Sequence[PooledBed]) -> None:
        self.hosts: dict[int, Institution] = {}
        self.beds: dict[tuple[Kind, int], dict[Pool, list[int]]] = defaultdict(dict)
        for each in pooled:
            bed = each.bed
            self.hosts[bed.institution_id] = bed.institution
            alike = self.beds[Kind(bed.kind), bed.institution_id]
            alike.setdefault(pool_of(bed), []).append(bed.pk)
        self.able: dict[int, set[str]] = defaultdict(set)
        rows = Capability.objects.filter(institution__in=self.hosts)
        for host, code in rows.values_list("institution_id", "code"):
            self.able[host].add(code)

    def wanted(
        self, seeker: Seeker, home: Point | None, tier: Tier, reading: Reading
    ) -> tuple[tuple[int, ...], tuple[Reason, ...]]:
        """Return the beds somebody could have, the lowest sufficient tier first; or why none."""
        candidates = {
            host: self._candidate(host, alike, home)
            for (kind, host), alike in self.beds.items()
            if kind == seeker.kind and self._level(host) >= tier.least_level
        }
        ranking = rank(Search(seeker, tuple(candidates.values())), reading)
        order = sorted(ranking.offers, key=lambda one: (self._level(one.institution), one.rank))
        wants = tuple(
            bed
            for offer in order
            for pool in fitting(seeker, candidates[offer.institution])
            for bed in self.beds[seeker.kind, offer.institution][replace(pool, free=0)]
        )
        if wants:
            return wants, ()
        if seeker.kind != tier.kind:
            kinds = {"kind": seeker.kind, "tier": tier.kind}
            return (), (Reason("CONSENT_OF_OTHER_KIND", kinds, "vigilance.tiers"),)
        none = Reason(
            "POOL_HAS_NO_TIER", {"kind": tier.kind, "level": tier.least_level}, "vigilance.tiers"
        )
        return (), commonest(ranking) or (none,)

    def _level(self, host: int) -> int:
        return self.hosts[host].level or 0

    def _candidate(
        self, host: int, alike: Mapping[Pool, list[int]], home: Point | None
    ) -> Candidate:
        row = self.hosts[host]
        metres = None if home is None else metres_between(home, Point(row.lon, row.lat))
        return Candidate(
            institution=host, place=row.place.code, metres=metres, designated=row.designated,
            capabilities=frozenset(self.able[host]), highest_care_level=row.highest_care_level,
            load_permille=0, serves=frozenset(),
            pools=tuple(replace(pool, free=len(ids)) for pool, ids in alike.items()),
        )  # fmt: skip
