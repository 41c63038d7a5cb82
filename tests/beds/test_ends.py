"""What ends with a stay, a transfer or a life: sight, promises, reservations, kept beds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.beds.conftest import DAY, District
from tests.beds.test_batch_services import accept, cycle, housed, lives_at, propose, ready
from tests.world import BEGAN, make_bed, make_institution, make_person
from yiyang.access.models import Grant
from yiyang.beds import claims, facts, services
from yiyang.beds.errors import ProposalStale, WrongInstitution
from yiyang.beds.models import BedClaim, Transfer
from yiyang.network.models import Bed, Institution
from yiyang.people.models import Person
from yiyang.rules.placement.returning import Return
from yiyang.rules.placement.terms import Kind

BETTER = Return(
    news2=1, hours_low=48, treatment_goal_reached=True, discharge_summary=True,
    care_plan_updated=True, medicines_reconciled=True,
)  # fmt: skip


def see(person: Person, claim: BedClaim) -> None:
    Grant.objects.create(
        person=person, grantee_kind="INSTITUTION", grantee_id=claim.bed.institution_id,
        purpose="CARE", scope="RECORD", span=DateTimeTZRange(BEGAN, None), origin_kind="stay",
        origin_id=claim.pk,
    )  # fmt: skip


def seeing(person: Person) -> set[int]:
    open_now = Grant.objects.filter(person=person, span__upper_inf=True)
    return set(open_now.values_list("grantee_id", flat=True))


def to_hospital(district: District, person: Person) -> None:
    transfer = district.ask(person, "HEALTH_WORSE", referral_reason="PNEUMONIA")
    services.evaluate_transfer(
        transfer=transfer, declared={}, by=district.by, at=district.later(minutes=1)
    )
    assert transfer.wanted_kind == "HOSPITAL_BED"
    district.place(transfer, district.hospital)


def test_a_kept_bed_that_ran_out_shows_its_institution_nothing_more(
    district: District, person: Person
) -> None:
    see(person, district.living_in(person, "INSTITUTION_BED"))
    to_hospital(district, person)
    assert seeing(person) == {district.home.pk, district.hospital.pk}
    services.sweep_expired(by=district.by, at=district.later(days=8))
    assert seeing(person) == {district.hospital.pk}


def test_a_stay_after_a_kept_bed_ends_with_what_its_first_stay_showed(
    district: District, person: Person
) -> None:
    see(person, district.living_in(person, "INSTITUTION_BED"))
    to_hospital(district, person)
    services.return_home(
        person=person, facts_known=BETTER, by=district.by, at=district.later(days=1)
    )
    assert seeing(person) == {district.home.pk}
    services.close_at_death(
        person=person, died_at=district.at, by=district.by, at=district.later(days=1)
    )
    assert seeing(person) == set()


def test_leaving_the_network_ends_what_the_institution_of_the_stay_sees(
    district: District, person: Person
) -> None:
    see(person, district.living_in(person, "INSTITUTION_BED"))
    transfer = district.ask(person, "DEPENDENCE_UP")
    services.end_transfer(
        transfer=transfer, action="GO_OUTSIDE", note="moves to a son", outside="Hangzhou",
        by=district.by, at=district.later(minutes=1),
    )  # fmt: skip
    assert seeing(person) == set()


def test_from_hospital_into_another_care_bed_the_kept_one_is_given_up_whole(
    district: District, person: Person
) -> None:
    see(person, district.living_in(person, "HOME_CARE_BED"))
    to_hospital(district, person)
    district.assessed(person, "GB42195", "2")
    district.place(district.ask(person, "POST_ACUTE", wished_kind="INSTITUTION_BED"), district.home)
    assert seeing(person) == {district.home.pk}
    assert facts.stay_of(person.pk).kept is None


def test_who_got_better_in_an_institution_stays_there_while_the_home_bed_is_kept(
    district: District, person: Person
) -> None:
    home = district.living_in(person, "HOME_CARE_BED")
    claims.end(home.pk, reason="SUSPENDED", to_clean=False, at=BEGAN + DAY)
    claims.begin(
        "KEEP", bed_id=home.bed_id, person_id=person.pk, case_id=None, at=BEGAN + DAY,
        lasts=timedelta(days=900),
    )  # fmt: skip
    bed = district.beds["INSTITUTION_BED"][0]
    claims.begin("OCCUPY", bed_id=bed.pk, person_id=person.pk, case_id=None, at=BEGAN + DAY)
    district.living_in(person, "HOME_MEDICAL_BED")
    services.return_home(
        person=person, facts_known=BETTER, by=district.by, at=district.later(minutes=1)
    )
    stay = facts.stay_of(person.pk)
    assert stay.medical is None
    assert stay.care is not None
    assert stay.care.bed_id == bed.pk
    assert stay.kept is not None


def test_of_two_kept_beds_the_one_left_last_is_gone_back_to(
    district: District, person: Person
) -> None:
    home = district.living_in(person, "HOME_CARE_BED")
    district.assessed(person, "GB42195", "2")
    district.place(district.ask(person, "CARE_ENV_WORSE"), district.home)
    institution = facts.stay_of(person.pk).care
    assert institution is not None
    to_hospital(district, person)
    assert len(facts.stay_of(person.pk).all_kept) == 2
    services.return_home(
        person=person, facts_known=BETTER, by=district.by, at=district.later(days=1)
    )
    stay = facts.stay_of(person.pk)
    assert stay.care is not None
    assert stay.care.bed_id == institution.bed_id
    assert [kept.bed_id for kept in stay.all_kept] == [home.bed_id]


def a_chain(district: District) -> tuple[Transfer, Transfer, Institution]:
    """One person moves from the only bed of the home to another home; one is promised it."""
    Bed.objects.filter(institution=district.home).delete()
    make_bed(district.home)
    second = make_institution("CARE_INSTITUTION", highest_care_level=4)
    make_bed(second)
    mover, comer = make_person("王芳"), make_person("李强")
    housed(district, mover, district.home)
    moving = ready(district, mover, second)
    coming = ready(district, comer, district.home)
    accept(district, propose(district))
    moving, coming = (
        Transfer.objects.select_related("case").get(pk=t.pk) for t in (moving, coming)
    )
    assert (moving.case.state, coming.case.state) == ("MATCHED", "PROMISED")
    return moving, coming, second


def broken(coming: Transfer) -> None:
    coming.case.refresh_from_db()
    assert coming.case.state == "ESCALATED"
    assert coming.case.tasks.filter(code="FIND_CAPACITY", state="OPEN").exists()
    reasons = coming.placement_set.get().reasons
    assert reasons[-1]["code"] == "BATCH_PROMISE_BROKEN"


def test_a_mover_who_cancels_breaks_the_promise_of_the_bed(district: District) -> None:
    moving, coming, _second = a_chain(district)
    services.end_transfer(
        transfer=moving, action="CANCEL", note="stays", by=district.by, at=district.later(minutes=1)
    )
    broken(coming)
    assert not BedClaim.objects.filter(kind="HOLD", is_active=True).exists()


def test_a_mover_who_dies_breaks_the_promise_of_the_bed(district: District) -> None:
    moving, coming, _second = a_chain(district)
    services.close_at_death(
        person=moving.person, died_at=district.at, by=district.by, at=district.later(minutes=1)
    )
    broken(coming)


def test_a_mover_is_admitted_even_where_the_bed_left_cannot_be_had(district: District) -> None:
    moving, coming, second = a_chain(district)
    Bed.objects.filter(institution=district.home).update(state="OUT_OF_SERVICE")
    district.take_in(moving, second)
    moving.case.refresh_from_db()
    assert moving.case.state == "CLOSED"
    broken(coming)


def test_who_leaves_the_network_hands_the_promised_bed_over(district: District) -> None:
    moving, coming, _second = a_chain(district)
    services.sweep_expired(by=district.by, at=district.later(days=2))
    moving.case.refresh_from_db()
    assert moving.case.state == "EXPIRED"
    services.end_transfer(
        transfer=Transfer.objects.get(pk=moving.pk), action="GO_OUTSIDE", note="to a son",
        outside="Hangzhou", by=district.by, at=district.later(minutes=1),
    )  # fmt: skip
    coming.case.refresh_from_db()
    assert coming.case.state == "MATCHED"


@pytest.mark.parametrize("again", [1, 2])
def test_death_told_twice_ends_all_once(district: District, person: Person, again: int) -> None:
    see(person, district.living_in(person, "INSTITUTION_BED"))
    district.ask(person, "CARE_ENV_WORSE")
    for _ in range(again):
        services.close_at_death(
            person=person, died_at=district.at, by=district.by, at=district.later(minutes=1)
        )
    assert seeing(person) == set()
    assert not BedClaim.objects.filter(is_active=True).exists()
    assert set(Transfer.objects.values_list("case__state", flat=True)) == {"CLOSED"}


def test_only_who_admitted_the_person_reconciles_the_arrival(
    district: District, person: Person
) -> None:
    district.assessed(person, "GB42195", "2")
    transfer = district.ask(person, "DEPENDENCE_UP")
    services.evaluate_transfer(transfer=transfer, declared={}, by=district.by, at=district.at)
    services.give_consent(
        transfer=transfer, kind=Kind.INSTITUTION_BED, signer="PERSON",
        by=district.by, at=district.at,
    )  # fmt: skip
    services.make_offers(transfer=transfer, by=district.by, at=district.at)
    services.answer_offer(
        offer=transfer.offers.get(), accepts=True, refusal="", note="",
        by=district.desk(district.home), at=district.at,
    )  # fmt: skip
    services.hold_bed(
        transfer=transfer, institution_id=district.home.pk, by=district.by, at=district.at
    )
    services.send_records(transfer=transfer, by=district.by, at=district.at)
    services.admit(
        transfer=transfer, institution_id=district.home.pk, by=district.desk(district.home),
        at=district.at,
    )  # fmt: skip
    with pytest.raises(WrongInstitution):
        services.reconcile(
            transfer=transfer, handover=None, note="skin intact", by=district.by, at=district.at,
            institution_id=district.hospital.pk,
        )  # fmt: skip
    transfer.case.refresh_from_db()
    assert transfer.case.state == "ADMITTED"
    assert not transfer.case.attachments.filter(kind="NURSING_HANDOVER").exists()


def test_a_cycle_one_of_whom_withdrew_is_carried_out_for_nobody(district: District) -> None:
    stays, waits = cycle(district)
    before = lives_at()
    run = accept(district, propose(district))
    number = run.placements.values_list("cycle", flat=True).distinct().get()
    services.end_transfer(
        transfer=stays, action="CANCEL", note="stays", by=district.by, at=district.later(minutes=1)
    )
    with pytest.raises(ProposalStale):
        services.exchange(run=run, cycle=number, by=district.by, at=district.later(minutes=1))
    broken(waits)
    assert lives_at() == before
    assert len(before) == 2
