"""Access by two-step floating catchment: how much of a service there is for each person near it.

Plain floats: nothing here is money.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Band = tuple[int, float]


def catchments(
    people: npt.NDArray[np.int64], supply: Floats, metres: npt.NDArray[np.int64],
    bands: Sequence[Band],
) -> Floats:  # fmt: skip
    """Return how much supply there is for a person of each point.

    First each site shares what it has among the people of its catchment; then each point adds up
    the shares of the sites that it reaches.  What all people get together is what the sites that
    anybody reaches have.

    Args:
        people: (points,) >= 0; supply: (sites,) beds, doctors or places, >= 0.
        metres: (points, sites).
        bands: (metres up to which, weight), nearest first; beyond the last nobody goes.  One band
            of weight 1 is the plain method (2SFCA), several the enhanced one (E2SFCA).

    Source: Luo and Wang, Environment and Planning B 30 (2003) 865-884; Luo and Qi, Health & Place
    15 (2009) 1100-1107.
    """
    weights = np.zeros(metres.shape)
    before = -1
    for up_to, weight in bands:
        weights[(metres > before) & (metres <= up_to)] = weight
        before = up_to
    asked = weights.T @ people.astype(np.float64)
    ratio = np.divide(supply, asked, out=np.zeros(len(supply)), where=asked > 0)
    reached: Floats = weights @ ratio
    return reached
