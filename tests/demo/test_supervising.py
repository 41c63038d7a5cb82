"""Fund supervision in the demonstration."""

from __future__ import annotations

import pytest

from yiyang.accounts.models import Account
from yiyang.accounts.selectors import balance
from yiyang.demo.district import District
from yiyang.demo.insuring import store_claims
from yiyang.demo.supervising import store_supervision
from yiyang.oversight.models import Matter, Recovery


def funds() -> int:
    payers = Account.objects.filter(kind=Account.Kind.PAYER).values_list("code", flat=True)
    return sum(balance(code) for code in payers)


@pytest.mark.django_db
def test_one_matter_is_decided_one_explained_and_one_asked(loaded: District) -> None:
    store_claims(loaded, lambda what, count: None)
    before = funds()
    store_supervision(loaded, lambda what, count: None)
    states = set(Matter.objects.values_list("case__state", flat=True))
    assert states == {"MATTER_RECOVERED", "MATTER_TOLD", "MATTER_EXPLAINED"}
    went_back = sum(Recovery.objects.values_list("fen", flat=True))
    assert went_back > 0 and funds() - before == went_back
