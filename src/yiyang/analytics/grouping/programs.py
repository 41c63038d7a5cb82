"""A set pack as arrays: codes to bits of sets, and every rule to tests that jump.

A code is looked up once for each discharge and brings along one bit for each set it stands in.
The whole pack is one run of steps: a test names the step to go on with when it holds and when it
fails, a mark writes down how far the discharge came.  So a discharge passes the tests that matter
to it and no others, and nothing is called on the way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from yiyang.analytics.grouping.pack import Mdc, SetPack
from yiyang.analytics.grouping.terms import (
    COMPARISONS,
    DIAGNOSES,
    OPERATIONS,
    And,
    Compare,
    Const,
    Has,
    In,
    Length,
    Not,
    Number,
    Or,
    Place,
    Severity,
    Term,
)

T = TypeVar("T", bound=np.generic)
Ints = npt.NDArray[np.int64]
END = -1
IN, COMPARE, LENGTH, HAS, MARK = range(5)  # kinds of step
KIND, PLACES, WHAT, SIGN, VALUE, ON_YES, ON_NO = range(7)  # columns of a step
CHECK, MDC, GROUP, DRG = range(4)  # what a mark writes down
# Rows of joined bits: principal, others and both; of diagnoses, then of operations.
ROWS = {
    Place.ZYZD: 0, Place.QTZD: 1, DIAGNOSES: 2, Place.ZYSS: 3, Place.QTSS: 4, OPERATIONS: 5,
}  # fmt: skip
ANY_CODE = -1  # a length without sets
NUMBERS = tuple(Number)
SEVERITIES = tuple(Severity)
BITS = 64
FEW = 1.5  # slots of the hash table for each code, before rounding up to a power of two
FNV_START, FNV_PRIME = 0xCBF29CE484222325, 0x100000001B3
MASK = 0xFFFFFFFFFFFFFFFF


@dataclass(frozen=True)
class Codes:
    """A dictionary of codes that a kernel can look bytes up in.

    ``slots`` is an open hash table of code numbers + 1; ``text`` and ``starts`` hold the codes'
    bytes; ``bits`` has one row of set bits for each code, row 0 for a code not known.
    """

    slots: npt.NDArray[np.int32]
    text: npt.NDArray[np.uint8]
    starts: npt.NDArray[np.int64]
    bits: npt.NDArray[np.uint64]


@dataclass(frozen=True)
class Program:
    """Everything the kernel reads: dictionaries, severity by diagnosis, tests, and their order."""

    diagnoses: Codes
    operations: Codes
    severity: npt.NDArray[np.int8]  # by diagnosis: 0 none, 1 MCC, 2 CC
    own_table: npt.NDArray[np.int32]  # by diagnosis: exclusion table of the complication, 0 none
    excludes: npt.NDArray[np.int32]  # by diagnosis: table it excludes when principal, 0 none
    own_code_counts: bool
    steps: npt.NDArray[np.int32]
    start: int
    group_mdcs: Ints  # by group: its MDC
    check_codes: tuple[str, ...]
    mdc_codes: tuple[str, ...]
    group_codes: tuple[str, ...]
    drg_codes: tuple[str, ...]

    @property
    def numbers(self) -> frozenset[Number]:
        """The numbers that a rule of the pack compares."""
        asked = self.steps[self.steps[:, KIND] == COMPARE, WHAT]
        return frozenset(NUMBERS[int(at)] for at in set(asked.tolist()))


@dataclass
class _Steps:
    """The steps of all rules, and the number of each union of sets that one of them asks for."""

    rows: list[list[int]] = field(default_factory=list)
    unions: dict[Place, dict[tuple[str, ...], int]] = field(
        default_factory=lambda: {DIAGNOSES: {}, OPERATIONS: {}}
    )

    def mark(self, what: int, value: int, then: int) -> int:
        """Add a mark that goes on with ``then``; return where it stands."""
        self.rows.append([MARK, 0, what, 0, value, then, then])
        return len(self.rows) - 1

    def add(self, term: Term, yes: int, no: int) -> int:
        """Add the tests of a term; return where it begins."""
        match term:
            case Const():
                return yes if term.value else no
            case Not():
                return self.add(term.term, no, yes)
            case And():
                for each in reversed(term.terms):
                    yes = self.add(each, yes, no)
                return yes
            case Or():
                for each in reversed(term.terms):
                    no = self.add(each, yes, no)
                return no
        self.rows.append([*self.test(term), yes, no])
        return len(self.rows) - 1

    def test(self, term: Term) -> tuple[int, int, int, int, int]:
        match term:
            case In():
                return IN, ROWS[term.places], self.union(term.places, term.sets), 0, 0
            case Compare():
                sign = COMPARISONS.index(term.sign)
                return COMPARE, 0, NUMBERS.index(term.number), sign, term.value
            case Length():
                what = self.union(term.places, term.sets) if term.sets else ANY_CODE
                sign = COMPARISONS.index(term.sign)
                return LENGTH, int(term.places), what, sign, term.value
            case Has():
                return HAS, 0, SEVERITIES.index(term.severity), 0, 0
        raise TypeError(term)  # a switch: the pack was not set

    def union(self, places: Place, sets: tuple[str, ...]) -> int:
        known = self.unions[DIAGNOSES if places & DIAGNOSES else OPERATIONS]
        return known.setdefault(sets, len(known))


@dataclass
class _Codes:
    """What the marks of a program mean."""

    groups: list[str] = field(default_factory=list)
    group_mdcs: list[int] = field(default_factory=list)
    drgs: list[str] = field(default_factory=list)


def compile_pack(pack: SetPack) -> Program:
    """Return the arrays of a pack under its setting."""
    steps, marks = _Steps(), _Codes()
    start = END
    for number, mdc in reversed(list(enumerate(pack.mdcs))):
        start = _mdc(steps, marks, number, mdc, start)
    for number, check in reversed(list(enumerate(pack.checks))):
        start = steps.add(check.rule.term, start, steps.mark(CHECK, number, END))
    tables = {
        table: number
        for number, table in enumerate(
            sorted({*pack.exclusions.values(), *(t for _, t in pack.severe.values())} - {""}), 1
        )
    }
    codes = _known(pack, steps.unions[DIAGNOSES], [*pack.severe, *pack.exclusions])
    severe = [pack.severe.get(code) for code in codes]
    return Program(
        _codes(pack, codes, steps.unions[DIAGNOSES]),
        _codes(pack, _known(pack, steps.unions[OPERATIONS], ()), steps.unions[OPERATIONS]),
        _column([SEVERITIES.index(each[0]) + 1 if each else 0 for each in severe], np.int8),
        _column([tables.get(each[1], 0) if each else 0 for each in severe], np.int32),
        _column([tables.get(pack.exclusions.get(code, ""), 0) for code in codes], np.int32),
        pack.own_code_counts,
        np.array(steps.rows, np.int32).reshape(len(steps.rows), 7),
        start,
        np.array(marks.group_mdcs, np.int64),
        tuple(each.code for each in pack.checks),
        tuple(mdc.code for mdc in pack.mdcs),
        tuple(marks.groups),
        tuple(marks.drgs),
    )


def _mdc(steps: _Steps, marks: _Codes, number: int, mdc: Mdc, next_mdc: int) -> int:
    """Add an MDC before the next one; return where it begins."""
    at = next_mdc if mdc.passes_on.term == Const(True) else END
    for group in reversed(mdc.groups):
        inside = END
        for drg in reversed(group.drgs):
            taken = steps.mark(DRG, len(marks.drgs), END)
            marks.drgs.append(drg.code)
            inside = steps.add(drg.rule.term, taken, inside)
        inside = steps.mark(GROUP, len(marks.groups), inside)
        marks.groups.append(group.code)
        marks.group_mdcs.append(number)
        at = steps.add(group.rule.term, inside, at)
    if not mdc.stands_before:
        at = steps.mark(MDC, number, at)
    return steps.add(mdc.rule.term, at, next_mdc)


def _column(values: list[int], kind: type[T]) -> npt.NDArray[T]:
    """Return a column by code number; number 0 is the code not known."""
    return np.array([0, *values], kind)


def _known(pack: SetPack, unions: Iterable[tuple[str, ...]], more: Iterable[str]) -> list[str]:
    found: dict[str, None] = dict.fromkeys(more)
    for sets in unions:
        for name in sets:
            found.update(dict.fromkeys(sorted(pack.pack.sets[name])))
    return list(found)


def _codes(pack: SetPack, codes: list[str], unions: dict[tuple[str, ...], int]) -> Codes:
    number_of = {code: number for number, code in enumerate(codes, 1)}
    bits = np.zeros((len(codes) + 1, max(1, -(-len(unions) // BITS))), np.uint64)
    for sets, union in unions.items():
        listed = [number_of[code] for name in sets for code in pack.pack.sets[name]]
        bits[listed, union // BITS] |= np.uint64(1 << (union % BITS))
    texts = [code.encode() for code in codes]
    starts = np.zeros(len(codes) + 2, np.int64)
    starts[2:] = np.cumsum([len(text) for text in texts])
    return Codes(_slots(texts), np.frombuffer(b"".join(texts) or b"\0", np.uint8), starts, bits)


def _slots(texts: list[bytes]) -> npt.NDArray[np.int32]:
    size = 1 << max(4, int(len(texts) * FEW).bit_length())
    slots = np.zeros(size, np.int32)
    for number, text in enumerate(texts, 1):
        at = hash_of(text) & (size - 1)
        while slots[at]:
            at = (at + 1) & (size - 1)
        slots[at] = number
    return slots


def hash_of(text: bytes) -> int:
    """Return the FNV-1a hash of a code, its halves folded together; the kernel's twin."""
    found = FNV_START
    for byte in text:
        found = ((found ^ byte) * FNV_PRIME) & MASK
    return found ^ (found >> 32)
