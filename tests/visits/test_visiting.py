"""A visit from the request to the rating: each step, and what each refusal leaves alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.conftest import NOW
from tests.visits.conftest import HOUR, MINUTE, TODAY, House
from tests.world import make_bed, make_institution, make_person
from yiyang.access.models import Grant
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.beds.models import BedClaim, Presence
from yiyang.care.models import DueWork
from yiyang.decisions.models import Decision
from yiyang.kernel.errors import Refused
from yiyang.kernel.span import Span
from yiyang.ledger.models import Act
from yiyang.ledger.selectors import standing_acts
from yiyang.network.models import InstitutionKind
from yiyang.visits import errors, services
from yiyang.visits.models import Visit, VisitCheck, VisitItem

pytestmark = pytest.mark.django_db


def rows() -> tuple[int, ...]:
    kinds = (Visit, VisitItem, VisitCheck, Act, Decision, Grant, Entry)
    return tuple(kind.objects.count() for kind in kinds)


def refused(error: type[Refused], step: object, *args: object, **columns: object) -> None:
    before = rows()
    with pytest.raises(error):
        step(*args, **columns)
    assert rows() == before


def hospital_stay(house: House, since: object) -> None:
    bed = make_bed(make_institution(InstitutionKind.HOSPITAL))
    span = DateTimeTZRange(since, None)
    claim = BedClaim.objects.create(bed=bed, person=house.person, kind="OCCUPY", span=span)
    Presence.objects.create(
        person=house.person, axis="MEDICAL", bed_kind=bed.kind, claim=claim, span=span
    )


def due(house: House, item: str = "CARE_VISIT") -> DueWork:
    return DueWork.objects.create(
        person=house.person, item=item, kind="VISIT", due_from=TODAY,
        due_on=TODAY + timedelta(days=3), institution=house.home,
    )  # fmt: skip


def test_asking_lets_the_provider_see_the_person_until_after_the_visit(house: House) -> None:
    visit = house.ask()
    grant = Grant.objects.get(origin_kind="visit", origin_id=visit.pk)
    assert (grant.grantee_id, grant.scope) == (house.home.pk, "SUMMARY")
    assert grant.span.upper == NOW + 5 * HOUR + timedelta(days=14)


def test_what_cannot_be_asked_for_is_declined(house: House) -> None:
    clinic = make_institution(InstitutionKind.PHARMACY)
    dead = make_person(died_at=NOW - HOUR)
    refused(errors.NotAProvider, house.ask, institution=clinic)
    refused(errors.NoItems, house.ask, "NO_SUCH_ITEM")
    refused(errors.PersonIsDead, house.ask, person=dead)
    refused(errors.VisitInPast, house.ask, window=Span(NOW - 2 * HOUR, NOW))


def test_the_risk_check_accepts_asks_for_two_or_refuses_with_the_reason(house: House) -> None:
    assert house.accepted().state == "ACCEPTED"
    assert house.accepted(ticked=["RISK_UNSAFE_HOME"]).people == 2
    gone = house.accepted(ticked=["RISK_UNSTABLE"])
    assert (gone.state, gone.end_reason, gone.refer_to) == (
        "REFUSED", "RISK_UNSTABLE", "REFER_EMERGENCY",
    )  # fmt: skip
    assert gone.risk.rule == "visits.risk"
    assert not Grant.objects.filter(origin_id=gone.pk, span__contains=NOW).exists()


def test_a_visit_is_checked_for_risk_once(house: House) -> None:
    visit = house.accepted()
    refused(
        errors.VisitMovedOn, services.check_risk, visit_id=visit.pk, ticked=(), by=PROGRAM, at=NOW
    )


def test_the_day_gives_each_visit_who_has_the_skill_and_no_two_at_once(house: House) -> None:
    others = [make_person() for _ in range(2)]
    nursing = house.planned("DRESSING")
    for person in others:
        house.accepted("LTCI_02", person=person)
    services.arrange_day(institution=house.home, day=TODAY, by=PROGRAM, at=NOW)
    nursing.refresh_from_db()
    assert nursing.practitioner_id == house.nurse.pk
    planned = Visit.objects.filter(state="PLANNED")
    assert planned.count() == 3
    assert all(visit.span.lower >= NOW for visit in planned), "nothing is planned into the past"
    assert planned.values("plan").distinct().count() == 1


def test_a_second_person_is_planned_where_the_risk_asks_for_two(house: House) -> None:
    visit = house.planned("DRESSING", ticked=["RISK_UNSAFE_HOME"])
    assert (visit.practitioner_id, visit.second_id) == (house.nurse.pk, house.carer.pk)


def test_somebody_in_hospital_is_left_out_of_the_day_with_the_reason(house: House) -> None:
    visit = house.accepted()
    hospital_stay(house, NOW - HOUR)
    plan = services.arrange_day(institution=house.home, day=TODAY, by=PROGRAM, at=NOW)
    visit.refresh_from_db()
    assert (visit.state, visit.left_because) == ("ACCEPTED", "LEFT_IN_HOSPITAL")
    assert [left.visit for left in plan.left] == [visit.pk]


def test_arranging_again_leaves_a_visit_under_way_and_plans_after_it(house: House) -> None:
    first = house.planned("DRESSING")
    house.begin(first, first.span.lower)
    later = house.accepted("STOMA", person=make_person())
    services.arrange_day(institution=house.home, day=TODAY, by=PROGRAM, at=NOW)
    first.refresh_from_db()
    later.refresh_from_db()
    assert first.state == "UNDER_WAY"
    assert later.span.lower >= first.span.upper


def test_items_done_become_acts_one_after_another_and_the_rest_do_not(house: House) -> None:
    visit = house.planned("LTCI_02", "LTCI_05", "LTCI_08")
    begun, ended = NOW + HOUR, NOW + 2 * HOUR
    house.begin(visit, begun)
    house.end(visit, ended, "LTCI_02", "LTCI_05")
    acts = list(standing_acts().order_by("span"))
    assert [act.item for act in acts] == ["LTCI_02", "LTCI_05"]
    assert acts[0].span.lower == begun
    assert acts[0].span.upper == acts[1].span.lower == begun + 24 * MINUTE, "20 to 30 minutes"
    assert acts[1].span.upper == ended
    assert {act.kind for act in acts} == {"HOME_VISIT"}
    assert visit.items.get(item="LTCI_08").state == "NOT_DONE"


def test_a_visit_far_too_short_is_kept_with_its_flag(house: House) -> None:
    visit = house.planned()
    house.begin(visit, NOW + HOUR)
    house.end(visit, NOW + HOUR + 9 * MINUTE, "LTCI_02")
    assert Act.objects.get().flags == ["ACT_FAR_TOO_SHORT"]
    assert visit.items.get().reasons == ["ACT_FAR_TOO_SHORT"]


def test_an_act_the_ledger_refuses_is_listed_and_the_visit_stays_as_evidence(
    house: House,
) -> None:
    visit = house.planned()
    house.begin(visit, NOW + HOUR)
    hospital_stay(house, NOW + HOUR)
    done = house.end(visit, NOW + 2 * HOUR, "LTCI_02")
    item = visit.items.get()
    assert (done.state, item.state, item.reasons) == ("DONE", "REFUSED", ["ACT_IN_HOSPITAL"])
    assert item.decision.rule == "ledger.accept_act"
    assert not Act.objects.exists()


def test_a_posting_told_again_by_its_key_changes_nothing(house: House) -> None:
    visit = house.planned()
    told = house.told(NOW + HOUR)
    for _ in range(2):
        services.check_in(visit_id=visit.pk, told=told, by=PROGRAM, at=NOW + 3 * HOUR)
    out = house.told(NOW + 2 * HOUR)
    house.end(visit, NOW, "LTCI_02", told=out, received=NOW + 3 * HOUR)
    before = rows()
    house.end(visit, NOW, "LTCI_02", told=out, received=NOW + 4 * HOUR)
    assert rows() == before
    assert Act.objects.count() == 1


def test_another_check_of_the_same_visit_is_declined(house: House) -> None:
    visit = house.planned()
    refused(errors.VisitMovedOn, house.end, visit, NOW + HOUR, "LTCI_02")
    house.begin(visit, NOW + HOUR)
    refused(errors.VisitMovedOn, house.begin, visit, NOW + HOUR)


def test_a_check_far_from_home_is_kept_and_flagged(house: House) -> None:
    visit = house.planned()
    house.begin(visit, NOW + HOUR, place=None)
    assert VisitCheck.objects.get().flags == ["CHECK_NO_PLACE"]


def test_due_work_is_taken_in_once_and_completed_by_the_act(house: House) -> None:
    work = due(house)
    kept = {"institution": house.home, "until": TODAY, "by": PROGRAM, "role": "CARE_DESK"}
    assert len(services.take_due(**kept, at=NOW)) == 1
    assert services.take_due(**kept, at=NOW) == []
    services.arrange_day(institution=house.home, day=TODAY, by=PROGRAM, at=NOW)
    visit = Visit.objects.get(due_work=work)
    house.begin(visit, NOW + HOUR)
    house.end(visit, NOW + 2 * HOUR, "CARE_VISIT")
    work.refresh_from_db()
    assert (work.state, work.act.item) == ("DONE", "CARE_VISIT")


def test_due_work_of_a_visit_called_off_is_taken_in_again(house: House) -> None:
    due(house)
    kept = {"institution": house.home, "until": TODAY, "by": PROGRAM, "role": "CARE_DESK"}
    (visit,) = services.take_due(**kept, at=NOW)
    services.cancel_visit(visit_id=visit.pk, reason="CANCEL_BY_PERSON", by=PROGRAM, at=NOW)
    assert len(services.take_due(**kept, at=NOW)) == 1


def test_a_visit_is_rated_once_and_only_when_made(house: House) -> None:
    visit = house.planned()
    give = {"visit_id": visit.pk, "stars": 5, "praise": "", "by": PROGRAM, "at": NOW}
    refused(errors.VisitMovedOn, services.rate_visit, **give)
    house.begin(visit, NOW + HOUR)
    house.end(visit, NOW + 2 * HOUR)
    assert services.rate_visit(**give).stars == 5
    refused(errors.RatedAlready, services.rate_visit, **give | {"stars": 1})


def test_visits_of_another_day_stay_where_they_are(house: House) -> None:
    tomorrow = Span(NOW + 24 * HOUR, NOW + 26 * HOUR)
    visit = house.accepted(window=tomorrow)
    services.arrange_day(institution=house.home, day=TODAY, by=PROGRAM, at=NOW)
    services.arrange_day(institution=house.home, day=date(2026, 3, 3), by=PROGRAM, at=NOW)
    visit.refresh_from_db()
    planned = visit.span
    services.arrange_day(institution=house.home, day=TODAY, by=PROGRAM, at=NOW)
    visit.refresh_from_db()
    assert visit.span == planned
