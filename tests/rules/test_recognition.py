"""Which earlier results are recognised: the table of ages at its edges, marks, controls, cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.recognition import (
    Again,
    Asked,
    Control,
    Earlier,
    Mark,
    Setting,
    may_order,
    recognise,
)

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
READING = Reading(shipped_book(), AT.date(), "310106", False)
SHANGHAI = "310106006"
MARK = Mark("SHANGHAI_HR", date(2025, 1, 1))
CONTROL = Control(date(2025, 1, 1), date(2027, 1, 1))
HOURS, DAYS = timedelta(hours=1), timedelta(days=1)
OLDEST = [
    ("CBC", Setting.INPATIENT, 24 * HOURS),
    ("CBC", Setting.OUTPATIENT, 7 * DAYS),
    ("ELECTROLYTES", Setting.INPATIENT, 24 * HOURS),
    ("ELECTROLYTES", Setting.OUTPATIENT, 7 * DAYS),
    ("LIPIDS", Setting.INPATIENT, 7 * DAYS),
    ("RENAL_FUNCTION", Setting.OUTPATIENT, 7 * DAYS),
    ("HBA1C", Setting.INPATIENT, 90 * DAYS),
    ("HBA1C", Setting.OUTPATIENT, 90 * DAYS),
    ("ECG", Setting.OUTPATIENT, 7 * DAYS),
    ("CHEST_X_RAY", Setting.OUTPATIENT, 90 * DAYS),
    ("CHEST_CT", Setting.INPATIENT, 90 * DAYS),
    ("HEAD_MRI", Setting.OUTPATIENT, 90 * DAYS),
    ("ABDOMEN_ULTRASOUND", Setting.OUTPATIENT, 30 * DAYS),
    ("HEART_ULTRASOUND", Setting.INPATIENT, 30 * DAYS),
]


def result(age: timedelta = HOURS, **columns: object) -> Earlier:
    sound = Earlier(7, AT - age, "final", True, (MARK,), (CONTROL,))
    return replace(sound, **columns)


def asked(
    *results: Earlier,
    item: str = "HBA1C",
    setting: Setting = Setting.OUTPATIENT,
    place: str = SHANGHAI,
    case: str = "",
) -> Asked:
    return Asked(item, setting, place, AT, results, case)


def reasons_of(question: Asked) -> list[str]:
    (verdict,) = recognise(question, READING).verdicts
    assert verdict.recognised is (not verdict.reasons)
    return [reason.code for reason in verdict.reasons]


@pytest.mark.parametrize(("item", "setting", "oldest"), OLDEST)
def test_a_result_exactly_as_old_as_allowed_is_recognised_and_one_older_is_not(
    item: str, setting: Setting, oldest: timedelta
) -> None:
    for age, expected in (
        (oldest - MINUTE, []),
        (oldest, []),
        (oldest + timedelta(microseconds=1), ["RESULT_TOO_OLD"]),
    ):
        assert reasons_of(asked(result(age), item=item, setting=setting)) == expected


def test_every_item_of_the_catalogue_has_an_age_a_price_and_codes() -> None:
    ages = READING.table("recognition.oldest_hours")
    for code, item in READING.table("recognition.items").items():
        assert set(ages[item["kind"]]) == {"INPATIENT", "OUTPATIENT"}, code
        assert int(item["fen"]) > 0
        assert all(one.rpartition("|")[0] for one in item["codes"])
        assert item["codes"][-1] == f"urn:yiyang:examination|{code}"


def test_no_code_is_of_two_items() -> None:
    codes = [c for item in READING.table("recognition.items").values() for c in item["codes"]]
    assert len(codes) == len(set(codes))


def test_recognised_is_mark_and_control_and_age_and_no_case() -> None:
    for mark, control, young, case in product((True, False), repeat=4):
        one = result(
            HOURS if young else 91 * DAYS,
            marks=(MARK,) if mark else (),
            controls=(CONTROL,) if control else (),
        )
        (verdict,) = recognise(asked(one, case="1" if case else ""), READING).verdicts
        assert (verdict.mark_ok, verdict.control_ok, verdict.age_ok) == (mark, control, young)
        assert verdict.may_be is (mark and control and young)
        assert verdict.recognised is (mark and control and young and not case)


@pytest.mark.parametrize("case", ["1", "2", "3", "4", "5", "6"])
def test_each_of_the_six_cases_stands_against_every_result(case: str) -> None:
    answer = recognise(asked(result(), case=case), READING)
    assert answer.recognised == ()
    assert answer.offered == (7,)
    (reason,) = answer.verdicts[0].reasons
    assert (reason.code, reason.params) == ("REEXAMINED", {"case": case})


@pytest.mark.parametrize(
    ("region", "place", "expected"),
    [
        ("NATIONAL_HR", "650100001", []),
        ("YANGTZE_DELTA_HR", "330106001", []),
        ("YANGTZE_DELTA_HR", "310106006", []),
        ("YANGTZE_DELTA_HR", "420106001", ["MARK_OF_OTHER_REGION"]),
        ("JING_JIN_JI_HR", "310106006", ["MARK_OF_OTHER_REGION"]),
        ("SHANGHAI_HR", "330106001", ["MARK_OF_OTHER_REGION"]),
        ("UNHEARD_OF_HR", "310106006", ["MARK_OF_OTHER_REGION"]),
    ],
)
def test_a_mark_counts_where_its_region_holds_the_receiver(
    region: str, place: str, expected: list[str]
) -> None:
    marked = result(marks=(replace(MARK, region=region),))
    assert reasons_of(asked(marked, place=place)) == expected


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (date(2026, 3, 2), None, []),  # it begins on the day of the result
        (date(2026, 3, 3), None, ["QUALITY_CONTROL_EXPIRED"]),
        (date(2026, 1, 1), date(2026, 3, 3), []),
        (date(2026, 1, 1), date(2026, 3, 2), ["QUALITY_CONTROL_EXPIRED"]),
    ],
)
def test_quality_control_counts_on_the_day_of_the_result(
    since: date, until: date | None, expected: list[str]
) -> None:
    assert reasons_of(asked(result(controls=(Control(since, until),)))) == expected


def test_the_day_of_a_result_is_the_local_one() -> None:
    before_midnight = AT.replace(hour=15, minute=59) - DAYS  # 23:59 of 1 March in Shanghai
    for made_at, expected in ((before_midnight, []), (before_midnight + MINUTE, ["NO_MARK"])):
        marks = (Mark("SHANGHAI_HR", date(2026, 1, 1), date(2026, 3, 2)),)
        assert reasons_of(asked(result(made_at=made_at, marks=marks))) == expected


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"marks": ()}, ["NO_MARK"]),
        ({"controls": ()}, ["NO_QUALITY_CONTROL"]),
        ({"status": "preliminary"}, ["RESULT_NOT_FINAL"]),
        ({"status": "entered-in-error"}, ["RESULT_NOT_FINAL"]),
        ({"made_at": AT + MINUTE}, ["RESULT_IN_FUTURE"]),
        (
            {"has_maker": False, "marks": (), "controls": ()},
            ["RESULT_OF_UNKNOWN_MAKER"],
        ),
        (
            {"marks": (), "controls": (), "made_at": AT - 91 * DAYS, "status": "registered"},
            ["NO_MARK", "NO_QUALITY_CONTROL", "RESULT_TOO_OLD", "RESULT_NOT_FINAL"],
        ),
    ],
)
def test_says_everything_that_stands_against_a_result(
    columns: dict[str, object], expected: list[str]
) -> None:
    assert reasons_of(asked(result(**columns))) == expected


def test_a_result_without_a_date_is_never_recognised() -> None:
    assert "RESULT_UNDATED" in reasons_of(asked(result(made_at=None)))


@pytest.mark.parametrize("status", ["final", "amended", "corrected", "appended"])
def test_a_finished_result_in_any_form_is_recognised(status: str) -> None:
    assert reasons_of(asked(result(status=status))) == []


def test_names_what_a_repeat_is_valued_at() -> None:
    book = READING.table("recognition.items")
    assert recognise(asked(item="HEAD_MRI"), READING).avoided_fen == int(book["HEAD_MRI"]["fen"])


@pytest.mark.parametrize(
    ("offered", "case", "has_words", "missing"),
    [
        (0, "", False, ()),
        (1, "", False, ("CASE_NEEDED",)),
        (1, "", True, ("CASE_NEEDED",)),
        *((2, case, False, ("WORDS_NEEDED",)) for case in "12345"),
        *((2, case, True, ()) for case in "12345"),
        (1, "6", False, ("WORDS_NEEDED",)),
        (1, "6", True, ()),
        (1, "7", True, ("CASE_UNKNOWN",)),
        (0, "0", True, ("CASE_UNKNOWN",)),
    ],
)
def test_a_repeat_needs_one_of_six_cases_and_words(
    offered: int, case: str, has_words: bool, missing: tuple[str, ...]
) -> None:
    assert may_order(Again(offered, case, has_words), READING).missing == missing


def test_the_six_cases_stand_in_both_languages_and_are_official() -> None:
    line = READING.line("recognition.reexamination_cases")
    assert list(line.value) == ["1", "2", "3", "4", "5", "6"]
    assert all(words["zh"] and words["en"] for words in line.value.values())
    assert line.mark == "official"
