"""The district follows who has a family doctor, against the targets, down to who is missing."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.conftest import NOW
from tests.journey import Journey
from tests.journeys.clock import at
from tests.measures.conftest import make_district, make_group
from yiyang.access.models import Role
from yiyang.decisions.models import Decision

LAST_YEAR = {"since": date(2025, 1, 1), "until": date(2026, 1, 1)}


@pytest.mark.clause("FD-1.2", "measures.judge")
def test_the_district_sees_coverage_of_everyone_and_of_key_groups_against_the_targets(
    journey: Journey,
) -> None:
    district = make_district()
    everybody = [district.resident(n % 2) for n in range(80)]
    for n, person in enumerate(everybody):
        if n < 60:
            make_group(person, "ELDER")
        if n < 52:  # 52 of 60 elders; 39 of all 80 were signed the year before
            district.sign(person, n % 2)
        if n < 39:
            district.sign(person, n % 2, **LAST_YEAR)
    commission = journey.sign_in(Role.HEALTH_COMMISSION)
    with at(NOW):
        page = commission.get("/coverage/").content.decode()
    assert "65.0%" in page and "86.7%" in page

    def decided(measure: str, scope: str) -> Decision:
        return journey.decisions("measures.judge").get(facts__measure=measure, facts__scope=scope)

    everyone = decided("coverage.everyone", "PLACE 310106")
    assert everyone.result["verdict"] == "ON_COURSE"
    assert (everyone.result["target"], everyone.result["by"]) == ("75", "2035-12-31")
    assert everyone.result["growth"] == "16.25"
    assert {line["mark"] for line in everyone.authorities} == {"seed", "unverified", "proposed"}
    assert decided("coverage.key_groups", "PLACE 310106").result["verdict"] == "MET"
    assert decided("coverage.key_groups", "GROUP ELDER").result["verdict"] == "MET"
    assert commission.get(f"/decisions/{everyone.pk}/").status_code == 200
    assert f"/decisions/{everyone.pk}/" in page

    officer = journey.sign_in(Role.SUB_DISTRICT, place=district.places[0])
    key = district.places[0].pk
    with at(NOW):
        rows = officer.get(f"/measures/coverage.key_groups/rows/?which=lacking&key_place={key}")
    named = re.findall(r"/people/\d+/", rows.content.decode())
    assert len(named) == 4  # elders 52, 54, 56 and 58
