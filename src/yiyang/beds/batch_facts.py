"""The waiting list as the frozen value that batch placement takes.

The same filters and the same ranking as for one person alone: an institution's beds count in
the order in which it would be offered, a bed that somebody on the list would leave counts as
if it were free.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from yiyang.beds import facts
from yiyang.beds.models import Transfer
from yiyang.network.models import Bed, Place
from yiyang.policy.book import Reading
from yiyang.rules.placement.batch import WaitingList, Wish
from yiyang.rules.placement.filters import fitting
from yiyang.rules.placement.places import Candidate, Pool, Seeker
from yiyang.rules.placement.rank import Ranking, Search, rank
from yiyang.rules.placement.terms import URGENT, Kind, Reason

WAITING_STATES = ("EVALUATED", "CONSENTED", "ESCALATED", "EXPIRED")
REASONS_SHOWN = 3
PoolKey = tuple[int, Pool]


@dataclass
class Gathered:
    """The rule's facts, and why institutions were left out, for whoever is not placed."""

    facts: WaitingList
    left_out: dict[int, tuple[Reason, ...]] = field(default_factory=dict)

    def why(self, transfer: int) -> tuple[Reason, ...]:
        """Return the commonest reasons that kept a person without any suitable bed."""
        return self.left_out.get(transfer, ())


def waiting_list(place: Place, reading: Reading, at: datetime) -> Gathered:
    """Return everybody who waits in a place with consent given, and the beds they could have.

    Red and orange alarms are not on the list: they do not wait for a batch.
    """
    waiting = list(
        Transfer.objects.filter(
            case__place=place,
            case__state__in=WAITING_STATES,
            case__attachments__kind="CONSENT",
            case__attachments__added_at__isnull=False,
        )
        .exclude(colour__in=[colour.value for colour in URGENT])
        .exclude(wanted_kind="")
        .select_related("person", "from_claim__bed", "case")
        .order_by("queue_key", "pk")
    )
    seekers = facts.seekers_of(waiting, at, in_turn=True)
    leaving = {row.pk: _left_by(row) for row in waiting}
    wishes: list[Wish] = []
    free: set[int] = set()
    left_out: dict[int, tuple[Reason, ...]] = {}
    for kind in sorted({Kind(row.wanted_kind) for row in waiting}):
        market = _Market(kind, {bed for bed in leaving.values() if bed is not None})
        free |= market.free
        for row in waiting:
            if row.wanted_kind == kind:
                wish, reasons = market.wish_of(row, seekers[row.pk], reading)
                wishes.append(replace(wish, has=leaving[row.pk]))
                left_out[row.pk] = reasons
    return Gathered(WaitingList(tuple(wishes), frozenset(free)), left_out)


def _left_by(transfer: Transfer) -> int | None:
    """Return the bed a person leaves for good by moving; a kept bed is not left."""
    claim = transfer.from_claim
    if claim is None or not claim.is_active or claim.kind != "OCCUPY":
        return None
    to, left = Kind(transfer.wanted_kind), claim.bed.kind
    same_kind = to == left
    from_hospital = left in ("HOSPITAL_BED", "PALLIATIVE_BED") and to != left
    return claim.bed_id if same_kind or from_hospital else None


class _Market:
    """The beds of one kind: free now, or to be left by somebody on the list."""

    def __init__(self, kind: Kind, leaving: set[int]) -> None:
        beds = Bed.objects.filter(kind=kind.value, state="FREE", is_pooled=False)
        left = Bed.objects.filter(kind=kind.value, pk__in=leaving, is_pooled=False)
        self.free = set(beds.values_list("pk", flat=True))
        self.beds: dict[PoolKey, list[int]] = defaultdict(list)
        for bed in [*beds.order_by("pk"), *left.order_by("pk")]:
            self.beds[bed.institution_id, pool_of(bed)].append(bed.pk)
        self.sites = facts.sites(kind)

    def wish_of(
        self, transfer: Transfer, seeker: Seeker, reading: Reading
    ) -> tuple[Wish, tuple[Reason, ...]]:
        """Return the beds a person could have, best first; where none, why not."""
        home = facts.home_of(transfer)
        own = transfer.from_claim.bed_id if transfer.from_claim else None
        candidates = tuple(self._counted(c) for c in facts.seen_from(self.sites, home))
        by_key = {candidate.institution: candidate for candidate in candidates}
        ranking = rank(Search(seeker, candidates), reading)
        wants = [
            bed
            for offer in ranking.offers
            for pool in fitting(seeker, by_key[offer.institution])
            for bed in self.beds.get((offer.institution, replace(pool, free=0)), ())
            if bed != own
        ]
        wish = Wish(transfer.pk, transfer.queue_key, tuple(wants))
        return wish, () if wants else commonest(ranking)

    def _counted(self, candidate: Candidate) -> Candidate:
        """Count a bed that will be left as if it were free."""
        pools = tuple(
            replace(pool, free=len(self.beds.get((candidate.institution, key), ())))
            for pool, key in ((p, replace(p, free=0)) for p in candidate.pools)
        )
        return replace(candidate, pools=pools)


def pool_of(bed: Bed) -> Pool:
    """Return the beds that a bed is like, none of them counted as free."""
    return Pool(
        bed.sex_rule,
        bed.isolation,
        bed.nursing_type,
        bed.dementia_unit,
        bed.price_fen_per_month,
        bed.subsidy_class,
        0,
    )


def commonest(ranking: Ranking) -> tuple[Reason, ...]:
    """Return the commonest reasons why institutions were left out, the first few."""
    counts: dict[str, int] = defaultdict(int)
    sample: dict[str, Reason] = {}
    for reason in _all_reasons(ranking):
        counts[reason.code] += 1
        sample.setdefault(reason.code, reason)
    first = sorted(counts, key=lambda code: (-counts[code], code))[:REASONS_SHOWN]
    return tuple(sample[code] for code in first)


def _all_reasons(ranking: Ranking) -> Iterable[Reason]:
    return (reason for left in ranking.left_out for reason in left.reasons)
