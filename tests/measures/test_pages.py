"""Coverage, measures and the rows behind them, in a browser."""

from __future__ import annotations

import pytest

from tests.journey import Journey
from tests.measures.conftest import District, make_group
from tests.world import make_grant
from yiyang.access.models import Role
from yiyang.audit.models import Entry

pytestmark = pytest.mark.django_db
PERIOD = "period=2026"


@pytest.fixture
def people(district: District) -> dict[str, object]:
    signed, missing = district.resident(name="周有约"), district.resident(name="吴未约")
    district.sign(signed)
    for person in (signed, missing):
        make_group(person, "ELDER")
    return {"signed": signed, "missing": missing}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_coverage_page_stands_in_both_languages(
    journey: Journey, district: District, people: dict, language: str
) -> None:
    page = journey.sign_in(Role.STATISTICS, language=language).get(f"/coverage/?{PERIOD}")
    text = page.content.decode()
    assert page.status_code == 200
    assert "50.0%" in text
    assert ("签约率" in text) == (language == "zh-hans")
    assert "MEASURE_" not in text


def test_statistics_see_numbers_and_never_a_name(
    journey: Journey, district: District, people: dict
) -> None:
    statistics = journey.sign_in(Role.STATISTICS)
    for path in (
        f"/coverage/?{PERIOD}",
        f"/measures/coverage.everyone/rows/?which=lacking&{PERIOD}",
        f"/measures/coverage.everyone/rows/?which=having&{PERIOD}",
        f"/measures/coverage.everyone/?by=doctor&{PERIOD}",
    ):
        text = statistics.get(path).content.decode()
        assert "未约" not in text and "有约" not in text, path
    assert not Entry.objects.filter(person_id__isnull=False).exists()


def test_who_is_missing_is_named_to_who_may_see_them_and_each_look_is_noted(
    journey: Journey, district: District, people: dict
) -> None:
    officer = journey.sign_in(Role.SUB_DISTRICT, place=district.places[0])
    key = district.places[0].pk
    page = officer.get(f"/measures/coverage.everyone/rows/?which=lacking&{PERIOD}&key_place={key}")
    text = page.content.decode()
    assert "吴未约" in text and "周有约" not in text
    looked = Entry.objects.filter(action="record.read", person_id=people["missing"].pk)
    assert looked.count() == 1


def test_a_centre_counts_whom_it_serves_and_names_only_whom_it_may_see(
    journey: Journey, district: District, people: dict
) -> None:
    make_grant(people["signed"], district.centres[0])
    desk = journey.sign_in(Role.CENTRE_DESK, institution=district.centres[0])
    text = desk.get(f"/coverage/?{PERIOD}").content.decode()
    assert "50.0%" in text
    rows = "/measures/coverage.everyone/rows/"
    assert "周有约" in desk.get(f"{rows}?which=having&{PERIOD}").content.decode()
    assert "吴未约" not in desk.get(f"{rows}?which=lacking&{PERIOD}").content.decode()


def test_the_rows_of_another_district_are_nobody(journey: Journey, district: District) -> None:
    officer = journey.sign_in(Role.SUB_DISTRICT, place=district.places[1])
    district.resident(name="吴未约")
    page = officer.get(
        f"/measures/coverage.everyone/rows/?which=lacking&{PERIOD}&key_place={district.places[0].pk}"
    )
    assert "吴未约" not in page.content.decode()


def test_a_measure_has_chart_table_and_a_table_to_take(
    journey: Journey, district: District, people: dict
) -> None:
    officer = journey.sign_in(Role.HEALTH_COMMISSION)
    text = officer.get(f"/measures/coverage.everyone/?by=place&{PERIOD}").content.decode()
    assert "<svg" in text and "江宁路街道" in text
    taken = officer.get(f"/measures/coverage.everyone/figures.csv?by=place&{PERIOD}")
    assert "江宁路街道,1,2,50.00" in taken.content.decode("utf-8-sig")


def test_the_trend_stands_beside_the_page(
    journey: Journey, district: District, people: dict
) -> None:
    text = journey.sign_in(Role.STATISTICS).get("/coverage/trend/").content.decode()
    assert text.count("<tr>") == 13


def test_a_wrong_period_is_refused(journey: Journey, district: District) -> None:
    statistics = journey.sign_in(Role.STATISTICS)
    assert statistics.get("/coverage/?period=2026-13").status_code == 409
    assert statistics.get("/measures/no.such/").status_code == 409
