"""What the parts of a check need of the check that is under way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from yiyang.rules.fhir_check.bundles import Entries
from yiyang.rules.fhir_check.elements import Item
from yiyang.rules.fhir_check.issues import Issue
from yiyang.rules.fhir_check.nodes import Node
from yiyang.rules.fhir_check.profiles import Profiles
from yiyang.rules.fhir_check.terms import Terms


@dataclass(frozen=True)
class Around:
    """What surrounds an element: its resource, the outermost one, and the entry's address."""

    resource: Mapping[str, Any]
    root: Mapping[str, Any]
    full_url: str = ""


class Look(Protocol):
    """A check under way: what it goes by, what it found, and how it looks further."""

    profiles: Profiles
    terms: Terms
    entries: Entries | None
    issues: list[Issue]
    done: set[tuple[str, str]]

    def tell(self, code: str, where: str, node: Node, **params: Any) -> None:
        """Note an error that a node's definition makes one."""

    def meets(self, item: Item, url: str, around: Around) -> bool:
        """Tell whether a value meets a profile."""

    def trial(self, look: Callable[[], None]) -> list[Issue]:
        """Return what a look would find, and note nothing of it."""

    def profile(self, item: Item, url: str, around: Around) -> None:
        """Check a value by a profile."""

    def element(self, item: Item, node: Node, around: Around) -> None:
        """Check one value by one node, and all below it."""
