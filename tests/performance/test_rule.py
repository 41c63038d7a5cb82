"""The score of a card: straight lines between floor and target, weights, vetoes, too few."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.performance import (
    Appraised,
    Card,
    Ending,
    Metric,
    Years,
    appraise,
    appraise_years,
    finalise,
    percentile,
    reward_team,
)

PEERS = tuple(Decimal(n) for n in range(0, 101, 10))
GOOD = (
    Metric("signing.panel", "PERCENT", 85, 100, 100),
    Metric("signing.key_group_share", "PERCENT", 85, 100, 100),
    Metric("care.acts", "EACH", 75, 1, 75, PEERS),
    Metric("signing.renewal", "PERCENT", 90, 100, 100),
    Metric("care.fulfilment", "PERCENT", 90, 100, 100),
    Metric("care.hypertension_controlled", "PERCENT", 80, 100, 100),
    Metric("care.unflagged", "PERCENT", 98, 100, 100),
    Metric("satisfaction.contracted", "PERCENT", 8500, 10000, 100),
    Metric("visits.inside_combination", "PERCENT", 70, 100, 100),
)


def reading(day: date = date(2026, 12, 31)) -> Reading:
    return Reading(shipped_book(), day, "310106")


def scored(*metrics: Metric, vetoes: tuple[str, ...] = ()) -> Appraised:
    return appraise(Card("2026", "PRACTITIONER", 1, metrics, vetoes), reading())


def with_metric(name: str, **columns: object) -> tuple[Metric, ...]:
    return tuple(replace(m, **columns) if m.name == name else m for m in GOOD)


def points(answer: Appraised, part: str) -> Decimal | None:
    return next(c.points for c in answer.components if c.name == part)


def test_everything_at_its_target_is_a_hundred_and_the_whole_money() -> None:
    answer = scored(*GOOD)
    assert (answer.score, answer.factor, answer.evaluation) == (100, 1, 100)
    assert answer.counts_for_promotion


@pytest.mark.parametrize(
    ("share", "expected"), [(20, "0"), (30, "0"), (31, "1.82"), (85, "100"), (99, "100")]
)
def test_points_go_in_a_straight_line_from_the_floor_to_the_target(
    share: int, expected: str
) -> None:
    answer = scored(*with_metric("signing.key_group_share", numerator=share))
    assert points(answer, "KEY_GROUPS") == Decimal(expected)


def test_a_part_is_the_mean_of_its_figures_and_the_score_the_mean_by_weight() -> None:
    answer = scored(*with_metric("care.fulfilment", numerator=70))  # half way: 50 points
    assert points(answer, "RENEWAL") == 75
    assert answer.score == Decimal("96.25")  # 15 of 100 lose a quarter


def test_what_counted_too_few_is_left_out_with_its_weight() -> None:
    answer = scored(*with_metric("satisfaction.contracted", counted=29, numerator=0))
    assert points(answer, "SATISFACTION") is None
    assert (answer.score, answer.judged_weight) == (100, 90)


def test_too_little_judged_is_no_score_and_no_factor() -> None:
    answer = scored(*GOOD[:5])  # 7 + 8 + 15 + 15
    assert (answer.judged_weight, answer.score, answer.factor) == (45, None, None)


def test_a_veto_ends_score_and_money() -> None:
    answer = scored(*GOOD, vetoes=("FABRICATED_SERVICE",))
    assert (answer.score, answer.factor) == (0, 0)


@pytest.mark.parametrize(
    ("score", "factor"), [("85", "1"), ("84.99", "0.95"), ("60", "0.85"), ("59.99", "0.7")]
)
def test_money_follows_the_score_by_bands(score: str, factor: str) -> None:
    years = Years("2022-2026", "TEAM", 1, (Decimal(score),) * 3)
    assert appraise_years(years, reading()).factor == Decimal(factor)


def test_five_years_need_as_many_yearly_scores_as_the_book_asks() -> None:
    years = Years("2022-2026", "TEAM", 1, (Decimal(80), Decimal(90)))
    assert appraise_years(years, reading()).score is None


def test_a_five_bed_team_is_rewarded_by_all_three_parts_or_not_at_all() -> None:
    asked = ("care.acts", "care.unflagged", "satisfaction.contracted")
    three = tuple(m for m in GOOD if m.name in asked)
    assert reward_team(Card("2026", "TEAM", 1, three), reading()).reward_fen == 3_000_000
    two = reward_team(Card("2026", "TEAM", 1, three[:2]), reading())
    assert (two.score, two.reward_fen) == (None, 0)


def test_goals_of_peers_are_interpolated() -> None:
    assert percentile(PEERS, Decimal(75)) == 75
    assert percentile((Decimal(1), Decimal(2)), Decimal(10)) == Decimal("1.1")


def test_a_draft_is_final_only_after_the_period_and_the_days_of_objection() -> None:
    ending = Ending("2025", date(2026, 1, 1), date(2026, 1, 5))
    assert not finalise(ending, reading(date(2026, 1, 11))).may
    assert finalise(ending, reading(date(2026, 1, 12))).may
    early = replace(ending, drafted_on=date(2025, 12, 1))
    assert finalise(early, reading(date(2025, 12, 31))).from_day == date(2026, 1, 1)
