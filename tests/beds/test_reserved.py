"""A contract that reserves beds gives priority up to their number, and no further."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.beds.conftest import District
from tests.conftest import NOW
from tests.world import BEGAN, make_bed, make_institution, make_person
from yiyang.agreements.models import Agreement, Item, Version
from yiyang.agreements.selectors import reserved_beds_of
from yiyang.audit.services import PROGRAM
from yiyang.beds import claims, facts
from yiyang.beds.models import BedClaim, Transfer
from yiyang.documents.services import keep_document
from yiyang.network.models import Bed, Institution
from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.placement.rank import Ranked, Search, rank
from yiyang.rules.placement.terms import Kind

DAY = date(2026, 3, 2)


@dataclass
class Partnership:
    """A home with residents, a hospital that is its partner, and a nearer one that is not."""

    district: District
    contract: Agreement
    nearer: Institution

    @property
    def hospital(self) -> Institution:
        return self.district.hospital

    def reserve(self, beds: int) -> None:
        Item.objects.update_or_create(
            agreement=self.contract, code="RESERVED_BEDS",
            defaults={"quantity": beds, "is_duty": True},
        )  # fmt: skip

    def seeks(self, name: str = "王芳") -> Transfer:
        """Return the transfer of somebody of the home who seeks a hospital bed."""
        make_bed(self.district.home)
        person = make_person(name)
        claim = self.district.living_in(person, "INSTITUTION_BED")
        transfer = self.district.ask(person, "DEPENDENCE_UP")
        transfer.from_claim, transfer.wanted_kind = claim, "HOSPITAL_BED"
        transfer.save(update_fields=["from_claim", "wanted_kind"])
        return transfer

    def came(self, kind: str = "OCCUPY") -> BedClaim:
        """Let somebody of the home lie in a bed of the partner."""
        transfer = self.seeks("陈静")
        bed = make_bed(self.hospital)
        if kind == "HOLD":
            claim = BedClaim.objects.create(
                bed=bed, person_id=transfer.person_id, case_id=transfer.case_id, kind=kind,
                span=DateTimeTZRange(NOW, NOW + timedelta(hours=2)),
            )  # fmt: skip
            key = claim.pk
        else:
            key = claims.begin(
                kind, bed_id=bed.pk, person_id=transfer.person_id, case_id=None, at=NOW,
                axis="MEDICAL",
            )  # fmt: skip
        Transfer.objects.filter(pk=transfer.pk).update(to_claim=key)
        return BedClaim.objects.get(pk=key)

    def first(self, transfer: Transfer) -> Ranked:
        """Return who is asked first."""
        search = facts.search_for(transfer, NOW)
        return rank(search, Reading(shipped_book(), DAY, "310106")).offers[0]


@pytest.fixture
def partnership(district: District) -> Partnership:
    Bed.objects.filter(kind="HOSPITAL_BED").delete()
    hospital = district.hospital
    Institution.objects.filter(pk=hospital.pk).update(lon=hospital.lon + 0.01)
    nearer = make_institution("HOSPITAL", highest_care_level=4)
    for each in (hospital, nearer):
        for _ in range(3):
            make_bed(each)
    district.partners(district.home, hospital)
    return Partnership(district, Agreement.objects.get(kind="COOPERATION"), nearer)


def codes(offer: Ranked) -> list[str]:
    return [reason.code for reason in offer.reasons]


def test_a_contract_without_a_number_of_beds_gives_priority_without_end(
    partnership: Partnership,
) -> None:
    partnership.came()
    first = partnership.first(partnership.seeks())
    assert first.institution == partnership.hospital.pk
    assert "RANK_FIVE_BED_PARTNER" in codes(first)
    assert not {"RANK_RESERVED_LEFT", "RANK_RESERVED_USED_UP"} & set(codes(first))


@pytest.mark.parametrize("kind", ["OCCUPY", "HOLD"])
def test_the_priority_ends_with_the_last_reserved_bed_and_comes_back_with_it(
    partnership: Partnership, kind: str
) -> None:
    partnership.reserve(1)
    seeks = partnership.seeks()
    first = partnership.first(seeks)
    assert first.institution == partnership.hospital.pk
    told = next(reason for reason in first.reasons if reason.code == "RANK_RESERVED_LEFT")
    assert dict(told.params) == {"beds": 1, "left": 1}
    claim = partnership.came(kind)
    assert partnership.first(seeks).institution == partnership.nearer.pk
    search = facts.search_for(seeks, NOW)
    (partner,) = (
        offer
        for offer in rank(search, Reading(shipped_book(), DAY, "310106")).offers
        if offer.institution == partnership.hospital.pk
    )
    assert "RANK_RESERVED_USED_UP" in codes(partner)
    assert "RANK_FIVE_BED_PARTNER" not in codes(partner)
    claims.end(claim.pk, reason="DONE", to_clean=False, at=NOW + timedelta(minutes=1))
    assert partnership.first(seeks).institution == partnership.hospital.pk


def test_people_from_elsewhere_use_up_nothing(partnership: Partnership) -> None:
    partnership.reserve(1)
    claim = partnership.came()
    other = make_institution("CARE_INSTITUTION")
    Bed.objects.filter(pk=Transfer.objects.get(to_claim=claim).from_claim.bed_id).update(
        institution=other
    )
    assert partnership.first(partnership.seeks()).institution == partnership.hospital.pk


def test_those_placed_together_are_preferred_in_their_turn(partnership: Partnership) -> None:
    partnership.reserve(1)
    rows = [partnership.seeks("王芳"), partnership.seeks("李强")]
    seekers = facts.seekers_of(rows, NOW, in_turn=True)
    sites = facts.seen_from(facts.sites(Kind.HOSPITAL_BED), facts.home_of(rows[0]))
    book = Reading(shipped_book(), DAY, "310106")
    firsts = [rank(Search(seekers[row.pk], sites), book).offers[0].institution for row in rows]
    assert firsts == [partnership.hospital.pk, partnership.nearer.pk]


def test_the_number_of_the_version_that_applies_counts(partnership: Partnership) -> None:
    document = keep_document(
        body=b"%PDF", name="c.pdf", institution_id=partnership.hospital.pk, by=PROGRAM, at=NOW
    )
    for number, since, beds in ((1, BEGAN.date(), 2), (2, date(2026, 6, 1), 5)):
        version = Version.objects.create(
            agreement=partnership.contract, number=number, since=since, state="AGREED",
            drafted_by=partnership.hospital, drafted_at=NOW, dispute="COURT", responsibility="-",
            document=document, agreed_at=NOW,
        )  # fmt: skip
        Item.objects.create(
            agreement=partnership.contract, version=version, code="RESERVED_BEDS", quantity=beds
        )
    home, hospital = partnership.district.home.pk, partnership.hospital.pk
    assert reserved_beds_of([home], DAY)[home] == {hospital: 2}
    assert reserved_beds_of([home], date(2026, 6, 1))[home] == {hospital: 5}


def test_the_care_side_reserves_nothing_and_a_contract_without_priority_nothing(
    partnership: Partnership,
) -> None:
    partnership.reserve(1)
    home, hospital = partnership.district.home, partnership.hospital
    partnership.contract.parties.filter(institution=home).update(role="CARE_SIDE")
    assert reserved_beds_of([hospital.pk], DAY) == {}
    assert reserved_beds_of([home.pk], DAY) == {home.pk: {hospital.pk: 1}}
    Agreement.objects.update(transfer_priority=False)
    assert reserved_beds_of([home.pk], DAY) == {}


def test_one_of_two_contracts_without_a_number_lifts_the_limit(partnership: Partnership) -> None:
    partnership.reserve(1)
    partnership.contract.number = "C-first"
    partnership.contract.save()
    partnership.district.partners(partnership.district.home, partnership.hospital)
    assert reserved_beds_of([partnership.district.home.pk], DAY) == {}
