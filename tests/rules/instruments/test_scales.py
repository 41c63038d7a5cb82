"""The other scales: their worked examples and their edges."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiyang.rules.instruments import instrument, score

from .sheets import reading, with_total


def level_of(name: str, answers: dict[str, Any]) -> tuple[int, str]:
    scored = score(name, answers, reading())
    assert scored.findings == ()
    return scored.scores["total"], scored.level


@pytest.mark.parametrize(
    ("answers", "total", "level"),
    [
        ((72, 120, 14, "36.8", "A"), 0, "LOW"),
        ((112, 96, 22, "38.6", "A"), 7, "HIGH"),
        ((132, 78, 30, "39.0", "V"), 11, "HIGH"),
    ],
)
def test_mews_scores_its_worked_examples(
    answers: tuple[object, ...], total: int, level: str
) -> None:
    keys = ("pulse", "systolic", "resp_rate", "temperature", "consciousness")
    assert level_of("MEWS", dict(zip(keys, answers, strict=True))) == (total, level)


@pytest.mark.parametrize(
    ("points", "total", "level"),
    [
        ((0, 0, 0, 0, 0), 0, "SELF_CARING"),
        ((3, 0, 0, 0, 0), 3, "SELF_CARING"),
        ((3, 1, 0, 0, 0), 4, "MILD"),
        ((3, 3, 3, 0, 0), 9, "MODERATE"),
        ((3, 3, 3, 5, 5), 19, "DEPENDENT"),
        ((5, 7, 5, 10, 10), 37, "DEPENDENT"),
    ],
)
def test_the_yearly_self_care_form_counts_upwards(
    points: tuple[int, ...], total: int, level: str
) -> None:
    keys = ("eating", "grooming", "dressing", "toilet", "activity")
    assert level_of("BPHS_ELDER_SELF", dict(zip(keys, points, strict=True))) == (total, level)


@pytest.mark.parametrize(
    ("total", "level"),
    [
        (100, "INTACT"),
        (95, "MILD"),
        (65, "MILD"),
        (60, "MODERATE"),
        (45, "MODERATE"),
        (40, "SEVERE"),
        (0, "SEVERE"),
    ],
)
def test_barthel_has_its_grades(total: int, level: str) -> None:
    assert level_of("BARTHEL", with_total("BARTHEL", "", total)) == (total, level)


@pytest.mark.parametrize(
    ("kps", "level"),
    [(100, "ACTIVE"), (80, "ACTIVE"), (70, "NEEDS_HELP"), (50, "NEEDS_HELP"), (40, "DISABLED")],
)
def test_kps_is_one_answer(kps: int, level: str) -> None:
    assert level_of("KPS", {"kps": kps}) == (kps, level)


PPS_TABLE = {
    100: ("FULL", "NORMAL", "FULL", "NORMAL", "FULL"),
    90: ("FULL", "NORMAL_SOME", "FULL", "NORMAL", "FULL"),
    80: ("FULL", "EFFORT", "FULL", "REDUCED", "FULL"),
    70: ("REDUCED", "NO_JOB", "FULL", "NORMAL", "FULL"),
    60: ("REDUCED", "NO_HOUSEWORK", "OCCASIONAL", "NORMAL", "CONFUSED"),
    50: ("SIT_LIE", "NO_WORK", "CONSIDERABLE", "REDUCED", "FULL"),
    40: ("IN_BED", "LITTLE", "MAINLY", "REDUCED", "DROWSY"),
    30: ("BED_BOUND", "NONE", "TOTAL", "REDUCED", "FULL"),
    20: ("BED_BOUND", "NONE", "TOTAL", "SIPS", "DROWSY"),
    10: ("BED_BOUND", "NONE", "TOTAL", "MOUTH_CARE", "COMA"),
    0: ("DEATH", "NONE", "TOTAL", "MOUTH_CARE", "COMA"),
}
COLUMNS = [item.id for item in instrument("PPS").items]


@pytest.mark.parametrize("row", PPS_TABLE)
def test_each_row_of_the_palliative_scale_fits_itself(row: int) -> None:
    answers = dict(zip(COLUMNS, PPS_TABLE[row], strict=True))
    assert level_of("PPS", answers)[0] == row


def test_columns_further_left_dominate_the_palliative_scale() -> None:
    sitting = ("SIT_LIE", "LITTLE", "MAINLY", "SIPS", "COMA")
    assert level_of("PPS", dict(zip(COLUMNS, sitting, strict=True)))[0] == 50
    in_bed = ("IN_BED", "NO_HOUSEWORK", "FULL", "NORMAL", "FULL")
    assert level_of("PPS", dict(zip(COLUMNS, in_bed, strict=True)))[0] == 40


@pytest.mark.parametrize(
    ("changed", "level", "minutes"),
    [
        ({}, "4", "60"),
        ({"pulse": 100}, "3", "30"),
        ({"pulse": 150}, "2", "10"),
        ({"pulse": 181}, "1", "0"),
        ({"pulse": 39}, "1", "0"),
        ({"pulse": 50}, "2", "10"),
        ({"systolic": 69}, "1", "0"),
        ({"systolic": 201}, "2", "10"),
        ({"systolic": 180}, "3", "30"),
        ({"spo2": 79}, "1", "0"),
        ({"spo2": 90}, "2", "10"),
        ({"spo2": 94}, "3", "30"),
        ({"temperature": "41.1"}, "1", "0"),
        ({"temperature": "31.9"}, "1", "0"),
        ({"glucose": "3.32"}, "1", "0"),
        ({"glucose": "3.33"}, "4", "60"),
        ({"potassium": "7.1"}, "1", "0"),
        ({"mews": 6}, "1", "0"),
        ({"mews": 4}, "2", "10"),
        ({"arrest": True}, "1", "0"),
        ({"st_elevation": True}, "2", "10"),
        ({"unstable_vitals": True}, "3", "30"),
        ({"unstable_vitals": True, "pulse": 100}, "2", "10"),
        ({"unstable_vitals": True, "pulse": 150}, "2", "10"),
        ({"resources": 2}, "3", "30"),
        ({"resources": 1}, "4", "60"),
        ({"resources": 2, "pulse": 100}, "3", "30"),
    ],
)
def test_triage_takes_the_most_urgent_sign(
    changed: dict[str, Any], level: str, minutes: str
) -> None:
    calm = {"pulse": 72, "systolic": 120, "spo2": 98, "temperature": "36.8"}
    flags = {"arrest": False, "st_elevation": False, "unstable_vitals": False}
    scored = score("ED_TRIAGE4", {**calm, **flags, **changed}, reading())
    assert (scored.level, scored.findings) == (level, ())
    assert scored.reasons[-1].params == {"minutes": minutes}


MMSE_FULL = {  # a yes or no may be answered by 1 or 0
    item.id: 1 if item.is_flag else int(item.number.most)
    for item in instrument("MMSE").items
    if item.is_flag or item.number
}


@pytest.mark.parametrize(
    ("total", "education", "level"),
    [
        (30, "SECONDARY", "NEGATIVE"),
        (25, "SECONDARY", "NEGATIVE"),
        (24, "SECONDARY", "POSITIVE_MILD"),
        (21, "PRIMARY", "NEGATIVE"),
        (20, "PRIMARY", "POSITIVE_MODERATE"),
        (18, "ILLITERATE", "NEGATIVE"),
        (17, "ILLITERATE", "POSITIVE_MODERATE"),
        (9, "ILLITERATE", "POSITIVE_SEVERE"),
        (0, "SECONDARY", "POSITIVE_SEVERE"),
    ],
)
def test_mmse_is_judged_by_education(total: int, education: str, level: str) -> None:
    answers, over = {}, 30 - total
    for item, most in MMSE_FULL.items():
        less = min(over, most)
        answers[item], over = most - less, over - less
    assert level_of("MMSE", {**answers, "education": education}) == (total, level)


@pytest.mark.parametrize(
    ("years", "lost", "total", "level"),
    [
        (16, 4, 26, "NEGATIVE"),
        (16, 5, 25, "POSITIVE"),
        (12, 5, 26, "NEGATIVE"),
        (12, 0, 30, "NEGATIVE"),
    ],
)
def test_moca_adds_a_point_for_few_years(years: int, lost: int, total: int, level: str) -> None:
    items = {i.id: int(i.number.most) for i in instrument("MOCA").items if i.counts and i.number}
    items["visuospatial"] -= lost
    assert level_of("MOCA", {**items, "education_years": years}) == (total, level)


@pytest.mark.parametrize(("yes", "level"), [(0, "NEGATIVE"), (1, "NEGATIVE"), (2, "POSITIVE")])
def test_two_changes_make_the_ad8_positive(yes: int, level: str) -> None:
    answers = {item.id: n < yes for n, item in enumerate(instrument("AD8").items)}
    assert level_of("AD8", answers) == (yes, level)


def test_any_failure_makes_the_coarse_screen_positive() -> None:
    items = [item.id for item in instrument("BPHS_COG").items]
    assert level_of("BPHS_COG", dict.fromkeys(items, True))[1] == "NEGATIVE"
    for failed in items:
        assert level_of("BPHS_COG", {i: i != failed for i in items})[1] == "POSITIVE"


@given(st.integers(0, 3), st.integers(0, 3), st.integers(0, 15), st.integers(0, 15))
def test_nursing_need_never_falls_with_more_of_either(a: int, b: int, c: int, d: int) -> None:
    (low, high), (few, many) = sorted((a, b)), sorted((c, d))
    levels = [
        score("NHC_CARE_2019", {"ability_grade": g, "syndromes": n}, reading()).level
        for g, n in ((low, few), (high, many))
    ]
    assert levels[0] <= levels[1]


def test_an_old_assessment_keeps_the_level_of_its_form_and_is_not_issued() -> None:
    answers = {"adl": 1, "mental": 0, "sensory": 2, "social": 1, "level": 1}
    assert score("MZT039", answers, reading()).level == "1"
    assert not instrument("MZT039").issued
