"""Money never appears or disappears between two nodes, whatever becomes of their messages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yiyang.rules.cross_region import machine
from yiyang.rules.cross_region.machine import (
    ASKED,
    BOOK,
    CLOSE,
    NOTHING,
    OTHER_WORDS,
    REFUSED,
    REVERSE,
    REVERSED,
    REVERSING,
    SETTLE,
    SETTLED,
    TAKE_BACK,
)

Answer = tuple[str, str, bool]  # number, what was told, whether it had been settled


@dataclass
class World:
    """Two books, and the messages between them in a bag: any of them may come next."""

    fen: dict[str, int]
    refuses: set[str]
    place: dict[str, str] = field(default_factory=dict)
    home: dict[str, str] = field(default_factory=dict)
    stood: set[str] = field(default_factory=set)  # settled at home at some time
    booked: dict[str, int] = field(default_factory=dict)  # at the place of care
    owed: dict[str, int] = field(default_factory=dict)  # at home
    questions: list[tuple[str, str]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    def ask(self, number: str) -> None:
        if self.place.get(number, NOTHING) in (NOTHING, *machine.MAY_ASK_AGAIN):
            if self.place.get(number) != SETTLED:
                self.place[number] = ASKED
            self.questions.append((number, SETTLE))

    def take_back(self, number: str) -> None:
        if self.place.get(number) in machine.MAY_REVERSE:
            self.place[number] = REVERSING
            self.questions.append((number, REVERSE))

    def arrives(self, number: str, asked: str) -> None:
        """Let the node of insurance take a question in."""
        before = self.home.get(number, NOTHING)
        if (before, asked) == (NOTHING, SETTLE) and number in self.refuses:
            self.answers.append((number, REFUSED, False))
            return
        step = machine.at_home(before, asked)
        self.home[number] = step.state
        if step.does == BOOK:
            self.owed[number] = self.owed.get(number, 0) + self.fen[number]
            self.stood.add(number)
        if step.does == TAKE_BACK:
            self.owed[number] -= self.fen[number]
        self.answers.append((number, step.state, number in self.stood))

    def heard(self, number: str, told: str, stood: bool) -> None:
        """Let the place of care hear an answer."""
        step = machine.at_place(self.place[number], told)
        if step.does in (BOOK, CLOSE) and stood and number not in self.booked:
            self.booked[number] = self.fen[number]
        if step.does == CLOSE:
            self.booked[number] = 0
        self.place[number] = step.state


@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_books_are_equal_once_every_question_was_answered_in_any_order(data: st.DataObject) -> None:
    fen = data.draw(st.dictionaries(st.sampled_from("abcd"), st.integers(1, 10**9), min_size=1))
    world = World(fen, data.draw(st.sets(st.sampled_from(sorted(fen)))))
    numbers = st.sampled_from(sorted(fen))
    for _ in range(data.draw(st.integers(1, 25))):
        _happens(world, data, numbers)
    _until_quiet(world, data)
    for number in fen:
        assert world.booked.get(number, 0) == world.owed.get(number, 0)
        assert world.place.get(number) not in (ASKED, REVERSING)
        stands = world.place.get(number) == SETTLED
        assert world.booked.get(number, 0) == (fen[number] if stands else 0)


def _happens(world: World, data: st.DataObject, numbers: st.SearchStrategy[str]) -> None:
    """Let one thing happen: a desk acts, a message arrives once or again, or is lost."""
    acts: list[Callable[[], None]] = [
        lambda: world.ask(data.draw(numbers)),
        lambda: world.take_back(data.draw(numbers)),
        lambda: _deliver(world, data, keeps=True),
        lambda: _deliver(world, data, keeps=False),
        lambda: _hear(world, data, keeps=True),
        lambda: _hear(world, data, keeps=False),
        world.answers.clear,
    ]
    data.draw(st.sampled_from(acts))()


def _deliver(world: World, data: st.DataObject, *, keeps: bool) -> None:
    if world.questions:
        place = data.draw(st.integers(0, len(world.questions) - 1))
        number, asked = world.questions[place]
        if not keeps:
            world.questions.pop(place)
        world.arrives(number, asked)


def _hear(world: World, data: st.DataObject, *, keeps: bool) -> None:
    if world.answers:
        place = data.draw(st.integers(0, len(world.answers) - 1))
        answer = world.answers[place]
        if not keeps:
            world.answers.pop(place)
        world.heard(*answer)


def _until_quiet(world: World, data: st.DataObject) -> None:
    """Deliver what waits, and ask again what nobody has answered, until nothing waits."""
    for _ in range(2):
        for number, state in sorted(world.place.items()):
            if state in (ASKED, REVERSING):
                world.questions.append((number, SETTLE if state == ASKED else REVERSE))
        while world.questions or world.answers:
            _deliver(world, data, keeps=False)
            _hear(world, data, keeps=False)


def test_other_words_under_a_number_that_is_settled_move_nothing() -> None:
    assert machine.at_home(SETTLED, SETTLE, is_same=False) == (SETTLED, OTHER_WORDS)


@pytest.mark.parametrize("state", [ASKED, SETTLED, REFUSED, REVERSING])
def test_word_of_a_reversal_closes_whatever_stands_at_the_place_of_care(state: str) -> None:
    assert machine.at_place(state, REVERSED) == (REVERSED, CLOSE)
