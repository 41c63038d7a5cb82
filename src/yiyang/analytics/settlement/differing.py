"""Why an institution's fee differs between two runs: rate, weight, coefficient, outliers, others.

Every part is reckoned in fractions and rounded to the fen once; together they are the difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Part:
    """What one institution, or a region, came to in a run.

    ``volume`` is the weight (or the points) of all discharges paid by their group, ``usual_volume``
    of those paid neither low, high nor singly; ``usual_fen`` their fee.  ``other_fen`` was paid by
    the day or for each service.
    """

    fee_fen: int
    other_fen: int
    volume: int
    usual_volume: int
    usual_fen: int

    def __add__(self, other: Part) -> Part:
        """Return both together."""
        return Part(
            self.fee_fen + other.fee_fen,
            self.other_fen + other.other_fen,
            self.volume + other.volume,
            self.usual_volume + other.usual_volume,
            self.usual_fen + other.usual_fen,
        )

    @property
    def price(self) -> Fraction | None:
        """What one unit of weight is usually paid; None where nothing is paid so."""
        return Fraction(self.usual_fen, self.usual_volume) if self.usual_volume else None


NOTHING = Part(0, 0, 0, 0, 0)


@dataclass(frozen=True)
class Effects:
    """The parts of a difference, in fen; above zero the institution gains by it.

    ``rate``: the region's usual price of a unit of weight; ``weight``: how much weight its
    discharges have; ``coefficient``: its own price beside the region's; ``outliers``: what low,
    high and single cases are paid beyond the usual; ``others``: days and services.
    """

    rate: int
    weight: int
    coefficient: int
    outliers: int
    others: int

    @property
    def fen(self) -> int:
        """The whole difference."""
        return self.rate + self.weight + self.coefficient + self.outliers + self.others


def effects(here: Part, there: Part, *, region: Part, other_region: Part) -> Effects:
    """Return why ``here`` is paid otherwise than ``there``.

    With W the weight, P the region's price and c the own price over it, the usual pay is W × P × c.
    Weight is priced at the other run's price, the rate at this run's weight and the other's
    coefficient, the coefficient at this run's weight and rate.  An institution without usual
    discharges in a run counts with the region's price there.
    """
    price, other_price = region.price or Fraction(0), other_region.price or Fraction(0)
    own, other_own = _own(here, price), _own(there, other_price)
    factor = other_own / other_price if other_price else Fraction(1)
    weight = _fen((here.volume - there.volume) * other_own)
    rate = _fen(here.volume * (price - other_price) * factor)
    usual = _fen(here.volume * own) - _fen(there.volume * other_own)
    others = here.other_fen - there.other_fen
    whole = here.fee_fen - there.fee_fen
    return Effects(
        rate=rate,
        weight=weight,
        coefficient=usual - weight - rate,
        outliers=whole - others - usual,
        others=others,
    )


def _own(part: Part, price: Fraction) -> Fraction:
    found = part.price
    return price if found is None else found


def _fen(amount: Fraction | int) -> int:
    """Round half up."""
    return int((Fraction(amount) + HALF) // 1)
