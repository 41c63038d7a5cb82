"""The kernel: a batch of discharges in columns of bytes and numbers, their groups out.

No Python object is made for a discharge.  Codes are cut at the bar out of the column's bytes,
looked up by a hash, and their set bits joined by place; the rules then test bits and numbers.
Arrays in: text as bytes with ``n + 1`` offsets, numbers (n, 7) with ``NOT_GIVEN`` for none.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from yiyang.analytics.compiled import compiled
from yiyang.analytics.grouping.programs import (
    ANY_CODE,
    COMPARE,
    FNV_PRIME,
    FNV_START,
    GROUP,
    HAS,
    IN,
    KIND,
    MARK,
    MDC,
    ON_NO,
    ON_YES,
    PLACES,
    SIGN,
    VALUE,
    WHAT,
    Program,
)

NOT_GIVEN = np.iinfo(np.int64).min
BAR, SPACE, MINUS, ZERO, NINE = ord("|"), ord(" "), ord("-"), ord("0"), ord("9")
MOST_DIGITS = 9
NONE = -1
FLAGS = 4  # column of the answer after those of the marks
HAS_MCC, HAS_CC, EXCLUDED, PRINCIPAL = 1, 2, 4, 8  # bits of FLAGS

_START, _PRIME = np.uint64(FNV_START), np.uint64(FNV_PRIME)
_FOLD, _ONE = np.uint64(32), np.uint64(1)
_ZYZD, _QTZD, _ZYSS, _QTSS = 1, 2, 4, 8


@compiled
def _find(data: Any, start: int, end: int, slots: Any, text: Any, starts: Any) -> int:
    """Return the number of the code in these bytes, 0 when it is not known."""
    found = _START
    for at in range(start, end):
        found = (found ^ np.uint64(data[at])) * _PRIME
    mask = slots.size - 1
    slot = np.int64((found ^ (found >> _FOLD)) & np.uint64(mask))
    while True:
        number = slots[slot]
        if number == 0:
            return 0
        first = starts[number]
        if starts[number + 1] - first == end - start:
            same = True
            for at in range(end - start):
                if text[first + at] != data[start + at]:
                    same = False
                    break
            if same:
                return int(number)
        slot = (slot + 1) & mask


@compiled
def _read(data: Any, start: int, end: int, slots: Any, text: Any, starts: Any, codes: Any) -> int:
    """Fill ``codes`` with a field's code numbers; return how many there are.

    The first item is the principal code, NONE when it is empty; other empty items are none.
    """
    count = 0
    at = start
    while at <= end and start < end:
        stop = at
        while stop < end and data[stop] != BAR:
            stop += 1
        low, high = at, stop
        while low < high and data[low] == SPACE:
            low += 1
        while low < high and data[high - 1] == SPACE:
            high -= 1
        if low < high:
            codes[count] = _find(data, low, high, slots, text, starts)
            count += 1
        elif count == 0 and at == start:
            codes[0] = NONE
            count = 1
        at = stop + 1
    return count


@compiled
def _compares(left: int, sign: int, right: int) -> bool:
    if sign == 0:
        return left == right
    if sign == 1:
        return left != right
    if sign == 2:
        return left < right
    if sign == 3:
        return left <= right
    if sign == 4:
        return left > right
    return left >= right


@compiled
def _length(codes: Any, count: int, bits: Any, what: int, first: int, others: int) -> int:
    """Return how many different codes stand in a set; how many are given where none is named."""
    found = 0
    for at in range(count):
        if codes[at] == NONE or not (first if at == 0 else others):
            continue
        if what == ANY_CODE:
            found += 1
            continue
        if not (bits[codes[at], what >> 6] >> np.uint64(what & 63)) & _ONE:
            continue
        again = False
        for before in range(at):
            if codes[before] == codes[at] and (first if before == 0 else others):
                again = True
        if not again:
            found += 1
    return found


@compiled
def _join(codes: Any, count: int, bits: Any, joined: Any, first: int) -> None:
    """Join set bits: of the principal code in row ``first``, of the others, and of both."""
    words = bits.shape[1]
    for word in range(words):
        principal = others = np.uint64(0)
        if count > 0 and codes[0] > 0:
            principal = bits[codes[0], word]
        for at in range(1, count):
            others |= bits[codes[at], word]
        joined[first, word] = principal
        joined[first + 1, word] = others
        joined[first + 2, word] = principal | others


@compiled
def _severity(
    dx: Any, count: int, severity: Any, own_table: Any, excludes: Any, own_code_counts: bool
) -> int:
    """Return the flags of the complications that count and of one that was excluded."""
    if count == 0 or dx[0] == NONE:
        principal, flags = 0, 0
    else:
        principal, flags = dx[0], PRINCIPAL
    table = excludes[principal]
    for at in range(1, count):
        code = dx[at]
        if severity[code] == 0 or (code == principal and not own_code_counts):
            continue
        if table != 0 and own_table[code] == table:
            flags |= EXCLUDED
        else:
            flags |= HAS_MCC if severity[code] == 1 else HAS_CC
    return flags


@compiled
def _group_batch(
    dx_data: Any, dx_ends: Any, op_data: Any, op_ends: Any, numbers: Any,
    dx_slots: Any, dx_text: Any, dx_starts: Any, dx_bits: Any,
    op_slots: Any, op_text: Any, op_starts: Any, op_bits: Any,
    severity: Any, own_table: Any, excludes: Any, own_code_counts: bool,
    steps: Any, start: int, longest: int, answer: Any,
) -> None:  # fmt: skip
    dx, op = np.empty(longest, np.int64), np.empty(longest, np.int64)
    joined = np.zeros((6, max(dx_bits.shape[1], op_bits.shape[1])), np.uint64)
    for row in range(numbers.shape[0]):
        dxs = _read(dx_data, dx_ends[row], dx_ends[row + 1], dx_slots, dx_text, dx_starts, dx)
        ops = _read(op_data, op_ends[row], op_ends[row + 1], op_slots, op_text, op_starts, op)
        _join(dx, dxs, dx_bits, joined, 0)
        _join(op, ops, op_bits, joined, 3)
        flags = _severity(dx, dxs, severity, own_table, excludes, own_code_counts)
        answer[row, :FLAGS] = NONE
        answer[row, FLAGS] = flags
        at = start
        while at >= 0:
            kind, what = steps[at, KIND], steps[at, WHAT]
            if kind == IN:
                word = joined[steps[at, PLACES], what >> 6]
                holds = ((word >> np.uint64(what & 63)) & _ONE) != 0
            elif kind == COMPARE:
                number = numbers[row, what]
                holds = number != NOT_GIVEN and _compares(number, steps[at, SIGN], steps[at, VALUE])
            elif kind == MARK:
                answer[row, what] = steps[at, VALUE]
                holds = True
            elif kind == HAS:
                holds = (flags & (HAS_MCC << what)) != 0
            else:
                places = steps[at, PLACES]
                if places & (_ZYZD | _QTZD):
                    length = _length(dx, dxs, dx_bits, what, places & _ZYZD, places & _QTZD)
                else:
                    length = _length(op, ops, op_bits, what, places & _ZYSS, places & _QTSS)
                holds = _compares(length, steps[at, SIGN], steps[at, VALUE])
            at = steps[at, ON_YES] if holds else steps[at, ON_NO]


@compiled
def _whole_numbers(data: Any, ends: Any, numbers: Any, torn: Any) -> None:
    """Read a column of text as whole numbers; mark the rows that hold something else."""
    for row in range(numbers.size):
        low, high = ends[row], ends[row + 1]
        while low < high and data[low] == SPACE:
            low += 1
        while low < high and data[high - 1] == SPACE:
            high -= 1
        numbers[row] = NOT_GIVEN
        if low == high:
            continue
        negative = data[low] == MINUS
        first = low + 1 if negative else low
        value = 0
        good = 0 < high - first <= MOST_DIGITS
        for at in range(first, high):
            if not good:
                break
            good = ZERO <= data[at] <= NINE
            value = value * 10 + (int(data[at]) - ZERO)
        if good:
            numbers[row] = -value if negative else value
        else:
            torn[row] = True


def whole_numbers(
    data: npt.NDArray[np.uint8], ends: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Return the numbers of a column of text, and which rows hold no whole number."""
    numbers = np.empty(ends.size - 1, np.int64)
    torn = np.zeros(ends.size - 1, np.bool_)
    _whole_numbers(data, ends, numbers, torn)
    return numbers, torn


def group_batch(
    program: Program,
    diagnoses: tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]],
    operations: tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]],
    numbers: npt.NDArray[np.int64],
) -> npt.NDArray[np.int64]:
    """Return for each row: failed check, MDC, group and DRG (``NONE`` for none), and flags.

    Args:
        diagnoses, operations: bytes and ends (n + 1) of the codes, joined by a bar.
        numbers: (n, 7), in the order of ``Number``.
    """
    answer = np.empty((numbers.shape[0], 5), np.int64)
    longest = 1 + max(int(np.diff(ends).max(initial=0)) for _, ends in (diagnoses, operations))
    dx, op = program.diagnoses, program.operations
    _group_batch(
        *diagnoses, *operations, numbers,
        dx.slots, dx.text, dx.starts, dx.bits, op.slots, op.text, op.starts, op.bits,
        program.severity, program.own_table, program.excludes, program.own_code_counts,
        program.steps, program.start, longest, answer,
    )  # fmt: skip
    grouped = answer[:, GROUP] != NONE
    answer[grouped, MDC] = program.group_mdcs[answer[grouped, GROUP]]
    return answer
