"""What supervision looks at: claims, and the lists that an operator took from the insurer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from yiyang.kernel.messages import Param

DAY, VISIT = "DAY", "VISIT"
INPATIENT = "INPATIENT"


@dataclass(frozen=True)
class Pair:
    """An item that includes another one, on the same DAY or in the same VISIT."""

    main: str
    included: str
    within: str


@dataclass(frozen=True)
class Lists:
    """Rule lists by item or drug code.

    ``sexes``: the only sex (1, 2); ``children``: items for children; ``levels``: the least level
    of the institution; ``inpatient``: only for inpatients; ``daily``: most in a day.
    """

    pairs: tuple[Pair, ...] = ()
    daily: Mapping[str, Decimal] = field(default_factory=dict)
    sexes: Mapping[str, str] = field(default_factory=dict)
    children: frozenset[str] = frozenset()
    levels: Mapping[str, int] = field(default_factory=dict)
    inpatient: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SeenLine:
    """A line of a claim by its key."""

    key: str
    code: str
    on: date
    quantity: Decimal
    fen: int


@dataclass(frozen=True)
class Seen:
    """A claim by its key; ``person`` and ``institution`` are keys, ``age`` completed years.

    ``level`` of the institution and ``age`` are None where they are not known.
    """

    key: str
    person: str
    institution: str
    kind: str
    begun_on: date
    ended_on: date
    level: int | None
    sex: str
    age: int | None
    diagnosis: str
    lines: tuple[SeenLine, ...]


@dataclass(frozen=True)
class Supervised:
    """Claims to look at together, and the lists."""

    claims: tuple[Seen, ...]
    lists: Lists


@dataclass(frozen=True)
class Suspicion:
    """Something to be explained: in which claim, because of which lines, worth how much.

    ``lines`` are the evidence; ``fen`` is what they amount to, not what is to be paid back.
    """

    code: str
    claim: str
    lines: tuple[str, ...]
    fen: int
    params: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True)
class Looked:
    """Every suspicion, in the order of the claims."""

    suspicions: tuple[Suspicion, ...]
