"""A hospital whose claims hold something to explain, two officers, and the insurer's lists."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.claims.conftest import DAY, YUAN, Insurer
from tests.conftest import NOW
from tests.world import actor_of, make_assignment
from yiyang.access.models import Role
from yiyang.audit.services import PROGRAM
from yiyang.claims.models import Claim
from yiyang.claims.services import AskedLine, settle_claim
from yiyang.oversight.models import Matter, Screening
from yiyang.oversight.services import Found, Wish, keep_lists, screen_claims
from yiyang.rules.supervision import Lists, Pair

LISTS = Lists(
    pairs=(Pair("MONITOR", "BED", "DAY"),),
    daily={"ROUND": Decimal(1)},
    sexes={"UTERUS": "2"},
)
WISH = Wish(date(2026, 2, 1), date(2026, 3, 1), "310106")


def line(code: str, yuan: int, **columns: Any) -> AskedLine:
    return AskedLine(code, DAY, yuan * YUAN, "A", **columns)


LINES = (line("MONITOR", 3_000), line("BED", 1_000), line("SURGERY", 20_000))


class Office(Insurer):
    """A hospital, its desk, and two officers of the insurer of the district."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = actor_of(make_assignment(Role.HOSPITAL_DESK, institution=self.hospital))
        self.first = actor_of(make_assignment(Role.INSURER))
        self.second = actor_of(make_assignment(Role.INSURER))
        keep_lists(lists=LISTS, by=PROGRAM, at=NOW)

    def sends(self, source: str = "H1", **columns: Any) -> Claim:
        """Store a settled claim, by default with a bed beside what includes it."""
        claim = self.receive(source, **({"lines": LINES} | columns))
        settle_claim(claim=claim, by=PROGRAM, at=NOW)
        return Claim.objects.get(pk=claim.pk)

    def looks(self, wish: Wish = WISH) -> Screening:
        return screen_claims(wish=wish, by=self.first, at=NOW)

    def matter(self) -> Matter:
        return Matter.objects.latest("pk")

    def found(self, outcome: str, part: int = 0) -> dict[int, Found]:
        keys = self.matter().suspicions.values_list("pk", flat=True)
        return {key: Found(outcome, part) for key in keys}


@pytest.fixture
def office(db: None) -> Office:
    return Office()
