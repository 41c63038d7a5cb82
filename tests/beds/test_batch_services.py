"""Placing a waiting list on stored rows: proposed, accepted whole, carried out."""

from __future__ import annotations

import pytest

from tests.beds.conftest import District
from tests.world import make_bed, make_institution, make_person
from yiyang.beds import services
from yiyang.beds.errors import ProposalStale
from yiyang.beds.models import BedClaim, PlacementRun, Transfer
from yiyang.cases.models import Attachment
from yiyang.network.models import Bed, Institution, Place
from yiyang.people.models import Person, Preference
from yiyang.rules.placement.terms import Kind


def ready(district: District, person: Person, *wishes: Institution) -> Transfer:
    """A person who waits with everything in place, wishing for some institutions first."""
    for rank, institution in enumerate(wishes, start=1):
        Preference.objects.create(person=person, institution=institution, rank=rank)
    district.assessed(person, "GB42195", "3")
    transfer = district.ask(person, "DEPENDENCE_UP")
    services.evaluate_transfer(
        transfer=transfer, declared={}, by=district.by, at=district.later(minutes=1)
    )
    return services.give_consent(
        transfer=transfer, kind=Kind.INSTITUTION_BED, signer="PERSON",
        by=district.by, at=district.later(minutes=1),
    )  # fmt: skip


def propose(district: District) -> PlacementRun:
    place = Place.objects.get(code="310106")
    return services.propose_placements(place=place, by=district.by, at=district.later(minutes=1))


def accept(district: District, run: PlacementRun) -> PlacementRun:
    return services.accept_placements(run=run, by=district.by, at=district.later(minutes=1))


def housed(district: District, person: Person, institution: Institution) -> BedClaim:
    Bed.objects.exclude(institution=institution).filter(state="FREE").update(state="CLEANING")
    claim = district.living_in(person, "INSTITUTION_BED")
    Bed.objects.filter(state="CLEANING").update(state="FREE")
    return claim


def cycle(district: District) -> tuple[Transfer, Transfer]:
    """Two people who each live where the other wishes to, both waiting to move."""
    Bed.objects.filter(institution=district.home).delete()
    second = make_institution("CARE_INSTITUTION", highest_care_level=4)
    make_bed(district.home)
    make_bed(second)
    one, other = make_person("王芳"), make_person("李强")
    housed(district, one, district.home)
    housed(district, other, second)
    return ready(district, one, second), ready(district, other, district.home)


def lives_at() -> dict[int, int]:
    """Return the institution in whose bed each person is."""
    living = BedClaim.objects.filter(is_active=True, kind="OCCUPY")
    return {claim.person_id: claim.bed.institution_id for claim in living}


def test_a_chain_is_promised_and_handed_over_when_the_mover_is_admitted(
    district: District,
) -> None:
    Bed.objects.filter(institution=district.home).delete()
    second = make_institution("CARE_INSTITUTION", highest_care_level=4)
    first_bed, second_bed = make_bed(district.home), make_bed(second)
    mover, newcomer = make_person("王芳"), make_person("李强")
    housed(district, mover, district.home)
    moving = ready(district, mover, second)
    Person.objects.filter(pk=newcomer.pk).update(max_distance_metres=50_000)
    coming = ready(district, newcomer, district.home)
    Bed.objects.filter(pk=second_bed.pk).update(sex_rule="ANY")
    run = propose(district)
    assert run.placed == 2
    assert run.placed_first_come == 1
    accept(district, run)
    moving.refresh_from_db()
    coming.refresh_from_db()
    assert (moving.case.state, coming.case.state) == ("MATCHED", "PROMISED")
    district.take_in(Transfer.objects.get(pk=moving.pk), second)
    coming.case.refresh_from_db()
    coming.refresh_from_db()
    assert coming.case.state == "MATCHED"
    assert coming.to_claim.bed_id == first_bed.pk


def test_a_cycle_is_carried_out_at_once(district: District) -> None:
    one, other = cycle(district)
    before = lives_at()
    run = accept(district, propose(district))
    assert (run.placed, run.placed_first_come) == (2, 0)
    number = run.placements.values_list("cycle", flat=True).distinct().get()
    services.exchange(run=run, cycle=number, by=district.by, at=district.later(minutes=1))
    assert lives_at() == {
        one.person_id: before[other.person_id],
        other.person_id: before[one.person_id],
    }
    assert before[one.person_id] != before[other.person_id]
    papers = Attachment.objects.filter(kind="HEALTH_SUMMARY", added_at__isnull=False)
    assert {paper.case_id for paper in papers} == {one.case_id, other.case_id}
    with pytest.raises(ProposalStale):
        services.exchange(run=run, cycle=number, by=district.by, at=district.later(minutes=1))


def test_a_proposal_that_the_world_has_overtaken_is_refused_whole(district: District) -> None:
    people = [make_person(name) for name in ("王芳", "李强", "赵敏")]
    for person in people:
        ready(district, person, district.home)
    run = propose(district)
    assert run.placed == 2
    Bed.objects.filter(pk=district.beds["INSTITUTION_BED"][0].pk).update(state="OUT_OF_SERVICE")
    with pytest.raises(ProposalStale):
        accept(district, run)
    assert not BedClaim.objects.filter(kind="HOLD").exists()


def test_who_is_not_placed_is_told_why(district: District) -> None:
    for name in ("王芳", "李强", "赵敏"):
        ready(district, make_person(name), district.home)
    poor = make_person("钱贵", budget_fen_per_month=1)
    Bed.objects.filter(kind="INSTITUTION_BED").update(price_fen_per_month=500_000)
    ready(district, poor)
    run = propose(district)
    reasons = {
        p.transfer.person_id: [r["code"] for r in p.reasons]
        for p in run.placements.filter(bed__isnull=True).select_related("transfer")
    }
    assert reasons[poor.pk] == ["BATCH_NO_SUITABLE_BED", "OVER_BUDGET"]
    assert [codes for key, codes in reasons.items() if key != poor.pk] == [
        ["BATCH_GIVEN_TO_EARLIER"]
    ]


def test_an_accepted_batch_reserves_the_beds_of_all_it_places(district: District) -> None:
    for name in ("王芳", "李强"):
        ready(district, make_person(name), district.home)
    accept(district, propose(district))
    held = BedClaim.objects.filter(kind="HOLD", is_active=True)
    assert held.count() == 2
    assert set(Transfer.objects.values_list("case__state", flat=True)) == {"MATCHED"}


def test_nobody_is_placed_in_the_bed_they_already_have(district: District) -> None:
    person = make_person("王芳")
    claim = housed(district, person, district.home)
    Bed.objects.exclude(pk=claim.bed_id).filter(kind="INSTITUTION_BED").update(state="CLEANING")
    ready(district, person, district.home)
    run = propose(district)
    placement = run.placements.get()
    assert (placement.bed, run.placed) == (None, 0)
    assert [reason["code"] for reason in placement.reasons] == ["BATCH_NO_SUITABLE_BED"]
