"""When a notification that did not arrive is sent again, and when that is given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

MOST_DOUBLINGS = 20  # any wait has reached its longest by then


@dataclass(frozen=True)
class Failing:
    """How often in a row sending has failed, this time too, and when it failed."""

    failures: int
    at: datetime


@dataclass(frozen=True)
class Retry:
    """When it is tried again; None: not before the subscriber asks for it."""

    next_at: datetime | None


@rule("subscriptions.retry")
def retry_of(failing: Failing, reading: Reading) -> Retry:
    """Return when to try again: after twice the last wait, up to the longest; not for ever.

    Source: FD-4.4; ``subscriptions.first_wait``, ``subscriptions.longest_wait``,
    ``subscriptions.most_failures``.
    """
    if failing.failures >= reading.integer("subscriptions.most_failures"):
        return Retry(None)
    first = reading.duration("subscriptions.first_wait")
    longest = reading.duration("subscriptions.longest_wait")
    wait = first * 2 ** min(failing.failures - 1, MOST_DOUBLINGS)
    return Retry(failing.at + min(longest, wait))
