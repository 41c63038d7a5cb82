"""What the tests of instruments share: the book at one day, and sheets with a given total."""

from datetime import date
from functools import cache

from yiyang.policy.book import Reading
from yiyang.policy.loader import load_book
from yiyang.rules.instruments import instrument

DAY = date(2026, 3, 2)
BOOK = load_book()


def reading(day: date = DAY, *, place: str = "310106", strict: bool = False) -> Reading:
    return Reading(BOOK, day, place, strict)


def with_total(edition: str, group: str, total: int) -> dict[str, str]:
    """Answers to the scored choices of one group whose points add up to ``total``."""
    return _by_total(edition, group)[total]


@cache
def _by_total(edition: str, group: str) -> dict[int, dict[str, str]]:
    items = [i for i in instrument(edition).items if i.group == group and i.is_scored]
    ways: dict[int, dict[str, str]] = {0: {}}
    for item in items:
        ways = {
            so_far + (option.points or 0): {**answers, item.id: option.code}
            for so_far, answers in ways.items()
            for option in item.options
        }
    return ways
