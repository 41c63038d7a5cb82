"""What supervision looks at: claims, and the lists that an operator took from the insurer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    """A line of a claim by its key.

    ``charge``: its class (01 beds to 14), "" where not told; ``doctor`` who charged it, by code;
    ``minutes`` that this took of the doctor's day, None where not told.
    """

    key: str
    code: str
    on: date
    quantity: Decimal
    fen: int
    charge: str = ""
    doctor: str = ""
    minutes: int | None = None


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
    died_on: date | None = None


@dataclass(frozen=True)
class Supervised:
    """Claims to look at together, and the lists."""

    claims: tuple[Seen, ...]
    lists: Lists


@dataclass(frozen=True)
class Suspicion:
    """Something to be explained: in which claim, because of which lines, worth how much.

    ``lines`` are the evidence; of them ``disputed`` are those that may not be the fund's, and
    ``fen`` what these amount to, not what is to be paid back.  ``identity`` is the same whenever
    the same thing is seen again.  ``beside``: the keys of other claims that it was seen by;
    ``params["other"]``, where it is given, is one of them.
    """

    code: str
    claim: str
    lines: tuple[str, ...]
    disputed: tuple[str, ...]
    fen: int
    identity: tuple[str, ...]
    beside: tuple[str, ...] = ()
    params: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True)
class Looked:
    """Every suspicion, in the order of the claims."""

    suspicions: tuple[Suspicion, ...]


def suspicion(
    code: str,
    claim: Seen,
    lines: Sequence[SeenLine],
    *,
    disputed: Sequence[SeenLine] | None = None,
    identity: Sequence[str] = (),
    beside: Sequence[Seen] = (),
    params: Mapping[str, Param] | None = None,
) -> Suspicion:
    """Return a suspicion; unless told all its lines are disputed, and its claim is its identity."""
    asked = lines if disputed is None else disputed
    return Suspicion(
        code,
        claim.key,
        tuple(line.key for line in lines),
        tuple(line.key for line in asked),
        sum(line.fen for line in asked),
        (code, *(identity or (claim.key,))),
        tuple(sorted({one.key for one in beside} - {claim.key})),
        params or {},
    )


def in_order(claim: Seen) -> tuple[date, date, int, str]:
    """Return what claims are ordered by: their days, then their keys, shorter ones first."""
    return (claim.begun_on, claim.ended_on, len(claim.key), claim.key)
