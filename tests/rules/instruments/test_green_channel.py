"""The green channel always answers, and what is not known is never taken for normal."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import yiyang
from yiyang.kernel.messages import load_package_texts
from yiyang.kernel.plain import from_plain, to_plain
from yiyang.policy.book import Reading
from yiyang.rules.instruments import Alarm, Colour, GreenChannel, Sign, alarm_of, green_channel
from yiyang.rules.instruments.green_channel import URGENCY

from .sheets import BOOK, DAY, reading
from .test_news2 import WELL

PACKAGE = Path(yiyang.__file__).parent
KEYS = sorted(key for key in BOOK.by_key if key.startswith("green_channel."))


def colour_of(changed: dict[str, Any] | None = None, *signs: str, **measures: Any) -> GreenChannel:
    return green_channel(alarm_of({**WELL, **(changed or {})}, signs, **measures), reading())


@pytest.mark.parametrize(
    ("changed", "signs", "measures", "colour"),
    [
        ({}, [], {}, "GREEN"),
        ({"resp_rate": 22, "pulse": 111, "temperature": "39.1", "systolic": 105}, [], {}, "RED"),
        ({"resp_rate": 22, "pulse": 111, "temperature": "39.1"}, [], {}, "ORANGE"),  # 6
        ({"resp_rate": 22, "pulse": 111, "temperature": "38.5"}, [], {}, "ORANGE"),  # 5
        ({"resp_rate": 22, "pulse": 111}, [], {}, "YELLOW"),  # 4
        ({"resp_rate": 22, "pulse": 91}, [], {}, "YELLOW"),  # 3
        ({"resp_rate": 22}, [], {}, "GREEN"),  # 2
        ({"resp_rate": 25}, [], {}, "ORANGE"),  # a single 3
        ({"consciousness": "C"}, [], {}, "ORANGE"),
        ({"consciousness": "U"}, [], {}, "RED"),  # unresponsive is an emergency sign
        ({"spo2": 90}, [], {}, "ORANGE"),
        ({"spo2": 89}, [], {}, "RED"),
        ({"systolic": 90}, [], {}, "ORANGE"),
        ({"systolic": 89}, [], {}, "RED"),
        ({"systolic": 180}, [], {}, "GREEN"),
        ({"systolic": 180}, ["HYPERTENSION_ALARM"], {}, "RED"),
        ({"systolic": 179}, ["HYPERTENSION_ALARM"], {"diastolic": 109}, "GREEN"),
        ({}, ["HYPERTENSION_ALARM"], {"diastolic": 110}, "RED"),
        ({}, [], {"triage": 1}, "RED"),
        ({}, [], {"triage": 2}, "ORANGE"),
        ({}, [], {"triage": 3}, "GREEN"),
        ({}, [], {"glucose": "3.8"}, "GREEN"),
        ({}, ["LOW_SUGAR_SYMPTOMS"], {"glucose": "3.8"}, "RED"),
        ({}, ["LOW_SUGAR_SYMPTOMS"], {"glucose": "3.9"}, "GREEN"),
        ({}, ["KETOSIS_SIGNS"], {"glucose": "16.6"}, "GREEN"),
        ({}, ["KETOSIS_SIGNS"], {"glucose": "16.7"}, "RED"),
        ({}, ["NEW_FALL"], {}, "YELLOW"),
        ({}, [], {"weight_loss_percent": "4.9"}, "GREEN"),
        ({}, [], {"weight_loss_percent": "5"}, "YELLOW"),
        ({}, [], {"pressure_injury": 1}, "GREEN"),
        ({}, [], {"pressure_injury": 2}, "YELLOW"),
        *(
            ({}, [sign], {}, "RED")
            for sign in ("ARREST", "UNRESPONSIVE", "FAST_POSITIVE", "CHEST_PAIN_ST")
        ),
        ({}, ["BLEEDING"], {}, "RED"),
        ({}, ["CHOKING"], {}, "RED"),
    ],
)
def test_each_condition_has_its_colour_at_its_edge(
    changed: dict[str, Any], signs: list[str], measures: dict[str, Any], colour: str
) -> None:
    assert colour_of(changed, *signs, **measures).colour == colour


def test_vitals_that_were_not_taken_are_never_normal() -> None:
    answer = green_channel(alarm_of({"pulse": 72}), reading())
    assert (answer.colour, answer.news2_total, answer.news2_known) == ("YELLOW", None, 0)
    assert "INCOMPLETE_VITALS" in {reason.code for reason in answer.reasons}
    assert set(answer.missing_vitals) == set(WELL) - {"pulse", "spo2_scale"}


def test_a_red_sign_needs_no_vitals() -> None:
    assert green_channel(alarm_of({}, ["CHOKING"]), reading()).colour is Colour.RED


def test_an_incomplete_score_that_is_already_high_is_red() -> None:
    answer = green_channel(alarm_of({"resp_rate": 30, "pulse": 140, "oxygen": True}), reading())
    assert (answer.colour, answer.news2_known, answer.news2_total) == ("RED", 8, None)


def test_a_value_that_cannot_be_used_counts_as_not_taken() -> None:
    answer = colour_of({"pulse": "fast"}, glucose="NaN")
    assert (answer.colour, answer.missing_vitals) == ("YELLOW", ("pulse",))


def test_strict_mode_and_a_missing_book_never_stop_red() -> None:
    alarm = alarm_of({**WELL, "spo2": 80})
    strict = Reading(BOOK, DAY, "310106", strict=True)
    assert green_channel(alarm, strict).colour is Colour.RED
    for book in (BOOK.without(*KEYS), type(BOOK)(())):
        answer = green_channel(alarm, Reading(book, DAY, "310106", strict=True))
        assert answer.colour is Colour.RED
        assert set(answer.missing_keys) == set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_one_missing_value_is_reported_and_never_calms(key: str) -> None:
    signs = [sign.value for sign in Sign if sign not in (Sign.ARREST, Sign.UNRESPONSIVE)]
    measures = {"diastolic": 70, "glucose": 6, "weight_loss_percent": 0, "pressure_injury": 1}
    alarm = alarm_of(WELL, signs, triage=4, **measures)
    whole = green_channel(alarm, reading())
    lacking = green_channel(alarm, Reading(BOOK.without(key), DAY, "310106"))
    assert lacking.missing_keys == (key,)
    assert URGENCY.index(lacking.colour) >= URGENCY.index(whole.colour)
    well = green_channel(
        alarm_of(WELL, ["NEW_FALL"], **measures), Reading(BOOK.without(key), DAY, "310106")
    )
    assert well.colour is not Colour.GREEN


VITALS = st.fixed_dictionaries(
    {},
    optional={
        "resp_rate": st.integers(0, 90),
        "spo2": st.integers(20, 100),
        "spo2_scale": st.sampled_from([1, 2, 3]),
        "oxygen": st.booleans(),
        "systolic": st.integers(20, 320),
        "pulse": st.integers(0, 300),
        "consciousness": st.sampled_from([*"ACVPU", "x"]),
        "temperature": st.decimals(20, 50, places=1),
        "else": st.text(max_size=5),
    },
)


@given(vitals=VITALS, signs=st.frozensets(st.sampled_from(list(Sign))), strict=st.booleans())
def test_it_answers_whatever_it_is_given_and_replays(
    vitals: dict[str, Any], signs: frozenset[Sign], strict: bool
) -> None:
    alarm = alarm_of(vitals, signs)
    answer = green_channel(alarm, reading(strict=strict))
    assert answer.colour is not Colour.GREEN or answer.news2_total is not None
    again = green_channel(from_plain(Alarm, to_plain(alarm)), reading())
    assert from_plain(GreenChannel, to_plain(answer)) == again == answer


@given(vitals=VITALS, sign=st.sampled_from(list(Sign)), glucose=st.decimals(1, 30, places=1))
def test_one_more_sign_never_calms(vitals: dict[str, Any], sign: Sign, glucose: Decimal) -> None:
    fewer = green_channel(alarm_of(vitals, glucose=glucose), reading())
    more = green_channel(alarm_of(vitals, [sign], glucose=glucose), reading())
    assert URGENCY.index(more.colour) >= URGENCY.index(fewer.colour)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_reason_has_its_sentence(language: str) -> None:
    texts = load_package_texts(PACKAGE)
    measures = {"diastolic": 130, "glucose": 2, "weight_loss_percent": 9, "pressure_injury": 3}
    vitals = {"spo2": 80, "systolic": 60, "pulse": "x", "consciousness": "U"}
    for book in (BOOK, BOOK.without("green_channel.news2_red")):
        alarm = alarm_of(vitals, list(Sign), triage=1, **measures)
        for reason in green_channel(alarm, Reading(book, DAY, "310106")).reasons:
            assert texts.render(reason, language)
    assert {texts.label(f"ACTION_{colour}", language) for colour in Colour}
