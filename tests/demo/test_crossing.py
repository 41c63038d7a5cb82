"""Care elsewhere in the demonstration is made by the services of both nodes, and adds up."""

from __future__ import annotations

import pytest

from yiyang.claims.models import Bearing
from yiyang.cross_region.books import owed_fen, prepaid_fen
from yiyang.cross_region.models import AwayFiling, AwaySettlement, Eligibility, Prepayment, Role
from yiyang.demo.crossing import store_cross_region
from yiyang.demo.district import District
from yiyang.demo.insuring import store_claims
from yiyang.exchange.models import Node, Sent


@pytest.mark.django_db
def test_stays_are_settled_and_taken_back_in_both_directions(loaded: District) -> None:
    for store in (store_claims, store_cross_region):
        store(loaded, lambda what, count: None)
    rows = AwaySettlement.objects.order_by("role", "pk")
    assert list(rows.values_list("role", "state", "filing")) == [
        ("HOME", "REVERSED", "LONG_TERM"),
        ("HOME", "SETTLED", "LONG_TERM"),
        ("PLACE", "REVERSED", ""),
        ("PLACE", "SETTLED", ""),
        ("PLACE", "OPEN", ""),
    ]
    node = Node.objects.get()
    for role in (Role.HOME, Role.PLACE):
        (standing,) = rows.filter(role=role, state="SETTLED")
        assert standing.fund_fen > 0 and standing.cash_fen > 0
        assert owed_fen(node, role) == standing.fund_fen + standing.account_fen
        cited = Bearing.objects.filter(settlement__claim=standing.claim, layer="POOL")
        assert all(one.key and one.act and one.mark for one in cited) and cited.exists()
    assert rows.get(state="OPEN").preview is not None
    assert Eligibility.objects.get().allowed is True
    assert set(AwayFiling.objects.values_list("case__state", flat=True)) == {
        "AWAY_IN_FORCE", "AWAY_FILED",
    }  # fmt: skip
    assert Prepayment.objects.get().state == "THERE" and prepaid_fen(node, Role.HOME) > 0
    assert set(Sent.objects.values_list("state", flat=True)) == {"TAKEN"}
    assert rows.filter(role="HOME", person=loaded.resident).count() == 2
