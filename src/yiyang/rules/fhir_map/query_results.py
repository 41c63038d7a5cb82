"""What of a search says how its answer looks: order, size, totals, parts, what else is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from yiyang.rules.fhir_map import special
from yiyang.rules.fhir_map.asked import Criterion, Include, Query, Sort
from yiyang.rules.fhir_map.findings import Fault
from yiyang.rules.fhir_map.links import targets_of
from yiyang.rules.fhir_map.parameters import parameters_of, served_types
from yiyang.rules.fhir_map.query_criteria import lookup

MOST_COUNT = 1_000
LONGEST_COUNT = 9  # digits
MOST_SORTS = 8
TOTALS = ("none", "estimate", "accurate")
SUMMARIES = ("true", "text", "data", "count", "false")
JSON_FORMATS = ("json", "application/json", "application/fhir+json", "text/json")
ELEMENT = re.compile(r"(?:[A-Z][A-Za-z]*\.)?[a-z][A-Za-z0-9]*(?:\.[a-z][A-Za-z0-9]*)*")


class Results:
    """Reads the parameters of the answer, for a search of these types."""

    def __init__(self, types: Sequence[str]) -> None:
        self.types = tuple(types)
        self.sorts: list[Sort] = []
        self.includes: list[Include] = []
        self.elements: dict[str, None] = {}
        self.count: int | None = None
        self.total = self.summary = ""

    def take(self, name: str, text: str) -> None:
        """Read one parameter.  Raises Fault."""
        head, _, modifier = name.partition(":")
        if head in ("_include", "_revinclude"):
            if modifier not in ("", "iterate", "recurse"):
                raise Fault("SEARCH_BAD_MODIFIER", modifier=modifier[:40])
            for one in text.split(","):
                self._include(one, reverse=head == "_revinclude", iterate=bool(modifier))
        else:
            TAKE[name](self, text)

    def query(self, criteria: tuple[Criterion, ...], used: tuple[tuple[str, str], ...]) -> Query:
        """Return all that was asked."""
        return Query(
            self.types,
            criteria,
            tuple(self.sorts),
            tuple(dict.fromkeys(self.includes)),
            self.count,
            self.total,
            tuple(self.elements),
            self.summary,
            used,
        )

    def take_sort(self, text: str) -> None:
        """Read codes by comma, each descending behind a minus."""
        sorts = []
        for one in text.split(","):
            code = one.removeprefix("-")
            found = tuple(dict.fromkeys(lookup(self.types, code).values()))
            if found[0].kind == special.KIND:
                raise Fault("SEARCH_NO_ORDER", name=code)
            sorts.append(Sort(found, descending=one.startswith("-")))
        if len(sorts) + len(self.sorts) > MOST_SORTS:
            raise Fault("SEARCH_TOO_MANY_VALUES", limit=MOST_SORTS)
        self.sorts.extend(sorts)

    def take_count(self, text: str) -> None:
        """Read how many on a page; more than the most are cut to it."""
        if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_COUNT):
            raise Fault("SEARCH_BAD_COUNT")
        self.count = min(int(text), MOST_COUNT)

    def take_total(self, text: str) -> None:
        """Read whether the total is asked for."""
        self.total = _one_of(text, TOTALS)

    def take_summary(self, text: str) -> None:
        """Read which part of each resource is shown."""
        self.summary = _one_of(text, SUMMARIES)

    def take_elements(self, text: str) -> None:
        """Read the elements that are shown."""
        for one in text.split(","):
            if not ELEMENT.fullmatch(one):
                raise Fault("SEARCH_BAD_ELEMENT")
            kind, dot, rest = one.partition(".")
            self.elements[rest if dot and kind in served_types() else one] = None

    def take_contained(self, text: str) -> None:
        """Refuse a search of contained resources; that none is wanted is what happens anyway."""
        if text != "false":
            raise Fault("SEARCH_NO_CONTAINED")

    def take_format(self, text: str) -> None:
        """Take JSON only."""
        if text.replace(" ", "+").partition(";")[0] not in JSON_FORMATS:
            raise Fault("SEARCH_JSON_ONLY")

    def take_pretty(self, text: str) -> None:
        """Take either truth: the answer is the shortest JSON all the same."""
        _one_of(text, ("true", "false"))

    def _include(self, text: str, *, reverse: bool, iterate: bool) -> None:
        source, _, rest = text.partition(":")
        code, _, target = rest.partition(":")
        if text == "*" and not reverse:
            for kind in self.types:
                self._include(f"{kind}:*", reverse=False, iterate=iterate)
            return
        if source not in served_types() or not code or (target and target not in served_types()):
            raise Fault("SEARCH_BAD_INCLUDE")
        if code == "*":
            found = [one for one in parameters_of(source) if one.kind == "reference"]
        else:
            found = list(lookup((source,), code).values())
        if any(one.kind != "reference" for one in found):
            raise Fault("SEARCH_NOT_A_REFERENCE", name=code)
        if target and not any(target in targets_of(source, one.code) for one in found):
            raise Fault("SEARCH_WRONG_TARGET", name=code, type=target)
        if found:
            self.includes.append(Include(source, tuple(found), target, reverse, iterate))


def _one_of(text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise Fault("SEARCH_BAD_CHOICE", choices=", ".join(choices))
    return text


TAKE: dict[str, Callable[[Results, str], None]] = {
    "_sort": Results.take_sort,
    "_count": Results.take_count,
    "_total": Results.take_total,
    "_summary": Results.take_summary,
    "_elements": Results.take_elements,
    "_contained": Results.take_contained,
    "_containedType": Results.take_contained,
    "_format": Results.take_format,
    "_pretty": Results.take_pretty,
}
RESULT_NAMES = frozenset(TAKE)
