"""NEWS2 by its published chart; a missing value leaves it unscored."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiyang.rules.instruments import Scored, instrument, score

from .sheets import reading

KEYS = (
    "resp_rate",
    "spo2",
    "oxygen",
    "systolic",
    "pulse",
    "consciousness",
    "temperature",
    "spo2_scale",
)
WELL = dict(zip(KEYS, (16, 98, False, 120, 72, "A", "36.8", 1), strict=True))


def news2(**changed: object) -> Scored:
    return score("NEWS2", {**WELL, **changed}, reading())


@pytest.mark.parametrize(
    ("values", "total", "level"),
    [
        ((16, 98, "N", 120, 72, "A", "36.8", 1), 0, "ROUTINE"),
        ((22, 94, "N", 118, 96, "A", "38.4", 1), 5, "MEDIUM"),
        ((18, 97, "N", 125, 80, "C", "36.9", 1), 3, "LOW_MEDIUM"),
        ((26, 90, "Y", 88, 128, "V", "39.4", 1), 18, "HIGH"),
        ((20, 91, "N", 130, 88, "A", "37.0", 2), 0, "ROUTINE"),
        ((20, 95, "Y", 130, 88, "A", "37.0", 2), 4, "LOW"),
    ],
)
def test_the_worked_examples_score_as_published(
    values: tuple[object, ...], total: int, level: str
) -> None:
    scored = score("NEWS2", dict(zip(KEYS, values, strict=True)), reading())
    assert (scored.scores["total"], scored.level, scored.findings) == (total, level, ())


@pytest.mark.parametrize(
    ("item", "points"),
    [
        ("resp_rate", {8: 3, 9: 1, 11: 1, 12: 0, 20: 0, 21: 2, 24: 2, 25: 3}),
        ("spo2", {91: 3, 92: 2, 93: 2, 94: 1, 95: 1, 96: 0}),
        ("systolic", {90: 3, 91: 2, 100: 2, 101: 1, 110: 1, 111: 0, 219: 0, 220: 3}),
        ("pulse", {40: 3, 41: 1, 50: 1, 51: 0, 90: 0, 91: 1, 110: 1, 111: 2, 130: 2, 131: 3}),
        (
            "temperature",
            {"35.0": 3, "35.1": 1, "36.0": 1, "36.1": 0, "38.0": 0, "38.1": 1, "39.1": 2},
        ),
        ("consciousness", {"A": 0, "C": 3, "V": 3, "P": 3, "U": 3}),
        ("oxygen", {False: 0, True: 2}),
    ],
)
def test_each_sign_has_its_points_at_every_edge(item: str, points: dict[object, int]) -> None:
    assert {value: news2(**{item: value}).scores[item] for value in points} == points


@pytest.mark.parametrize(
    ("oxygen", "points"),
    [
        (False, {83: 3, 84: 2, 85: 2, 86: 1, 87: 1, 88: 0, 92: 0, 93: 0, 100: 0}),
        (True, {83: 3, 85: 2, 87: 1, 88: 0, 92: 0, 93: 1, 94: 1, 95: 2, 96: 2, 97: 3}),
    ],
)
def test_scale_2_depends_on_oxygen(oxygen: bool, points: dict[int, int]) -> None:
    found = {s: news2(spo2=s, spo2_scale=2, oxygen=oxygen).scores["spo2"] for s in points}
    assert found == points


@pytest.mark.parametrize("item", [key for key in KEYS if key != "spo2_scale"])
def test_a_missing_sign_gives_no_total_and_no_level(item: str) -> None:
    scored = news2(**{item: None})
    assert (dict(scored.scores), scored.level) == ({}, "")
    assert [(f.code, f.where) for f in scored.findings] == [("INCOMPLETE", item)]


def test_every_fault_is_found_at_once_and_names_its_item_only() -> None:
    scored = news2(pulse=2600, consciousness="asleep", temperature="warm", shoe_size=41)
    assert {(f.code, f.where) for f in scored.findings} == {
        ("OUT_OF_RANGE", "pulse"),
        ("NOT_AN_OPTION", "consciousness"),
        ("NOT_A_NUMBER", "temperature"),
        ("UNKNOWN_ITEM", "shoe_size"),
    }
    assert "2600" not in str(scored.findings)
    assert scored.level == ""


@given(
    low=st.integers(12, 80),
    more=st.integers(0, 68),
    sign=st.sampled_from(["resp_rate", "pulse"]),
)
def test_faster_is_never_better(low: int, more: int, sign: str) -> None:
    base = 51 if sign == "pulse" else 0
    slow, fast = (
        news2(**{sign: min(base + n, 80 if sign == "resp_rate" else 250)})
        for n in (low, low + more)
    )
    assert fast.scores["total"] >= slow.scores["total"]
    rank = instrument("NEWS2").rank
    assert rank(fast.level) >= rank(slow.level)


@given(st.decimals(25, 45, allow_nan=False, places=3))
def test_a_finer_temperature_is_read_to_one_decimal(temperature: Decimal) -> None:
    from_text = news2(temperature=str(temperature))
    assert from_text.findings == ()
    assert from_text.scores["temperature"] in (0, 1, 2, 3)


def test_the_result_names_its_sources_with_their_marks() -> None:
    sources = {s.key: (s.act, s.mark, s.mission) for s in news2().sources}
    assert sources["NEWS2 2017"] == ("RCP-NEWS2-2017", "unverified", "JA-2.2.2")
    assert sources["instruments.news2.levels"] == ("RCP-NEWS2-2017", "unverified", "JA-2.2.2")
