"""What must be filed about an internal medical institution, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules import filing as rules

PAPERS = ("FILING_HOME_REGISTRATION", "FILING_PREMISES", "FILING_STAFF_LICENCES")
ROOM = rules.FilingFacts(
    kind="MEDICAL_ROOM", home_kind="CARE_INSTITUTION", home_is_open=True, operator_kind="",
    doctors=1, nurses=1, area=40, has_head=True, papers=PAPERS,
)  # fmt: skip


def reasons(facts: rules.FilingFacts) -> tuple[rules.Reason, ...]:
    reading = Reading(shipped_book(), date(2026, 3, 2), "310106")
    return rules.internal(facts, reading).reasons


@pytest.mark.parametrize(
    ("kind", "doctors", "nurses", "area"),
    [
        ("OUTPATIENT_DEPARTMENT", 5, 5, 200),
        ("CLINIC", 1, 1, 40),
        ("MEDICAL_ROOM", 1, 1, 40),
        ("HEALTH_ROOM", 1, 1, 40),
        ("NURSING_STATION", 0, 2, 30),
    ],
)
def test_each_of_the_five_kinds_is_filed_at_its_standard_and_not_below_it(
    kind: str, doctors: int, nurses: int, area: int
) -> None:
    whole = replace(ROOM, kind=kind, doctors=doctors, nurses=nurses, area=area)
    assert reasons(whole) == ()
    assert reasons(replace(whole, nurses=nurses - 1)) == (("TOO_FEW_NURSES", str(nurses)),)
    assert reasons(replace(whole, area=area - 1)) == (("TOO_SMALL", str(area)),)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"kind": "HOSPITAL"}, ("NOT_AN_INTERNAL_KIND", "")),
        ({"home_kind": "HOSPITAL"}, ("HOME_GIVES_NO_ELDERLY_CARE", "")),
        ({"home_is_open": False}, ("INSTITUTION_CLOSED", "")),
        ({"doctors": 0}, ("TOO_FEW_DOCTORS", "1")),
        ({"has_head": False}, ("HEAD_MISSING", "")),
        ({"papers": PAPERS[1:]}, ("PAPER_MISSING", "FILING_HOME_REGISTRATION")),
        ({"operator_kind": "CHC"}, ("PAPER_MISSING", "FILING_ENTRUSTMENT")),
    ],
)
def test_whatever_is_missing_is_named(changes: dict[str, object], reason: rules.Reason) -> None:
    assert reasons(replace(ROOM, **changes)) == (reason,)


def test_who_runs_it_is_a_centre_or_a_hospital() -> None:
    papers = (*PAPERS, "FILING_ENTRUSTMENT")
    assert reasons(replace(ROOM, operator_kind="CHC", papers=papers)) == ()
    clinic = replace(ROOM, operator_kind="CLINIC", papers=papers)
    assert reasons(clinic) == (("OPERATOR_NOT_MEDICAL", ""),)
