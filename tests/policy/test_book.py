"""Reading the book: at the day of the fact, from the most local place outwards."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiyang.kernel.messages import Text
from yiyang.kernel.plain import from_plain, to_plain
from yiyang.policy.book import (
    PROPOSED_HERE,
    Book,
    Line,
    Mark,
    NotInForce,
    Reading,
    UnknownKey,
    jurisdictions,
)

DAY = date(2026, 3, 2)
EPOCH = date(2020, 1, 1)


def _line(starts_on: date = EPOCH, value: Any = "1", place: str = "CN", **more: Any) -> Line:
    columns: dict[str, Any] = {
        "key": "beds.hold",
        "title": Text("预留时长", "Hold"),
        "unit": "hour",
        "mark": Mark.OFFICIAL,
        "mission": "JA-2.2.2",
        "authority": PROPOSED_HERE,
    }
    return Line(place=place, starts_on=starts_on, value=value, **(columns | more))


def _reading(*lines: Line, **more: Any) -> Reading:
    return Reading(Book(lines), DAY, "310106", **more)


def test_a_line_applies_from_its_first_day() -> None:
    book = Book((_line(value="1"), _line(DAY, "2")))
    assert book.on("beds.hold", DAY - timedelta(days=1)).value == "1"
    assert book.on("beds.hold", DAY).value == "2"
    assert book.on("beds.hold", DAY + timedelta(days=900)).value == "2"


def test_before_the_first_line_there_is_no_answer() -> None:
    with pytest.raises(NotInForce) as held:
        Book((_line(),)).on("beds.hold", EPOCH - timedelta(days=1))
    assert (held.value.key, held.value.day) == ("beds.hold", EPOCH - timedelta(days=1))


def test_a_line_without_value_ends_the_one_before() -> None:
    book = Book((_line(), _line(DAY, None)))
    assert book.on("beds.hold", DAY - timedelta(days=1)).value == "1"
    with pytest.raises(NotInForce):
        book.on("beds.hold", DAY)


def test_an_unknown_key_is_refused_rather_than_missing() -> None:
    with pytest.raises(UnknownKey) as refused:
        Book((_line(),)).on("beds.hodl", DAY)
    assert refused.value.message.params == {"key": "beds.hodl"}


def test_the_most_local_place_answers() -> None:
    book = Book((_line(value="1"), _line(value="2", place="310000")))
    assert book.on("beds.hold", DAY, "310106").value == "2"
    local = book.with_lines([_line(value="3", place="310106")])
    assert local.on("beds.hold", DAY, "310106013").value == "3"
    assert local.on("beds.hold", DAY, "310104").value == "2"
    assert local.on("beds.hold", DAY, "330106").value == "1"
    assert local.on("beds.hold", DAY).value == "1"


def test_a_local_line_that_ended_or_has_not_begun_leaves_the_wider_one() -> None:
    book = Book((_line(), _line(EPOCH, "2", "310106"), _line(DAY, None, "310106")))
    assert book.on("beds.hold", DAY - timedelta(days=1), "310106").value == "2"
    assert book.on("beds.hold", DAY, "310106").value == "1"
    later = Book((_line(), _line(DAY, "2", "310106")))
    assert later.on("beds.hold", DAY - timedelta(days=1), "310106").value == "1"


@pytest.mark.parametrize(
    ("place", "wider"),
    [
        ("CN", ("CN",)),
        ("310000", ("310000", "CN")),
        ("310106", ("310106", "310100", "310000", "CN")),
        ("310106013000", ("310106", "310100", "310000", "CN")),
        ("330102", ("330102", "330100", "330000", "CN")),
    ],
)
def test_jurisdictions_widen_from_district_to_nation(place: str, wider: tuple[str, ...]) -> None:
    assert jurisdictions(place) == wider


HISTORY = st.lists(
    st.tuples(
        st.sampled_from(["310106", "310000", "CN"]),
        st.integers(0, 40),
        st.none() | st.integers(0, 9).map(str),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda a: (a[0], a[1]),
)


@given(HISTORY, st.integers(-2, 42))
def test_the_index_answers_as_reading_every_line_would(
    history: list[tuple[str, int, str | None]], day_number: int
) -> None:
    lines = [_line(EPOCH + timedelta(days=n), value, place) for place, n, value in history]
    day = EPOCH + timedelta(days=day_number)
    expected = None
    for place in ("310106", "310000", "CN"):
        started = [a for a in lines if a.place == place and a.starts_on <= day]
        newest = max(started, key=lambda a: a.starts_on, default=None)
        if newest is not None and newest.value is not None:
            expected = newest
            break
    book = Book(tuple(lines))
    if expected is None:
        with pytest.raises(NotInForce):
            book.on("beds.hold", day, "310106")
    else:
        assert book.on("beds.hold", day, "310106") == expected


def test_a_line_published_later_was_not_known_then() -> None:
    late = _line(DAY, "2", published_on=DAY + timedelta(days=10))
    book = Book((_line(), late))
    assert book.on("beds.hold", DAY).value == "2"
    assert book.known_on(DAY).on("beds.hold", DAY).value == "1"
    assert book.known_on(DAY + timedelta(days=10)).on("beds.hold", DAY).value == "2"
    assert book.known_on(DAY).digest != book.digest
    assert book.known_on(DAY + timedelta(days=10)) is book


@pytest.mark.parametrize("mark", [Mark.UNVERIFIED, Mark.PROPOSED])
def test_strict_mode_takes_no_unsettled_value(mark: Mark) -> None:
    with pytest.raises(NotInForce, match="not adopted"):
        _reading(_line(mark=mark), strict=True).line("beds.hold")
    assert _reading(_line(mark=mark)).line("beds.hold").mark is mark


@pytest.mark.parametrize("mark", [m for m in Mark if m not in (Mark.UNVERIFIED, Mark.PROPOSED)])
def test_strict_mode_takes_every_settled_value(mark: Mark) -> None:
    assert _reading(_line(mark=mark), strict=True).integer("beds.hold") == 1


def test_strict_mode_does_not_fall_back_to_a_wider_settled_value() -> None:
    """A local value that is unsettled is in force; a wider one would be a guess."""
    local = _line(place="310106", value="2", mark=Mark.PROPOSED)
    with pytest.raises(NotInForce):
        _reading(_line(), local, strict=True).line("beds.hold")


def test_an_adopted_line_takes_the_place_of_a_proposed_one() -> None:
    proposed = _line(mark=Mark.PROPOSED, place="310106")
    book = Book((proposed,)).with_lines([_line(place="310106", value="3", mark=Mark.ADOPTED)])
    assert len(book.lines) == 1
    assert Reading(book, DAY, "310106", strict=True).integer("beds.hold") == 3


def test_an_emergency_reads_what_strict_mode_refuses_and_survives_a_gap() -> None:
    strict = _reading(_line(mark=Mark.PROPOSED), strict=True)
    assert strict.lenient().integer("beds.hold") == 1
    assert strict.safest("beds.hold", "9") == "1"
    assert strict.missing == set()
    gap = _reading(_line(DAY + timedelta(days=1)), strict=True)
    assert gap.safest("beds.hold", "9") == "9"
    assert gap.missing == {"beds.hold"}


def test_a_reading_remembers_what_it_read() -> None:
    reading = _reading(_line(mark=Mark.SEED), _line(key="beds.keep", mission="JA-1.3"))
    assert (reading.missions, reading.marks) == ((), ())
    reading.integer("beds.hold")
    reading.lenient().integer("beds.keep")
    assert reading.missions == ("JA-1.3", "JA-2.2.2")
    assert reading.marks == ("official", "seed")


def test_a_value_is_read_by_its_kind() -> None:
    def read(value: Any, unit: str = "hour") -> Reading:
        return _reading(_line(value=value, unit=unit))

    assert read("3").duration("beds.hold") == timedelta(hours=3)
    assert read("0.35", "share").decimal("beds.hold") == Decimal("0.35")
    assert read("no", "flag").flag("beds.hold") is False
    assert read(["A", "B"], "codes").codes("beds.hold") == ("A", "B")
    assert read({"a": ["1"]}, "table").table("beds.hold") == {"a": ["1"]}
    assert read("FIFO", "code").text("beds.hold") == "FIFO"


def test_the_digest_follows_every_column() -> None:
    plain = Book((_line(),)).digest
    changed = [
        _line(value="2"),
        _line(DAY),
        _line(place="310000"),
        _line(mark=Mark.SEED),
        _line(mission="JA-1.3"),
        _line(note=Text("注", "x")),
        _line(published_on=DAY),
    ]
    assert len({plain, *(Book((line,)).digest for line in changed)}) == len(changed) + 1


def test_a_book_comes_back_from_its_stored_lines() -> None:
    book = Book((_line(value={"a": ["1"]}, unit="table", published_on=DAY), _line(DAY, None)))
    stored = to_plain(book.lines)
    assert Book(from_plain(tuple[Line, ...], stored)).digest == book.digest


def test_a_book_without_a_key_still_knows_it() -> None:
    with pytest.raises(NotInForce):
        Book((_line(),)).without("beds.hold").on("beds.hold", DAY)
