"""Groups of a DIP pack: their keys, in what order they are asked, and the rules that say them.

Inside the first three characters of a diagnosis: core groups of an operation, those with the most
related operations first; comprehensive groups by the kind of operation; core and comprehensive
groups of conservative care.

Source: drg_dip, sections 2.1 and 2.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from yiyang.analytics.dip.plan import Kind

CONSERVATIVE = "CONSERVATIVE"
KINDS = tuple(Kind)
BEFORE_POINT = 3  # characters of a diagnosis


@dataclass(frozen=True)
class Key:
    """One group: of a diagnosis, an operation with those related to it, or of a kind of them.

    ``principal`` is "" for a comprehensive or conservative group; ``kind`` says which.
    """

    diagnosis: str
    kind: str
    principal: str = ""
    related: tuple[str, ...] = ()
    is_core: bool = True

    @property
    def code(self) -> str:
        """The code of the group: ``K35.3:47.0100+54.2100``, ``K35.3``, ``K35:SURGICAL``."""
        if self.principal:
            return f"{self.diagnosis}:{'+'.join((self.principal, *self.related))}"
        return self.diagnosis if self.is_core else f"{self.diagnosis}:{self.kind}"


def front(code: str, characters: int) -> str:
    """Return the first characters of a code, its point not counted: ``K35.300x001``, 4: K35.3."""
    plain = code.replace(".", "", 1)[:characters]
    before, after = plain[:BEFORE_POINT], plain[BEFORE_POINT:]
    return f"{before}.{after}" if after else before


def diagnosis_set(front_of_code: str) -> str:
    """Return the name of the set of the diagnoses that begin so."""
    return f"DI_{_named(front_of_code)}"


def operation_set(code: str) -> str:
    """Return the name of the set of one operation."""
    return f"OP_{_named(code)}"


def in_order(keys: Iterable[Key], cases: Mapping[str, int]) -> list[Key]:
    """Return the groups of one MDC in the order in which they are asked."""

    def place(key: Key) -> tuple[object, ...]:
        kind = KINDS.index(Kind(key.kind)) if key.kind in KINDS else len(KINDS)
        stage = (key.kind == CONSERVATIVE, not key.is_core)
        return (stage, -len(key.related), kind, -cases.get(key.code, 0), key.code)

    return sorted(keys, key=place)


def rule_of(key: Key) -> str:
    """Return the rule of a group inside its MDC."""
    parts = [f"ZYZD in {diagnosis_set(key.diagnosis)}"] if key.is_core else []
    if key.kind == CONSERVATIVE:
        parts.append("ZYSS not in OP_COUNTING")
    elif key.principal:
        parts.append(f"ZYSS in {operation_set(key.principal)}")
        parts += [f"QTSS in {operation_set(each)}" for each in key.related]
    else:
        parts.append(f"ZYSS in OP_KIND_{key.kind}")
    return " and ".join(parts)


def _named(code: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", lambda found: f"_{ord(found[0]):x}_", code)
