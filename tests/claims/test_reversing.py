"""A settlement taken back or corrected leaves the year as if it had never been."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.claims.conftest import LINES, YUAN, Insurer
from tests.conftest import NOW
from yiyang.accounts.models import Posting
from yiyang.accounts.selectors import balance
from yiyang.audit.services import PROGRAM
from yiyang.claims.errors import ClaimNotOpen, ClaimNotSettled, ClaimTwice, NothingDue
from yiyang.claims.models import Claim, Counter, Settlement
from yiyang.claims.services import correct_claim, pay_claim, reverse_claim
from yiyang.claims.services.paying import owed_on_claim


def counted(insurer: Insurer) -> dict[str, int]:
    rows = Counter.objects.filter(person=insurer.person, fen__gt=0)
    return dict(rows.values_list("name", "fen"))


def moneys(insurer: Insurer) -> tuple[int, int, int]:
    codes = ("PAYER:EMPLOYEE_POOL", f"PERSON:{insurer.person.pk}")
    return (*(balance(code) for code in codes), balance(f"INSTITUTION:{insurer.hospital.pk}"))


def test_what_is_taken_back_moves_and_counts_nothing(insurer: Insurer) -> None:
    made = insurer.settle()
    reverse_claim(claim=made.claim, by=PROGRAM, at=NOW)
    assert (moneys(insurer), counted(insurer)) == ((0, 0, 0), {})
    made.refresh_from_db()
    assert made.reversed_at == NOW and made.reversal_id
    assert Claim.objects.get().state == "REVERSED"
    assert Posting.objects.count() == 4  # both entries stay to be seen


def test_the_claims_after_it_are_settled_again_in_their_order(insurer: Insurer) -> None:
    first, second = insurer.settle("H1"), insurer.settle("H2")
    reverse_claim(claim=first.claim, by=PROGRAM, at=NOW)
    again = Settlement.objects.get(reversed_at=None)
    assert again.claim_id == second.claim_id and again.pk != second.pk
    assert again.bearings.get(layer="DEDUCTIBLE").fen == 1_500 * YUAN
    assert counted(insurer) == {"DEDUCTIBLE_INPATIENT": 150_000, "POOL": 4_547_500}
    assert moneys(insurer) == (-4_547_500, -1_452_500, 6_000_000)


def test_what_is_not_settled_cannot_be_taken_back(insurer: Insurer) -> None:
    claim = insurer.receive()
    with pytest.raises(ClaimNotSettled):
        reverse_claim(claim=claim, by=PROGRAM, at=NOW)
    assert not Posting.objects.exists()


def test_a_correction_takes_the_place_of_what_it_corrects(insurer: Insurer) -> None:
    first, second = insurer.settle("H1"), insurer.settle("H2")
    asked = insurer.asked("H1", lines=(LINES[2],))
    made = correct_claim(claim=first.claim, asked=asked, by=PROGRAM, at=NOW)
    assert (made.version, made.state, made.corrects_id) == (2, "SETTLED", first.claim_id)
    assert Claim.objects.get(pk=first.claim_id).state == "CORRECTED"
    standing = {one.claim_id: one for one in Settlement.objects.filter(reversed_at=None)}
    assert standing[made.pk].fund_fen == (37_000 - 1_500) * 85
    assert standing[second.claim_id].fund_fen == 55_000 * 85
    assert moneys(insurer)[2] == (37_000 + 60_000) * YUAN


def test_a_correction_for_somebody_else_is_refused(insurer: Insurer) -> None:
    first = insurer.settle("H1")
    for asked in (insurer.asked("H1"), insurer.asked("H9"), insurer.asked("H1", person_id=9)):
        with pytest.raises(ClaimTwice):
            correct_claim(claim=first.claim, asked=asked, by=PROGRAM, at=NOW)
    assert Settlement.objects.get() == first


def test_the_person_pays_once_and_gets_back_what_was_too_much(insurer: Insurer) -> None:
    claim = insurer.settle().claim
    pay_claim(claim=claim, by=PROGRAM, at=NOW)
    with pytest.raises(NothingDue):
        pay_claim(claim=claim, by=PROGRAM, at=NOW)
    assert owed_on_claim(claim) == 0
    lines = (replace(LINES[2], fen=10_000 * YUAN),)
    asked = insurer.asked(lines=lines)
    made = correct_claim(claim=claim, asked=asked, by=PROGRAM, at=NOW)
    assert owed_on_claim(made) == (1_500 + 1_275 - 14_525) * YUAN
    pay_claim(claim=made, by=PROGRAM, at=NOW)
    assert moneys(insurer)[1] == 0 and owed_on_claim(made) == 0
    assert balance(f"CASH:{insurer.hospital.pk}") == -2_775 * YUAN


def test_nothing_is_given_back_on_a_claim_that_was_replaced(insurer: Insurer) -> None:
    claim = insurer.settle().claim
    pay_claim(claim=claim, by=PROGRAM, at=NOW)
    asked = insurer.asked(lines=(replace(LINES[2], fen=10_000 * YUAN),))
    made = correct_claim(claim=claim, asked=asked, by=PROGRAM, at=NOW)
    owed = owed_on_claim(made)
    with pytest.raises(ClaimNotOpen):
        pay_claim(claim=claim, by=PROGRAM, at=NOW)
    assert owed_on_claim(made) == owed
    assert balance(f"CASH:{insurer.hospital.pk}") == -14_525 * YUAN


def test_a_claim_that_waits_is_replaced_and_goes_on_waiting(insurer: Insurer) -> None:
    waiting = insurer.receive("H1")
    made = correct_claim(claim=waiting, asked=insurer.asked(kind="HOME_BED"), by=PROGRAM, at=NOW)
    assert made.state == "RECEIVED" and not Settlement.objects.exists()
    with pytest.raises(ClaimNotOpen):
        correct_claim(claim=waiting, asked=insurer.asked(kind="OUTPATIENT"), by=PROGRAM, at=NOW)
    assert Claim.objects.count() == 2
