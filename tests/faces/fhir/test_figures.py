"""Judged figures as MeasureReport: who is told the same numbers on the page, and nobody else."""

from __future__ import annotations

from datetime import date

import pytest

from tests.conftest import NOW
from tests.faces.fhir.sending import Sender
from tests.journey import Journey
from tests.projected import differences, resource
from tests.world import make_institution, make_place
from yiyang.access.models import Role
from yiyang.audit.services import PROGRAM
from yiyang.kernel.period import period_of
from yiyang.measures.models import Figure
from yiyang.measures.registry import every
from yiyang.measures.selectors import Count, Question
from yiyang.measures.services import Told, judge_figures
from yiyang.network.models import Institution, InstitutionKind
from yiyang.people.models import Person

pytestmark = pytest.mark.django_db
PERCENT = next(one for one in every().values() if one.target and one.unit == "PERCENT")
OF_MEASURE = f"measure=urn:yiyang:measure:{PERCENT.name}"


def judged(among: str, kind: str, key: str, met: int = 35, counted: int = 40) -> Figure:
    judge_figures(
        measure=PERCENT,
        figures=[Told(kind, key, Count((), met, counted, counted))],
        question=Question(period_of("2026"), date(2026, 3, 2), Person.objects.all()),
        among=among,
        by=PROGRAM,
        at=NOW,
    )
    return Figure.objects.latest("pk")


def desk(journey: Journey, institution: Institution) -> Sender:
    return Sender(journey.sign_in(Role.CENTRE_DESK, institution=institution))


def found(sender: Sender, query: str = "") -> list[str]:
    answer = sender.get(f"MeasureReport?{query}")
    assert answer.status_code == 200, answer.content
    return [one["resource"]["id"] for one in answer.json().get("entry", [])]


def test_a_judged_figure_is_a_report_with_its_counts_and_exact_value() -> None:
    centre = make_institution(InstitutionKind.CHC)
    figure = judged(f"INSTITUTION {centre.pk}", "INSTITUTION", str(centre.pk))
    report = resource("MeasureReport", f"figure-{figure.pk}")
    assert report["measure"] == f"urn:yiyang:measure:{PERCENT.name}"
    assert report["reporter"] == {"reference": f"Organization/institution-{centre.pk}"}
    assert report["subject"] == {"reference": f"Location/institution-{centre.pk}"}
    (group,) = report["group"]
    counts = {one["code"]["coding"][0]["code"]: one["count"] for one in group["population"]}
    assert counts == {"numerator": 35, "denominator": 40}
    assert (str(group["measureScore"]["value"]), group["measureScore"]["unit"]) == ("87.50", "%")
    assert not [name for name in differences() if name.startswith("MeasureReport")]


def test_its_own_institution_finds_it_by_its_parameters_and_no_other_one_does(
    journey: Journey,
) -> None:
    centre, other = (make_institution(InstitutionKind.CHC) for _ in range(2))
    figure = judged(f"INSTITUTION {centre.pk}", "INSTITUTION", str(centre.pk))
    mine, theirs, name = desk(journey, centre), desk(journey, other), f"figure-{figure.pk}"
    for query in (
        "",
        OF_MEASURE,
        f"reporter=Organization/institution-{centre.pk}",
        f"subject=Location/institution-{centre.pk}",
        "period=2026-03&status=complete",
        "date=2026-03-02",
    ):
        assert found(mine, query) == [name], query
        assert found(theirs, query) == [], query
    assert found(mine, "period=2025") == []
    assert mine.get(f"MeasureReport/{name}").status_code == 200
    for sender in (theirs, Sender(journey.sign_in(Role.CONNECTED_SYSTEM, institution=other))):
        assert sender.get(f"MeasureReport/{name}").status_code == 404
        assert sender.get(f"MeasureReport/{name}/_history").status_code == 404
        assert found(sender) == []
        assert name not in sender.get("?_type=MeasureReport,Measure").content.decode()


def test_a_place_reads_what_was_counted_in_it_and_a_part_of_it_does_not(journey: Journey) -> None:
    street = Sender(journey.sign_in(Role.SUB_DISTRICT, place=make_place("310106006")))
    next_one = Sender(journey.sign_in(Role.SUB_DISTRICT, place=make_place("310106013")))
    figure = judged("PLACE 310106006", "PLACE", "310106006")
    assert found(street) == [f"figure-{figure.pk}"]
    assert found(next_one) == []


def test_who_sees_no_measures_is_told_of_none(journey: Journey) -> None:
    centre = make_institution(InstitutionKind.CHC)
    figure = judged(f"INSTITUTION {centre.pk}", "INSTITUTION", str(centre.pk))
    carer = Sender(journey.sign_in(Role.CARER, institution=centre))
    assert found(carer) == []
    assert carer.get(f"MeasureReport/figure-{figure.pk}").status_code == 404


def test_a_figure_of_too_few_and_one_of_an_account_alone_are_no_report(journey: Journey) -> None:
    centre = make_institution(InstitutionKind.CHC)
    judged(f"INSTITUTION {centre.pk}", "DOCTOR", "7", met=2, counted=3)
    judged("ACCOUNT 5", "TEAM", "7")
    assert Figure.objects.count() == 2
    assert found(desk(journey, centre)) == []
    assert not [name for name in differences() if name.startswith("MeasureReport")]


def test_a_report_is_written_by_nobody(journey: Journey) -> None:
    centre = make_institution(InstitutionKind.CHC)
    figure = judged(f"INSTITUTION {centre.pk}", "INSTITUTION", str(centre.pk))
    name = f"MeasureReport/figure-{figure.pk}"
    mine = desk(journey, centre)
    answer = mine.put(name, mine.get(name).json() | {"status": "error"})
    assert answer.status_code == 405
    assert mine.delete(name).status_code in (403, 404, 405)
    assert mine.get(name).json()["status"] == "complete"
