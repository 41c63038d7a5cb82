from datetime import date
from typing import Any

import pytest

from tests.conftest import NOW
from tests.layouts.conftest import EAST, WEST, Ground, make_ground
from tests.world import make_institution, make_person
from yiyang.audit.services import PROGRAM
from yiyang.decisions.models import Decision
from yiyang.decisions.replay import Outcome, replay
from yiyang.decisions.services import read_book
from yiyang.layouts import facts
from yiyang.layouts.errors import NobodyToServe, NothingOpen, TooFewCandidates, TooLarge
from yiyang.layouts.models import Layout
from yiyang.layouts.services import LayoutAsk, draw_up_layout
from yiyang.network.models import InstitutionKind


def _ask(ground: Ground, **changes: Any) -> LayoutAsk:
    asked = {
        "title": "stations", "place_id": ground.district.pk, "kind": InstitutionKind.CHS,
        "candidate_kinds": (facts.NEIGHBOURHOOD,), "aim": "NEAREST", "new": 1,
    }  # fmt: skip
    return LayoutAsk(**(asked | changes))


def _draw(ground: Ground, **changes: Any) -> Layout:
    return draw_up_layout(ask=_ask(ground, **changes), by=PROGRAM, at=NOW)


def test_a_station_goes_to_most_people_and_the_others_are_named_as_not_served(
    ground: Ground,
) -> None:
    layout = _draw(ground)
    (site,) = layout.sites.all()
    assert (site.people, site.lon) == (30, pytest.approx(WEST))
    assert layout.cost == layout.bound and layout.people == 48
    assert sorted(layout.points.values_list("people", "metres_after")) == [
        (6, None), (12, None), (30, 0),
    ]  # fmt: skip
    judged = layout.decision.result
    assert (judged["before"], judged["after"], judged["meets"]) == ("0.0", "62.5", False)


def test_an_open_station_is_kept_and_the_plan_shows_before_and_after(ground: Ground) -> None:
    make_institution(InstitutionKind.CHS, place=ground.parts[0], code="OPEN")
    layout = _draw(ground, new=1)
    assert list(layout.sites.order_by("pk").values_list("code", "is_kept")[:1]) == [("OPEN", True)]
    assert layout.decision.result["before"] == "62.5"
    assert layout.decision.result["after"] == "87.5"
    assert layout.decision.result["meets"] is True
    east = layout.points.get(people=12)
    assert (east.metres_before, east.metres_after, east.site.is_kept) == (None, 0, False)
    assert east.access_before < east.access_after


def test_the_worst_served_come_first_and_their_gain_is_told(ground: Ground) -> None:
    make_institution(InstitutionKind.CHS, place=ground.parts[0], code="OPEN")
    layout = _draw(ground, aim="WORST_FIRST")
    assert layout.access.rule == "layouts.access"
    assert layout.access.result["worst_before"] == "310106013"
    assert layout.access.result["weak_before"] == ["310106013"]
    assert layout.access.result["weak_after"] == []


def test_sites_in_or_near_care_institutions_are_counted(ground: Ground) -> None:
    make_institution(InstitutionKind.CARE_INSTITUTION, place=ground.parts[1], code="HOME")
    layout = _draw(ground, candidate_kinds=("CARE_INSTITUTION",))
    (site,) = layout.sites.all()
    assert (site.code, site.near_care) == ("HOME", True)
    assert layout.decision.result["all_near_care"] is True


def test_a_capacity_leaves_somebody_out(ground: Ground) -> None:
    layout = _draw(ground, aim="COVER", capacity=20)
    assert layout.points.filter(site=None).count() == 2
    assert layout.cost == layout.bound == 36


def test_the_dead_the_young_the_merged_and_those_elsewhere_are_not_counted(ground: Ground) -> None:
    kept = make_person(place=ground.parts[0], lon=WEST, lat=31.23)
    make_person(place=ground.parts[0], lon=WEST, lat=31.23, merged_into=kept)
    make_person(place=ground.parts[0], lon=WEST, lat=31.23, died_at=NOW)
    make_person(place=ground.parts[0], lon=WEST, lat=31.23, born_on=date(1990, 1, 1))
    make_person(place=ground.parts[0], lon=None, lat=None)
    layout = _draw(ground)
    assert layout.people == 49
    assert layout.decision.facts["residents"] == 51  # the young and who has no point live there too


def test_nobody_is_pointed_at(ground: Ground) -> None:
    ground.people(2, EAST + 0.009, 1)
    reading = read_book(date(2026, 3, 2), place="310106")
    people = facts.elders(ground.district, reading.day, reading)
    cells = facts.neighbourhoods(ground.district, people, reading)
    assert sum(cell.people for cell in cells) == 50
    assert min(cell.people for cell in cells) >= 5
    assert {cell.place_code for cell in cells} == {"310106006", "310106013"}


def _cells(ground: Ground) -> list[facts.Neighbourhood]:
    reading = read_book(date(2026, 3, 2), place="310106")
    people = facts.elders(ground.district, reading.day, reading)
    return facts.neighbourhoods(ground.district, people, reading)


def test_a_sub_district_with_too_few_people_is_counted_with_its_neighbour(db: None) -> None:
    ground = make_ground()
    ground.people(30, WEST)
    ground.people(1, EAST, 1)
    (cell,) = _cells(ground)
    assert (cell.place_code, cell.people) == ("310106006", 31)
    assert WEST < cell.point.lon < WEST + 0.002


def test_too_few_people_in_all_are_not_shown(db: None) -> None:
    ground = make_ground()
    ground.people(4, WEST)
    assert _cells(ground) == []
    with pytest.raises(NobodyToServe):
        _draw(ground)
    assert not Layout.objects.exists() and not Decision.objects.exists()


def test_a_district_too_wide_for_one_plan_is_refused(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yiyang.layouts.services.plans.MOST_CELLS", 8)
    with pytest.raises(TooLarge):
        _draw(ground)
    assert not Layout.objects.exists() and not Decision.objects.exists()


def test_both_decisions_replay_to_the_same_answer(ground: Ground) -> None:
    layout = _draw(ground)
    assert {replay(each).outcome for each in (layout.decision, layout.access)} == {Outcome.SAME}


@pytest.mark.parametrize(
    ("refusal", "changes"),
    [
        (TooFewCandidates, {"candidate_kinds": ("PHARMACY",)}),
        (NothingOpen, {"new": 0}),
        (TooFewCandidates, {"new": 9}),
    ],
)
def test_a_refusal_writes_nothing(ground: Ground, refusal: type, changes: dict) -> None:
    with pytest.raises(refusal):
        _draw(ground, **changes)
    assert not Layout.objects.exists() and not Decision.objects.exists()


def test_nobody_to_serve_is_refused(db: None) -> None:

    with pytest.raises(NobodyToServe):
        _draw(make_ground())
    assert not Layout.objects.exists()
