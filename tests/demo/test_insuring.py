"""Insurance in the demonstration is made by the services, and adds up."""

from __future__ import annotations

import pytest

from yiyang.accounts.selectors import balance
from yiyang.claims.models import Claim, Settlement
from yiyang.demo.district import District
from yiyang.demo.insuring import store_claims


@pytest.mark.django_db
def test_the_shown_resident_and_others_have_settled_claims(loaded: District) -> None:
    store_claims(loaded, lambda what, count: None)
    made = list(Settlement.objects.select_related("claim"))
    assert len(made) == 12 and all(one.claim.state == "SETTLED" for one in made)
    assert Claim.objects.filter(person=loaded.resident).count() == 2
    reasons = {code for one in made for code in one.decision.result["reasons"]}
    assert {"CLAIM_REFERRED"} <= reasons
    funds = balance("PAYER:EMPLOYEE_POOL") + balance("PAYER:RESIDENT_POOL")
    assert 0 < -funds <= sum(one.fund_fen for one in made)
