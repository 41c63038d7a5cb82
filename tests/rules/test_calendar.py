"""Working time, on the holidays as published."""

from datetime import date, datetime, timedelta

import pytest

from yiyang.policy.book import NATION, NotInForce, Reading, UnknownKey
from yiyang.policy.loader import shipped_book
from yiyang.rules.calendar import (
    CHINA,
    add_working_days,
    clock_or_none,
    clock_runs_out,
    is_working_day,
)

PLACE = "310106"


def reading(day: date, *, strict: bool = False) -> Reading:
    return Reading(shipped_book(), day, PLACE, strict)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-03-02 10:00", 1, "2026-03-04"),  # Monday: the whole of Tuesday
        ("2026-03-06 10:00", 1, "2026-03-10"),  # Friday: the weekend does not count
        ("2026-03-07 23:59", 1, "2026-03-10"),  # Saturday: Monday
        ("2026-02-13 10:00", 1, "2026-02-15"),  # the Saturday before Spring Festival is worked
        ("2026-02-13 10:00", 2, "2026-02-25"),  # then nine days off
        ("2026-02-27 10:00", 1, "2026-03-01"),  # Saturday the 28th is worked
        ("2026-09-30 10:00", 2, "2026-10-10"),  # National Day: the 8th and the 9th
        ("2026-09-30 10:00", 3, "2026-10-11"),  # and Saturday the 10th is worked
        ("2025-12-31 10:00", 1, "2026-01-05"),  # New Year: Sunday the 4th is worked
        ("2024-02-09 10:00", 1, "2024-02-19"),  # 2024: Sunday the 18th is worked
        ("2025-01-27 10:00", 1, "2025-02-06"),  # 2025
    ],
)
def test_the_nth_working_day_ends_a_deadline(start: str, days: int, end: str) -> None:
    at, provisional = add_working_days(local(start), days, reading(date.fromisoformat(start[:10])))
    assert at == local(f"{end} 00:00")
    assert not provisional


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_shifted_workday_falls_on_a_weekend_and_is_no_holiday(year: int) -> None:
    line = shipped_book().on(f"calendar.{year}", date(year, 1, 1), NATION)
    book = reading(date(year, 1, 1))
    for text in line.value["workdays"]:
        day = date.fromisoformat(text)
        assert day.weekday() >= 5, text
        assert is_working_day(day, book) == (True, False)


@pytest.mark.parametrize(("year", "off"), [(2024, 115), (2025, 117), (2026, 117)])
def test_a_year_has_as_many_days_off_as_weekends_and_statutory_holidays_make(
    year: int, off: int
) -> None:
    """11 statutory days until 2024 and 13 since, with 104 days of weekend."""
    book = reading(date(year, 1, 1))
    day, rested = date(year, 1, 1), 0
    while day.year == year:
        rested += not is_working_day(day, book)[0]
        day += timedelta(days=1)
    assert rested == off


def test_a_year_not_yet_published_has_weekends_only_and_is_provisional() -> None:
    known_in = reading(date(2025, 11, 3))
    assert is_working_day(date(2026, 1, 1), known_in) == (True, True)
    assert is_working_day(date(2026, 1, 3), known_in) == (False, True)
    assert is_working_day(date(2026, 1, 1), reading(date(2025, 11, 4))) == (False, False)


def test_a_year_far_beyond_the_book_stops_nothing() -> None:
    at, provisional = add_working_days(local("2026-12-31 10:00"), 1, reading(date(2026, 12, 31)))
    assert (at, provisional) == (local("2027-01-02 00:00"), True)


def test_a_deadline_within_the_published_year_is_not_provisional() -> None:
    _, provisional = add_working_days(local("2026-12-28 10:00"), 3, reading(date(2026, 12, 28)))
    assert not provisional


def test_the_local_day_counts_not_the_utc_day() -> None:
    just_after_midnight = datetime.fromisoformat("2026-03-02T16:30:00+00:00")  # the 3rd, 00:30
    at, _ = add_working_days(just_after_midnight, 1, reading(date(2026, 3, 3)))
    assert at == local("2026-03-05 00:00")


def test_refuses_a_deadline_of_no_days() -> None:
    with pytest.raises(ValueError, match="one day"):
        add_working_days(local("2026-03-02 10:00"), 0, reading(date(2026, 3, 2)))


@pytest.mark.parametrize(
    ("key", "due"),
    [
        ("transfer.clock.respond.red", "2026-02-13 10:05"),
        ("transfer.clock.respond.orange", "2026-02-13 10:30"),
        ("transfer.clock.respond.planned", "2026-02-25 00:00"),
        ("transfer.clock.evaluate.orange", "2026-02-13 12:00"),
        ("transfer.clock.evaluate.planned", "2026-02-26 00:00"),
        ("transfer.clock.match.orange", "2026-02-14 10:00"),
        ("transfer.clock.match.planned", "2026-02-28 00:00"),
        ("transfer.clock.records.red", "2026-02-13 11:00"),
        ("transfer.clock.reconcile.red", "2026-02-14 10:00"),
        ("transfer.clock.reconcile.planned", "2026-02-15 10:00"),
        ("transfer.clock.visit.yellow", "2026-02-14 10:00"),
        ("transfer.clock.no_capacity.orange", "2026-02-13 12:00"),
        ("transfer.documents_after_emergency", "2026-02-14 10:00"),
        ("transfer.hold.urgent", "2026-02-13 12:00"),
        ("transfer.hold.planned", "2026-02-14 10:00"),
        ("transfer.keep_days", "2026-02-20 10:00"),
    ],
)
def test_the_clocks_of_the_sheet(key: str, due: str) -> None:
    """On the Friday before Spring Festival 2026; hours run on, working days wait."""
    found = clock_runs_out(local("2026-02-13 10:00"), key, reading(date(2026, 2, 13)))
    assert found.at == local(due)


@pytest.mark.parametrize(
    "key",
    ["transfer.clock.evaluate.red", "transfer.clock.match.red", "transfer.clock.records.orange"],
)
def test_a_clock_that_somebody_else_keeps_has_no_moment_and_is_not_missing(key: str) -> None:
    found = clock_runs_out(local("2026-02-13 10:00"), key, reading(date(2026, 2, 13)))
    assert (found.at, found.missing) == (None, False)


def test_strict_mode_refuses_a_proposed_clock_but_never_an_urgent_one() -> None:
    start, strict = local("2026-02-13 10:00"), reading(date(2026, 2, 13), strict=True)
    with pytest.raises(NotInForce):
        clock_runs_out(start, "transfer.clock.respond.planned", strict)
    urgent = clock_or_none(start, "transfer.clock.respond.red", strict)
    assert urgent.at == start + timedelta(minutes=5)


def test_a_missing_clock_is_an_error_unless_it_may_not_stop_anything() -> None:
    start, book = local("2026-02-13 10:00"), reading(date(2026, 2, 13))
    with pytest.raises(UnknownKey):
        clock_runs_out(start, "transfer.clock.unheard_of", book)
    assert clock_or_none(start, "transfer.clock.unheard_of", book).missing
