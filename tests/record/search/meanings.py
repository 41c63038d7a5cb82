"""Hierarchies and value sets over the codes of some data, and what they mean, by brute force."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

CHILDREN = 3
BARE = "http://sets.test/ValueSet/bare"
Pair = tuple[str, str]


def definitions(resources: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a CodeSystem of each system that the data use, a tree, and two value sets of each.

    One lists every second code; one is all below a code, without one branch.  A last one holds
    bare codes.
    """
    held: dict[str, set[str]] = {}
    for system, code in (pair for one in resources for pair in codings(one)):
        held.setdefault(system, set()).add(code)
    made = [_set("bare", BARE, [{"system": "urn:none", "concept": _listed(bare_codes(resources))}])]
    for number, (system, some) in enumerate(sorted(held.items())):
        codes = sorted(some)
        made.append(
            {
                "resourceType": "CodeSystem",
                "id": f"tree-{number}",
                "url": system,
                "status": "active",
                "content": "complete",
                "concept": [_concept(codes, 0)],
            }
        )
        listed = [{"system": system, "concept": _listed(codes)}]
        made.append(_set(f"listed-{number}", _address("listed", number), listed))
        made.append(
            _set(
                f"below-{number}",
                _address("below", number),
                [{"system": system, "filter": [_is_a(codes[min(1, len(codes) - 1)])]}],
                [{"system": system, "filter": [_is_a(codes[min(5, len(codes) - 1)])]}],
            )
        )
    return made


def codings(value: Any) -> Iterator[Pair]:
    """Yield system and code of each Coding within."""
    if isinstance(value, list):
        for one in value:
            yield from codings(one)
    elif isinstance(value, dict):
        if "system" in value and "code" in value and "value" not in value:
            yield value["system"], value["code"]
        for one in value.values():
            yield from codings(one)


def bare_codes(resources: list[dict[str, Any]]) -> list[str]:
    """Return the codes of statuses and sexes, which stand in no system."""
    found = {str(r[name]) for r in resources for name in ("status", "gender") if name in r}
    return sorted(found)


def _listed(codes: list[str]) -> list[dict[str, str]]:
    return [{"code": code} for code in codes[::2]]


def _is_a(code: str) -> dict[str, str]:
    return {"property": "concept", "op": "is-a", "value": code}


def _address(kind: str, number: int) -> str:
    return f"http://sets.test/ValueSet/{kind}-{number}"


def _set(name: str, url: str, include: list[Any], exclude: Any = None) -> dict[str, Any]:
    compose = {"include": include} | ({"exclude": exclude} if exclude else {})
    named = {"resourceType": "ValueSet", "id": name, "url": url, "status": "active"}
    return {**named, "compose": compose}


def _concept(codes: list[str], place: int) -> dict[str, Any]:
    first = place * CHILDREN + 1
    below = [_concept(codes, n) for n in range(first, min(first + CHILDREN, len(codes)))]
    return {"code": codes[place]} | ({"concept": below} if below else {})


class Meant:
    """What the definitions among some resources mean."""

    def __init__(self, resources: list[dict[str, Any]]) -> None:
        self.sets = {}
        self.parents: dict[str, dict[str, str | None]] = {}
        for one in resources:
            if one["resourceType"] == "ValueSet" and "sets.test" in one.get("url", ""):
                self.sets[one["url"]] = self.sets[f"ValueSet/{one['id']}"] = one
            if one["resourceType"] == "CodeSystem" and one["id"].startswith("tree-"):
                self._climb(self.parents.setdefault(one["url"], {}), one["concept"], None)

    def _climb(
        self, parents: dict[str, str | None], concepts: list[Any], above: str | None
    ) -> None:
        for one in concepts:
            parents[one["code"]] = above
            self._climb(parents, one.get("concept", []), one["code"])

    def is_below(self, system: str, code: str, top: str) -> bool:
        """Tell whether a code is another one or stands below it."""
        at: str | None = code
        while at is not None:
            if at == top:
                return True
            at = self.parents.get(system, {}).get(at)
        return False

    def is_in(self, address: str, system: str, code: str) -> bool:
        """Tell whether a value set holds a code; ``system`` empty: whatever the system."""
        compose = self.sets[address]["compose"]
        inside = any(self._part(one, system, code) for one in compose["include"])
        return inside and not any(
            self._part(one, system, code) for one in compose.get("exclude", ())
        )

    def _part(self, part: dict[str, Any], system: str, code: str) -> bool:
        if system not in ("", part["system"]):
            return False
        if "concept" in part:
            return any(one["code"] == code for one in part["concept"])
        return self.is_below(part["system"], code, part["filter"][0]["value"])

    def has(self, pairs: set[Pair], modifier: str, asked: str, *, is_bare: bool) -> bool:
        """Tell whether one of the codes of a place is what is asked for."""
        if modifier in ("in", "not-in"):
            return any(self.is_in(asked, "" if is_bare else s, c) for s, c in pairs)
        system, _, code = asked.partition("|")
        mine = [c for s, c in pairs if s == system]
        if modifier == "below":
            return any(self.is_below(system, c, code) for c in mine)
        return any(self.is_below(system, code, c) for c in mine)
