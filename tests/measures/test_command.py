"""``yiyang measure``: figures by what they can be told apart by, each verdict a decision."""

from __future__ import annotations

import pytest

from tests.journey import Journey
from tests.measures.conftest import District
from yiyang.decisions.models import Decision
from yiyang.measures.models import Figure

pytestmark = pytest.mark.django_db


def test_tells_a_figure_by_sub_district_and_keeps_each_verdict_once(
    journey: Journey, district: District
) -> None:
    for n in range(40):
        person = district.resident()
        if n < 10:
            district.sign(person)
    command = ["measure", "coverage.everyone", "--by", "place", "--period", "2026-03", "--json"]
    document = journey.command(*command).json
    assert (document["total"]["verdict"], document["total"]["growth"]) == ("ON_COURSE", "25.00")
    assert document["total"]["value"] == "25.00"
    assert document["total"]["target"] == "75"
    (line,) = document["lines"]
    assert (line["names"], line["verdict"]) == (["江宁路街道"], "NOT_MET")
    decision = Decision.objects.get(pk=line["decision"])
    assert decision.rule == "measures.judge"
    assert decision.facts["scope"] == "PLACE 310106006"
    kept = Figure.objects.count()
    assert kept == 2
    assert journey.command(*command).json == document
    assert Figure.objects.count() == kept


def test_says_too_few_rather_than_judge_a_handful(journey: Journey, district: District) -> None:
    district.resident()
    document = journey.command("measure", "coverage.everyone", "--json").json
    assert document["total"]["verdict"] == "TOO_FEW"


def test_lists_every_measure_with_its_name_in_both_languages(journey: Journey) -> None:
    found = {row["name"]: row for row in journey.command("measure", "--list", "--json").json}
    assert found["coverage.everyone"]["clauses"] == ["FD-1.2", "FD-5.6"]
    for language in ("zh", "en"):
        text = journey.command("measure", "--list", "--language", language).out
        assert "MEASURE_" not in text


@pytest.mark.parametrize(
    "wrong",
    [
        ("no.such",),
        ("coverage.everyone", "--by", "colour"),
        ("coverage.everyone", "--period", "2026-13"),
    ],
)
def test_a_wrong_question_is_refused_and_nothing_is_kept(
    journey: Journey, wrong: tuple[str, ...]
) -> None:
    assert journey.command("measure", *wrong).exit_code == 3
    assert not Figure.objects.exists()


def test_a_wrong_question_is_told_what_may_be_asked(journey: Journey) -> None:
    told = journey.command("measure", "coverage.every", "--period", "2026")
    assert "coverage.everyone" in told.err
    told = journey.command("measure", "coverage.everyone", "--by", "moon", "--period", "2026")
    assert "place" in told.err
