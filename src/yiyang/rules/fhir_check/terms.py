"""Codes: which ones a value set or a code system holds, as far as the library can say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from yiyang.rules.fhir_check.library import CODE_SYSTEMS, VALUE_SETS, Library, unversioned

Concept = Mapping[str, Any]
BELOW = frozenset({"is-a", "descendent-of"})
MOST_KEPT = 1_000  # addresses: anybody may ask for some that nobody has
UNREAD = "unread"
Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Codes:
    """The codes of a value set as (system, code)."""

    pairs: frozenset[tuple[str, str]]

    def has(self, system: str | None, code: str) -> bool:
        """Tell whether a code is among them; without its system, in any."""
        if system is None:
            return any(code == one for _, one in self.pairs)
        return (system, code) in self.pairs


class Terms:
    """The value sets and code systems of a library, each expanded once."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.sets: dict[str, Codes | None] = {}
        self.systems: dict[str, dict[str, tuple[str, ...]] | None] = {}

    def codes_of(self, url: str, above: tuple[str, ...] = ()) -> Codes | None:
        """Return the codes of a value set; None where they cannot be enumerated here.

        Args:
            above: value sets being expanded that include this one; one in itself has no end.
        """
        url = unversioned(url)
        kept = self.sets.get(url, UNREAD)
        if isinstance(kept, str):
            found = None if url in above else self.library.find(VALUE_SETS, url)
            kept = self._expanded(found, (*above, url)) if found else None
            _keep(self.sets, url, kept)
        return kept

    def codes_in(self, value_set: Mapping[str, Any]) -> Codes | None:
        """Return the codes of a value set that is given; None where they cannot be enumerated."""
        return self._expanded(value_set, (unversioned(str(value_set.get("url", ""))),))

    def above(self, url: str, code: str) -> frozenset[str] | None:
        """Return a code and all that subsume it; None where the system has no such code."""
        codes = self.system(url)
        if codes is None or code not in codes:
            return None
        found, waiting = {code}, [code]
        while waiting:
            fresh = set(codes.get(waiting.pop(), ())) - found
            found |= fresh
            waiting += fresh
        return frozenset(found)

    def below(self, url: str, code: str) -> frozenset[str] | None:
        """Return a code and all that it subsumes; None where the system has no such code."""
        codes = self.system(url)
        if codes is None or code not in codes:
            return None
        under: dict[str, set[str]] = {}
        for one, parents in codes.items():
            for parent in parents:
                under.setdefault(parent, set()).add(one)
        found, waiting = {code}, [code]
        while waiting:
            fresh = under.get(waiting.pop(), set()) - found
            found |= fresh
            waiting += fresh
        return frozenset(found)

    def system(self, url: str) -> dict[str, tuple[str, ...]] | None:
        """Return the codes of a complete code system with their parents; None: not known whole."""
        url = unversioned(url)
        kept = self.systems.get(url, UNREAD)
        if isinstance(kept, str):
            kept = self._read(url)
            _keep(self.systems, url, kept)
        return kept

    def _read(self, url: str) -> dict[str, tuple[str, ...]] | None:
        found = self.library.find(CODE_SYSTEMS, url)
        if found is None or found.get("content") != "complete":
            return None
        codes: dict[str, tuple[str, ...]] = {}
        waiting: list[tuple[Concept, tuple[str, ...]]] = [(c, ()) for c in found.get("concept", ())]
        while waiting:
            concept, above = waiting.pop()
            code = str(concept.get("code"))
            codes[code] = (*above, *_told_parents(concept))
            waiting += [(below, (*above, code)) for below in concept.get("concept", ())]
        return codes or None

    def _expanded(self, value_set: Mapping[str, Any], above: tuple[str, ...]) -> Codes | None:
        compose = value_set.get("compose")
        if compose is None:
            return _of_expansion(value_set.get("expansion"))
        pairs: set[tuple[str, str]] = set()
        for include in compose.get("include", ()):
            codes = self._included(include, above)
            if codes is None:
                return None
            pairs |= codes
        for exclude in compose.get("exclude", ()):
            codes = self._included(exclude, above)
            if codes is None:
                return None
            pairs -= codes
        return Codes(frozenset(pairs))

    def _included(
        self, include: Mapping[str, Any], above: tuple[str, ...]
    ) -> set[tuple[str, str]] | None:
        pairs: set[tuple[str, str]] | None = None
        system = include.get("system")
        if system is not None:
            pairs = self._of_system(str(system), include)
            if pairs is None:
                return None
        for other in include.get("valueSet", ()):
            codes = self.codes_of(str(other), above)
            if codes is None:
                return None
            pairs = set(codes.pairs) if pairs is None else pairs & codes.pairs
        return pairs

    def _of_system(self, system: str, include: Mapping[str, Any]) -> set[tuple[str, str]] | None:
        if "concept" in include:
            return {(system, str(one.get("code"))) for one in include["concept"]}
        codes = self.system(system)
        if codes is None:
            return None
        kept = set(codes)
        for narrowed in include.get("filter", ()):
            if narrowed.get("property") != "concept" or narrowed.get("op") not in BELOW:
                return None
            top = narrowed.get("value")
            below = {code for code, above in codes.items() if top in above}
            kept &= below | ({str(top)} if narrowed["op"] == "is-a" else set())
        return {(system, code) for code in kept}


def _keep(known: dict[str, Kept], url: str, found: Kept) -> None:
    """Keep what an address means; begin anew before there are too many."""
    if len(known) >= MOST_KEPT:
        known.clear()
    known[url] = found


def _told_parents(concept: Concept) -> Iterable[str]:
    for one in concept.get("property", ()):
        if one.get("code") in ("parent", "subsumedBy"):
            yield str(one.get("valueCode"))


def _of_expansion(expansion: Any) -> Codes | None:
    if not isinstance(expansion, dict) or not expansion.get("contains"):
        return None
    pairs: set[tuple[str, str]] = set()
    waiting = list(expansion["contains"])
    while waiting:
        one = waiting.pop()
        pairs.add((str(one.get("system")), str(one.get("code"))))
        waiting += one.get("contains", ())
    return Codes(frozenset(pairs))
