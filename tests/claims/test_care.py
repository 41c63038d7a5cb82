"""A month of recorded care becomes claims on long-term care insurance, and follows its acts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.claims.conftest import Insurer
from tests.conftest import NOW
from tests.world import (
    make_bed,
    make_capability,
    make_institution,
    make_person,
    make_practitioner,
)
from yiyang.accounts.models import Entry
from yiyang.accounts.selectors import balance
from yiyang.assessments.models import Assessment
from yiyang.audit.services import PROGRAM
from yiyang.beds.models import BedClaim, Presence
from yiyang.claims.errors import ClaimOfActs, ClaimRecovered, MonthNotOver
from yiyang.claims.models import CareMonth, Claim, ClaimedAct, Settlement
from yiyang.claims.services import (
    CareDone,
    claim_care,
    correct_claim,
    pay_claim,
    reverse_claim,
    settle_claim,
)
from yiyang.claims.services.paying import owed_on_claim
from yiyang.claims.services.recovering import Because, recover_from_claim, recoverable
from yiyang.decisions.models import Decision
from yiyang.fees.bill_selectors import delivered_unbilled
from yiyang.fees.models import Bill
from yiyang.fees.services import open_bill
from yiyang.fees.services.billing import Charged, charge_item
from yiyang.ledger.models import Act
from yiyang.ledger.services import record_act, reverse_act
from yiyang.network.models import Institution
from yiyang.people.models import Person
from yiyang.rules.calendar import CHINA

MONTH = date(2026, 2, 1)
MONDAY = datetime(2026, 2, 2, 9, tzinfo=CHINA)
FUND = "PAYER:LONG_TERM_CARE"


def provider(kind: str = "HOME_CARE_PROVIDER") -> Institution:
    made = make_institution(kind)
    make_capability(made, "LONG_TERM_CARE")
    return made


class Elder:
    """Somebody insured and assessed, and who cares for them at home."""

    def __init__(self, insurer: Insurer, level: str = "4") -> None:
        self.person: Person = insurer.person
        self.provider = provider()
        self.carer = make_practitioner(profession="CARER")
        self.level(level)

    def level(self, level: str, at: datetime = datetime(2026, 1, 5, tzinfo=CHINA)) -> None:
        Assessment.objects.create(
            person=self.person, instrument="SH_UNIFIED", instrument_version="2.0", answers={},
            scores={}, level=level, assessed_at=at, decision=self._assessed(at),
        )  # fmt: skip

    def _assessed(self, at: datetime) -> Decision:
        return Decision.objects.create(
            rule="instruments.score", rule_version="1", book_digest="", day=at.date(), place="",
            strict=False, facts={}, result={}, clauses=[], marks=[], authorities=[],
            subject_kind="person", subject_id=self.person.pk, made_at=at,
        )  # fmt: skip

    def cared(self, day: int, item: str = "LTCI_01", minutes: int = 60, **columns: Any) -> Act:
        since = MONDAY + timedelta(days=day)
        given = {
            "institution_id": self.provider.pk, "practitioner_id": self.carer.pk,
            "since": since, "until": since + timedelta(minutes=minutes),
        }  # fmt: skip
        return record_act(
            kind="HOME_VISIT", person_id=self.person.pk, unit="TIME", item=item,
            source_kind="test", source_id=f"{day}{item}{Act.objects.count()}", by=PROGRAM, at=NOW,
            **(given | columns),
        )  # fmt: skip

    def bill(self) -> Bill:
        return open_bill(
            person_id=self.person.pk, institution_id=self.provider.pk, occasion="HOME",
            by=PROGRAM, at=NOW,
        )  # fmt: skip

    def claim(self, first: date = MONTH) -> CareDone:
        return claim_care(person_id=self.person.pk, first=first, by=PROGRAM, at=NOW)


@pytest.fixture
def elder(insurer: Insurer) -> Elder:
    return Elder(insurer)


def standing() -> list[tuple[int, int]]:
    rows = Settlement.objects.filter(reversed_at=None).order_by("claim__institution")
    return list(rows.values_list("fund_fen", "cash_fen"))


def test_acts_become_one_claim_posted_from_both_sides(elder: Elder) -> None:
    acts = [elder.cared(day) for day in range(6)]
    done = elder.claim()
    assert (dict(done.counts), standing()) == ({"added": 1}, [(22_500, 2_500)])
    assert [(one.act, one.reason) for one in done.left_out] == [(str(acts[5].pk), "CARE_BEYOND")]
    assert (balance(FUND), balance(f"PERSON:{elder.person.pk}")) == (-22_500, -2_500)
    assert balance(f"INSTITUTION:{elder.provider.pk}") == 25_000
    assert set(ClaimedAct.objects.values_list("act", flat=True)) == {act.pk for act in acts[:5]}
    pay_claim(claim=Claim.objects.get(), by=PROGRAM, at=NOW)
    assert balance(f"PERSON:{elder.person.pk}") == 0


def test_again_it_writes_neither_claim_nor_posting_nor_decision(elder: Elder) -> None:
    elder.cared(0)
    elder.claim()
    before = (Claim.objects.count(), Entry.objects.count(), Decision.objects.count())
    assert dict(elder.claim().counts) == {"same": 1}
    assert before == (Claim.objects.count(), Entry.objects.count(), Decision.objects.count())


def test_the_number_of_a_claim_tells_nothing_of_the_person_and_stays(elder: Elder) -> None:
    make_person()  # the numbers of persons and of months go apart
    elder.cared(0)
    number = f"LTC-2026-02-M{elder.claim().month.pk}"
    assert [one.source for one in Claim.objects.all()] == [number]
    elder.cared(1)
    assert dict(elder.claim().counts) == {"corrected": 1}
    assert {one.source for one in Claim.objects.all()} == {number}


def test_a_claim_that_was_given_another_number_of_its_month_is_not_claimed_twice(
    elder: Elder,
) -> None:
    elder.cared(0)
    elder.claim()
    before = standing()
    Claim.objects.update(source=f"LTC-2026-02-{elder.person.pk}")
    elder.claim()
    assert standing() == before
    assert Claim.objects.exclude(state=Claim.State.CORRECTED).count() == 1


def test_an_act_taken_back_takes_its_money_back_and_what_stood_beyond_comes_in(
    elder: Elder,
) -> None:
    acts = [elder.cared(day) for day in range(6)]
    elder.claim()
    pay_claim(claim=Claim.objects.get(), by=PROGRAM, at=NOW)
    for act, fund in ((acts[0], 22_500), (acts[1], 18_000)):
        reverse_act(act=act, reason="WRONG", by=PROGRAM, at=NOW)
        assert (balance(FUND), standing()) == (-fund, [(fund, fund // 9)])
    latest = Claim.objects.exclude(state="CORRECTED").get()
    assert (latest.version, owed_on_claim(latest)) == (3, -500)
    for act in acts[2:]:
        reverse_act(act=act, reason="WRONG", by=PROGRAM, at=NOW)
    assert (balance(FUND), standing(), balance(f"INSTITUTION:{elder.provider.pk}")) == (0, [], 0)
    assert CareMonth.objects.get().lines == 0


def test_care_of_a_month_before_that_is_taken_back_takes_its_bonus_along(insurer: Insurer) -> None:
    elder = Elder(insurer, "5")
    before = [elder.cared(day) for day in (-50, -20)]  # in December and in January
    elder.cared(0, minutes=120)
    elder.claim()
    assert standing() == [(9_000, 1_000)]
    reverse_act(act=before[1], reason="WRONG", by=PROGRAM, at=NOW)
    assert standing() == [(4_500, 500)]


def test_an_act_that_takes_the_place_of_another_is_claimed_and_on_no_bill(
    insurer: Insurer,
) -> None:
    elder = Elder(insurer, "2")
    acts = [elder.cared(day) for day in range(3)]
    late = MONDAY + timedelta(days=2, hours=5)
    other = elder.cared(
        2, since=late, until=late + timedelta(hours=1),
        practitioner_id=make_practitioner(profession="CARER").pk,
    )  # fmt: skip
    assert [one.act for one in elder.claim().left_out] == [str(other.pk)]
    reverse_act(act=acts[2], reason="WRONG", by=PROGRAM, at=NOW)
    assert (Claim.objects.get().version, standing()) == (1, [(13_500, 1_500)])
    assert ClaimedAct.objects.filter(act=other).exists()
    assert list(delivered_unbilled(elder.bill())) == []


def test_a_claim_taken_back_is_not_settled_again_without_its_acts(elder: Elder) -> None:
    first, second = elder.cared(0), elder.cared(8)
    elder.claim()
    claim = Claim.objects.get()
    reverse_claim(claim=claim, by=PROGRAM, at=NOW)
    charge_item(bill=elder.bill(), what=Charged("LTCI_01", act=first), by=PROGRAM, at=NOW)
    claim.refresh_from_db()
    with pytest.raises(ClaimOfActs):
        settle_claim(claim=claim, by=PROGRAM, at=NOW)
    elder.claim()
    assert standing() == [(4_500, 500)]
    reverse_act(act=second, reason="WRONG", by=PROGRAM, at=NOW)
    latest = Claim.objects.get(state="REVERSED")
    with pytest.raises(ClaimOfActs):
        settle_claim(claim=latest, by=PROGRAM, at=NOW)
    assert (balance(FUND), standing()) == (0, [])


def test_an_act_told_late_is_claimed_when_the_month_is_claimed_again(elder: Elder) -> None:
    elder.cared(0)
    elder.claim()
    elder.cared(1)
    assert (dict(elder.claim().counts), standing()) == ({"corrected": 1}, [(9_000, 1_000)])


def test_institutions_share_the_visits_of_a_week_by_their_days(elder: Elder) -> None:
    other = provider()
    for day in range(0, 7, 2):
        elder.cared(day)
    for day in range(1, 7, 2):
        elder.cared(day, institution_id=other.pk)
    done = elder.claim()
    assert (dict(done.counts), standing()) == ({"added": 2}, [(13_500, 1_500), (9_000, 1_000)])
    assert len(done.left_out) == 2


def test_the_level_and_the_insurance_are_those_of_the_day(elder: Elder) -> None:
    elder.level("1", datetime(2026, 2, 10, tzinfo=CHINA))
    elder.cared(0)
    elder.cared(9)
    done = elder.claim()
    assert [one.reason for one in done.left_out] == ["CARE_NOT_ENTITLED"]
    assert standing() == [(4_500, 500)]


def test_a_month_that_goes_on_is_not_claimed(elder: Elder) -> None:
    elder.cared(0)
    with pytest.raises(MonthNotOver):
        elder.claim(NOW.date().replace(day=1))
    assert not Claim.objects.exists() and not CareMonth.objects.exists()


def test_a_claim_of_acts_is_corrected_by_its_acts_alone(elder: Elder, insurer: Insurer) -> None:
    elder.cared(0)
    elder.claim()
    claim = Claim.objects.get()
    told = insurer.asked(claim.source, institution_id=elder.provider.pk)
    with pytest.raises(ClaimOfActs):
        correct_claim(claim=claim, asked=told, by=PROGRAM, at=NOW)
    assert standing() == [(4_500, 500)]


def test_other_claims_of_the_year_are_left_as_they_are(elder: Elder, insurer: Insurer) -> None:
    first = elder.cared(0)
    elder.claim()
    later = insurer.settle("H9")
    reverse_act(act=first, reason="WRONG", by=PROGRAM, at=NOW)
    later.refresh_from_db()
    assert later.reversed_at is None


def test_a_day_in_an_institution_goes_by_the_day_and_a_hospital_s_is_not_paid(
    elder: Elder,
) -> None:
    home = provider("CARE_INSTITUTION")
    hospital = make_institution("HOSPITAL", level=2)
    lies(elder.person, home, "INSTITUTION_BED", MONDAY - timedelta(days=1), None)
    lies(elder.person, hospital, "HOSPITAL_BED", *(MONDAY + timedelta(days=n) for n in (2, 4)))
    acts = [elder.cared(day, institution_id=home.pk, minutes=20) for day in (0, 0, 1, 3)]
    visited = elder.cared(5)
    done = elder.claim()
    told = {one.act: one.reason for one in done.left_out}
    assert told == {str(acts[3].pk): "CARE_IN_HOSPITAL", str(visited.pk): "CARE_ANOTHERS_BED"}
    assert standing() == [(4_250, 750)]
    assert list(Claim.objects.get().lines.values_list("code", "fen")) == [("CARE_DAY", 2_500)] * 2


def test_money_that_supervision_took_back_holds_the_claim_and_its_acts(elder: Elder) -> None:
    act = elder.cared(0)
    elder.claim()
    claim = Claim.objects.get()
    shares = recoverable(claim, (), (1,))
    assert shares == {"LONG_TERM_CARE": 4_500}
    because = Because("supervision.review", claim.settlements.get().decision_id, "test", 1)
    recover_from_claim(claim=claim, fen=4_500, shares=shares, because=because, by=PROGRAM, at=NOW)
    with pytest.raises(ClaimRecovered):
        reverse_act(act=act, reason="WRONG", by=PROGRAM, at=NOW)
    assert balance(FUND) == 0 and Act.objects.count() == 1


def test_what_insurance_was_asked_for_is_on_no_bill_and_what_is_billed_is_not_claimed(
    elder: Elder,
) -> None:
    first, second = elder.cared(0), elder.cared(1, minutes=30)
    bill = elder.bill()
    charge_item(bill=bill, what=Charged("LTCI_01", act=first), by=PROGRAM, at=NOW)
    done = elder.claim()
    assert [(one.act, one.reason) for one in done.left_out] == [(str(first.pk), "CARE_BILLED")]
    assert list(delivered_unbilled(bill)) == [] and ClaimedAct.objects.get().act == second


def lies(
    person: Person, institution: Institution, kind: str, since: datetime, until: datetime | None
) -> None:
    span = DateTimeTZRange(since, until)
    bed = make_bed(institution, kind)
    claim = BedClaim.objects.create(
        bed=bed, person=person, kind="OCCUPY", span=span, is_active=until is None
    )
    axis = "CARE" if kind == "INSTITUTION_BED" else "MEDICAL"
    Presence.objects.create(person=person, axis=axis, bed_kind=kind, claim=claim, span=span)
