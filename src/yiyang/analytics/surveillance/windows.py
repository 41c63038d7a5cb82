"""Which steps of the past a step is compared with, and which time of the year each of them is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Periods = npt.NDArray[np.int64]
NOT_ASKED = 0


def periods_of_past(
    length: int, references: Sequence[int], *, half_window: int, periods: int, left_out: int
) -> Periods:
    """Return for each step the period of the year that it stands for, 0 where it is not asked.

    The steps around the same time of each year before are one period, the last; what is between
    them is shared out among the others, as evenly as can be.  With one period only the former
    are asked.

    Args:
        references: the same time in the years before, farthest first, and the step itself.
        left_out: how many of the last steps before it are left out: they may be an outbreak.

    Source: Noufaily et al., Stat Med 32 (2013) 1206, section 3.2.
    """
    found = np.zeros(length, dtype=np.int64)
    now = references[-1]
    found[max(now - half_window, 0) : now + 1] = periods
    for before, after in zip(references[-2::-1], references[:0:-1], strict=True):
        found[max(before - half_window, 0) : before + half_window + 1] = periods
        if periods > 1:
            _share(found, before + half_window + 1, after - half_window, periods - 1)
    found[max(now - left_out, 0) : now + 1] = NOT_ASKED
    return found


def _share(found: Periods, first: int, end: int, periods: int) -> None:
    """Share the steps from ``first`` to before ``end``; the first periods take what is over."""
    each, over = divmod(end - first, periods)
    for period in range(1, periods + 1):
        length = each + (period <= over)
        found[max(first, 0) : max(first + length, 0)] = period
        first += length
