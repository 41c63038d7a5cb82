"""What a decision keeps comes back as it was."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiyang.kernel.messages import Message
from yiyang.kernel.plain import canonical, digest, from_plain, to_plain


class Colour(StrEnum):
    RED = "RED"
    GREEN = "GREEN"


@dataclass(frozen=True)
class Inner:
    amount: Decimal
    wait: timedelta
    because: Message = field(default_factory=lambda: Message("X", {"n": 1, "who": None}))


@dataclass(frozen=True)
class Facts:
    name: str
    count: int
    sure: bool
    day: date
    moment: datetime
    colour: Colour
    inner: tuple[Inner, ...]
    codes: frozenset[str]
    by_colour: dict[Colour, int]
    by_number: dict[int, str]
    maybe: int | None = None


MOMENTS = st.datetimes(
    min_value=datetime(1900, 1, 1),  # noqa: DTZ001 -- hypothesis adds the zone
    max_value=datetime(2200, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=8))]),
)
DECIMALS = st.decimals(
    allow_nan=False, allow_infinity=False, places=4, min_value=-1e9, max_value=1e9
)
WAITS = st.timedeltas(min_value=timedelta(days=-400), max_value=timedelta(days=400))
MESSAGES = st.builds(
    Message,
    st.text(),
    st.dictionaries(st.text(), st.text() | st.integers() | st.none(), max_size=3),
)
FACTS = st.builds(
    Facts,
    name=st.text(),
    count=st.integers(),
    moment=MOMENTS,
    inner=st.lists(st.builds(Inner, DECIMALS, WAITS, MESSAGES), max_size=3).map(tuple),
    maybe=st.none() | st.integers(),
)


@given(FACTS)
def test_facts_come_back_from_json_as_they_were(facts: Facts) -> None:
    assert from_plain(Facts, json.loads(canonical(to_plain(facts)))) == facts


@given(FACTS)
def test_coming_back_changes_no_byte(facts: Facts) -> None:
    plain = to_plain(facts)
    assert canonical(to_plain(from_plain(Facts, plain))) == canonical(plain)


@given(st.dictionaries(st.text(), st.integers()))
def test_the_digest_does_not_depend_on_order(mapping: dict[str, int]) -> None:
    backwards = dict(reversed(mapping.items()))
    assert digest(mapping) == digest(backwards)


def test_the_digest_tells_apart() -> None:
    assert digest({"a": 1}) != digest({"a": "1"}) != digest({"b": "1"})


@pytest.mark.parametrize("value", [1.5, object(), b"x", {True: 1}, {None: 1}, [0.0], {1.5: 1}])
def test_what_would_lose_something_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        to_plain(value)


def test_sets_and_read_only_mappings_are_plain_too() -> None:
    assert to_plain(frozenset({"b", "a"})) == ["a", "b"]
    assert to_plain(MappingProxyType({"a": (1, 2)})) == {"a": [1, 2]}
    assert to_plain({Colour.RED: 1}) == {"RED": 1}
    assert to_plain({(2, 1), (1, 2)}) == [[1, 2], [2, 1]]


@pytest.mark.parametrize(
    ("wait", "text"),
    [
        (timedelta(hours=1), "PT3600S"),
        (timedelta(seconds=-5), "-PT5S"),
        (timedelta(microseconds=1_500_000), "PT1.500000S"),
    ],
)
def test_elapsed_time_is_iso_text(wait: timedelta, text: str) -> None:
    assert to_plain(wait) == text
    assert from_plain(timedelta, text) == wait
