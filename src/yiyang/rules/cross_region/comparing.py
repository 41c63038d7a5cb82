"""Two books compared line by line; each difference named, with what is done about it."""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.policy.book import Reading
from yiyang.rules.cross_region.terms import BookLine
from yiyang.rules.registry import rule

NOT_AT_HOME, NOT_AT_PLACE = "NOT_AT_HOME", "NOT_AT_PLACE"
REVERSED_AT_HOME, REVERSED_AT_PLACE = "REVERSED_AT_HOME", "REVERSED_AT_PLACE"
LINE_DIFFERS, UNANSWERED = "LINE_DIFFERS", "UNANSWERED"
LASTING = ("settled_on", "total_fen", "fund_fen", "account_fen")  # what never changes
FIELDS = (*LASTING, "reversed_on")


@dataclass(frozen=True)
class Books:
    """The lines of a day, or of a month, in the two books.

    ``awaited`` are the numbers that the place of care has asked for and heard nothing of.
    """

    place: tuple[BookLine, ...]
    home: tuple[BookLine, ...]
    awaited: tuple[str, ...] = ()


@dataclass(frozen=True)
class Difference:
    """What differs under one number: which field, what each side has, and the remedy."""

    number: str
    kind: str
    field: str
    at_place: str
    at_home: str
    remedy: str


@dataclass(frozen=True)
class Compared:
    """How many lines agree, and each difference in the order of the numbers."""

    agreeing: int
    differences: tuple[Difference, ...]


@rule("cross_region.compare")
def compare(facts: Books, reading: Reading) -> Compared:
    """Name every difference between two books; the remedy of each kind stands in the book.

    A line that was taken back on one side and never stood on the other moves nothing, and so
    differs in nothing; nor does one that was settled otherwise by each and taken back by both.

    Raises:
        NotInForce: the book gives no remedies.

    Source: YRD-5; daily reconciliation 3201 and 3202 of the national interface.
    """
    remedies = reading.table("cross_region.remedies")
    place = {line.number: line for line in facts.place}
    home = {line.number: line for line in facts.home}
    found: list[Difference] = []
    for number in sorted(place.keys() | home.keys()):
        for named, field, here, there in _of(place.get(number), home.get(number)):
            kind = UNANSWERED if named == NOT_AT_PLACE and number in facts.awaited else named
            found.append(Difference(number, kind, field, here, there, remedies[kind]))
    differing = {one.number for one in found}
    return Compared(len((place.keys() | home.keys()) - differing), tuple(found))


def is_alike(place: BookLine, home: BookLine) -> bool:
    """Tell whether two lines were settled alike: then both count, or else neither does."""
    return all(getattr(place, field) == getattr(home, field) for field in LASTING)


def _of(place: BookLine | None, home: BookLine | None) -> list[tuple[str, str, str, str]]:
    if place is None or home is None:
        alone = place or home
        if alone is None or alone.reversed_on is not None:
            return []
        kind = NOT_AT_HOME if home is None else NOT_AT_PLACE
        told = str(alone.due_fen)
        return [(kind, "", told if place else "", told if home else "")]
    if (place.reversed_on is None) != (home.reversed_on is None):
        kind = REVERSED_AT_HOME if home.reversed_on else REVERSED_AT_PLACE
        return [(kind, "reversed_on", _text(place.reversed_on), _text(home.reversed_on))]
    if place.reversed_on is not None and not is_alike(place, home):
        return []
    pairs = [(field, getattr(place, field), getattr(home, field)) for field in FIELDS]
    return [
        (LINE_DIFFERS, field, _text(here), _text(there))
        for field, here, there in pairs
        if here != there
    ]


def _text(value: object) -> str:
    return "" if value is None else str(value)
