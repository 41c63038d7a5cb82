"""Estimates of a window: what is told, what is too little, what a scenario is given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from yiyang.planning.calibrating.estimates import Estimated, Limits, estimate
from yiyang.planning.calibrating.parameters import parameters_of
from yiyang.planning.calibrating.seen import Answering, Asking, Holding, Seen, Spell
from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book

WEST, EAST, NORTH = "310106006", "310106013", "310106020"
LIMITS = Limits(0.95, 5)
EMPTY = Seen(
    "310106", date(2026, 1, 1), date(2026, 4, 11), (), (), (), (), (),
    {WEST: 60, EAST: 30, NORTH: 10}, 0, 0,
)  # fmt: skip


def _asked(place: str, many: int, trigger: str = "HEALTH_WORSE", **other: str) -> list[Asking]:
    given = {"colour": "ORANGE", "left_kind": "", "taken_kind": "HOSPITAL_BED"} | other
    return [Asking(place, trigger, began=float(n), **given) for n in range(many)]


def _of(found: Estimated, what: str) -> dict[tuple[str, str], float | None]:
    return {(each.of, each.part): each.value for each in found.figures if each.what == what}


def test_a_rate_is_told_by_place_where_enough_came_and_shared_by_residents_where_not() -> None:
    asked = [*_asked(WEST, 20), *_asked(EAST, 6), *_asked(NORTH, 3), *_asked(EAST, 3)]
    found = estimate(replace(EMPTY, askings=tuple(asked)), LIMITS)
    rates = _of(found, "ARRIVALS")
    assert rates[WEST, "HEALTH_WORSE"] == pytest.approx(0.20)
    # Three of the north alone would be told by taking away: the next smallest joins them.
    assert rates[EAST, "HEALTH_WORSE"] == pytest.approx(0.12 * 30 / 40)
    assert rates[NORTH, "HEALTH_WORSE"] == pytest.approx(0.12 * 10 / 40)
    assert sum(rates.values()) == pytest.approx(0.32)


def test_who_leaves_a_bed_of_the_network_is_no_newcomer() -> None:
    asked = _asked(WEST, 9, left_kind="INSTITUTION_BED")
    found = estimate(replace(EMPTY, askings=tuple(asked)), LIMITS)
    assert _of(found, "ARRIVALS") == {}
    assert _of(found, "MOVE") == {("INSTITUTION_BED", "HOSPITAL_BED"): 1.0}


def test_too_few_of_anything_is_a_finding_and_no_number() -> None:
    spells = tuple(Spell("HOSPITAL_BED", n, n + 4.0, "IMPROVED") for n in range(4))
    seen = replace(
        EMPTY, stays=spells, stages=spells, askings=tuple(_asked(WEST, 4)),
        holdings=(Holding("RED", 0.1, True),), answerings=(Answering("HOSPITAL_BED", True, 0.2),),
    )  # fmt: skip
    found = estimate(seen, LIMITS)
    assert found.figures == ()
    assert {each.code for each in found.findings} == {"CALIBRATION_TOO_FEW"}
    assert len(found.findings) == 5


def test_an_end_that_no_row_explains_counts_as_watched_until_then_and_is_told() -> None:
    known = [Spell("HOSPITAL_BED", n, n + 10.0, "IMPROVED") for n in range(10)]
    unknown = [Spell("HOSPITAL_BED", n, n + 10.0, "") for n in range(10)]
    found = estimate(replace(EMPTY, stages=tuple([*known, *unknown])), LIMITS)
    (told,) = [each for each in found.findings if each.code == "CALIBRATION_UNEXPLAINED"]
    assert told.message.params["unknown"] == 10
    assert _of(found, "ENDING") == {("HOSPITAL_BED", "IMPROVED"): 1.0}
    (stage,) = [each for each in found.figures if each.what == "STAGE"]
    assert stage.value is not None
    assert stage.value > 10


def test_a_ledger_that_tells_other_transfers_is_a_finding() -> None:
    found = estimate(replace(EMPTY, delivered=3, admitted=5), LIMITS)
    (told,) = found.findings
    assert (told.code, dict(told.message.params)) == (
        "CALIBRATION_LEDGER_DIFFERS", {"acts": 3, "cases": 5},
    )  # fmt: skip


def test_parameters_replace_only_what_was_seen_and_thousandths_add_up() -> None:
    reading = Reading(shipped_book(), date(2026, 4, 11), "310106")
    ends = ["IMPROVED"] * 3 + ["POST_ACUTE"] * 2 + ["DIED"] * 2
    spells = tuple(Spell("HOSPITAL_BED", n, n + 4.0 + n, why) for n, why in enumerate(ends))
    answers = tuple(Answering("HOSPITAL_BED", n > 0, 0.1) for n in range(8))
    held = tuple(Holding("ORANGE", 0.125, True) for _ in range(8))
    seen = replace(EMPTY, stages=spells, answerings=answers, holdings=held,
                   askings=tuple(_asked(WEST, 8)))  # fmt: skip
    found = parameters_of(estimate(seen, LIMITS).figures, reading)
    outcomes = found.policy["simulation.outcomes"]
    assert outcomes["HOSPITAL_BED"] == {"DIED": "286", "IMPROVED": "428", "POST_ACUTE": "286"}
    assert outcomes["HOME_CARE_BED"] == reading.table("simulation.outcomes")["HOME_CARE_BED"]
    assert found.policy["simulation.refusals"]["HOSPITAL_BED"] == "125"
    assert found.policy["simulation.transfer_hours"]["ORANGE"] == "3"
    assert "simulation.stays HOME_CARE_BED" in found.kept
    assert "simulation.stays HOSPITAL_BED" not in found.kept
    assert found.arrivals[0]["per_day"] == 0.08
