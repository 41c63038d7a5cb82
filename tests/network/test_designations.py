"""From when until when an institution is designated: flags, days, and what time does to both."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests import world
from tests.conftest import NOW
from yiyang.agreements.services import change_registered_institution, register_in_network
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.faces.jobs.schedule import jobs
from yiyang.network import services
from yiyang.network.facts import Designated
from yiyang.network.models import Designation, Institution

pytestmark = pytest.mark.django_db
DONE = {"by": PROGRAM, "at": NOW}
TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)
MEDICAL, CARE = "MEDICAL", "LONG_TERM_CARE"
Days = list[tuple[str, date | None, date | None]]


def fields(**more: object) -> services.InstitutionFields:
    place = world.make_place()
    told = services.InstitutionFields(
        code="H1", name_zh="一院", name_en="One", kind="NURSING_HOME", ownership="PUBLIC",
        place_id=place.pk, lon=place.lon or 0, lat=place.lat or 0, level=1,
    )  # fmt: skip
    return replace(told, **more)


def change(made: Institution, *codes: str, days: int = 0, **more: object) -> None:
    change_registered_institution(
        institution_id=made.pk, fields=fields(**more), capabilities=codes, by=PROGRAM,
        at=NOW + days * DAY,
    )  # fmt: skip


def days_of(made: Institution) -> Days:
    rows = Designation.objects.filter(institution=made).order_by("-scheme", "span")
    return [(one.scheme, one.span.lower, one.span.upper) for one in rows]


def holds(made: Institution) -> tuple[bool, bool]:
    made.refresh_from_db()
    return made.designated, made.capabilities.filter(code=CARE).exists()


def test_one_registered_as_designated_was_so_as_long_as_anybody_knows() -> None:
    made = register_in_network(fields=fields(designated=True), capabilities=[CARE, "TCM"], **DONE)
    assert days_of(made) == [(MEDICAL, None, None), (CARE, None, None)]


def test_what_is_set_and_taken_away_later_counts_from_its_day() -> None:
    made = register_in_network(fields=fields(), **DONE)
    assert days_of(made) == []
    change(made, CARE, designated=True)
    assert days_of(made) == [(MEDICAL, TODAY, None), (CARE, TODAY, None)]
    change(made, CARE, days=1, designated=True, name_zh="二院")
    assert days_of(made) == [(MEDICAL, TODAY, None), (CARE, TODAY, None)]
    change(made, days=2)
    ended = TODAY + 2 * DAY
    assert days_of(made) == [(MEDICAL, TODAY, ended), (CARE, TODAY, ended)]
    change(made, days=5, designated=True)
    assert days_of(made) == [
        (MEDICAL, TODAY, ended), (MEDICAL, TODAY + 5 * DAY, None), (CARE, TODAY, ended),
    ]  # fmt: skip


def test_what_began_today_and_is_taken_away_today_never_was() -> None:
    made = register_in_network(fields=fields(), **DONE)
    change(made, CARE, designated=True)
    change(made)
    assert days_of(made) == []


def test_one_that_was_to_begin_later_begins_today_when_it_is_set_today() -> None:
    made = register_in_network(fields=fields(), **DONE)
    since, until = TODAY + 9 * DAY, TODAY + 20 * DAY
    for later in (since, since + 30 * DAY):
        services.add_designation(
            institution_id=made.pk, scheme=MEDICAL, since=later, until=later + 11 * DAY, **DONE
        )
    assert holds(made) == (False, False)
    change(made, designated=True)
    assert days_of(made)[0] == (MEDICAL, TODAY, until)
    assert days_of(made)[1] == (MEDICAL, since + 30 * DAY, since + 41 * DAY)


@pytest.mark.parametrize("scheme", [MEDICAL, CARE])
def test_days_that_were_told_begin_and_end_by_themselves(scheme: str) -> None:
    made = register_in_network(fields=fields(), **DONE)
    services.add_designation(
        institution_id=made.pk, scheme=scheme, since=TODAY + DAY, until=TODAY + 3 * DAY, **DONE
    )
    shown = []
    for passed in range(4):
        told = jobs()["follow_designations"].run(NOW + passed * DAY)
        shown.append((told, holds(made)[scheme == CARE]))
    assert shown == [
        ("0 changed", False), ("1 changed", True), ("0 changed", True), ("1 changed", False),
    ]  # fmt: skip
    change(made, days=4)
    assert days_of(made) == [(scheme, TODAY + DAY, TODAY + 3 * DAY)]
    moved = Entry.objects.filter(action="network.keep_to_designations")
    assert [one.subject_id for one in moved] == [str(made.pk)] * 2


def test_days_are_mended_and_what_holds_today_follows() -> None:
    made = register_in_network(fields=fields(designated=True), capabilities=["TCM"], **DONE)
    row = made.designations.get()
    services.change_designation(designation_id=row.pk, since=date(2020, 1, 1), until=TODAY, **DONE)
    assert (days_of(made), holds(made)) == ([(MEDICAL, date(2020, 1, 1), TODAY)], (False, False))
    services.change_designation(designation_id=row.pk, since=None, until=None, **DONE)
    assert holds(made) == (True, False)
    services.remove_designation(designation_id=row.pk, **DONE)
    assert (days_of(made), holds(made)) == ([], (False, False))
    assert [one.code for one in made.capabilities.all()] == ["TCM"]


@pytest.mark.parametrize(
    ("since", "until", "refused"),
    [
        (date(2021, 1, 1), date(2021, 1, 1), services.EndsBeforeItBegins),
        (date(2021, 1, 2), date(2021, 1, 1), services.EndsBeforeItBegins),
        (None, None, services.DesignationOverlaps),
        (None, date(2020, 1, 2), services.DesignationOverlaps),
        (date(2024, 12, 31), None, services.DesignationOverlaps),
        (date(2021, 1, 1), date(2022, 1, 1), services.DesignationOverlaps),
    ],
)
def test_days_that_cannot_be_are_refused_and_nothing_is_written(
    since: date | None, until: date | None, refused: type[Exception]
) -> None:
    made = world.make_institution()
    world.make_designation(made, since=date(2020, 1, 1), until=date(2025, 1, 1))
    other = world.make_designation(made, since=date(2026, 1, 1))
    days, told = days_of(made), Entry.objects.count()
    with pytest.raises(refused):
        services.add_designation(
            institution_id=made.pk, scheme=MEDICAL, since=since, until=until, **DONE
        )
    with pytest.raises(refused):
        services.change_designation(designation_id=other.pk, since=since, until=until, **DONE)
    assert (days_of(made), Entry.objects.count()) == (days, told)


def test_one_designation_may_follow_another_and_each_insurance_has_its_own_days() -> None:
    made = world.make_institution()
    for scheme, since, until in (
        (MEDICAL, None, date(2020, 1, 1)), (MEDICAL, date(2020, 1, 1), date(2021, 1, 1)),
        (CARE, date(2020, 6, 1), None),
    ):  # fmt: skip
        services.add_designation(
            institution_id=made.pk, scheme=scheme, since=since, until=until, **DONE
        )
    medical, care = Designated(MEDICAL, [made.pk]), Designated(CARE, [made.pk])
    asked = (date(1999, 1, 1), date(2020, 5, 31), date(2020, 6, 1), date(2021, 1, 1))
    assert [medical.on(made.pk, day) for day in asked] == [True, True, True, False]
    assert [care.on(made.pk, day) for day in asked] == [False, False, True, True]
    assert not medical.on(made.pk + 1, asked[0])
