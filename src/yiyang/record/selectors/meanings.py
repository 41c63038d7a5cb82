"""What codes mean here: the value sets and code systems that this node has taken in."""

from __future__ import annotations

from collections.abc import Collection

from yiyang.record.models import Resource
from yiyang.record.selectors.definitions import definitions_here
from yiyang.rules.fhir_check.library import VALUE_SETS
from yiyang.rules.fhir_map.meanings import Meant
from yiyang.rules.fhir_map.written import read_json

NAMED = f"{VALUE_SETS}/"


class StoredMeanings:
    """The stored ones; nothing is read before a search asks for some."""

    def of_set(self, address: str) -> Collection[Meant] | None:
        """Return the codes of a value set by its address or as ``ValueSet/id``; None: unknown."""
        terms = definitions_here().terms
        if not address.startswith(NAMED):
            codes = terms.codes_of(address)
            return None if codes is None else codes.pairs
        held = Resource.objects.filter(
            type=VALUE_SETS, fhir_id=address.removeprefix(NAMED), person=None, deleted_at=None
        ).first()
        found = terms.codes_in(read_json(held.body.encode())) if held else None
        return None if found is None else found.pairs

    def below(self, system: str, code: str) -> Collection[str] | None:
        """Return a code and all that it subsumes; None: the system, or the code, is not known."""
        return definitions_here().terms.below(system, code)

    def above(self, system: str, code: str) -> Collection[str] | None:
        """Return a code and all that subsume it; None as ``below``."""
        return definitions_here().terms.above(system, code)


MEANINGS = StoredMeanings()
