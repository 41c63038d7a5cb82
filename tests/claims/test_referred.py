"""A referral made here is found when a claim is settled, and counts only where it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.claims.conftest import Insurer
from tests.conftest import NOW
from tests.referrals.conftest import MINUTE, Referring
from tests.world import make_designation
from yiyang.claims.models import Settlement
from yiyang.referrals import services
from yiyang.referrals.models import Referral

DAY = date(2026, 3, 2)
assert NOW.date() == DAY


class Referred(Referring):
    """An insured person whom the centre refers to the hospital, which settles."""

    def __post_init__(self) -> None:
        super().__post_init__()
        make_designation(self.hospital)
        self.insurer = Insurer()
        self.insurer.hospital = self.hospital

    def referral(self) -> Referral:
        return self.accepted(self.insurer.person)

    def settled(self, begun: date = DAY, **columns: object) -> Settlement:
        lines = self.insurer.asked().lines
        given = {"begun_on": begun, "ended_on": begun, "referral_number": ""} | columns
        given["lines"] = tuple(replace(one, on=begun) for one in lines)
        return self.insurer.settle(f"H-{begun}", **given)


@pytest.fixture
def referred(db: None) -> Referred:
    return Referred()


def reasons(made: Settlement) -> list[str]:
    return made.decision.result["reasons"]


def test_a_referral_accepted_there_is_found_by_the_program(referred: Referred) -> None:
    referred.referral()
    assert reasons(referred.settled()) == ["CLAIM_REFERRED"]
    assert reasons(referred.settled(DAY + timedelta(days=30))) == ["CLAIM_REFERRED"]


def test_a_referral_holds_for_its_days_and_not_before_it_was_accepted(referred: Referred) -> None:
    referred.referral()
    for begun in (DAY - timedelta(days=1), DAY + timedelta(days=31)):
        assert reasons(referred.settled(begun)) == ["CLAIM_NOT_REFERRED"]


def test_one_that_was_only_sent_does_not_count(referred: Referred) -> None:
    referred.send(referred.insurer.person)
    assert reasons(referred.settled()) == ["CLAIM_NOT_REFERRED"]


def test_one_that_was_taken_back_does_not_count(referred: Referred) -> None:
    services.withdraw(
        referral=referred.referral(),
        note="x",
        institution_id=referred.centre.pk,
        by=referred.sender,
        at=NOW + 2 * MINUTE,
    )
    assert reasons(referred.settled()) == ["CLAIM_NOT_REFERRED"]


def test_one_without_priority_makes_no_difference(referred: Referred) -> None:
    made = referred.referral()
    Referral.objects.filter(pk=made.pk).update(has_priority=False)
    assert reasons(referred.settled()) == ["CLAIM_NOT_REFERRED"]
