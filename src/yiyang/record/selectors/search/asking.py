"""Asking the record: a query string in, a page of resources out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import parse_qsl

from yiyang.access.readers import Reader
from yiyang.kernel.errors import Refused
from yiyang.kernel.findings import Finding
from yiyang.record.addresses import own_bases
from yiyang.record.selectors.meanings import MEANINGS
from yiyang.record.selectors.search.criteria import is_narrow
from yiyang.record.selectors.search.including import included
from yiyang.record.selectors.search.matching import Found, Matches, matches, names_matching, total
from yiyang.record.selectors.search.pages import Asked, Position
from yiyang.rules.fhir_map import special
from yiyang.rules.fhir_map.asked import (
    Both,
    Chain,
    Criterion,
    Either,
    Has,
    Not,
    Query,
    Test,
)
from yiyang.rules.fhir_map.directory import DIRECTORY_TYPES
from yiyang.rules.fhir_map.findings import finding
from yiyang.rules.fhir_map.query import Compartment, Parsed, parse

USUAL_COUNT = 50
TWO = 2


class BadSearch(Refused):
    """Refused because the search has faults; nothing was searched."""

    code = "BAD_SEARCH"

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(count=len(self.findings))


class SearchNotPermitted(Refused):
    """Refused because the token lets its bearer search none of these types."""

    code = "SEARCH_NOT_PERMITTED"


@dataclass(frozen=True)
class Page:
    """One page of a search's answer.

    ``total`` None: not counted.  ``before`` and ``after`` are the pages beside this one, None
    where there is none; ``first`` begins again.
    """

    query: Query
    rows: tuple[Found, ...]
    beside: tuple[Found, ...]
    total: int | None
    unknown: tuple[Finding, ...] = ()
    is_cut: bool = False
    first: Asked | None = None
    before: Asked | None = None
    after: Asked | None = None

    @property
    def people(self) -> dict[int, int]:
        """How many resources of each person are shown."""
        counted: dict[int, int] = {}
        for row in (*self.rows, *self.beside):
            if row.person_id is not None:
                counted[row.person_id] = counted.get(row.person_id, 0) + 1
        return counted


def search(
    kind: str,
    pairs: Sequence[tuple[str, str]],
    reader: Reader,
    *,
    at: datetime,
    base: str = "",
    compartment: tuple[str, str] | None = None,
    strict: bool = False,
) -> Page:
    """Return the first page of a search.

    Args:
        kind: a served type; empty: all, or those of ``_type``.
        pairs: names and values, decoded.
        at: now; from it "approximately" is reckoned.
        base: our own address.
        compartment: type and id of whose resources are searched.
        strict: refuse what is unknown, rather than leave it out.

    Raises:
        BadSearch: with every fault.
        SearchNotPermitted: the reader's token lets them search none of the types.
        TooCostly: it takes too long.
    """
    parsed = _parsed(kind, pairs, base, compartment, strict=strict)
    asked = Asked(kind, compartment, parsed.query.used, at, reader.assignment.pk)
    return _page(parsed, asked, reader)


def turn(asked: Asked, reader: Reader, *, base: str = "") -> Page:
    """Return another page of a search that was begun.  Raises BadSearch as ``search``."""
    return _page(_parsed(asked.kind, asked.pairs, base, asked.compartment), asked, reader)


def match(kind: str, query: str, reader: Reader, *, at: datetime, base: str = "") -> list[str]:
    """Return ``Type/id`` of what a condition finds of what a reader may see, two at most.

    Args:
        query: as after a question mark, encoded.

    Raises:
        BadSearch: with every fault, unknown parameters too, or where nothing is asked.
    """
    parsed = _parsed(kind, parse_qsl(query, keep_blank_values=True), base, None, strict=True)
    return names_matching(_permitted(parsed.query, reader), reader, at=at, limit=TWO)


def _parsed(
    kind: str,
    pairs: Sequence[tuple[str, str]],
    base: str,
    compartment: tuple[str, str] | None,
    *,
    strict: bool = False,
) -> Parsed:
    whose = Compartment(*compartment) if compartment else None
    parsed = parse(kind, pairs, bases=own_bases(base), compartment=whose, meanings=MEANINGS)
    faults = [*parsed.faults, *words_of_nobody(parsed.query)]
    if faults or (strict and parsed.unknown):
        raise BadSearch([*faults, *parsed.unknown])
    return parsed


def words_of_nobody(query: Query) -> list[Finding]:
    """Return a fault for each search for words whose texts nothing else narrows.

    Each text is read for them: those of the directory, of a patient who is named, and of names
    are few.
    """
    criteria = query.criteria
    few = set(query.types) <= DIRECTORY_TYPES or any(map(is_narrow, criteria))
    return [
        finding("SEARCH_WORDS_OF_WHOM", test.code)
        for criterion in criteria
        for test in _of_words(criterion)
        if not (few and test is criterion)
    ]


def _of_words(criterion: Criterion) -> Iterator[Test]:
    """Yield the searches for words in a criterion, at any depth."""
    if isinstance(criterion, Test):
        if special.is_of_words(criterion.parameters):
            yield criterion
    elif isinstance(criterion, Both | Either):
        for one in criterion.criteria:
            yield from _of_words(one)
    elif isinstance(criterion, Chain | Has):
        yield from _of_words(criterion.inner)
    elif isinstance(criterion, Not):
        yield from _of_words(criterion.criterion)


def _page(parsed: Parsed, asked: Asked, reader: Reader) -> Page:
    query, unknown = _permitted(parsed.query, reader), parsed.unknown
    if query.summary == "count" or query.count == 0:
        return Page(query, (), (), total(query, reader, at=asked.at), unknown)
    size = query.count or USUAL_COUNT
    position = asked.position
    found = matches(
        query, reader, at=asked.at, size=size, position=position, snapshot=asked.snapshot
    )
    counted = asked.total if position else _total(query, found, reader, asked.at)
    beside, is_cut = included(found.rows, query.includes, reader)
    asked = replace(asked, total=counted, snapshot=found.snapshot)
    before, after = _neighbours(asked, found)
    first = replace(asked, position=None, snapshot="")
    return Page(query, found.rows, beside, counted, unknown, is_cut, first, before, after)


def _permitted(query: Query, reader: Reader) -> Query:
    types = tuple(kind for kind in query.types if reader.may(kind, "s"))
    if query.types and not types:
        raise SearchNotPermitted
    return query if types == query.types else replace(query, types=types)


def _total(query: Query, found: Matches, reader: Reader, at: datetime) -> int | None:
    if query.total == "none":
        return None
    if not found.more:
        return len(found.rows)
    # an exact number is an allowed estimate, and the planner's would tell of other people
    return total(query, reader, at=at) if query.total else None


def _neighbours(asked: Asked, found: Matches) -> tuple[Asked | None, Asked | None]:
    """Return the pages before and after this one."""
    if not found.rows:
        return None, None
    backwards = asked.position is not None and asked.position.backwards
    has_before = found.more if backwards else asked.position is not None
    has_after = True if backwards else found.more
    first = Position(found.places[0], found.rows[0].key, backwards=True)
    last = Position(found.places[-1], found.rows[-1].key)
    return (
        replace(asked, position=first) if has_before else None,
        replace(asked, position=last) if has_after else None,
    )
