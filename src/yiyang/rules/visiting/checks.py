"""Checking in and out: how far from home, how far from the plan, and whether the clock is right.

A check outside is kept and flagged, never refused: the worker stands at somebody's door.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from yiyang.kernel.geo import metres_between
from yiyang.kernel.messages import Message
from yiyang.kernel.span import Span
from yiyang.policy.book import Reading
from yiyang.rules.registry import rule
from yiyang.rules.visiting.travel import Spot

NO_PLACE, OUTSIDE = "CHECK_NO_PLACE", "CHECK_OUTSIDE"
EARLY, LATE, CLOCK_OFF = "CHECK_EARLY", "CHECK_LATE", "CHECK_CLOCK_OFF"


@dataclass(frozen=True)
class CheckFacts:
    """A check as the phone told it.

    ``told_at`` and ``sent_at`` are the phone's clock, ``received_at`` the server's; ``accuracy``
    is the radius in metres that the phone gave with its place; ``window`` is when the visit may
    begin, None for a check-out.
    """

    home: Spot | None
    place: Spot | None
    accuracy: int
    told_at: datetime
    sent_at: datetime
    received_at: datetime
    window: Span | None = None


@dataclass(frozen=True)
class Check:
    """The moment that counts, the distance from home in metres, and every flag."""

    at: datetime
    metres: int | None
    flags: tuple[Message, ...]


@rule("visits.check")
def judge_check(facts: CheckFacts, reading: Reading) -> Check:
    """Tell when and how far from home a check was made, and what is odd about it.

    A phone whose clock differs from the server's by more than the book allows is flagged, and
    its moments are moved by the difference.  The phone's own inaccuracy counts in its favour, up
    to what the book allows.

    Source: FD-3.4 (checked in and out by place and time); ``visits.check.*``.
    """
    drift = facts.received_at - facts.sent_at
    is_off = abs(drift) > reading.duration("visits.check.clock_tolerance")
    at = min(facts.told_at + (drift if is_off else timedelta()), facts.received_at)
    metres = _metres(facts)
    flags = [*_place_flags(facts, metres, reading), *_time_flags(facts, at, reading)]
    if is_off:
        flags.append(Message(CLOCK_OFF, {"minutes": round(drift.total_seconds() / 60)}))
    return Check(at, metres, tuple(flags))


def _metres(facts: CheckFacts) -> int | None:
    if facts.home is None or facts.place is None:
        return None
    return metres_between(facts.home.point, facts.place.point)


def _place_flags(facts: CheckFacts, metres: int | None, reading: Reading) -> Iterator[Message]:
    if metres is None:
        yield Message(NO_PLACE)
        return
    allowed = reading.integer("visits.check.metres")
    allowed += min(facts.accuracy, reading.integer("visits.check.accuracy_metres"))
    if metres > allowed:
        yield Message(OUTSIDE, {"metres": metres})


def _time_flags(facts: CheckFacts, at: datetime, reading: Reading) -> Iterator[Message]:
    if facts.window is None:
        return
    tolerance = reading.duration("visits.check.window_tolerance")
    if at < facts.window.since - tolerance:
        yield Message(EARLY)
    if facts.window.until is not None and at > facts.window.until + tolerance:
        yield Message(LATE)


def allot(span: Span, minutes: Sequence[int]) -> tuple[Span, ...]:
    """Return the time of a visit shared out among its items, one after another.

    Each gets the part of its weight in ``minutes`` (every one above 0, at least one), to the
    microsecond; the parts touch and add up to the span.  What is known is when the visit began
    and ended: the parts are a sharing, not a measurement (docs/decisions/141).

    Raises:
        ValueError: the span is open.
    """
    if span.until is None:
        raise ValueError("an open span cannot be shared out")
    whole, weight = span.until - span.since, sum(minutes)
    cuts = [span.since + whole * sum(minutes[:place]) // weight for place in range(len(minutes))]
    return tuple(Span(a, b) for a, b in zip(cuts, [*cuts[1:], span.until], strict=True))
