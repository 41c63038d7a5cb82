"""A claim received once, settled once, posted to the fen, counted for its year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.claims.conftest import DAY, LINES, YUAN, Insurer
from tests.conftest import NOW
from tests.world import make_institution, make_person
from yiyang.accounts.models import Entry, Posting
from yiyang.accounts.selectors import balance
from yiyang.audit.models import Entry as Audit
from yiyang.audit.services import PROGRAM
from yiyang.claims.errors import (
    ClaimHasFaults,
    ClaimNotOpen,
    ClaimTwice,
    CoverOverlaps,
    NoBirthday,
    NoLevel,
    NotInsured,
)
from yiyang.claims.models import Bearing, Claim, Counter, Settlement
from yiyang.claims.services import (
    AccountCredit,
    AskedLine,
    correct_claim,
    credit_account,
    receive_claim,
    settle_claim,
)
from yiyang.decisions.models import Decision
from yiyang.policy.book import NotInForce


def nothing_settled() -> bool:
    return not (Settlement.objects.exists() or Posting.objects.exists() or Counter.objects.exists())


def counters(insurer: Insurer) -> dict[str, int]:
    rows = Counter.objects.filter(person=insurer.person)
    return {name: fen // YUAN for name, fen in rows.values_list("name", "fen")}


def test_the_worked_claim_is_decided_posted_and_counted(insurer: Insurer) -> None:
    made = insurer.settle()
    assert (made.fund_fen, made.cash_fen) == (45_475 * YUAN, 14_525 * YUAN)
    assert made.decision.rule == "adjudication.adjudicate"
    assert [one.layer for one in made.bearings.order_by("place")] == ["DEDUCTIBLE", "POOL", "CASH"]
    assert balance("PAYER:EMPLOYEE_POOL") == -45_475 * YUAN
    assert balance(f"PERSON:{insurer.person.pk}") == -14_525 * YUAN
    assert balance(f"INSTITUTION:{insurer.hospital.pk}") == 60_000 * YUAN
    assert counters(insurer) == {"DEDUCTIBLE_INPATIENT": 1_500, "POOL": 45_475}
    assert made.year_from == date(2025, 7, 1)
    assert made.claim.state == "SETTLED"


def test_each_yuan_names_its_line_of_the_book_its_act_and_its_mark(insurer: Insurer) -> None:
    insurer.settle()
    pool = Bearing.objects.get(layer="POOL")
    assert (pool.key, pool.act) == ("adjudication.fund_share", "SH-EMPLOYEE-INSURANCE")
    assert pool.mark == "unverified"
    assert (pool.base_fen, pool.percent) == (53_500 * YUAN, 85)


def test_the_deductible_of_a_year_is_taken_once(insurer: Insurer) -> None:
    insurer.settle("H1")
    second = insurer.settle("H2")
    assert second.fund_fen == 55_000 * YUAN * 85 // 100
    assert not second.bearings.filter(layer="DEDUCTIBLE").exists()
    july = {"begun_on": date(2026, 7, 1), "ended_on": date(2026, 7, 1)}
    lines = tuple(replace(line, on=date(2026, 7, 1)) for line in LINES)
    third = insurer.settle("H3", **july, lines=lines)
    assert third.bearings.filter(layer="DEDUCTIBLE").exists()


def test_a_claim_sent_twice_is_taken_in_once(insurer: Insurer) -> None:
    assert insurer.receive() == insurer.receive()
    assert Claim.objects.count() == 1


def test_other_words_under_the_same_number_are_refused(insurer: Insurer) -> None:
    first = insurer.receive()
    with pytest.raises(ClaimTwice):
        insurer.receive(kind="OUTPATIENT")
    assert Claim.objects.get() == first


def test_every_fault_of_a_claim_is_told_at_once(insurer: Insurer) -> None:
    lines = (
        AskedLine("x", DAY + timedelta(days=1), -1, "A", "99"),
        AskedLine("y", DAY, 5, "A", first_self_pay=Decimal(10), hospital_fen=6),
        AskedLine("z", DAY, 5, "B", first_self_pay=Decimal(101), limit_fen=-1),
    )
    with pytest.raises(ClaimHasFaults) as refused:
        insurer.receive(lines=lines, total_fen=1, source="LTC-2026-03-1")
    assert [(one.code, one.where) for one in refused.value.findings] == [
        ("CLAIM_NUMBER_OF_CARE", "source"),
        ("CLAIM_SUM_DIFFERS", "total"),
        ("CLAIM_LINE_OUTSIDE_STAY", "lines.0.on"),
        ("CLAIM_UNKNOWN_CHARGE", "lines.0.charge"),
        ("CLAIM_BAD_AMOUNT", "lines.0.amount"),
        ("CLAIM_BAD_AMOUNT", "lines.1.hospital"),
        ("CLAIM_SHARE_WITHOUT_B", "lines.1.first_self_pay"),
        ("CLAIM_BAD_AMOUNT", "lines.2.limit"),
        ("CLAIM_BAD_AMOUNT", "lines.2.first_self_pay"),
    ]
    assert not Claim.objects.exists()


def test_care_of_days_after_the_filing_is_not_claimed(insurer: Insurer) -> None:
    filed = timezone.localdate(NOW)
    later = filed + timedelta(days=1)
    lines = (AskedLine("x", filed, 5, "A"), AskedLine("y", later, 5, "A"))
    days = {"begun_on": filed, "ended_on": later, "lines": lines}
    with pytest.raises(ClaimHasFaults) as refused:
        receive_claim(asked=insurer.asked(**days), by=PROGRAM, at=NOW)
    assert [(one.code, one.where) for one in refused.value.findings] == [
        ("CLAIM_DAY_TO_COME", "ended"),
        ("CLAIM_DAY_TO_COME", "lines.1.on"),
    ]
    assert not Claim.objects.exists()
    whole = insurer.receive(begun_on=filed, ended_on=filed, lines=lines[:1])
    with pytest.raises(ClaimHasFaults):
        correct_claim(claim=whole, asked=insurer.asked(**days), by=PROGRAM, at=NOW)


def test_a_settled_claim_is_not_settled_again(insurer: Insurer) -> None:
    made = insurer.settle()
    with pytest.raises(ClaimNotOpen):
        settle_claim(claim=made.claim, by=PROGRAM, at=NOW)
    assert (Settlement.objects.count(), Entry.objects.count()) == (1, 1)


def test_who_is_not_insured_that_day_has_no_claim_settled(insurer: Insurer) -> None:
    stranger = make_person()
    with pytest.raises(NotInsured):
        insurer.settle(person_id=stranger.pk)
    assert nothing_settled() and not Decision.objects.exists()


def test_without_a_birthday_nothing_is_guessed(insurer: Insurer) -> None:
    nameless = make_person(born_on=None)
    insurer.insure(nameless)
    with pytest.raises(NoBirthday):
        insurer.settle(person_id=nameless.pk)
    assert nothing_settled()


def test_what_the_book_does_not_settle_is_held(insurer: Insurer) -> None:
    resident = make_person()
    insurer.insure(resident, insurance="RESIDENT", status="RESIDENT")
    with pytest.raises(NotInForce):
        insurer.settle(person_id=resident.pk, kind="MAJOR_OUTPATIENT")
    assert nothing_settled()
    assert Claim.objects.get().state == "RECEIVED"


def test_an_institution_that_is_not_designated_is_paid_by_the_person(insurer: Insurer) -> None:
    inside = make_institution("CLINIC", level=1)
    made = insurer.settle(institution_id=inside.pk)
    assert (made.fund_fen, made.cash_fen) == (0, 60_000 * YUAN)
    assert made.decision.result["reasons"] == ["CLAIM_NOT_DESIGNATED"]


def test_personal_and_family_accounts_pay_before_cash(insurer: Insurer) -> None:
    elder = make_person(born_on=date(1955, 3, 1))
    family = insurer.insure(elder, status="RETIRED", retired_year=2015)
    year = AccountCredit(date(2025, 7, 1))
    credit_account(cover=family, told=year, by=PROGRAM, at=NOW)
    own = AccountCredit(date(2025, 7, 1), base_fen_per_month=10_000 * YUAN)
    credit_account(cover=insurer.cover, told=own, by=PROGRAM, at=NOW)
    insurer.cover.family_payer = elder
    insurer.cover.save()
    made = insurer.settle()
    shares = {one.layer: one.fen // YUAN for one in made.bearings.all()}
    assert (shares["ACCOUNT"], shares["FAMILY_ACCOUNT"]) == (2_400, 1_680)
    assert shares["CASH"] == 14_525 - 2_400 - 1_680
    assert balance(f"SAVINGS:{elder.pk}") == balance(f"SAVINGS:{insurer.person.pk}") == 0


def test_two_ways_of_being_insured_at_once_are_refused(insurer: Insurer) -> None:
    with pytest.raises(CoverOverlaps):
        insurer.insure(insurer.person, status="RETIRED")
    assert insurer.person.covers.count() == 1


def test_who_is_insured_in_another_way_from_a_day_on_is_settled_so(insurer: Insurer) -> None:
    day = date(2026, 2, 1)
    assert insurer.insure(insurer.person) == insurer.cover
    ended = insurer.insure(insurer.person, until=day)
    assert (ended.pk, insurer.person.covers.get().span.upper) == (insurer.cover.pk, day)
    insurer.insure(insurer.person, status="RETIRED", since=day)
    with pytest.raises(CoverOverlaps):
        insurer.insure(insurer.person)
    assert [one.span.upper for one in insurer.person.covers.order_by("pk")] == [day, None]
    assert insurer.settle().decision.facts["insured"]["status"] == "RETIRED"
    told = Audit.objects.filter(action__startswith="cover.").order_by("pk")
    assert list(told.values_list("action", flat=True)) == ["cover.add", "cover.end", "cover.add"]


def test_what_the_institution_bears_is_asked_of_nobody(insurer: Insurer) -> None:
    lines = (AskedLine("S1", DAY, 10_000 * YUAN, "A", hospital_fen=1_000 * YUAN),)
    made = insurer.settle(lines=lines)
    assert made.hospital_fen == 1_000 * YUAN
    assert balance(f"INSTITUTION:{insurer.hospital.pk}") == 9_000 * YUAN
    assert made.fund_fen == (9_000 - 1_500) * 85  # in fen, 85 percent


def test_without_a_referral_the_share_is_lower(insurer: Insurer) -> None:
    made = insurer.settle(referral_number="")
    assert made.decision.result["reasons"] == ["CLAIM_NOT_REFERRED"]
    assert made.fund_fen == 53_500 * 75


def test_a_claim_of_nothing_is_settled_and_moves_nothing(insurer: Insurer) -> None:
    made = insurer.settle(lines=(AskedLine("S1", DAY, 0, "A"),))
    assert made.total_fen == 0 and not Posting.objects.exists()


def test_a_claim_is_received_with_each_of_its_lines(insurer: Insurer) -> None:
    asked = insurer.asked()
    assert receive_claim(asked=asked, by=PROGRAM, at=NOW).lines.count() == 3


def test_a_hospital_without_a_level_is_paid_no_share_by_a_guess(insurer: Insurer) -> None:
    nowhere = make_institution("HOSPITAL", designated=True)
    with pytest.raises(NoLevel):
        insurer.settle(institution_id=nowhere.pk)
    assert nothing_settled() and not Decision.objects.exists()
    clinic = make_institution("CLINIC", designated=True)
    assert insurer.settle(institution_id=clinic.pk).decision.facts["level"] == 0


def test_an_account_is_credited_by_completed_years_and_not_without_a_birthday(
    insurer: Insurer,
) -> None:
    year = AccountCredit(date(2025, 7, 1))
    for born, fen in ((date(1950, 7, 1), 1_890), (date(1950, 7, 2), 1_680)):
        elder = make_person(born_on=born)
        cover = insurer.insure(elder, status="RETIRED")
        credit_account(cover=cover, told=year, by=PROGRAM, at=NOW)
        assert balance(f"SAVINGS:{elder.pk}") == fen * YUAN
    nameless = insurer.insure(make_person(born_on=None), status="RETIRED")
    postings = Posting.objects.count()
    with pytest.raises(NoBirthday):
        credit_account(cover=nameless, told=year, by=PROGRAM, at=NOW)
    assert Posting.objects.count() == postings


@pytest.mark.parametrize(
    ("begun", "ended", "where"),
    [
        (date(1, 1, 1), date(2026, 2, 20), "begun"),
        (date(1899, 12, 31), date(2026, 2, 20), "begun"),
        (date(2026, 2, 15), date(9999, 12, 31), "ended"),
        (date(2026, 2, 15), date(2200, 1, 1), "ended"),
    ],
)
def test_a_day_of_no_claim_is_named_and_nothing_is_taken_in(
    insurer: Insurer, begun: date, ended: date, where: str
) -> None:
    with pytest.raises(ClaimHasFaults) as refused:
        insurer.receive(begun_on=begun, ended_on=ended)
    assert [(one.code, one.where) for one in refused.value.findings] == [
        ("CLAIM_NO_SUCH_DAY", where)
    ]
    assert not Claim.objects.exists()
