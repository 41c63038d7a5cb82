"""The loader stores a whole district at once, and the database's own constraints accept it."""

from datetime import timedelta

import pytest
from django.db import connection

from tests.conftest import NOW
from tests.demo.conftest import KEYS, PLAN, ignore
from tests.vitals import latest_vitals
from yiyang.access.models import Account, Assignment, Grant, Role
from yiyang.access.selectors import has_second_factor, needs_second_factor
from yiyang.agreements.models import Member
from yiyang.assessments.models import Assessment
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.beds.models import BedClaim, Presence, Transfer
from yiyang.beds.services.batch import propose_placements
from yiyang.beds.services.steps import desk_role
from yiyang.cases import flow
from yiyang.decisions.replay import Outcome, replay
from yiyang.demo.district import District
from yiyang.demo.loading import load_if_empty
from yiyang.demo.quantities import quantity
from yiyang.demo.recording import ORIGIN
from yiyang.demo.sign_ins import sign_ins
from yiyang.ledger.models import Act
from yiyang.network.models import Bed, BedKind, Duty, Institution, InstitutionKind, Place
from yiyang.people.identifiers import blind_index, open_
from yiyang.people.models import Identifier, Person, Relative
from yiyang.people.selectors import visible_people
from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.record.models import Resource
from yiyang.rules.instruments import score

pytestmark = pytest.mark.django_db

# A connected system has no password: it is registered, and comes with a token.
ROLES = [role for role in Role.values if role != Role.CONNECTED_SYSTEM]


def test_a_small_district_has_every_kind_of_bed(
    loaded: District,
) -> None:
    assert Person.objects.count() == 3000
    assert Institution.objects.count() == 20 + 2  # and an employer and a private clinic
    assert set(Bed.objects.values_list("kind", flat=True)) == set(BedKind.values)
    assert set(Institution.objects.values_list("kind", flat=True)) <= set(InstitutionKind.values)
    assert Place.objects.filter(code__startswith="310106").count() == 15
    assert Member.objects.count() > 2000
    check_foreign_keys()


def check_foreign_keys() -> None:
    connection.check_constraints()


def test_a_second_start_leaves_the_district_alone(loaded: District) -> None:
    assert load_if_empty(PLAN, KEYS, ignore) is None
    assert Person.objects.count() == 3000
    assert Entry.objects.filter(action="demo.loaded").count() == 1


def test_the_state_of_each_bed_follows_its_claim_of_the_moment(loaded: District) -> None:
    state_of = {"OCCUPY": "OCCUPIED", "KEEP": "KEPT", "HOLD": "HELD"}
    now = BedClaim.objects.filter(is_active=True, span__contains=NOW)
    claimed = {claim.bed_id: state_of[claim.kind] for claim in now}
    assert len(claimed) == now.count()
    for bed in Bed.objects.all():
        if bed.pk in claimed:
            assert bed.state == claimed[bed.pk]
        else:
            assert bed.state in ("FREE", "CLEANING", "OUT_OF_SERVICE")


def test_each_open_presence_has_an_open_claim_and_a_kept_bed_has_none(loaded: District) -> None:
    present = Presence.objects.filter(span__contains=NOW)
    for presence in present.select_related("claim__bed"):
        assert presence.claim.is_active
        assert presence.claim.kind == "OCCUPY"
        assert presence.claim.bed.kind == presence.bed_kind
    kept = BedClaim.objects.filter(is_active=True, kind="KEEP")
    assert kept.exists()
    for claim in kept:
        axes = present.filter(person=claim.person).values_list("axis", "bed_kind")
        assert list(axes) == [("MEDICAL", "HOSPITAL_BED")]
        assert claim.span.upper > NOW


def test_resident_numbers_are_stored_sealed_and_found_by_their_index(loaded: District) -> None:
    some = Identifier.objects.select_related("person").order_by("pk")[:20]
    assert len(some) == 20
    for identifier in some:
        number = open_(identifier.sealed_value)
        assert number.endswith(identifier.last_4)
        assert number[6:14] == f"{identifier.person.born_on:%Y%m%d}"
        assert bytes(identifier.blind_index) == blind_index("RESIDENT_ID", "", number)


def test_new_rows_count_on_after_the_stored_ones(loaded: District) -> None:
    last = Person.objects.order_by("-pk").first()
    fresh = Person.objects.create(name="新", name_key="xin", sex="1", created_at=NOW)
    assert fresh.pk > last.pk


def test_people_hold_a_home_care_bed_and_a_home_medical_bed_at_once(loaded: District) -> None:
    now = Presence.objects.filter(span__contains=NOW + timedelta(seconds=1))
    at_home = now.filter(bed_kind="HOME_CARE_BED").values("person")
    assert now.filter(bed_kind="HOME_MEDICAL_BED", person__in=at_home).exists()


def test_every_role_has_a_sign_in_and_officers_have_a_second_factor(loaded: District) -> None:
    coordinator = Account.objects.get(username="coordinator")
    assert coordinator.check_password(KEYS.password)
    same = coordinator.password  # one slow digest for all
    for role in ROLES:
        holders = Assignment.objects.filter(role=role, span__contains=NOW)
        shown = [a for a in holders.select_related("account") if a.account.username == role.lower()]
        assert len(shown) == 1
        assert shown[0].account.password == same
        if needs_second_factor(shown[0], NOW):
            assert has_second_factor(shown[0].account)


def test_somebody_is_on_duty_day_and_night_for_every_role_that_answers(loaded: District) -> None:
    for hours in (0, 7, 16, 24 * 300):
        at = NOW + timedelta(hours=hours)
        there = Duty.objects.filter(span__contains=at, account__is_active=True).order_by("order")
        orders = there.values_list("order", flat=True)
        assert list(orders.filter(role="COORDINATOR", place__code="310106")) == [1, 2]
        homes = Institution.objects.filter(beds__isnull=False).distinct()
        assert homes
        for home in homes:
            assert list(orders.filter(role=desk_role(home), institution=home)) == [1, 2]


def test_the_resident_and_a_relative_see_one_record_of_two_beds_at_home(loaded: District) -> None:
    for name in ("resident", "relative"):
        assignment = Assignment.objects.get(account__username=name)
        seen = visible_people(assignment, Grant.Scope.RECORD)
        assert [person.pk for person in seen] == [loaded.resident]
    axes = Presence.objects.filter(person=loaded.resident, span__contains=NOW)
    assert set(axes.values_list("bed_kind", flat=True)) == {"HOME_CARE_BED", "HOME_MEDICAL_BED"}
    assert Relative.objects.get(account__username="relative").person_id == loaded.resident


def test_the_rule_gives_each_assessment_the_level_its_person_was_made_with(
    loaded: District,
) -> None:
    levels = {elder.id: elder.level for elder in loaded.elders if elder.level}
    found = Assessment.objects.filter(instrument="GB42195").select_related("decision")
    assert {row.person_id: int(row.level) for row in found} == levels
    for row in found[:30]:
        assert replay(row.decision).outcome is Outcome.SAME


def test_past_transfers_have_their_timeline_and_their_act(loaded: District) -> None:
    past = Transfer.objects.filter(case__state="CLOSED").select_related("case", "to_claim")
    assert past.count() == len(loaded.stays.trips) > 10
    for transfer in past:
        steps = transfer.case.events.order_by("pk")
        told = steps.values_list("action", "from_state", "to_state")
        assert flow.replay(flow.flow("TRANSFER", transfer.case.flow_version), told) == "CLOSED"
        assert Act.objects.filter(source_kind="transfer", source_id=str(transfer.pk)).count() == 1
    ended = BedClaim.objects.filter(kind="OCCUPY", is_active=False).count()
    assert Act.objects.filter(source_kind="bed_claim").count() == ended


def test_thirty_people_wait_with_consent_for_twelve_free_beds(loaded: District) -> None:
    waiting = Transfer.objects.filter(case__closed_at__isnull=True)
    assert waiting.count() == 30
    assert set(waiting.values_list("case__state", flat=True)) == {"CONSENTED"}
    assert set(waiting.values_list("wanted_kind", flat=True)) == {"INSTITUTION_BED"}
    assert Bed.objects.filter(kind="INSTITUTION_BED", state="FREE").count() == 12
    assert waiting.filter(from_claim__bed__kind="INSTITUTION_BED").count() >= 3
    for transfer in waiting.select_related("evaluation"):
        assert replay(transfer.evaluation).outcome is Outcome.SAME


def test_some_people_have_a_record_and_its_vital_signs_are_read_back(loaded: District) -> None:
    patients = Resource.objects.filter(type="Patient", person__isnull=False, origin=ORIGIN)
    assert patients.count() == round(3000 * quantity("record.with_resources", "small"))
    assert {"Condition", "MedicationStatement", "Observation"} <= set(
        Resource.objects.values_list("type", flat=True)
    )
    measured = latest_vitals(loaded.resident, NOW)
    assert {"resp_rate", "spo2", "systolic", "pulse", "temperature"} <= set(measured)
    reading = Reading(shipped_book(), NOW.date(), "310106")
    assert score("NEWS2", measured, reading).findings == ()


def test_the_sign_ins_shown_are_one_of_each_role_and_the_relative(loaded: District) -> None:
    shown = {one["username"]: one for one in sign_ins()}
    assert set(shown) == {role.lower() for role in ROLES} | {"relative"}
    assert shown["coordinator"]["second_factor"]
    assert not shown["nurse"]["second_factor"]
    assert "(demo)" in str(shown["care_desk"]["of"])


def test_placing_the_whole_list_gains_over_first_come(loaded: District) -> None:
    district = Place.objects.get(code="310106")
    run = propose_placements(place=district, by=PROGRAM, at=NOW)
    assert run.placements.count() == 30
    assert run.placed > run.placed_first_come > 2
    assert run.placements.filter(vacated_by__isnull=False).exists()
    for left in run.placements.filter(bed=None):
        assert left.reasons
