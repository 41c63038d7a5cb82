"""Pieces of one SQL statement: a text with places for values, and the values in their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any


@dataclass(frozen=True)
class Piece:
    """A text with one ``%s`` for each value."""

    text: str
    values: tuple[Any, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)


TRUE, FALSE = Piece("true"), Piece("false")


def every(pieces: Iterable[Piece]) -> Piece:
    """Return the condition that all of several hold."""
    return _joined(" and ", list(pieces), TRUE)


def any_of(pieces: Iterable[Piece]) -> Piece:
    """Return the condition that one of several holds."""
    return _joined(" or ", list(pieces), FALSE)


def _joined(word: str, pieces: list[Piece], none: Piece) -> Piece:
    if not pieces:
        return none
    if len(pieces) == 1:
        return pieces[0]
    text = word.join(f"({piece.text})" for piece in pieces)
    return Piece(text, tuple(value for piece in pieces for value in piece.values))


def negated(piece: Piece) -> Piece:
    """Return the condition that this one does not hold."""
    return Piece(f"not ({piece.text})", piece.values)


def one_of(column: str, values: Sequence[Any], form: str) -> Piece:
    """Return the condition that a column has one of these values of SQL type ``form``."""
    if len(values) == 1:
        return Piece(f"{column} = %s::{form}", (values[0],))
    return Piece(f"{column} = any(%s::{form}[])", (list(values),))


class Names:
    """Gives each table of a statement a name of its own."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def new(self, letter: str) -> str:
        """Return a name that this statement has not used."""
        return f"{letter}{next(self._numbers)}"
