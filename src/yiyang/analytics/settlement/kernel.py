"""Columns of text as amounts: yuan with up to two decimals read as whole fen."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from yiyang.analytics.compiled import compiled

SPACE, POINT, ZERO, NINE = ord(" "), ord("."), ord("0"), ord("9")
MOST_DIGITS = 11  # before the point


@compiled
def _amounts(data: Any, ends: Any, fen: Any, state: Any) -> None:
    for row in range(fen.size):
        low, high = ends[row], ends[row + 1]
        while low < high and data[low] == SPACE:
            low += 1
        while low < high and data[high - 1] == SPACE:
            high -= 1
        fen[row], state[row] = 0, 0
        if low == high:
            continue
        value, before, after, pointed, good = 0, 0, 0, False, True
        for at in range(low, high):
            byte = data[at]
            if byte == POINT and not pointed:
                pointed = True
            elif ZERO <= byte <= NINE and before <= MOST_DIGITS and after <= 2:
                value = value * 10 + (int(byte) - ZERO)
                if pointed:
                    after += 1
                else:
                    before += 1
            else:
                good = False
                break
        good = good and 0 < before <= MOST_DIGITS and after <= 2 and pointed == (after > 0)
        for _ in range(2 - after):
            value *= 10
        fen[row], state[row] = value, 1 if good else 2


def amounts(
    data: npt.NDArray[np.uint8], ends: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Return each row's fen, whether none is given, and whether it is no amount in yuan.

    Args:
        data, ends: bytes of the column and the end of each value, 0 first.
    """
    fen = np.empty(ends.size - 1, np.int64)
    state = np.empty(ends.size - 1, np.int8)
    _amounts(data, ends, fen, state)
    return fen, state == 0, state > 1
