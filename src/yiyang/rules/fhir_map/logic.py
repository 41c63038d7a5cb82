"""Reading a text of tests joined by "and", "or", "not" and parentheses.

As the standard has it: from left to right, with no precedence between "and" and "or".
Source: HL7 FHIR R4 (4.0.1), Filter (http://hl7.org/fhir/R4/search_filter.html).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field

DEEPEST = 10  # parentheses and brackets within each other
MOST_LEAVES = 100
SPACE = re.compile(r"\s*")
JOIN = re.compile(r"(and|or)(?=[\s(\"])", re.IGNORECASE)
NOT = re.compile(r"not\s*(?=\()", re.IGNORECASE)
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


class BadLogic(Exception):
    """The text cannot be read from ``place`` on, counted from one; ``code`` says why."""

    def __init__(self, code: str, place: int) -> None:
        self.code, self.place = code, place
        super().__init__(code)


@dataclass(frozen=True)
class Every:
    """All of several hold."""

    parts: tuple[object, ...]


@dataclass(frozen=True)
class Some:
    """One of several holds."""

    parts: tuple[object, ...]


@dataclass(frozen=True)
class No:
    """It does not hold."""

    part: object


@dataclass
class Scanner:
    """A text and how far it has been read."""

    text: str
    at: int = 0
    leaves: int = field(default=0)

    def take(self, form: re.Pattern[str]) -> str | None:
        """Return what stands here if it has this form, and go past it."""
        found = form.match(self.text, self.at)
        if found is None:
            return None
        self.at = found.end()
        return found[0]

    def sign(self, sign: str) -> bool:
        """Go past a sign if it stands here, behind any spaces."""
        self.take(SPACE)
        if not self.text.startswith(sign, self.at):
            return False
        self.at += len(sign)
        return True

    def quoted(self) -> str | None:
        """Return the JSON string that stands here, and go past it."""
        begin = self.at
        found = self.take(QUOTED)
        if found is None:
            return None
        try:
            return str(json.loads(found))
        except ValueError as wrong:
            raise BadLogic("SEARCH_BAD_LOGIC", begin + 1) from wrong

    @property
    def is_done(self) -> bool:
        """Whether nothing but spaces is left."""
        self.take(SPACE)
        return self.at == len(self.text)

    def bad(self, code: str = "SEARCH_BAD_LOGIC") -> BadLogic:
        """Return the fault that nothing can be read from here on."""
        return BadLogic(code, self.at + 1)


Leaf = Callable[[Scanner, int], object]


def tests_in(tree: object) -> int:
    """Return how many tests a tree holds."""
    if isinstance(tree, Every | Some):
        return sum(map(tests_in, tree.parts))
    return tests_in(tree.part) if isinstance(tree, No) else 1


def read_whole(text: str, leaf: Leaf, *, is_joined: bool = False) -> object:
    """Return the tree of a text: Every, Some, No, and what ``leaf`` reads.

    Args:
        leaf: reads one test, told how deep it stands.
        is_joined: two tests beside each other are joined by "and".

    Raises:
        BadLogic: with the place in the text.
    """
    scanner = Scanner(text)
    tree = read_joined(scanner, leaf, 0, is_joined=is_joined)
    if not scanner.is_done:
        raise scanner.bad()
    return tree


def read_joined(scanner: Scanner, leaf: Leaf, depth: int, *, is_joined: bool = False) -> object:
    """Return the tree of what stands here, up to what closes it.  Raises BadLogic."""
    if depth > DEEPEST:
        raise scanner.bad("SEARCH_LOGIC_TOO_DEEP")
    tree = _one(scanner, leaf, depth, is_joined=is_joined)
    while not scanner.is_done and scanner.text[scanner.at] not in ")]":
        word = (scanner.take(JOIN) or "").lower()
        if not word and not is_joined:
            raise scanner.bad()
        join = Some if word == "or" else Every
        other = _one(scanner, leaf, depth, is_joined=is_joined)
        tree = join((*(tree.parts if isinstance(tree, join) else (tree,)), other))
    return tree


def _one(scanner: Scanner, leaf: Leaf, depth: int, *, is_joined: bool) -> object:
    scanner.take(SPACE)
    is_denied = scanner.take(NOT) is not None
    if not scanner.sign("("):
        scanner.leaves += 1
        if scanner.leaves > MOST_LEAVES:
            raise scanner.bad("SEARCH_LOGIC_TOO_LONG")
        return leaf(scanner, depth)
    tree = read_joined(scanner, leaf, depth + 1, is_joined=is_joined)
    if not scanner.sign(")"):
        raise scanner.bad()
    return No(tree) if is_denied else tree
