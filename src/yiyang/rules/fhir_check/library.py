"""The definitions a check goes by: others' files, passed in by who runs the check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

import orjson

from yiyang.rules.fhir_map.written import read_json

STRUCTURES, VALUE_SETS, CODE_SYSTEMS = "StructureDefinition", "ValueSet", "CodeSystem"
KEPT = frozenset({STRUCTURES, VALUE_SETS, CODE_SYSTEMS})
OF_TYPES = "http://hl7.org/fhir/StructureDefinition/"
Resource = Mapping[str, Any]


class Library(Protocol):
    """Where definitions are found."""

    def find(self, kind: str, url: str) -> Resource | None:
        """Return the definition with a canonical address, its version cut off; None: unknown."""


class Shelf:
    """Definitions held in memory, by their canonical address; a later one replaces another."""

    def __init__(self, definitions: Iterable[Resource] = (), under: Library | None = None) -> None:
        self.under = under
        self.held: dict[tuple[str, str], Resource | bytes] = {}
        for one in definitions:
            self.add(one)

    def add(self, definition: Resource) -> None:
        """Put a definition on the shelf; other resources are passed over."""
        if name := _name(definition):
            self.held[name] = definition

    def add_text(self, body: bytes) -> None:
        """Put a definition on the shelf as text, to be read when it is asked for.

        Raises:
            ValueError: this is no JSON.
        """
        if name := _name(orjson.loads(body)):
            self.held[name] = body

    def find(self, kind: str, url: str) -> Resource | None:
        """Return the definition, or that of the library beneath."""
        name = (kind, unversioned(url))
        found = self.held.get(name)
        if isinstance(found, bytes):
            found = self.held[name] = read_json(found)
        return found or (self.under.find(kind, url) if self.under else None)


def _name(definition: Any) -> tuple[str, str] | None:
    if not isinstance(definition, Mapping):
        return None
    kind, url = definition.get("resourceType"), definition.get("url")
    return (str(kind), url) if kind in KEPT and isinstance(url, str) else None


def unversioned(canonical: str) -> str:
    """Return a canonical address without its version and fragment."""
    return canonical.partition("|")[0].partition("#")[0]


def of_type(name: str) -> str:
    """Return the canonical address of the definition of a type."""
    return OF_TYPES + name
