"""GB/T 42195-2022: 26 items, 90 points, five levels and their changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiyang.rules.instruments import Scored, instrument, score

from .sheets import reading, with_total

SCALE = instrument("GB42195")
ITEMS = [item for item in SCALE.items if item.is_scored]
FULL = {item.id: max(o.points or 0 for o in item.options) for item in ITEMS}
NOTHING = {"coma": False, "mental_diagnosis": False, "risk_events": 0}


def sheet(total: int) -> dict[str, int]:
    """Answers that add up to ``total``, the later items lowered first."""
    answers, over = dict(FULL), sum(FULL.values()) - total
    for item in reversed(FULL):
        less = min(over, answers[item])
        answers[item], over = answers[item] - less, over - less
    return answers


def assess(total: int, coma: bool = False, diagnosis: bool = False, events: int = 0) -> Scored:
    changes = {"coma": coma, "mental_diagnosis": diagnosis, "risk_events": events}
    return score("GB42195", {**sheet(total), **changes}, reading())


def test_it_has_26_items_and_90_points() -> None:
    assert (len(ITEMS), sum(FULL.values())) == (26, 90)
    sums = {g: sum(FULL[i.id] for i in ITEMS if i.group == g) for g in SCALE.groups}
    assert sums == {"self_care": 32, "motor": 15, "mental": 28, "social": 15}


@pytest.mark.parametrize(
    ("total", "coma", "diagnosis", "events", "level"),
    [
        (90, False, False, 0, "0"),
        (89, False, False, 0, "1"),
        (66, False, False, 0, "1"),
        (65, False, False, 0, "2"),
        (46, False, False, 0, "2"),
        (45, False, False, 0, "3"),
        (30, False, False, 0, "3"),
        (29, False, False, 0, "4"),
        (90, False, True, 0, "1"),
        (66, False, False, 2, "2"),
        (70, False, True, 2, "2"),
        (88, True, False, 0, "4"),
        (66, False, False, 1, "1"),
        (29, False, True, 3, "4"),
    ],
)
def test_the_worked_examples_have_their_level(
    total: int, coma: bool, diagnosis: bool, events: int, level: str
) -> None:
    scored = assess(total, coma, diagnosis, events)
    assert (scored.scores["total"], scored.level, scored.findings) == (total, level, ())


@pytest.mark.parametrize("total", range(91))
def test_every_total_has_the_level_of_the_published_table(total: int) -> None:
    bands = {0: [90], 1: range(66, 90), 2: range(46, 66), 3: range(30, 46), 4: range(30)}
    expected = next(str(level) for level, totals in bands.items() if total in totals)
    assert assess(total).level == expected


@pytest.mark.parametrize("item", [item.id for item in SCALE.items])
def test_a_missing_item_is_incomplete_and_never_zero(item: str) -> None:
    answers = {key: v for key, v in {**FULL, **NOTHING}.items() if key != item}
    scored = score("GB42195", answers, reading())
    assert (dict(scored.scores), scored.level) == ({}, "")
    assert [(f.code, f.where) for f in scored.findings] == [("INCOMPLETE", item)]


def test_a_score_above_an_items_own_points_is_refused() -> None:
    scored = score("GB42195", {**FULL, **NOTHING, "stairs": 4, "vision": 3}, reading())
    assert {(f.code, f.where) for f in scored.findings} == {
        ("NOT_AN_OPTION", "stairs"),
        ("NOT_AN_OPTION", "vision"),
    }


@given(st.integers(0, 90), st.integers(0, 90), st.booleans(), st.booleans(), st.integers(0, 5))
def test_a_lower_total_is_never_a_better_level(
    one: int, other: int, coma: bool, diagnosis: bool, events: int
) -> None:
    low, high = sorted((one, other))
    rank = SCALE.rank
    worse, better = (rank(assess(t, coma, diagnosis, events).level) for t in (low, high))
    assert worse >= better
    assert worse >= rank(assess(low).level)


def test_the_reasons_say_each_change_and_the_sources_say_what_is_only_proposed() -> None:
    scored = assess(70, diagnosis=True, events=2)
    assert [reason.code for reason in scored.reasons] == [
        "TOTAL_GIVES_LEVEL",
        "MENTAL_DIAGNOSIS_WORSENS",
        "RISK_EVENTS_WORSEN",
        "LEVEL_CHANGED",
    ]
    marks = {source.key: source.mark for source in scored.sources}
    assert marks["instruments.gb42195.max_shift"] == "proposed"
    assert marks["instruments.gb42195.levels"] == "secondary"


def test_group_sums_are_shown_beside_the_total() -> None:
    group = {**FULL, **with_total("GB42195", "motor", 7)}
    scores = score("GB42195", {**group, **NOTHING}, reading()).scores
    assert (scores["motor"], scores["self_care"], scores["total"]) == (7, 32, 82)
