"""Claims that two nodes settle: asked where the care was given, and nothing of ours goes back."""

from __future__ import annotations

from datetime import date

import pytest

from tests.claims.conftest import YUAN
from tests.conftest import NOW
from tests.cross_region.conftest import two
from tests.cross_region.world import DAY, HERE, Two
from tests.oversight.conftest import LISTS
from tests.world import actor_of, make_assignment
from yiyang.access.models import Role
from yiyang.audit.services import PROGRAM
from yiyang.claims.services import AskedLine
from yiyang.oversight.models import Matter, Recovery
from yiyang.oversight.recoverable import mosts
from yiyang.oversight.services import (
    Found,
    Wish,
    explain_matter,
    keep_lists,
    review_matter,
    screen_claims,
)

__all__ = ["two"]
pytestmark = pytest.mark.django_db
WISH = Wish(date(2026, 1, 1), date(2027, 1, 1), HERE)


def test_of_a_claim_that_two_nodes_settled_nothing_goes_back_here(two: Two) -> None:
    two.file()
    codes = (("MONITOR", 3_000), ("BED", 1_000), ("SURGERY", 20_000))
    two.settled(lines=tuple(AskedLine(code, DAY, yuan * YUAN, "A") for code, yuan in codes))
    keep_lists(lists=LISTS, by=PROGRAM, at=NOW)
    officer = actor_of(make_assignment(Role.INSURER))
    screen_claims(wish=WISH, by=officer, at=NOW)
    matter = Matter.objects.get()  # none at an institution of another node
    assert matter.institution == two.hospital
    assert {one.fen for one in mosts(matter)} == {0}
    explain_matter(matter_id=matter.pk, words="x", papers={}, by=PROGRAM, at=NOW)
    found = {one.pk: Found("UPHELD") for one in matter.suspicions.all()}
    done = review_matter(matter_id=matter.pk, found=found, note="x", by=officer, at=NOW)
    assert (done.case.state, done.recover_fen) == ("MATTER_RECOVERED", 0)
    assert not Recovery.objects.exists()
