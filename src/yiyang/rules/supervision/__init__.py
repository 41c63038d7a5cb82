"""Checks of fund supervision: what in claims calls for an explanation; never a verdict."""

from yiyang.rules.supervision.check import supervise
from yiyang.rules.supervision.terms import Lists, Pair, Seen, SeenLine, Supervised, Suspicion

__all__ = ["Lists", "Pair", "Seen", "SeenLine", "Supervised", "Suspicion", "supervise"]
