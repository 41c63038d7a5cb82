"""A bed is in one pool at a time and released once; an exercise takes nothing that is real."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.conftest import NOW
from tests.world import make_bed, make_capability, make_institution, make_place, make_practitioner
from yiyang.audit.services import PROGRAM
from yiyang.cases.errors import ActionNotOpen, NoteMissing
from yiyang.network.models import Bed, Institution, InstitutionKind
from yiyang.notices.models import Notice
from yiyang.vigilance import services
from yiyang.vigilance.errors import (
    AlreadyOpen,
    BedNotToPool,
    ExerciseOnly,
    LowerNeedsReason,
    NobodyToAsk,
    NotResponding,
    PledgeAnswered,
    StaffNotToPool,
)
from yiyang.vigilance.models import Casualty, Pledge, PooledBed, PooledStaff, Response
from yiyang.vigilance.services import Invented
from yiyang.vigilance.services.opening import open_response

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
ACTS = {"by": PROGRAM, "at": NOW}
FLU = "INFLUENZA_LIKE"


def _hospital(place: str, beds: int, level: int = 3) -> Institution:
    house = make_institution(InstitutionKind.HOSPITAL, place=make_place(place), level=level)
    make_capability(house, "ED")
    for _ in range(beds):
        make_bed(house)
    make_practitioner(house)
    return house


def _response(*, is_exercise: bool, level: str = "II", syndrome: str = FLU) -> Response:
    row = open_response(
        syndrome=syndrome, place=make_place("310106"), is_exercise=is_exercise, note="", **ACTS
    )
    services.verify(response=row, note="", **ACTS)
    return services.declare(response=row, level=level, note="", **ACTS)


def _asked(row: Response) -> list[Pledge]:
    return services.ask_scope(response=row, kind="HOSPITAL_BED", **ACTS)


def _given(row: Response, house: Institution, beds: int = 1) -> Pledge:
    pledge = Pledge.objects.filter(response=row, institution=house).first()
    if pledge is None:
        _asked(row)
        pledge = Pledge.objects.get(response=row, institution=house)
    keys = list(house.beds.order_by("pk").values_list("pk", flat=True)[:beds])
    staff = [post.practitioner_id for post in house.posts.all()]
    return services.answer_pledge(pledge=pledge, beds=keys, staff=staff, **ACTS)


def test_the_scope_of_the_level_says_which_districts_are_asked() -> None:
    own, city, far = (_hospital(code, 2) for code in ("310106006", "310101002", "320505001"))
    row = _response(is_exercise=True, level="IV")
    assert {each.institution for each in _asked(row)} == {own}
    services.declare(response=row, level="III", note="", **ACTS)
    assert {each.institution for each in _asked(row)} == {city}
    services.declare(response=row, level="I", note="", **ACTS)
    assert {each.institution for each in _asked(row)} == {far}
    with pytest.raises(NobodyToAsk):
        _asked(row)
    codes = set(Notice.objects.filter(role="HOSPITAL_DESK").values_list("code", flat=True))
    assert codes == {"EXERCISE_PLEDGE_ASKED"}
    assert row.case.tasks.filter(code="EXERCISE_PLEDGE_BEDS", state="OPEN").count() == 3


def test_what_an_exercise_asked_before_leaves_nobody_out_of_a_real_response() -> None:
    house = _hospital("310106006", 2)
    make_bed(house, "INSTITUTION_BED")
    _asked(_response(is_exercise=True))
    row = _response(is_exercise=False)
    services.ask_scope(response=row, kind="INSTITUTION_BED", **ACTS)
    assert {each.institution for each in _asked(row)} == {house}
    with pytest.raises(NobodyToAsk):
        _asked(row)


def test_a_bed_of_a_real_pool_is_offered_to_nobody_else_and_an_exercise_takes_none() -> None:
    house = _hospital("310106006", 2)
    first, second = house.beds.order_by("pk")
    _given(_response(is_exercise=True), house, beds=2)
    assert not Bed.objects.filter(is_pooled=True).exists()
    row = _response(is_exercise=False)
    _given(row, house)
    assert list(Bed.objects.filter(is_pooled=True)) == [first]
    assert PooledBed.objects.filter(released_at=None).count() == 3
    services.stand_down(response=row, note="疫情结束", **ACTS)
    assert not Bed.objects.filter(is_pooled=True).exists()
    assert second.state == "FREE"


def test_a_bed_is_in_one_pool_at_a_time_and_so_is_a_nurse() -> None:
    house = _hospital("310106006", 1)
    one, other = (_response(is_exercise=True, syndrome=s) for s in (FLU, "RASH_FEVER"))
    _given(one, house)
    bed, nurse = house.beds.get(), house.posts.get().practitioner_id
    pledge = next(each for each in _asked(other))
    with pytest.raises(BedNotToPool):
        services.answer_pledge(pledge=pledge, beds=[bed.pk], staff=[], **ACTS)
    with pytest.raises(StaffNotToPool):
        services.answer_pledge(pledge=pledge, beds=[], staff=[nurse], **ACTS)
    pledge.refresh_from_db()
    assert pledge.state == "ASKED" and PooledBed.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        PooledBed.objects.create(
            pledge=pledge, response=other, bed=bed, is_exercise=True,
            span=DateTimeTZRange(NOW + HOUR, None),
        )  # fmt: skip
    services.release_pledge(pledge=Pledge.objects.get(response=one), **ACTS | {"at": NOW + HOUR})
    later = ACTS | {"at": NOW + 2 * HOUR}
    services.answer_pledge(pledge=pledge, beds=[bed.pk], staff=[nurse], **later)
    assert PooledStaff.objects.filter(released_at=None).get().response == other


def test_what_is_released_stays_released() -> None:
    house = _hospital("310106006", 1)
    row = _response(is_exercise=True)
    pledge = _given(row, house)
    assert services.release_pledge(pledge=pledge, **ACTS | {"at": NOW + HOUR}) == 1
    assert services.release_pledge(pledge=pledge, **ACTS | {"at": NOW + 2 * HOUR}) == 0
    pooled = PooledBed.objects.get()
    assert pooled.released_at == NOW + HOUR
    for change in (
        lambda: PooledBed.objects.update(released_at=None, span=DateTimeTZRange(NOW, None)),
        lambda: PooledBed.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_mark_of_an_exercise_is_that_of_its_response() -> None:
    house = _hospital("310106006", 1)
    _given(_response(is_exercise=True), house)
    with pytest.raises(IntegrityError), transaction.atomic():
        PooledBed.objects.update(is_exercise=False)


def test_an_answer_is_given_once_and_nothing_is_a_refusal() -> None:
    house = _hospital("310106006", 1)
    row = _response(is_exercise=True)
    pledge = services.answer_pledge(pledge=_asked(row)[0], beds=[], staff=[], **ACTS)
    assert pledge.state == "DECLINED"
    with pytest.raises(PledgeAnswered):
        services.answer_pledge(pledge=pledge, beds=[house.beds.get().pk], staff=[], **ACTS)
    assert not PooledBed.objects.exists()


def test_a_lower_level_than_the_numbers_reach_needs_a_reason() -> None:
    row = _response(is_exercise=True, level="IV")
    ill = [Invented("1", 1, False, make_place().pk)] * 30
    services.invent(response=row, cases=ill, **ACTS)
    with pytest.raises(LowerNeedsReason):
        services.declare(response=row, level="IV", note=" ", **ACTS)
    services.declare(response=row, level="", note="", **ACTS)
    row.refresh_from_db()
    assert (row.level, row.scope, row.beds, row.posts) == ("III", "CITY", 12, 2)
    services.declare(response=row, level="IV", note="集中于一处", **ACTS)


def test_each_step_has_its_time() -> None:
    row = open_response(syndrome=FLU, place=make_place("310106"), is_exercise=True, note="", **ACTS)
    for refused in (
        lambda: _asked(row),
        lambda: services.invent(response=row, cases=[], **ACTS),
        lambda: services.place_casualties(response=row, **ACTS),
    ):
        with pytest.raises(NotResponding):
            refused()
    with pytest.raises(ActionNotOpen):
        services.declare(response=row, level="IV", note="", **ACTS)
    with pytest.raises(NoteMissing):
        services.dismiss(response=row, note="", **ACTS)
    with pytest.raises(AlreadyOpen):
        services.begin_exercise(syndrome=FLU, place=row.place, note="", **ACTS)
    services.dismiss(response=row, note="误报", **ACTS)
    row.refresh_from_db()
    assert (row.case.state, row.ended_at) == ("DISMISSED", NOW)
    services.begin_exercise(syndrome=FLU, place=row.place, note="", **ACTS)


def test_no_case_is_invented_in_a_real_response() -> None:
    row = _response(is_exercise=False)
    with pytest.raises(ExerciseOnly):
        services.invent(response=row, cases=[Invented("1", 9, True, None)], **ACTS)
    assert not Casualty.objects.exists()


def test_the_gravest_are_placed_first_each_in_the_lowest_tier_that_suffices() -> None:
    high, low = _hospital("310106006", 2), _hospital("310101002", 1, level=1)
    row = _response(is_exercise=True)
    for house, beds in ((high, 2), (low, 1)):
        _given(row, house, beds)
    cases = [Invented("1", score, False, make_place().pk) for score in (5, 5, 7, 9)]
    made = services.invent(response=row, cases=cases, **ACTS)
    assert [one.severity for one in made] == ["MODERATE", "MODERATE", "SEVERE", "CRITICAL"]
    placed = services.place_casualties(response=row, **ACTS)
    assert (placed.placed, placed.waiting) == (3, 1)
    where = [
        one.bed.bed.institution if one.bed else None
        for one in Casualty.objects.select_related("bed__bed__institution").order_by("number")
    ]
    assert where == [low, None, high, high]
    assert Casualty.objects.get(number=2).reasons
    services.leave(casualty=made[3], **ACTS)
    assert services.place_casualties(response=row, **ACTS).placed == 1
    assert Casualty.objects.get(number=2).bed.bed.institution == high


def test_what_one_kind_of_bed_is_asked_for_is_not_asked_again_for_another() -> None:
    house = _hospital("310106006", 20)
    for _ in range(10):
        make_bed(house, "INSTITUTION_BED")
    row = _response(is_exercise=True, level="IV")
    ill = [Invented("1", 1, False, make_place().pk)] * 30
    services.invent(response=row, cases=ill, **ACTS)
    row = services.declare(response=row, level="", note="", **ACTS)
    (first,) = _asked(row)
    (other,) = services.ask_scope(response=row, kind="INSTITUTION_BED", **ACTS)
    assert (first.beds, first.posts) == (row.beds, row.posts) == (12, 2)
    assert (other.beds, other.posts) == (0, 0)
