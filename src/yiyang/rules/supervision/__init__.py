"""Checks of fund supervision: what in claims calls for an explanation; never a verdict."""

from yiyang.rules.supervision.check import supervise
from yiyang.rules.supervision.review import Item, Outcome, Reviewed, review
from yiyang.rules.supervision.terms import (
    Lists,
    Looked,
    Pair,
    Seen,
    SeenLine,
    Supervised,
    Suspicion,
)

__all__ = [
    "Item",
    "Lists",
    "Looked",
    "Outcome",
    "Pair",
    "Reviewed",
    "Seen",
    "SeenLine",
    "Supervised",
    "Suspicion",
    "review",
    "supervise",
]
