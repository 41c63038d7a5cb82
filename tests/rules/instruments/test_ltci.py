"""Long-term care: the 2021 matrix, the self-assessment and Shanghai's grid."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiyang.policy.book import Mark, Reading
from yiyang.rules.instruments import Scored, instrument, score

from .sheets import BOOK, DAY, reading, with_total

LTCI, SHANGHAI, SELF = (instrument(one) for one in ("LTCI_2021", "SH_UNIFIED", "LTCI_SELF"))
ADL = range(0, 101, 5)
READ = reading()


def ltci(adl: int, cognition: int, sensory: int) -> Scored:
    parts = {"adl": adl, "cognition": cognition, "sensory": sensory}
    answers = {
        k: v for g, total in parts.items() for k, v in with_total("LTCI_2021", g, total).items()
    }
    return score("LTCI_2021", answers, reading())


@pytest.mark.parametrize(
    ("adl", "cognition", "sensory", "level"),
    [
        (100, 16, 12, 0),
        (100, 10, 9, 0),
        (100, 3, 12, 1),
        (95, 16, 12, 1),
        (65, 1, 12, 2),
        (60, 15, 11, 2),
        (55, 10, 9, 2),
        (45, 16, 1, 3),
        (40, 16, 12, 3),
        (40, 4, 4, 3),
        (40, 3, 12, 4),
        (0, 0, 0, 5),
    ],
)
def test_the_worked_examples_have_their_level(
    adl: int, cognition: int, sensory: int, level: int
) -> None:
    scored = ltci(adl, cognition, sensory)
    assert (scored.level, scored.findings) == (str(level), ())
    totals = {group: scored.scores[group] for group in LTCI.groups}
    assert totals == {"adl": adl, "cognition": cognition, "sensory": sensory}


def test_the_dimensions_are_never_added_up() -> None:
    assert "total" not in ltci(100, 16, 12).scores


@given(st.sampled_from(ADL), st.sampled_from(ADL), st.integers(0, 16), st.integers(0, 12))
def test_worse_daily_living_is_never_a_better_level(a: int, b: int, cog: int, sens: int) -> None:
    low, high = sorted((a, b))
    assert ltci(low, cog, sens).level >= ltci(high, cog, sens).level


@given(st.sampled_from(ADL), st.integers(0, 16), st.integers(0, 16), st.integers(0, 12))
def test_worse_cognition_is_never_a_better_level(adl: int, a: int, b: int, sens: int) -> None:
    low, high = sorted((a, b))
    assert ltci(adl, low, sens).level >= ltci(adl, high, sens).level


def test_only_severe_daily_living_or_a_severe_column_reaches_severe() -> None:
    for adl, cog, sens in product(ADL, (0, 1, 2, 3, 4, 15, 16), (0, 1, 2, 3, 4, 11, 12)):
        severe = adl <= 40 or (adl <= 60 and min(cog, sens) <= 1)
        assert (int(ltci(adl, cog, sens).level) >= 3) == severe


@pytest.mark.parametrize(("item", "answer"), [("eat", 7), ("eat", 15), ("walk", 20), ("time", 5)])
def test_points_outside_an_items_options_are_refused(item: str, answer: int) -> None:
    answers = {i.id: i.options[0].code for i in LTCI.items} | {item: answer}
    scored = score("LTCI_2021", answers, reading())
    assert [(f.code, f.where) for f in scored.findings] == [("NOT_AN_OPTION", item)]
    assert scored.level == ""


GRADES = {
    "A": [(0, 0)],
    "B": [(1, 0), (0, 1), (0, 2)],
    "C": [(1, 1), (0, 3)],
    "D": [(2, 0), (1, 2)],
    "E": [(3, 0), (2, 1), (2, 2), (1, 3)],
    "F": [(3, 1), (3, 2), (2, 3)],
    "G": [(3, 3)],
}


def test_every_combination_of_the_self_assessment_has_its_grade() -> None:
    items = [item.id for item in SELF.items]
    for answers in product(["INDEPENDENT", "PARTIAL", "DEPENDENT"], repeat=6):
        scored = score("LTCI_SELF", dict(zip(items, answers, strict=True)), READ)
        pair = (answers[:3].count("DEPENDENT"), answers[3:].count("DEPENDENT"))
        assert pair in GRADES[scored.level]
        may_apply = "MAY_APPLY" if scored.level in "EFG" else "MAY_NOT_APPLY"
        assert scored.reasons[-1].code == may_apply


def shanghai(deficit: int, disease: int) -> str:
    answers = {"self_care_deficit": deficit, "disease_severity": disease}
    return score("SH_UNIFIED", answers, READ).level


@pytest.mark.parametrize(
    ("deficit", "disease", "level"),
    [
        (0, 0, "0"),
        (10, 49, "0"),
        (11, 0, "1"),
        (25, 50, "2"),
        (26, 0, "2"),
        (100, 70, "6"),
        (0, 71, "HOSPITAL"),
        (100, 100, "HOSPITAL"),
    ],
)
def test_the_shanghai_level_is_read_from_the_grid_of_the_book(
    deficit: int, disease: int, level: str
) -> None:
    assert shanghai(deficit, disease) == level


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100), st.integers(0, 100))
def test_worse_on_either_axis_never_lowers_the_shanghai_level(
    a: int, b: int, c: int, d: int
) -> None:
    (low, high), (light, heavy) = sorted((a, b)), sorted((c, d))
    assert SHANGHAI.rank(shanghai(high, heavy)) >= SHANGHAI.rank(shanghai(low, light))


def test_a_city_replaces_the_grid_without_a_change_of_code() -> None:
    line = BOOK.on("instruments.sh_unified.grid", DAY, "310000")
    other = {row: dict.fromkeys(columns, "3") for row, columns in line.value.items()}
    book = BOOK.with_lines([replace(line, value=other, mark=Mark.ADOPTED, starts_on=DAY)])
    answers = {"self_care_deficit": 0, "disease_severity": 0}
    scored = score("SH_UNIFIED", answers, Reading(book, DAY, "310106"))
    assert scored.level == "3"
    assert "adopted" in {source.mark for source in scored.sources}
