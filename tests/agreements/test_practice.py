"""Practice places and family doctors as they are registered; a refusal writes nothing."""

from datetime import date

import pytest

from tests import world
from tests.conftest import NOW
from yiyang.agreements import services
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.decisions.models import Decision
from yiyang.network import selectors
from yiyang.network.models import Institution, Post, Practitioner
from yiyang.network.services import EndsBeforeItBegins

pytestmark = pytest.mark.django_db
DONE = {"by": PROGRAM, "at": NOW}
DAY = date(2026, 3, 2)


def practises(doctor: Practitioner, where: Institution, day: date) -> bool:
    return doctor.posts.filter(institution=where, span__contains=day).exists()


def rows() -> tuple[int, int, int]:
    return Post.objects.count(), Decision.objects.count(), Entry.objects.count()


def test_one_registration_has_several_places_each_with_its_days() -> None:
    hospital, centre = world.make_institution("HOSPITAL"), world.make_institution("CHC")
    doctor = world.make_practitioner(hospital, licence="L1")
    services.register_practice_place(
        practitioner_id=doctor.pk, institution_id=centre.pk,
        since=date(2026, 4, 1), until=date(2026, 7, 1), **DONE,
    )  # fmt: skip
    assert not practises(doctor, centre, date(2026, 3, 31))
    assert practises(doctor, centre, date(2026, 4, 1))
    assert practises(doctor, centre, date(2026, 6, 30))
    assert not practises(doctor, centre, date(2026, 7, 1))
    assert practises(doctor, hospital, date(2026, 5, 1))
    assert Decision.objects.get(rule="network.register_practice").result["allowed"]


def test_a_refused_practice_place_writes_nothing() -> None:
    centre = world.make_institution("CHC")
    doctor = world.make_practitioner(centre, licence="L1")
    before = rows()
    asked = {"practitioner_id": doctor.pk, "institution_id": centre.pk, "since": DAY, **DONE}
    with pytest.raises(services.PracticeRefused) as refused:
        services.register_practice_place(until=None, **asked)
    assert refused.value.reasons == ("PRACTISES_HERE_ALREADY",)
    asked["institution_id"] = world.make_institution("CHC").pk
    with pytest.raises(EndsBeforeItBegins):
        services.register_practice_place(until=DAY, **asked)
    assert rows() == before


def test_a_doctor_is_registered_for_families_where_they_practise_and_are_found_there() -> None:
    centre, other = world.make_institution("CHC"), world.make_institution("CHC")
    doctor = world.make_practitioner(centre, "GENERAL_PRACTITIONER", licence="L1")
    asked = {"practitioner_id": doctor.pk, "since": DAY, **DONE}
    post = services.register_family_doctor(institution_id=centre.pk, **asked)
    assert post.duty == "FAMILY_DOCTOR"
    assert list(selectors.eligible_doctors(centre.pk, DAY)) == [doctor]
    assert not selectors.eligible_doctors(other.pk, DAY)
    decision = Decision.objects.get(rule="contracting.may_be_family_doctor")
    assert decision.result["way"] == "GENERAL_PRACTITIONER"
    again = services.register_family_doctor(institution_id=centre.pk, **asked)
    assert again.pk == post.pk
    with pytest.raises(services.PracticeRefused):
        services.register_family_doctor(institution_id=other.pk, **asked)


def test_who_is_no_doctor_for_families_is_not_registered() -> None:
    centre = world.make_institution("CHC")
    nurse = world.make_practitioner(centre, "NURSE", licence="L1")
    before = rows()
    with pytest.raises(services.NotEligible) as refused:
        services.register_family_doctor(
            practitioner_id=nurse.pk, institution_id=centre.pk, since=DAY, **DONE
        )
    assert refused.value.reasons == ("NOT_A_DOCTOR_FOR_FAMILIES",)
    assert rows() == before


def test_practice_is_required_and_kept_as_a_decision() -> None:
    centre, other = world.make_institution("CHC"), world.make_institution("CHC")
    doctor = world.make_practitioner(centre)
    asked = {"practitioner_id": doctor.pk, "day": DAY, "at": NOW}
    kept = services.require_practice(institution_id=centre.pk, **asked)
    assert kept.decision.rule == "network.may_practise"
    with pytest.raises(services.PracticeRefused):
        services.require_practice(institution_id=other.pk, **asked)
