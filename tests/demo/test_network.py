"""Institutions, beds and staff add up to the quantities, in both sizes."""

from collections import Counter

import pytest

from tests.conftest import NOW
from yiyang.demo.district import planned
from yiyang.demo.plan import Ground, Plan
from yiyang.demo.quantities import quantity
from yiyang.network.models import Bed, InstitutionKind


@pytest.fixture(scope="module", params=["small", "district"])
def made(request: pytest.FixtureRequest) -> tuple[str, Ground]:
    return request.param, planned(Plan(5, request.param, NOW)).ground


def test_each_kind_of_institution_and_bed_adds_up(made: tuple[str, Ground]) -> None:
    size, ground = made
    kinds = Counter(row.kind for row in ground.network.institutions)
    assert kinds == quantity("network.kinds", size)
    assert set(kinds) <= set(InstitutionKind.values)
    assert Counter(bed.kind for bed in ground.stock.beds) == quantity("beds.totals", size)
    assert sum(m.leads for m in ground.staff.team_members) == quantity("staff.family_doctors", size)


def test_beds_are_of_many_sorts(made: tuple[str, Ground]) -> None:
    _, ground = made
    care = [bed for bed in ground.stock.beds if bed.kind == "INSTITUTION_BED"]
    assert {bed.sex_rule for bed in care} == set(Bed.SexRule.values)
    for mark in ("nursing_type", "dementia_unit", "isolation", "subsidy_class"):
        assert {bool(getattr(bed, mark)) for bed in care} == {True, False}
    nursing = sum(bed.nursing_type for bed in care) / len(care)
    assert nursing == pytest.approx(quantity("beds.nursing_share"), abs=0.12)
    assert all(bed.price_fen_per_month > 0 for bed in care)


def test_the_beds_of_a_room_share_its_rule_and_its_ward(made: tuple[str, Ground]) -> None:
    _, ground = made
    rooms: dict[tuple[int, str], set[tuple[str, int | None]]] = {}
    for bed in ground.stock.beds:
        if bed.room:
            key = (bed.institution_id, bed.room)
            rooms.setdefault(key, set()).add((bed.sex_rule, bed.ward_id))
    assert rooms
    assert all(len(found) == 1 for found in rooms.values())


def test_public_and_private_and_rooms_inside_care_homes(made: tuple[str, Ground]) -> None:
    _, ground = made
    rows = {row.id: row for row in ground.network.institutions}
    assert {row.ownership for row in rows.values()} >= {"PUBLIC", "PRIVATE_NON_PROFIT"}
    inside = [row for row in rows.values() if row.inhouse_of_id]
    assert inside
    for row in inside:
        assert rows[row.inhouse_of_id].kind == "CARE_INSTITUTION"
        assert rows[row.operator_id].kind in ("CHC", "HOSPITAL")
