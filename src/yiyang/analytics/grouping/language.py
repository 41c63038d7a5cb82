"""The language of grouping rules: text in, terms out; nothing in it can be run as a program.

    rule    = and { "or" and }
    and     = not { "and" not }
    not     = "not" not | "(" rule ")" | test
    test    = places [ "not" ] "in" sets | number sign whole | "length" "(" what ")" sign whole
            | "MCC" | "CC" | "switch." name | "true" | "false"
    what    = [ sets "∩" ] places | places "∩" sets
    places  = place | "{" place { "," place } "}"
    sets    = name | "{" span { "," span } "}"        span = name [ ".." name ]

``and``, ``or``, ``not``, ``in`` and ``length`` are read in small and in capital letters.  A span
names sets whose names end in rising numbers of one width: ``DI_Z02..DI_Z09``.

Source: CHS-DRG 3.0, sheets of rules (2026-09).
"""

from __future__ import annotations

import re
from functools import lru_cache

from yiyang.analytics.grouping.terms import (
    DIAGNOSES,
    OPERATIONS,
    And,
    Compare,
    Const,
    Has,
    In,
    Length,
    Not,
    Number,
    Or,
    Place,
    Severity,
    Switch,
    Term,
)

LONGEST = 100_000
DEEPEST = 40
WIDEST_SPAN = 1_000
LARGEST = 1_000_000_000

_PIECES = re.compile(
    r"\s*(?:(switch\.[a-z0-9_]+)|([A-Za-z][A-Za-z0-9_]*)|([0-9]+)|(\.\.|>=|<=|!=|<>|[(){},=<>≥≤≠∩]))"
)
_SIGNS = {"≥": ">=", "≤": "<=", "≠": "!=", "<>": "!="}
_WORDS = ("and", "or", "not", "in", "length", "true", "false")
_ALL_SIGNS = ("=", "!=", "<", "<=", ">", ">=")


class BadRule(Exception):
    """A rule is not in the language; the text says what stands where."""


@lru_cache(maxsize=4096)
def parse(text: str) -> Term:
    """Return the terms of a rule.

    Raises:
        BadRule: not in the language, or too long or too deep.
    """
    reader = _Reader(text)
    term = reader.rule(0)
    reader.end()
    return term


def _pieces(text: str) -> list[tuple[str, int]]:
    if len(text) > LONGEST:
        raise BadRule(f"longer than {LONGEST} characters")
    found, at, end = [], 0, len(text.rstrip())
    while at < end:
        match = _PIECES.match(text, at)
        if match is None:
            raise BadRule(f"column {at + 1}: {text[at : at + 12]!r} is no part of a rule")
        group = match.lastindex or 0
        piece = match.group(group)
        piece = piece.lower() if piece.lower() in _WORDS else _SIGNS.get(piece, piece)
        found.append((piece, match.start(group) + 1))
        at = match.end()
    return found


class _Reader:
    """Reads one rule from left to right, never back."""

    def __init__(self, text: str) -> None:
        self.pieces = _pieces(text)
        self.at = 0

    def peek(self) -> str:
        return self.pieces[self.at][0] if self.at < len(self.pieces) else ""

    def take(self) -> str:
        piece = self.peek()
        self.at += 1
        return piece

    def need(self, *wanted: str) -> str:
        if self.peek() not in wanted:
            raise self.fault(" or ".join(wanted))
        return self.take()

    def fault(self, wanted: str) -> BadRule:
        if self.at >= len(self.pieces):
            return BadRule(f"at the end: {wanted} is missing")
        piece, column = self.pieces[self.at]
        return BadRule(f"column {column}: {wanted} should stand before {piece!r}")

    def end(self) -> None:
        if self.at < len(self.pieces):
            raise self.fault("and, or, or the end")

    def rule(self, depth: int) -> Term:
        terms = [self.conjunction(depth)]
        while self.peek() == "or":
            self.take()
            terms.append(self.conjunction(depth))
        return terms[0] if len(terms) == 1 else Or(tuple(terms))

    def conjunction(self, depth: int) -> Term:
        terms = [self.negation(depth)]
        while self.peek() == "and":
            self.take()
            terms.append(self.negation(depth))
        return terms[0] if len(terms) == 1 else And(tuple(terms))

    def negation(self, depth: int) -> Term:
        if depth > DEEPEST:
            raise BadRule(f"nested deeper than {DEEPEST}")
        if self.peek() == "not":
            self.take()
            return Not(self.negation(depth + 1))
        if self.peek() == "(":
            self.take()
            term = self.rule(depth + 1)
            self.need(")")
            return term
        return self.test()

    def test(self) -> Term:
        piece = self.peek()
        if piece in ("true", "false"):
            return Const(self.take() == "true")
        if piece.startswith("switch."):
            return Switch(self.take().removeprefix("switch."))
        if piece in Severity.__members__:
            return Has(Severity(self.take()))
        if piece in Number.__members__:
            number = Number(self.take())
            return Compare(number, self.need(*_ALL_SIGNS), self.whole())
        if piece == "length":
            return self.length()
        return self.membership()

    def membership(self) -> Term:
        places = self.places()
        contrary = self.peek() == "not"
        if contrary:
            self.take()
        self.need("in")
        term = In(places, self.sets())
        return Not(term) if contrary else term

    def length(self) -> Term:
        self.take()
        self.need("(")
        sets: tuple[str, ...] = ()
        if self.is_places():
            places = self.places()
            if self.peek() == "∩":
                self.take()
                sets = self.sets()
        else:
            sets = self.sets()
            self.need("∩")
            places = self.places()
        self.need(")")
        return Length(places, sets, self.need(*_ALL_SIGNS), self.whole())

    def is_places(self) -> bool:
        ahead = self.at + (self.peek() == "{")
        return ahead < len(self.pieces) and self.pieces[ahead][0] in Place.__members__

    def places(self) -> Place:
        if self.peek() != "{":
            return self.place()
        self.take()
        places = self.place()
        while self.need(",", "}") == ",":
            places |= self.place()
        if places & DIAGNOSES and places & OPERATIONS:
            raise BadRule("diagnoses and operations cannot stand in one set")
        return places

    def place(self) -> Place:
        if self.peek() not in Place.__members__:
            raise self.fault("a test")
        return Place[self.take()]

    def sets(self) -> tuple[str, ...]:
        if self.peek() != "{":
            return (self.set_name(),)
        self.take()
        names = list(self.span())
        while self.need(",", "}") == ",":
            names += self.span()
        return tuple(dict.fromkeys(names))

    def span(self) -> tuple[str, ...]:
        first = self.set_name()
        if self.peek() != "..":
            return (first,)
        self.take()
        return _spanned(first, self.set_name())

    def set_name(self) -> str:
        piece = self.peek()
        known = piece in Place.__members__ or piece in Number.__members__
        if not piece[:1].isalpha() or piece in _WORDS or known or "." in piece:
            raise self.fault("the name of a set")
        return self.take()

    def whole(self) -> int:
        piece = self.peek()
        if not piece.isdecimal() or len(piece) > len(str(LARGEST)) or int(piece) > LARGEST:
            raise self.fault(f"a whole number up to {LARGEST}")
        return int(self.take())


def _spanned(first: str, last: str) -> tuple[str, ...]:
    low, high = (re.fullmatch(r"(.*?)(\d+)", name) for name in (first, last))
    if low is None or high is None or low[1] != high[1] or len(low[2]) != len(high[2]):
        raise BadRule(f"{first}..{last}: names of one form with numbers of one width")
    start, end = int(low[2]), int(high[2])
    if not start <= end < start + WIDEST_SPAN:
        raise BadRule(f"{first}..{last}: rises from first to last, {WIDEST_SPAN} at most")
    return tuple(f"{low[1]}{number:0{len(low[2])}}" for number in range(start, end + 1))
