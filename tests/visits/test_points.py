"""The three ways of service: enrolled, scheduled, delivered; day care with its days and buying."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.conftest import NOW
from tests.visits.conftest import HOUR, MINUTE, TODAY, House, weekly
from tests.visits.test_visiting import hospital_stay, refused
from tests.world import make_assignment, make_bed, make_institution, make_practitioner
from yiyang.access.models import Role
from yiyang.audit.services import PROGRAM
from yiyang.beds.models import BedClaim, Presence
from yiyang.kernel.span import Span
from yiyang.ledger.models import Act
from yiyang.ledger.services import ActNotAccepted
from yiyang.network.models import Institution, InstitutionKind
from yiyang.visits import errors, services
from yiyang.visits.models import Attendance, Enrolment, PointService, Visit
from yiyang.visits.selectors import report_of, sheet_of

pytestmark = pytest.mark.django_db


class Centre(House):
    """A community health centre, its day-care point, and one person enrolled there."""

    def __init__(self) -> None:
        super().__init__()
        self.chc = make_institution(InstitutionKind.CHC)
        self.point: Institution = make_institution(InstitutionKind.DAY_CARE, operator=self.chc)
        self.nurse = make_practitioner(self.chc, "NURSE")

    def enrol(self, kind: str = "DAY_CARE", *items: str, **columns: object) -> Enrolment:
        given = {"person": self.person, "institution": self.point, "schedule": weekly(*items)}
        return services.enrol_person(kind=kind, **given | columns, by=PROGRAM, at=NOW)


@pytest.fixture
def centre(db: None) -> Centre:
    return Centre()


def lives_at(centre: Centre, home: Institution) -> None:
    span = DateTimeTZRange(NOW - 9 * HOUR, None)
    bed = make_bed(home)
    claim = BedClaim.objects.create(bed=bed, person=centre.person, kind="OCCUPY", span=span)
    Presence.objects.create(
        person=centre.person, axis="CARE", bed_kind=bed.kind, claim=claim, span=span
    )


def test_the_day_care_of_a_home_is_a_point_once_the_home_has_a_medical_room(centre: Centre) -> None:
    home = make_institution(InstitutionKind.CARE_INSTITUTION)
    point = make_institution(InstitutionKind.DAY_CARE, operator=home)
    refused(errors.NotEnrolled, centre.enrol, institution=point)
    make_institution(InstitutionKind.MEDICAL_ROOM, inhouse_of=home)
    assert centre.enrol(institution=point).pk


def test_nobody_is_enrolled_against_the_rule(centre: Centre) -> None:
    alone = make_institution(InstitutionKind.DAY_CARE)
    refused(errors.NotEnrolled, centre.enrol, institution=alone)
    centre.enrol()
    refused(errors.NotEnrolled, centre.enrol)
    assert Enrolment.objects.get().decision.rule == "visits.enrol"


def test_a_day_of_day_care_is_one_act_from_coming_to_leaving(centre: Centre) -> None:
    row = centre.enrol()
    services.come(enrolment_id=row.pk, by=PROGRAM, at=NOW)
    services.leave(enrolment_id=row.pk, by=PROGRAM, at=NOW + 6 * HOUR)
    act = Act.objects.get()
    assert (act.kind, act.unit, act.institution_id) == ("DAY_CARE_DAY", "DAY", centre.point.pk)
    assert (act.span.lower, act.span.upper) == (NOW, NOW + 6 * HOUR)
    assert Attendance.objects.get().act == act


def test_who_has_not_come_or_is_not_enrolled_that_day_is_not_attended(centre: Centre) -> None:
    row = centre.enrol()
    later = NOW + timedelta(days=60)
    refused(errors.NotThere, services.leave, enrolment_id=row.pk, by=PROGRAM, at=NOW)
    refused(errors.NotThatDay, services.come, enrolment_id=row.pk, by=PROGRAM, at=later)
    services.come(enrolment_id=row.pk, by=PROGRAM, at=NOW)
    refused(errors.CameAlready, services.come, enrolment_id=row.pk, by=PROGRAM, at=NOW + HOUR)


def test_a_day_of_somebody_in_hospital_is_refused(centre: Centre) -> None:
    row = centre.enrol()
    services.come(enrolment_id=row.pk, by=PROGRAM, at=NOW)
    hospital_stay(centre, NOW + HOUR)
    refused(ActNotAccepted, services.leave, enrolment_id=row.pk, by=PROGRAM, at=NOW + 6 * HOUR)


def test_the_medical_institution_gives_services_at_its_point_and_sells_there(
    centre: Centre,
) -> None:
    row = centre.enrol()
    services.come(enrolment_id=row.pk, by=PROGRAM, at=NOW)
    at = NOW + HOUR
    given = services.give_service(
        enrolment_id=row.pk, item="LTCI_32", practitioner_id=centre.nurse.pk,
        span=Span(at - 20 * MINUTE, at), by=PROGRAM, at=at,
    )  # fmt: skip
    assert given.act.kind == "DAY_CARE_SERVICE"
    assert given.act.institution_id == centre.point.pk
    sold = services.sell(enrolment_id=row.pk, item="PURCHASE_LUNCH", quantity=2, by=PROGRAM, at=at)
    assert (sold.price_fen, sold.act.quantity, sold.act.kind) == (1800, 2, "DAY_CARE_PURCHASE")


def test_nothing_is_given_or_sold_to_who_is_not_there(centre: Centre) -> None:
    row = centre.enrol()
    span = Span(NOW - 20 * MINUTE, NOW)
    give = {"enrolment_id": row.pk, "item": "LTCI_32", "practitioner_id": centre.nurse.pk}
    refused(errors.NotThere, services.give_service, **give, span=span, by=PROGRAM, at=NOW)
    sell = {"enrolment_id": row.pk, "item": "PURCHASE_LUNCH", "quantity": 1}
    refused(errors.NotThere, services.sell, **sell, by=PROGRAM, at=NOW)
    unknown = sell | {"item": "PURCHASE_NOTHING"}
    refused(errors.NoItems, services.sell, **unknown, by=PROGRAM, at=NOW)


def test_a_worker_of_elsewhere_gives_nothing_at_the_point(centre: Centre) -> None:
    row = centre.enrol()
    services.come(enrolment_id=row.pk, by=PROGRAM, at=NOW - HOUR)
    stranger = make_practitioner(make_institution(), "NURSE")
    refused(
        ActNotAccepted, services.give_service, enrolment_id=row.pk, item="LTCI_32",
        practitioner_id=stranger.pk, span=Span(NOW - 20 * MINUTE, NOW), by=PROGRAM, at=NOW,
    )  # fmt: skip
    assert not PointService.objects.exists()


def test_who_lives_in_an_institution_is_served_there_by_its_staff(centre: Centre) -> None:
    home = make_institution()
    lives_at(centre, home)
    refused(errors.NotEnrolled, centre.enrol)
    row = centre.enrol("INSTITUTION", "LTCI_02", institution=home)
    carer = make_practitioner(home, "CARER")
    given = services.give_service(
        enrolment_id=row.pk, item="LTCI_02", practitioner_id=carer.pk,
        span=Span(NOW - 30 * MINUTE, NOW), by=PROGRAM, at=NOW,
    )  # fmt: skip
    assert given.act.kind == "INSTITUTION_SERVICE"


def test_the_schedule_at_home_makes_its_visits_once(centre: Centre) -> None:
    centre.enrol("FAMILY", "LTCI_02", institution=centre.home)
    days = [TODAY + timedelta(days=n) for n in range(7)]
    kept = {"institution": centre.home, "days": days, "by": PROGRAM, "role": "CARE_DESK"}
    assert len(services.draw_visits(**kept, at=NOW)) == 2, "Monday and Wednesday"
    assert services.draw_visits(**kept, at=NOW) == []
    assert set(Visit.objects.values_list("state", flat=True)) == {"ACCEPTED"}


def test_ending_an_enrolment_calls_off_the_visits_nobody_has_planned(centre: Centre) -> None:
    row = centre.enrol("FAMILY", "LTCI_02", institution=centre.home)
    services.draw_visits(
        institution=centre.home, days=[TODAY], by=PROGRAM, at=NOW, role="CARE_DESK"
    )
    services.end_enrolment(enrolment_id=row.pk, reason="END_WISHED", by=PROGRAM, at=NOW)
    row.refresh_from_db()
    assert row.span.upper == date(2026, 3, 3)
    assert Visit.objects.get().state == "CANCELLED"


def test_the_sheet_and_the_report_are_of_the_points_that_a_desk_keeps(centre: Centre) -> None:
    row = centre.enrol(schedule=weekly(until=date(2040, 1, 1)))  # seen at the machine's time
    services.come(enrolment_id=row.pk, by=PROGRAM, at=NOW)
    services.sell(enrolment_id=row.pk, item="PURCHASE_LUNCH", quantity=2, by=PROGRAM, at=NOW)
    services.leave(enrolment_id=row.pk, by=PROGRAM, at=NOW + HOUR)
    desk = make_assignment(Role.CENTRE_DESK, institution=centre.chc)
    other = make_assignment(Role.CENTRE_DESK, institution=make_institution(InstitutionKind.CHC))
    assert [line.is_expected for line in sheet_of(desk, TODAY)] == [True]
    assert sheet_of(other, TODAY) == []
    told = {line.kind: line for line in report_of(desk, date(2026, 3, 1), date(2026, 4, 1))}
    assert (told["DAY_CARE"].acts, told["DAY_CARE"].people) == (2, 1)
    assert (told["DAY_CARE"].enrolled, told["DAY_CARE"].purchases_fen) == (1, 3600)
    assert told["FAMILY"].acts == 0
