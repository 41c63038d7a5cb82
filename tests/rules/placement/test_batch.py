"""Placing a whole list at once: fair, never worse for anybody, complete."""

from datetime import date
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.placement.batch import Proposal, WaitingList, Wish, place_all

DAY = date(2026, 3, 2)


def propose(wishes: list[Wish], free: set[int]) -> Proposal:
    reading = Reading(shipped_book(), DAY, "310106")
    return place_all(WaitingList(tuple(wishes), frozenset(free)), reading)


def beds(proposal: Proposal) -> dict[int, int | None]:
    return {move.transfer: move.bed for move in proposal.moves}


def test_two_tenants_who_want_each_others_bed_swap_without_any_free_bed() -> None:
    proposal = propose([Wish(1, "a", (20,), has=10), Wish(2, "b", (10,), has=20)], set())
    assert beds(proposal) == {1: 20, 2: 10}
    assert len({move.group for move in proposal.moves}) == 1
    assert (proposal.placed, proposal.placed_first_come) == (2, 0)


def test_a_chain_uses_the_bed_that_a_mover_vacates() -> None:
    proposal = propose([Wish(1, "a", (10,)), Wish(2, "b", (30,), has=10)], {30})
    assert beds(proposal) == {1: 10, 2: 30}
    assert {move.transfer: move.after for move in proposal.moves} == {1: 2, 2: None}
    assert (proposal.placed, proposal.placed_first_come) == (2, 1)


def test_the_earlier_in_the_queue_is_never_passed_over() -> None:
    proposal = propose([Wish(2, "b", (30,)), Wish(1, "a", (30,))], {30})
    assert beds(proposal) == {1: 30, 2: None}
    assert proposal.moves[1].reasons[0].code == "BATCH_GIVEN_TO_EARLIER"


def test_a_tenant_keeps_the_own_bed_when_nothing_better_is_found() -> None:
    proposal = propose([Wish(1, "a", (10,)), Wish(2, "b", (99,), has=10)], set())
    assert beds(proposal) == {1: None, 2: None}


WISHES = st.lists(
    st.tuples(
        st.permutations(range(5)).map(lambda beds: beds[:3]), st.booleans(), st.integers(0, 3)
    ),
    max_size=5,
)


def build(drawn: list[tuple[list[int], bool, int]]) -> list[Wish]:
    wishes = []
    for number, (wants, is_tenant, cut) in enumerate(drawn):
        has = number if is_tenant else None
        kept = tuple(bed for bed in wants[: cut or 3] if bed != has)
        wishes.append(Wish(number, f"{number:03}", kept, has))
    return wishes


@given(WISHES, st.sets(st.integers(0, 6)))
def test_nobody_gets_an_unwanted_bed_and_no_bed_goes_twice(
    drawn: list[tuple[list[int], bool, int]], free: set[int]
) -> None:
    wishes = build(drawn)
    free = free - {wish.has for wish in wishes if wish.has is not None}
    proposal = propose(wishes, free)
    given_beds = [bed for bed in beds(proposal).values() if bed is not None]
    assert len(given_beds) == len(set(given_beds))
    for wish in wishes:
        bed = beds(proposal)[wish.transfer]
        assert bed is None or bed in wish.wants
    staying = {w.has for w in wishes if w.has is not None and beds(proposal)[w.transfer] is None}
    assert not staying & set(given_beds)
    assert proposal.placed >= proposal.placed_first_come


@given(WISHES, st.sets(st.integers(0, 6)))
def test_exactly_those_are_served_whom_the_queue_order_allows(
    drawn: list[tuple[list[int], bool, int]], free: set[int]
) -> None:
    """Against brute force: the served set is the first in queue order that can be."""
    wishes = build(drawn)
    free = free - {wish.has for wish in wishes if wish.has is not None}
    proposal = propose(wishes, free)
    served: list[Wish] = []
    for wish in wishes:
        if possible([*served, wish], wishes, free):
            served.append(wish)
    assert {w.transfer for w in served} == {
        t for t, bed in beds(proposal).items() if bed is not None
    }


def possible(served: list[Wish], wishes: list[Wish], free: set[int]) -> bool:
    """Tell whether all of ``served`` can be, perhaps by serving others too."""
    others = [wish for wish in wishes if wish not in served]
    return any(
        exactly([*served, *more], wishes, free)
        for size in range(len(others) + 1)
        for more in combinations(others, size)
    )


def exactly(served: list[Wish], wishes: list[Wish], free: set[int]) -> bool:
    staying = {w.has for w in wishes if w not in served and w.has is not None}
    usable = (free | {w.has for w in served if w.has is not None}) - staying
    return any(
        all(bed in wish.wants for wish, bed in zip(served, choice, strict=True))
        for choice in permutations(sorted(usable), len(served))
    )


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_the_order_of_the_input_never_matters(order: tuple[int, ...]) -> None:
    wishes = [Wish(1, "a", (10, 20)), Wish(2, "b", (10,)), Wish(3, "c", (20,), has=10)]
    assert propose([wishes[i] for i in order], {20}) == propose(wishes, {20})
