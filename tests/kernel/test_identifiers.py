"""Check digits: the examples of the standards, and every single wrong character."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiyang.kernel import identifiers as ids

RESIDENT_IDS = (
    "11010519491231002X",
    "310106194003150026",
    "310106194807220616",
    "310106195501010135",
)
CREDIT_CODES = ("91350100M000100Y43", "12310106MB0A10013X", "52310106MJ5100018P")


@pytest.mark.parametrize("text", RESIDENT_IDS)
def test_the_examples_of_gb_11643_are_citizen_ids(text: str) -> None:
    assert ids.is_resident_id(text)


@pytest.mark.parametrize("text", RESIDENT_IDS)
def test_any_one_wrong_digit_is_found(text: str) -> None:
    for place in range(17):
        for digit in "0123456789":
            if digit != text[place]:
                assert not ids.is_resident_id(text[:place] + digit + text[place + 1 :])


@pytest.mark.parametrize("text", RESIDENT_IDS)
def test_two_neighbours_exchanged_are_found(text: str) -> None:
    for i in range(16):
        swapped = text[:i] + text[i + 1] + text[i] + text[i + 2 :]
        assert swapped == text or not ids.is_resident_id(swapped)


@pytest.mark.parametrize(
    "text", ["", "31010619400315002", "3101061940031500266", "31010619400315002x", "张" * 18]
)
def test_another_form_is_no_citizen_id(text: str) -> None:
    assert not ids.is_resident_id(text)


def test_a_date_that_never_was_is_refused_though_the_check_is_right() -> None:
    first = "31010619400230002"
    assert not ids.is_resident_id(first + ids.resident_check_character(first))


def test_birth_and_sex_are_read_from_a_citizen_id() -> None:
    assert ids.born_on("310106194003150026") == date(1940, 3, 15)
    assert not ids.is_male("310106194003150026")
    assert ids.is_male("310106194807220616")


@pytest.mark.parametrize("text", CREDIT_CODES)
def test_the_examples_of_gb_32100_are_credit_codes(text: str) -> None:
    assert ids.is_credit_code(text)


@pytest.mark.parametrize("text", CREDIT_CODES)
def test_any_one_wrong_character_of_a_credit_code_is_found(text: str) -> None:
    for place in range(18):
        for character in ids.CREDIT_ALPHABET:
            if character != text[place]:
                assert not ids.is_credit_code(text[:place] + character + text[place + 1 :])


@pytest.mark.parametrize("text", ["", "I1350100M000100Y43", "91350100M000100Y4", "x" * 18])
def test_another_form_is_no_credit_code(text: str) -> None:
    assert not ids.is_credit_code(text)


def test_the_example_of_gb_11714_is_an_organisation_code() -> None:
    assert ids.is_organisation_code("D2143569X")
    assert ids.is_organisation_code("D2143569-X")
    assert not ids.is_organisation_code("D21435690")
    assert not ids.is_organisation_code("D2143568X")
    assert not ids.is_organisation_code("D2143569")


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=8, max_size=8))
def test_every_organisation_has_exactly_one_check_character(first_8: str) -> None:
    assert sum(ids.is_organisation_code(first_8 + check) for check in "0123456789X") == 1


def test_what_is_masked_cannot_be_read() -> None:
    assert ids.masked_name("张桂英") == "张**"
    assert ids.masked_name("张") == "张*"
    assert ids.masked_name("") == ""
