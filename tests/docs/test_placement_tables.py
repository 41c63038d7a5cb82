"""The tables of docs/algorithms/placement.md say what the rules do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.docs.tables import table
from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.placement.batch import WaitingList, Wish, place_all
from yiyang.rules.placement.evaluate import evaluate
from yiyang.rules.placement.queue import Waiting, queue
from yiyang.rules.placement.situation import Situation
from yiyang.rules.placement.terms import Colour, Kind, Trigger

PAGE = "algorithms/placement.md"
DAY = date(2026, 3, 2)
WAITING = Waiting(
    Trigger.DEPENDENCE_UP, Colour.GREEN, 2, False, True, False, False,
    datetime(2026, 3, 1, tzinfo=UTC),
)  # fmt: skip


def reading() -> Reading:
    return Reading(shipped_book(), DAY, "310106")


def known(words: str) -> dict[str, Any]:
    """Read ``kps=40 terminal_certified`` as fields."""
    found: dict[str, Any] = {}
    for word in words.split():
        name, _, value = word.partition("=")
        found[name] = _value(name, value)
    return found


def _value(name: str, value: str) -> Any:
    if not value:
        return True
    if value == "no":
        return False
    if name == "colour":
        return Colour(value)
    if name == "trigger":
        return Trigger(value)
    if name.endswith("_on"):
        return date.fromisoformat(value)
    return int(value) if value.isdigit() else value


@pytest.mark.parametrize("row", table(PAGE, "trigger"), ids=" ".join)
def test_evaluation(row: list[str]) -> None:
    trigger, colour, words, proposed, closed = row
    plain = Situation(DAY, Trigger(trigger), Colour(colour), Kind.HOME_CARE_BED, None)
    result = evaluate(replace(plain, **known(words)), reading())
    assert " ".join(result.proposed) == proposed
    first = Kind(reading().table("placement.trigger.kinds")[trigger][0])
    assert " ".join(r.code for r in result.verdict(first).against) == closed


@pytest.mark.parametrize("row", table(PAGE, "before"), ids=" ".join)
def test_the_waiting_list(row: list[str]) -> None:
    first, second = (queue(replace(WAITING, **known(words)), reading()) for words in row)
    assert first.key < second.key


@pytest.mark.parametrize("row", table(PAGE, "free beds"), ids=" ".join)
def test_the_whole_list(row: list[str]) -> None:
    free, persons, placed, first_come = row
    names, wishes = [], []
    for number, person in enumerate(persons.split()):
        name, _, rest = person.partition(":")
        has, _, wants = rest.partition(">")
        names.append(name)
        beds = tuple(int(bed) for bed in wants.split(","))
        wishes.append(Wish(number, f"{number:03}", beds, None if has == "-" else int(has)))
    beds_free = frozenset(int(bed) for bed in free.split(",") if bed)
    proposal = place_all(WaitingList(tuple(wishes), beds_free), reading())
    told = [f"{names[m.transfer]}={m.bed}" for m in proposal.moves if m.bed is not None]
    assert " ".join(told) == placed
    assert proposal.placed_first_come == int(first_come)
