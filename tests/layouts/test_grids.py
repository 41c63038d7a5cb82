import pytest

from tests.conftest import NOW
from tests.layouts.conftest import WEST, Ground, half, make_ground
from tests.world import make_institution, make_person
from yiyang.agreements.models import Agreement
from yiyang.agreements.services import NotAccepted
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.decisions.models import Decision
from yiyang.layouts.errors import GridsInForce, GridsNotWhole, GridsTooWide, NoGrids
from yiyang.layouts.importing import GridRow
from yiyang.layouts.models import Grid, GridSet
from yiyang.layouts.services import (
    adopt_grids,
    change_grid,
    import_grids,
    propose_grids,
    remove_draft,
)
from yiyang.layouts.services.grids import GridFields, count
from yiyang.network.models import Institution, InstitutionKind
from yiyang.planning.siting.problem import NoAnswer

MIDDLE = 121.455


def _row(ground: Ground, n: int, west: float, east: float) -> GridRow:
    return GridRow(
        f"G{n}", f"{n}网格", f"Grid {n}", ground.hospital.pk, ground.centres[n].pk,
        (ground.teams[n].pk,), half(west, east),
    )  # fmt: skip


def _halves(ground: Ground, middle: float = MIDDLE, second: float = MIDDLE) -> GridSet:
    rows = [_row(ground, 0, 121.4, middle), _row(ground, 1, second, 121.5)]
    return import_grids(
        title="two halves", place_id=ground.district.pk, rows=rows, by=PROGRAM, at=NOW
    )


def _adopt(drafted: GridSet) -> GridSet:
    return adopt_grids(set_id=drafted.pk, by=PROGRAM, at=NOW)


def test_everybody_is_in_exactly_one_grid(ground: Ground) -> None:
    ground.people(3, MIDDLE)  # on the very edge that two grids share
    drafted = _halves(ground)
    counted = count(drafted)
    assert (counted.in_none, counted.in_several, counted.without_point) == (0, 0, 0)
    assert sum(grid.people for grid in counted.grids) == counted.people == 51
    assert list(drafted.grids.order_by("code").values_list("people", "elders")) == [
        (30, 30), (21, 21),
    ]  # fmt: skip


def test_whole_grids_come_into_force_and_the_hospital_works_with_the_centres(
    ground: Ground,
) -> None:
    adopted = _adopt(_halves(ground))
    assert adopted.state == "IN_FORCE" and adopted.decision.rule == "layouts.grids"
    assert adopted.decision.result["accepted"] is True
    agreement = Agreement.objects.get(number=f"GRID-{adopted.pk}-HOSP")
    assert (agreement.kind, agreement.variety) == ("CONSORTIUM", "UMG")
    assert sorted(agreement.parties.values_list("institution__code", "role")) == [
        ("CHC0", "MEMBER"), ("CHC1", "MEMBER"), ("HOSP", "LEAD"),
    ]  # fmt: skip
    assert Entry.objects.filter(action="grids.adopt", subject_id=str(adopted.pk)).exists()


def test_the_grids_before_end_with_their_consortium(ground: Ground) -> None:
    first = _adopt(_halves(ground))
    second = _adopt(_halves(ground, 121.45, 121.45))
    first.refresh_from_db()
    assert (first.state, second.state) == ("ENDED", "IN_FORCE")
    states = Agreement.objects.order_by("number").values_list("number", "state")
    assert dict(states) == {
        f"GRID-{first.pk}-HOSP": "ENDED", f"GRID-{second.pk}-HOSP": "IN_FORCE",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("why", "middle", "second"),
    [("GRID_GAP", 121.45, 121.46), ("GRID_OVERLAP", 121.46, 121.45)],
)
def test_gaps_and_overlaps_are_refused(
    ground: Ground, why: str, middle: float, second: float
) -> None:
    drafted = _halves(ground, middle, second)
    with pytest.raises(GridsNotWhole) as refused:
        _adopt(drafted)
    assert refused.value.message.params["why"] == why
    drafted.refresh_from_db()
    assert drafted.state == "DRAFT"
    assert not Decision.objects.exists() and not Agreement.objects.exists()


def test_somebody_without_a_point_is_left_out_and_told(ground: Ground) -> None:
    make_person(place=ground.parts[0], lon=None, lat=None)
    with pytest.raises(GridsNotWhole) as refused:
        _adopt(_halves(ground))
    assert refused.value.message.params["why"] == "GRID_NO_POINT"
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("lacking", "why"),
    [
        ({"hospital_id": None}, "GRID_NO_HOSPITAL"),
        ({"centre_id": None}, "GRID_NO_CENTRE"),
        ({"team_ids": ()}, "GRID_NO_TEAM"),
    ],
)
def test_a_grid_needs_its_hospital_its_centre_and_a_team(
    ground: Ground, lacking: dict, why: str
) -> None:
    drafted = _halves(ground)
    grid = drafted.grids.get(code="G1")
    fields = {
        "name_zh": "东网格", "name_en": "East", "hospital_id": ground.hospital.pk,
        "centre_id": ground.centres[1].pk, "team_ids": (ground.teams[1].pk,),
    }  # fmt: skip
    changed = GridFields(**(fields | lacking))
    change_grid(grid_id=grid.pk, fields=changed, by=PROGRAM, at=NOW)
    with pytest.raises(GridsNotWhole) as refused:
        _adopt(drafted)
    assert refused.value.message.params == {"why": why, "grid": "G1"}
    assert not Decision.objects.exists()
    assert Grid.objects.get(pk=grid.pk).name_zh == "东网格"


def test_what_is_in_force_is_not_changed(ground: Ground) -> None:
    adopted = _adopt(_halves(ground))
    grid = adopted.grids.first()
    fields = GridFields("x", "x", None, None, ())
    for change in (
        lambda: change_grid(grid_id=grid.pk, fields=fields, by=PROGRAM, at=NOW),
        lambda: remove_draft(set_id=adopted.pk, by=PROGRAM, at=NOW),
        lambda: _adopt(adopted),
    ):
        with pytest.raises(GridsInForce):
            change()
    assert GridSet.objects.get().grids.count() == 2


def test_a_draft_may_be_thrown_away(ground: Ground) -> None:
    remove_draft(set_id=_halves(ground).pk, by=PROGRAM, at=NOW)
    assert not GridSet.objects.exists()
    assert Entry.objects.filter(action="grids.remove").exists()


def test_a_proposal_leaves_nobody_out_and_keeps_grids_even(ground: Ground) -> None:
    ground.people(20, 121.468, 1, 31.234)
    drafted = propose_grids(title="p", place_id=ground.district.pk, by=PROGRAM, at=NOW)
    counted = count(drafted)
    assert (counted.in_none, counted.in_several) == (0, 0)
    assert [grid.people for grid in counted.grids] == [30, 38]
    assert {grid.hospital for grid in counted.grids} == {ground.hospital}
    assert _adopt(drafted).decision.result["grids"][0]["even"] is True


def test_a_proposal_moves_people_to_the_next_centre_where_one_would_be_too_large(
    ground: Ground,
) -> None:
    ground.people(60, WEST, lat=31.24)
    drafted = propose_grids(title="p", place_id=ground.district.pk, by=PROGRAM, at=NOW)
    people = [grid.people for grid in count(drafted).grids]
    assert sum(people) == 108 and max(people) <= 81


def test_somebody_far_away_on_the_map_does_not_fill_the_memory(ground: Ground) -> None:
    ground.people(1, 0.0, lat=0.0)
    with pytest.raises(GridsTooWide):
        propose_grids(title="p", place_id=ground.district.pk, by=PROGRAM, at=NOW)
    assert not GridSet.objects.exists()


def test_people_whom_no_even_size_holds_are_a_refusal(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise NoAnswer

    monkeypatch.setattr("yiyang.planning.siting.loads.locate_within", never)
    with pytest.raises(NoGrids):
        propose_grids(title="p", place_id=ground.district.pk, by=PROGRAM, at=NOW)
    assert not GridSet.objects.exists()


def test_a_centre_of_a_long_name_has_its_grid(ground: Ground) -> None:
    Institution.objects.filter(code="CHC0").update(name_zh="中" * 120)
    drafted = propose_grids(title="p", place_id=ground.district.pk, by=PROGRAM, at=NOW)
    assert drafted.grids.get(code="G01").name_zh == "中" * 58 + "网格"


def test_a_hospital_that_has_closed_since_leads_no_grid(ground: Ground) -> None:
    drafted = _halves(ground)
    Institution.objects.filter(code="HOSP").update(is_open=False)
    with pytest.raises(GridsNotWhole) as refused:
        _adopt(drafted)
    assert refused.value.message.params["why"] == "GRID_NO_HOSPITAL"
    assert not Agreement.objects.exists()


def test_nothing_to_propose_from_is_refused(db: None) -> None:

    with pytest.raises(NoGrids):
        propose_grids(title="p", place_id=make_ground().district.pk, by=PROGRAM, at=NOW)
    assert not GridSet.objects.exists()


def test_a_hospital_that_may_not_lead_keeps_the_grids_a_draft(ground: Ground) -> None:
    small = make_institution(InstitutionKind.HOSPITAL, place=ground.parts[0], level=1, code="H1")
    ground.hospital = small
    drafted = _halves(ground)
    with pytest.raises(NotAccepted):
        _adopt(drafted)
    drafted.refresh_from_db()
    assert drafted.state == "DRAFT" and not Agreement.objects.exists()
