"""Days of designation in a table of institutions."""

from datetime import date

import pytest

from tests import world
from tests.agreements.test_importing import HOMES, counted, faults, take_in
from tests.conftest import NOW
from yiyang.network.models import Designation, Institution, Place

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
HEAD = HOMES.strip() + ",定点,定点起始日,定点截止日,长护险定点起始日,长护险定点截止日\n"
PLAIN = HOMES.strip() + ",定点\n"
HOME = "H1,静安护理院,护理院,公办,310106006,121.45,31.23,,,{codes},{days}\n"


@pytest.fixture(autouse=True)
def district() -> Place:
    return world.make_place()


def days() -> list[tuple[str, date | None, date | None]]:
    rows = Designation.objects.order_by("-scheme", "span")
    return [(one.scheme, one.span.lower, one.span.upper) for one in rows]


def holds() -> tuple[bool, bool]:
    made = Institution.objects.get()
    return made.designated, made.capabilities.filter(code="LONG_TERM_CARE").exists()


def test_days_in_the_file_are_told_and_say_what_holds_today() -> None:
    row = HOME.format(codes="TCM", days="否,2020-01-01,,2021-07-01,2026-03-02")
    done = take_in(HEAD + row)
    assert counted(done) == [("institutions", 1, 0, 0)]
    assert days() == [
        ("MEDICAL", date(2020, 1, 1), None),
        ("LONG_TERM_CARE", date(2021, 7, 1), TODAY),
    ]
    assert holds() == (True, False)


def test_other_days_of_one_that_is_there_are_a_change_and_the_same_are_none() -> None:
    first = HEAD + HOME.format(codes="", days="是,2020-01-01,,,")
    take_in(first)
    other = HEAD + HOME.format(codes="", days="是,2019-01-01,,,")
    assert counted(take_in(other)) == [("institutions", 0, 1, 0)]
    assert counted(take_in(other)) == [("institutions", 0, 0, 1)]
    assert days() == [("MEDICAL", date(2019, 1, 1), None)]


def test_without_days_what_a_later_file_sets_counts_from_today() -> None:
    take_in(PLAIN + HOME.format(codes="LONG_TERM_CARE", days="是"))
    assert days() == [("MEDICAL", None, None), ("LONG_TERM_CARE", None, None)]
    take_in(PLAIN + HOME.format(codes="TCM", days="否"))
    assert days() == [("MEDICAL", None, TODAY), ("LONG_TERM_CARE", None, TODAY)]
    take_in(PLAIN + HOME.format(codes="LONG_TERM_CARE", days="是"))
    assert days()[1::2] == [("MEDICAL", TODAY, None), ("LONG_TERM_CARE", TODAY, None)]
    assert holds() == (True, True)


def test_a_file_that_does_not_speak_of_it_leaves_the_days_alone() -> None:
    take_in(PLAIN + HOME.format(codes="LONG_TERM_CARE", days="是"))
    told = days()
    take_in(
        "代码,名称,机构类别,举办性质,区划代码,经度,纬度\nH1,新名,护理院,公办,310106006,121.45,31.23\n"
    )
    assert (days(), holds()) == (told, (True, True))


def test_days_that_end_before_they_begin_are_a_fault_of_their_cell() -> None:
    row = HOME.format(codes="", days="是,2020-01-01,2020-01-01,2021-13-01,")
    assert faults(HEAD + row) == [
        ("row 2, column care_since", "NOT_A_DATE"),
        ("row 2, column designated_until", "ENDS_BEFORE_IT_BEGINS"),
    ]
