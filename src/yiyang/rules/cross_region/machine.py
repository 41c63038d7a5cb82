"""What a node does with what it hears of one settlement, in whatever order it hears it.

Each settlement has a number that the place of care gives.  What the home node has done under a
number it says again when it is asked again; a reversal that comes before its settlement is kept,
and the settlement that follows it moves nothing.  So loss, copies and disorder leave both books
equal as soon as every number has been answered once.

Source: YRD-5 (nothing is lost when a message is); transactions 2207, 2304, 2208, 2305 and 2601 of
the national interface.
"""

from __future__ import annotations

from typing import NamedTuple

# States of a settlement; at home there is none before it is settled.
NOTHING, ASKED, SETTLED = "NOTHING", "ASKED", "SETTLED"
REFUSED, REVERSING, REVERSED = "REFUSED", "REVERSING", "REVERSED"
# What is asked of the home node.
SETTLE, REVERSE = "SETTLE", "REVERSE"
# What is done: in the book at home, or at the place of care.
NONE, BOOK, TAKE_BACK, CLOSE, OTHER_WORDS = "NONE", "BOOK", "TAKE_BACK", "CLOSE", "OTHER_WORDS"


class Step(NamedTuple):
    """The state that follows, and what is done in the book."""

    state: str
    does: str


AT_HOME = {
    (NOTHING, SETTLE): Step(SETTLED, BOOK),
    (NOTHING, REVERSE): Step(REVERSED, NONE),
    (SETTLED, SETTLE): Step(SETTLED, NONE),
    (SETTLED, REVERSE): Step(REVERSED, TAKE_BACK),
    (REVERSED, SETTLE): Step(REVERSED, NONE),
    (REVERSED, REVERSE): Step(REVERSED, NONE),
}
# CLOSE: book what the answer says was settled, unless it is booked, and take it back.
AT_PLACE = {
    (ASKED, SETTLED): Step(SETTLED, BOOK),
    (ASKED, REFUSED): Step(REFUSED, NONE),
    (ASKED, REVERSED): Step(REVERSED, CLOSE),
    (SETTLED, SETTLED): Step(SETTLED, NONE),
    (SETTLED, REFUSED): Step(SETTLED, NONE),
    (SETTLED, REVERSED): Step(REVERSED, CLOSE),
    (REFUSED, SETTLED): Step(SETTLED, BOOK),
    (REFUSED, REFUSED): Step(REFUSED, NONE),
    (REFUSED, REVERSED): Step(REVERSED, CLOSE),
    (REVERSING, SETTLED): Step(REVERSING, BOOK),
    (REVERSING, REFUSED): Step(REVERSING, NONE),
    (REVERSING, REVERSED): Step(REVERSED, CLOSE),
    (REVERSED, SETTLED): Step(REVERSED, NONE),
    (REVERSED, REFUSED): Step(REVERSED, NONE),
    (REVERSED, REVERSED): Step(REVERSED, NONE),
}
MAY_ASK_AGAIN = frozenset({ASKED, REFUSED, SETTLED})
MAY_REVERSE = frozenset({ASKED, SETTLED, REFUSED, REVERSING})


def at_home(state: str, asked: str, *, is_same: bool = True) -> Step:
    """Return what the home node does with what is asked.

    Args:
        state: NOTHING, SETTLED or REVERSED.
        is_same: whether a settlement has the words that were settled under its number.
    """
    if (state, asked) == (SETTLED, SETTLE) and not is_same:
        return Step(SETTLED, OTHER_WORDS)
    return AT_HOME[state, asked]


def at_place(state: str, heard: str) -> Step:
    """Return what the place of care does with an answer: SETTLED, REFUSED or REVERSED."""
    return AT_PLACE[state, heard]
