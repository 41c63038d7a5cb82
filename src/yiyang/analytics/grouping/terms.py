"""The terms of a grouping rule: what a predicate over one discharge is made of.

A rule asks of a discharge which sets its codes stand in, how its numbers compare, and whether its
other diagnoses are severe.  The names of places and numbers are those of the published rules.

Source: CHS-DRG 3.0, sheets of rules (2026-09); CHS-DRG 1.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntFlag, StrEnum


class Place(IntFlag):
    """Where a code may stand in a discharge."""

    ZYZD = 1  # principal diagnosis 主要诊断
    QTZD = 2  # other diagnoses 其他诊断
    ZYSS = 4  # principal operation 主要手术
    QTSS = 8  # other operations 其他手术


DIAGNOSES = Place.ZYZD | Place.QTZD
OPERATIONS = Place.ZYSS | Place.QTSS


class Number(StrEnum):
    """A number of a discharge; whole, and perhaps not given."""

    XB = "XB"  # sex 性别: 1 male, 2 female
    NL = "NL"  # age 年龄, completed years
    XSRTL = "XSRTL"  # age in days 新生儿天龄, given below one year
    XSECSTZ = "XSECSTZ"  # birth weight 新生儿出生体重, grams
    ZYTS = "ZYTS"  # days of the stay 住院天数
    LYFS = "LYFS"  # way of discharge 离院方式: 5 died
    ICUTS = "ICUTS"  # days in intensive care 重症监护天数


class Severity(StrEnum):
    """Whether an other diagnosis counts as a complication, exclusions taken off."""

    MCC = "MCC"
    CC = "CC"


COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")


@dataclass(frozen=True)
class Const:
    """True or false whatever the discharge."""

    value: bool


@dataclass(frozen=True)
class Switch:
    """One reading of a disputed point, chosen for a whole run."""

    name: str


@dataclass(frozen=True)
class Has:
    """Tell whether the discharge has such a complication."""

    severity: Severity


@dataclass(frozen=True)
class In:
    """Tell whether a code at one of the places stands in one of the sets."""

    places: Place
    sets: tuple[str, ...]


@dataclass(frozen=True)
class Compare:
    """Compare a number with a whole one; a number not given fits no comparison."""

    number: Number
    sign: str
    value: int


@dataclass(frozen=True)
class Length:
    """Compare how many different codes at the places stand in the sets.

    Without sets: how many codes are given there, a repeated one each time.
    """

    places: Place
    sets: tuple[str, ...]
    sign: str
    value: int


@dataclass(frozen=True)
class Not:
    """The contrary."""

    term: Term


@dataclass(frozen=True)
class And:
    """All of them; the first that fails decides."""

    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Or:
    """One of them; the first that holds decides."""

    terms: tuple[Term, ...]


Term = Const | Switch | Has | In | Compare | Length | Not | And | Or


def parts(term: Term) -> Iterator[Term]:
    """Yield a term and everything inside it, outside first."""
    yield term
    if isinstance(term, Not):
        yield from parts(term.term)
    elif isinstance(term, And | Or):
        for each in term.terms:
            yield from parts(each)


def compares(left: int, sign: str, right: int) -> bool:
    """Compare two whole numbers by the sign of a rule."""
    return {
        "=": left == right,
        "!=": left != right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }[sign]


def settle(term: Term, switches: dict[str, bool]) -> Term:
    """Return the term with every switch set, and what that decides taken out.

    Raises:
        KeyError: a switch has no setting.
    """
    if isinstance(term, Switch):
        return Const(switches[term.name])
    if isinstance(term, Not):
        inner = settle(term.term, switches)
        return Const(not inner.value) if isinstance(inner, Const) else Not(inner)
    if isinstance(term, And | Or):
        decides = isinstance(term, Or)  # a true part decides an or, a false one an and
        settled = [settle(each, switches) for each in term.terms]
        if Const(decides) in settled:
            return Const(decides)
        rest = tuple(each for each in settled if not isinstance(each, Const))
        if not rest:
            return Const(not decides)
        return rest[0] if len(rest) == 1 else type(term)(rest)
    return term
