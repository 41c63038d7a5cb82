"""The placement of a whole waiting list at once, with cycles and chains.

A person who moves out leaves a bed for somebody else on the list.  First come, first served
cannot use it; here it is used: people are taken in queue order and each is placed whenever that
is possible together with everybody placed before, if need be by moving others on the list
along a chain (which ends at a free bed) or around a cycle (which needs no free bed at all).

Nobody loses a bed by it, nobody is passed over by somebody later in the queue, and the result
does not depend on the order of the input.  The search for a place is an augmenting path in a
bipartite graph (Berge 1957); that a waiting list with tenants may be served by chains and
cycles is Abdulkadiroğlu and Sönmez, "House allocation with existing tenants" (1999).

Source: JA-2.2.2 (orderly, shared use of the five kinds of beds).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from yiyang.policy.book import Reading
from yiyang.rules.placement.terms import Reason
from yiyang.rules.registry import rule


@dataclass(frozen=True)
class Wish:
    """One person on the list.  ``wants`` are beds that pass every filter, best first,
    and never the one the person has.

    ``has`` is the bed the person leaves by moving, or None.  ``key`` sorts the list.
    """

    transfer: int
    key: str
    wants: tuple[int, ...]
    has: int | None = None


@dataclass(frozen=True)
class WaitingList:
    """Everybody who waits, and the beds that are free now."""

    wishes: tuple[Wish, ...]
    free: frozenset[int]


@dataclass(frozen=True)
class Move:
    """One person's place in the proposal; ``bed`` None where there is none.

    ``after`` is the transfer whose move frees the bed, None when the bed is free now; ``group``
    numbers moves that must happen together; ``choice`` is the bed's place among the wants, from 1.
    """

    transfer: int
    bed: int | None
    after: int | None
    group: int | None
    choice: int | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Proposal:
    """The moves in queue order, and how many first come, first served would have placed."""

    moves: tuple[Move, ...]
    placed: int
    placed_first_come: int


@rule("placement.batch")
def place_all(waiting: WaitingList, reading: Reading) -> Proposal:
    """Propose beds for a whole waiting list.

    Source: JA-2.2.2; the queue order ``placement.queue.order`` decides who is served first.
    """
    reading.line("placement.queue.order")
    wishes = sorted(waiting.wishes, key=lambda wish: (wish.key, wish.transfer))
    matching = _Matching(wishes, waiting.free)
    for wish in wishes:
        matching.serve(wish)
    for wish in wishes:
        matching.improve(wish)
    moves = tuple(_moves(wishes, matching, waiting.free))
    placed = sum(move.bed is not None for move in moves)
    return Proposal(moves, placed, len(first_come(wishes, waiting.free)))


def first_come(wishes: list[Wish], free: frozenset[int]) -> dict[int, int]:
    """Return transfer to bed when each in turn takes the best bed free now, and no more."""
    left, taken = set(free), {}
    for wish in wishes:
        bed = next((bed for bed in wish.wants if bed in left), None)
        if bed is not None:
            taken[wish.transfer] = bed
            left.discard(bed)
    return taken


@dataclass
class _Matching:
    """Who has which bed.  A tenant not served keeps the bed it has; a served one never does."""

    wishes: list[Wish]
    free: frozenset[int]
    bed_of: dict[int, int] = field(default_factory=dict)
    holder: dict[int, Wish] = field(default_factory=dict)
    served: set[int] = field(default_factory=set)
    beds: set[int] = field(default_factory=set)
    fixed: set[int] = field(default_factory=set)  # whose bed is settled: nobody moves them again

    def __post_init__(self) -> None:
        self.beds = set(self.free)
        for wish in self.wishes:
            if wish.has is not None:
                self.beds.add(wish.has)
                self._give(wish, wish.has)

    def serve(self, wish: Wish) -> None:
        """Place the person if that is possible with everybody served so far still served."""
        left = self.bed_of.pop(wish.transfer, None)
        if left is not None:
            del self.holder[left]
        self.served.add(wish.transfer)
        if self._augment(wish, wish.wants):
            return
        self.served.discard(wish.transfer)
        if left is not None:
            self._give(wish, left)

    def improve(self, wish: Wish) -> None:
        """Give a served person the best bed that leaves everybody served, nobody earlier worse."""
        if wish.transfer not in self.served:
            return
        current = self.bed_of[wish.transfer]
        for better in wish.wants[: wish.wants.index(current)]:
            if better not in self.beds:
                continue
            del self.holder[current]
            if self._augment(wish, (better,)):
                break
            self.holder[current] = wish
        self.fixed.add(wish.transfer)

    def _options(self, wish: Wish) -> Iterator[int]:
        yield from wish.wants
        if wish.transfer not in self.served and wish.has is not None:
            yield wish.has

    def _augment(self, start: Wish, wants: tuple[int, ...]) -> bool:
        """Search breadth first for a chain of moves that ends at a bed nobody has."""
        came_from: dict[int, Wish] = {}
        queue = [(start, tuple(wants))]
        for wish, options in queue:
            for bed in options:
                if bed in came_from or bed not in self.beds:
                    continue
                came_from[bed] = wish
                holder = self.holder.get(bed)
                if holder is None:
                    self._shift(bed, came_from, start)
                    return True
                if holder.transfer not in self.fixed:
                    queue.append((holder, tuple(self._options(holder))))
        return False

    def _shift(self, bed: int, came_from: dict[int, Wish], start: Wish) -> None:
        while True:
            wish = came_from[bed]
            before = self.bed_of.get(wish.transfer)
            self._give(wish, bed)
            if wish is start or before is None:
                return
            bed = before

    def _give(self, wish: Wish, bed: int) -> None:
        self.bed_of[wish.transfer] = bed
        self.holder[bed] = wish


def _moves(wishes: list[Wish], matching: _Matching, free: frozenset[int]) -> Iterator[Move]:
    tenant_of = {wish.has: wish.transfer for wish in wishes if wish.has is not None}
    groups = _groups(wishes, matching, tenant_of)
    for wish in wishes:
        if wish.transfer not in matching.served:
            yield Move(wish.transfer, None, None, None, None, (_why_not(wish, matching),))
            continue
        bed = matching.bed_of[wish.transfer]
        after = None if bed in free else tenant_of[bed]
        choice = wish.wants.index(bed) + 1
        reasons = [Reason("BATCH_CHOICE", {"choice": choice}, "placement.queue.order")]
        if after is not None:
            reasons.append(Reason("BATCH_VACATED", {}, "placement.queue.order"))
        yield Move(wish.transfer, bed, after, groups[wish.transfer], choice, tuple(reasons))


def _why_not(wish: Wish, matching: _Matching) -> Reason:
    if not wish.wants:
        return Reason("BATCH_NO_SUITABLE_BED", {}, "placement.queue.order")
    reachable = [bed for bed in wish.wants if bed in matching.beds]
    if not reachable:
        return Reason("BATCH_NONE_FREED", {}, "placement.queue.order")
    return Reason("BATCH_GIVEN_TO_EARLIER", {"beds": len(reachable)}, "placement.queue.order")


def _groups(wishes: list[Wish], matching: _Matching, tenant_of: dict[int, int]) -> dict[int, int]:
    """Number the chains and cycles: moves joined by a bed that one leaves and another takes."""
    group: dict[int, int] = {}
    for number, wish in enumerate(wishes, start=1):
        link: int | None = wish.transfer
        path = []
        while link is not None and link in matching.served and link not in group:
            group[link] = number
            path.append(link)
            link = tenant_of.get(matching.bed_of[link])
        if link is not None and link in group and group[link] != number:
            for member in path:
                group[member] = group[link]
    return group
