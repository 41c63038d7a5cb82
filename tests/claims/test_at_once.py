"""Several claims of one person at once: what the year counts is counted once."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from django.db.models import Sum

from tests.at_once import WON, endings
from tests.claims.conftest import Insurer
from tests.conftest import NOW
from tests.world import make_person
from yiyang.accounts.selectors import balance
from yiyang.audit.services import PROGRAM
from yiyang.claims.models import Bearing, Claim, Settlement
from yiyang.claims.services import receive_claim, settle_claim

HANDS = 6


def settling(claim: Claim) -> object:
    return lambda: settle_claim(claim=Claim.objects.get(pk=claim.pk), by=PROGRAM, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_the_deductible_is_taken_once_however_many_claims_come_at_once() -> None:
    insurer = Insurer()
    claims = [insurer.receive(f"H{number}") for number in range(HANDS)]
    assert endings(*map(settling, claims)) == [WON] * HANDS
    taken = Bearing.objects.filter(layer="DEDUCTIBLE").aggregate(fen=Sum("fen"))["fen"]
    assert taken == 150_000
    pool = Bearing.objects.filter(layer="POOL").aggregate(fen=Sum("fen"))["fen"]
    assert balance("PAYER:EMPLOYEE_POOL") == -pool == -(5_500_000 * HANDS - 150_000) * 85 // 100


@pytest.mark.django_db(transaction=True)
def test_one_claim_sent_and_settled_by_many_at_once_counts_once() -> None:
    insurer = Insurer()
    asked = insurer.asked()

    def send() -> None:
        claim = receive_claim(asked=asked, by=PROGRAM, at=NOW)
        settle_claim(claim=claim, by=PROGRAM, at=NOW)

    ended = endings(*[send] * HANDS)
    assert sorted(ended) == ["CLAIM_NOT_OPEN"] * (HANDS - 1) + [WON]
    assert Claim.objects.count() == Settlement.objects.count() == 1
    assert balance(f"INSTITUTION:{insurer.hospital.pk}") == 6_000_000


@pytest.mark.django_db(transaction=True)
def test_who_pay_for_each_other_never_wait_for_each_other() -> None:
    insurer = Insurer()
    other = make_person(born_on=date(1977, 1, 5))
    insurer.insure(other, family_payer_id=insurer.person.pk)
    insurer.cover.family_payer = other
    insurer.cover.save()

    def visit(number: int) -> object:
        person = (insurer.person, other)[number % 2]

        @transaction.atomic
        def send() -> None:
            asked = insurer.asked(f"H{number}", person_id=person.pk)
            claim = receive_claim(asked=asked, by=PROGRAM, at=NOW)
            settle_claim(claim=claim, by=PROGRAM, at=NOW)

        return send

    assert endings(*map(visit, range(HANDS))) == [WON] * HANDS
    assert Settlement.objects.count() == HANDS
