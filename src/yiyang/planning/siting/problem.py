"""What a plan of sites is asked, and what it answers: whole numbers in, whole numbers out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class Aim(StrEnum):
    """What a plan of sites is to be best at."""

    NEAREST = "NEAREST"  # least way of all people together (p-median)
    COVER = "COVER"  # most people within the limit, then the least way (maximal covering)
    WORST_FIRST = "WORST_FIRST"  # least way of the worst served, then of all together


class Proof(StrEnum):
    """How the bound of an answer was reached."""

    LAGRANGE = "LAGRANGE"  # in whole numbers, from multipliers: anybody can add it up again
    MIP = "MIP"  # by the solver's search, within its tolerance
    NONE = "NONE"  # only that no cost is below nothing


@dataclass(frozen=True)
class Problem:
    """Demand points, candidates and what lies between them.

    Args:
        cost: (points, candidates) what it costs to serve a point from a candidate, >= 0.
        number: how many candidates are to be open, the kept ones among them.
        kept: (candidates,) those that are open already and stay.
        load: (points,) what a point takes of a capacity; capacity: (candidates,) how much each
            has.  Both or none.
        left_out: (points,) what it costs to leave a point unserved; None: everybody is served.
    """

    cost: Whole
    number: int
    kept: Flags
    load: Whole | None = None
    capacity: Whole | None = None
    left_out: Whole | None = None

    @property
    def points(self) -> int:
        """How many demand points there are."""
        return int(self.cost.shape[0])

    @property
    def candidates(self) -> int:
        """How many candidates there are."""
        return int(self.cost.shape[1])


def always() -> bool:
    """Go on whatever happens."""
    return True


@dataclass(frozen=True)
class Limits:
    """When to stop: seconds for the solver, the gap that is good enough, and the seed.

    ``seconds`` 0: no search; the answer has the gap that the bound leaves.  ``go_on`` is asked
    between two steps, each of which takes a moment.
    """

    seconds: float = 30.0
    gap: float = 0.0
    seed: int = 0
    starts: int = 4
    go_on: Callable[[], bool] = always

    def look(self) -> None:
        """Leave off where nobody wants the answer any more.  Raises Stopped."""
        if not self.go_on():
            raise Stopped

    def reached(self, answer: Answer) -> bool:
        """Tell whether an answer is as good as is wanted."""
        return answer.gap <= self.gap


@dataclass(frozen=True)
class Answer:
    """Open candidates, who serves each point (-1: nobody), the cost and how good it is."""

    sites: tuple[int, ...]
    served_by: tuple[int, ...]
    cost: int
    bound: int
    proof: Proof
    first: int = 0  # the cost of the first answer, before any bound
    trail: tuple[tuple[str, int], ...] = field(default=())

    @property
    def gap(self) -> float:
        """How far the cost may lie above the best, as a part of the cost."""
        return 0.0 if self.cost <= self.bound else (self.cost - self.bound) / self.cost

    @property
    def is_best(self) -> bool:
        """Whether no answer can cost less."""
        return self.cost <= self.bound

    def bounded(self, bound: int, proof: Proof) -> Answer:
        """Return the answer with a better bound, or as it is."""
        if bound < self.bound or (bound == self.bound and self.proof is not Proof.NONE):
            return self
        return replace(self, bound=min(bound, self.cost), proof=proof)


HALF = 0.5  # a column of a solver's answer above it is one, else nothing
Seen = Callable[[Answer], None]


class NoAnswer(Exception):
    """No choice of sites fulfils what was asked."""


class Stopped(Exception):
    """Who asked wants no answer any more."""


class SolverFault(Exception):
    """The solver stopped without an answer; the text is its own status."""
