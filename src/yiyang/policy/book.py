"""The policy book: dated values, each tied to the clause and the act that set it.

A line applies from its first day until the day before the next line of the same place
starts; a line whose value is null ends it.  Lines are added, never edited.  A value is looked
up from the most local place outwards: district, city, nation.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any

from yiyang.kernel.errors import Refused
from yiyang.kernel.messages import Text
from yiyang.kernel.plain import digest, to_plain

NATION = "CN"


class PolicyError(Exception):
    """Base of every error raised by the policy package."""


class NotInForce(PolicyError):
    """The book has no usable answer for a key on a day; the case is held, not guessed."""

    def __init__(self, key: str, day: date, place: str, mark: Mark | None = None) -> None:
        why = f"only {mark}, not adopted" if mark else "no value in force"
        super().__init__(f"{key}: {why} on {day} in {place}")
        self.key, self.day, self.place = key, day, place
        self.refused_mark = mark is not None  # strict mode: a value is there, but unsettled


class BadBook(PolicyError):
    """A policy file breaks the format."""


class UnknownKey(Refused):
    """No parameter of the book has this key."""

    code = "UNKNOWN_POLICY_KEY"


class Mark(StrEnum):
    """How good the evidence for a value is; ``adopted`` is a signed local decision."""

    SEED = "seed"
    OFFICIAL = "official"
    SECONDARY = "secondary"
    INFERRED = "inferred"
    UNVERIFIED = "unverified"
    PROPOSED = "proposed"
    ADOPTED = "adopted"


UNSETTLED = frozenset({Mark.UNVERIFIED, Mark.PROPOSED})
DURATION_UNITS = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
}


@dataclass(frozen=True)
class Authority:
    """The normative act, article and effective date behind a line; shown to people."""

    act: str
    title: Text
    article: str = ""
    effective_on: date | None = None


PROPOSED_HERE = Authority("none", Text(zh="无（本系统建议值）", en="none: proposed by the product"))


@dataclass(frozen=True)
class Line:
    """One dated line of one parameter; ``value`` is text, a tree of text, or None (ended)."""

    key: str
    title: Text
    unit: str
    place: str
    starts_on: date
    value: Any
    mark: Mark
    mission: str
    authority: Authority
    published_on: date | None = None
    note: Text | None = None

    @property
    def integer(self) -> int:
        """The value as a whole number.  Raises ValueError when it is not one."""
        return int(self.value)

    @property
    def decimal(self) -> Decimal:
        """The value as an exact decimal."""
        return Decimal(self.value)

    @property
    def flag(self) -> bool:
        """The value as yes or no.  Raises KeyError for any other text."""
        return {"yes": True, "no": False}[self.value]

    @property
    def codes(self) -> tuple[str, ...]:
        """The value as a list of codes."""
        return tuple(self.value)

    @property
    def duration(self) -> timedelta:
        """The value as elapsed time.  Raises KeyError when the unit is no elapsed time."""
        return self.integer * DURATION_UNITS[self.unit]


@dataclass(frozen=True)
class Book:
    """Every line, per key and place oldest first."""

    lines: tuple[Line, ...]

    @cached_property
    def by_key(self) -> Mapping[str, tuple[Line, ...]]:
        """The lines of each key, oldest first."""
        found: dict[str, list[Line]] = {}
        for line in sorted(self.lines, key=lambda a: (a.key, a.starts_on)):
            found.setdefault(line.key, []).append(line)
        return {key: tuple(lines) for key, lines in found.items()}

    @cached_property
    def _histories(self) -> Mapping[tuple[str, str], tuple[list[date], list[Line]]]:
        """Per key and place: the first days, and the lines that start on them."""
        found: dict[tuple[str, str], tuple[list[date], list[Line]]] = {}
        for lines in self.by_key.values():
            for line in lines:
                days, started = found.setdefault((line.key, line.place), ([], []))
                days.append(line.starts_on)
                started.append(line)
        return found

    @cached_property
    def digest(self) -> str:
        """The digest of the whole book; a run and a decision pin it."""
        return digest([to_plain(line) for line in self.lines])

    def on(self, key: str, day: date, place: str = NATION) -> Line:
        """Return the line of ``key`` in force on ``day`` for ``place``.

        Args:
            key: a parameter's name.
            day: the date of the fact, never today's for a fact of the past.
            place: a division code of any length, or ``CN``.

        Raises:
            UnknownKey: no parameter has this name.
            NotInForce: no line of the place, its city or the nation is in force.
        """
        if key not in self.by_key:
            raise UnknownKey(key=key)
        for jurisdiction in jurisdictions(place):
            days, lines = self._histories.get((key, jurisdiction), _NO_HISTORY)
            started = bisect_right(days, day)
            if started and lines[started - 1].value is not None:
                return lines[started - 1]
        raise NotInForce(key, day, place)

    def missing(self, day: date, place: str) -> tuple[str, ...]:
        """Return the keys that have no value in force on a day at a place, in their order.

        What reads one of them there is refused: only a city or district can set it.
        """
        return tuple(key for key in sorted(self.by_key) if not self._is_set(key, day, place))

    def _is_set(self, key: str, day: date, place: str) -> bool:
        try:
            self.on(key, day, place)
        except NotInForce:
            return False
        return True

    def known_on(self, day: date) -> Book:
        """Return the book as it was published on a day: without lines published later."""
        known = tuple(a for a in self.lines if a.published_on is None or a.published_on <= day)
        return self if len(known) == len(self.lines) else Book(known)

    def with_lines(self, added: Iterable[Line]) -> Book:
        """Return the book with more lines; a line of the same key, place and day replaces."""
        kept = {(line.key, line.place, line.starts_on): line for line in self.lines}
        kept.update({(line.key, line.place, line.starts_on): line for line in added})
        return Book(tuple(kept[k] for k in sorted(kept)))

    def without(self, *keys: str) -> Book:
        """Return the book without some keys' values, each key still known (for drills)."""
        ended = [replace(line, value=None) if line.key in keys else line for line in self.lines]
        return Book(tuple(ended))


_NO_HISTORY: tuple[list[date], list[Line]] = ([], [])


@lru_cache(maxsize=1024)
def jurisdictions(place: str) -> tuple[str, ...]:
    """Return a place's own and wider jurisdictions, most local first (GB/T 2260 codes)."""
    if place == NATION:
        return (NATION,)
    district = place[:6].ljust(6, "0")
    city, province = district[:4] + "00", district[:2] + "0000"
    return tuple(dict.fromkeys((district, city, province, NATION)))


@dataclass
class Reading:
    """The book opened at one day and place for one rule; it remembers which lines were read.

    In strict mode a value that is only ``unverified`` or ``proposed`` is not an answer.
    """

    book: Book
    day: date
    place: str = NATION
    strict: bool = False
    used: dict[str, Line] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)

    def line(self, key: str) -> Line:
        """Return the line in force for ``key``.

        Raises:
            NotInForce: no line is in force, or strict mode refuses its mark.
        """
        line = self.book.on(key, self.day, self.place)
        if self.strict and line.mark in UNSETTLED:
            raise NotInForce(key, self.day, self.place, line.mark)
        self.used[key] = line
        return line

    def integer(self, key: str) -> int:
        """The whole number in force for ``key``."""
        return self.line(key).integer

    def decimal(self, key: str) -> Decimal:
        """The exact decimal in force for ``key``."""
        return self.line(key).decimal

    def flag(self, key: str) -> bool:
        """The yes or no in force for ``key``."""
        return self.line(key).flag

    def text(self, key: str) -> str:
        """The code or the text in force for ``key``."""
        return str(self.line(key).value)

    def duration(self, key: str) -> timedelta:
        """The elapsed time in force for ``key``."""
        return self.line(key).duration

    def codes(self, key: str) -> tuple[str, ...]:
        """The list of codes in force for ``key``."""
        return self.line(key).codes

    def table(self, key: str) -> Any:
        """The table in force for ``key``."""
        return self.line(key).value

    def lenient(self) -> Reading:
        """Return the same reading that never refuses a mark: for emergencies and death."""
        return replace(self, strict=False)

    def safest(self, key: str, fallback: Any) -> Any:
        """Return a key's value, or ``fallback`` where the book has none: for emergencies only.

        The caller's fallback is the safest branch; the key is noted in ``missing``, which the
        service that asked turns into a task at the policy desk.
        """
        try:
            return self.lenient().line(key).value
        except NotInForce:
            self.missing.add(key)
            return fallback

    def safest_duration(self, key: str) -> timedelta | None:
        """Return a key's elapsed time; None, no end, where the book has none: as ``safest``."""
        try:
            return self.lenient().duration(key)
        except NotInForce:
            self.missing.add(key)
            return None

    @property
    def missions(self) -> tuple[str, ...]:
        """The clause ids of the lines read so far."""
        return tuple(sorted({line.mission for line in self.used.values()}))

    @property
    def marks(self) -> tuple[str, ...]:
        """The evidence marks of the lines read so far."""
        return tuple(sorted({line.mark.value for line in self.used.values()}))
