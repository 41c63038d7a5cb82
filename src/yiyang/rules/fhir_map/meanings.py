"""What codes mean, for searches by ``:in``, ``:not-in``, ``:above`` and ``:below`` of tokens."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from yiyang.rules.fhir_map.asked_values import BadValue, plain, split

Meant = tuple[str, str]  # system and code
OF_SETS = frozenset({"in", "not-in"})
PARTS = 2


class Meanings(Protocol):
    """The value sets and the hierarchies of codes that are known."""

    def of_set(self, address: str) -> Collection[Meant] | None:
        """Return the codes of a value set; None: unknown, or they cannot be enumerated.

        Args:
            address: its canonical address, or ``ValueSet/id``.
        """

    def below(self, system: str, code: str) -> Collection[str] | None:
        """Return a code and all that it subsumes; None: the system, or the code, is not known."""

    def above(self, system: str, code: str) -> Collection[str] | None:
        """Return a code and all that subsume it; None as ``below``."""


class Meaningless:
    """Knows no value set and no hierarchy."""

    def of_set(self, address: str) -> None:
        """Return None."""

    def below(self, system: str, code: str) -> None:
        """Return None."""

    def above(self, system: str, code: str) -> None:
        """Return None."""


def meant_by(meanings: Meanings, modifier: str, text: str) -> set[Meant]:
    """Return the codes that one value of a search means.

    Raises:
        BadValue: a value set that is not known, or a code without its system, or in a system
            whose hierarchy is not known.
    """
    if modifier in OF_SETS:
        found = meanings.of_set(plain(text))
        if found is None:
            raise BadValue("SEARCH_UNKNOWN_VALUE_SET")
        return set(found)
    parts = [plain(part) for part in split(text, "|")]
    if len(parts) != PARTS or not all(parts):
        raise BadValue("SEARCH_NEEDS_SYSTEM")
    system, code = parts
    codes = (meanings.above if modifier == "above" else meanings.below)(system, code)
    if codes is None:
        raise BadValue("SEARCH_UNKNOWN_CODE")
    return {(system, one) for one in codes}
