"""A month of long-term care from the command line."""

from __future__ import annotations

import json

import pytest

from tests.journey import Journey

MONTH = {
    "month": "2026-03", "setting": "HOME", "insurance": "EMPLOYEE", "age": 80, "level": 4,
    "visits": [{"on": "2026-03-02", "minutes": 60, "profession": "NURSE"}],
}  # fmt: skip


def test_a_month_is_told_with_the_lines_it_rests_on(journey: Journey) -> None:
    told = journey.command("adjudicate-care", "-", "--json", stdin=json.dumps(MONTH)).json
    assert (told["charged"], told["fund"], told["person"]) == ("80.00", "72.00", "8.00")
    keys = {one["key"]: one["article"] for one in told["lines"]}
    assert keys["long_term_care.weekly_visits"] == "14"


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"level": 9}, "level"),
        ({"month": "2026-13"}, "month"),
        ({"month": "2026-04"}, "visits.0"),
        ({"days": 3}, "days are those in an institution"),
        ({"setting": "INSTITUTION"}, "visits and a bonus go with care at home"),
        (
            {"setting": "INSTITUTION", "visits": [], "month": "2026-02", "days": 29},
            "more days than the month has",
        ),
    ],
)
def test_a_fault_is_told_with_its_place(
    journey: Journey, changed: dict[str, object], where: str
) -> None:
    answered = journey.command("adjudicate-care", "-", stdin=json.dumps(MONTH | changed))
    assert answered.exit_code == 2 and where in answered.err
