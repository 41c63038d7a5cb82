"""What counts as known of somebody: nothing stale, nothing of elsewhere, no consent to another."""

from __future__ import annotations

from datetime import timedelta

from tests.beds.conftest import CALM, DIRE, District
from tests.conftest import NOW
from tests.world import make_bed, make_capability, make_institution, make_person, make_place
from yiyang.assessments.models import Assessment
from yiyang.beds import facts, services
from yiyang.cases.selectors import cases_for
from yiyang.network.models import Bed
from yiyang.people.models import Person
from yiyang.rules.placement.situation import Situation
from yiyang.rules.placement.terms import Kind


def situation(district: District, person: Person) -> Situation:
    transfer = district.ask(person, "HEALTH_WORSE")
    return facts.situation_of(transfer, district.at, district="310106")


def test_a_scale_that_has_run_out_gives_no_level_but_its_date(
    district: District, person: Person
) -> None:
    for instrument in ("GB42195", "NEWS2", "KPS"):
        district.assessed(person, instrument, "2", total=40)
    Assessment.objects.update(valid_until=NOW.date())
    known = situation(district, person)
    assert (known.gb_level, known.news2, known.kps) == (None, None, None)
    assert known.gb_assessed_on is not None


def test_a_scale_that_still_holds_is_known(district: District, person: Person) -> None:
    district.assessed(person, "GB42195", "2")
    Assessment.objects.update(valid_until=NOW.date() + timedelta(days=2))
    assert situation(district, person).gb_level == 2


def test_who_lives_in_another_district_does_not_live_in_this_one(district: District) -> None:
    elsewhere = make_person(place=make_place("310115001"))
    nowhere = make_person(place=make_place(), name="李强")
    Person.objects.filter(pk=nowhere.pk).update(place=None)
    nowhere.refresh_from_db()
    assert situation(district, elsewhere).lives_in_district is False
    assert situation(district, nowhere).lives_in_district is None
    assert situation(district, make_person("王芳")).lives_in_district is True


def test_a_consent_to_one_kind_of_bed_does_not_carry_another(
    district: District, person: Person
) -> None:
    district.assessed(person, "GB42195", "2")
    transfer = district.ask(person, "CARE_ENV_WORSE", CALM)
    services.evaluate_transfer(transfer=transfer, declared={}, by=district.by, at=district.at)
    services.give_consent(
        transfer=transfer, kind=Kind.INSTITUTION_BED, signer="PERSON",
        by=district.by, at=district.at,
    )  # fmt: skip
    services.evaluate_transfer(transfer=transfer, declared={}, by=district.by, at=district.at)
    assert transfer.case.attachments.filter(kind="CONSENT").exists()
    ill = {"acute_infection": True, "referral_reason": "PNEUMONIA"}
    services.evaluate_transfer(transfer=transfer, declared=ill, by=district.by, at=district.at)
    assert not transfer.case.attachments.filter(kind="CONSENT").exists()
    assert transfer.case.events.filter(action="CASE_DOCUMENT_WITHDRAWN").exists()


def test_the_nearest_emergency_department_is_reckoned_from_where_the_person_is(
    district: District,
) -> None:
    near_home = make_institution("HOSPITAL", lon=121.40, lat=31.20)
    make_capability(near_home, "ED")
    make_bed(near_home, "HOSPITAL_BED")
    person = make_person("王芳", lon=121.40, lat=31.20)
    district.living_in(person, "INSTITUTION_BED")  # beside the district's own hospital
    watched = services.take_vitals(
        person=person, condition=services.Condition(district.at, DIRE), requester="NURSE",
        by=district.by, at=district.at,
    )  # fmt: skip
    assert watched.transfer is not None
    assert watched.transfer.to_claim is not None
    assert watched.transfer.to_claim.bed.institution_id == district.hospital.pk


def test_the_timeline_sends_the_ambulance_where_the_bed_is_reserved(district: District) -> None:
    full = make_institution("HOSPITAL", lon=121.40, lat=31.20)
    make_capability(full, "ED")
    make_bed(full, "HOSPITAL_BED", state="CLEANING")
    person = make_person("王芳", lon=121.40, lat=31.20)
    transfer = district.ask(person, "HEALTH_WORSE", DIRE)
    claim = services.open_green_channel(transfer=transfer, by=district.by, at=district.at)
    assert claim is not None
    assert claim.bed.institution_id == district.hospital.pk
    called = transfer.case.events.get(action="CALL_EMERGENCY")
    assert called.params == {"institution": district.hospital.pk}
    Bed.objects.filter(institution=district.hospital).update(state="CLEANING")
    other = district.ask(make_person("李强", lon=121.40, lat=31.20), "HEALTH_WORSE", DIRE)
    services.open_green_channel(transfer=other, by=district.by, at=district.at)
    nearest = other.case.events.get(action="CALL_EMERGENCY").params["institution"]
    assert nearest == full.pk, "without a bed anywhere: the nearest department"


def test_somebody_whose_home_is_not_known_stays_before_the_coordinator(
    district: District, person: Person
) -> None:
    Person.objects.filter(pk=person.pk).update(place=None)
    person.refresh_from_db()
    transfer = district.ask(person, "HEALTH_WORSE", referral_reason="PNEUMONIA")
    services.evaluate_transfer(
        transfer=transfer, declared={}, by=district.by, at=district.later(minutes=1)
    )
    transfer.case.tasks.update(state="DONE")
    assert cases_for(district.coordinator).filter(pk=transfer.case_id).exists()
