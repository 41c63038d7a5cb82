"""Two hands that ask at the same moment get two numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, BrokenBarrierError, Thread
from unittest.mock import patch

import pytest
from django.db import connections

from tests.conftest import NOW
from tests.cross_region.world import DAY, Two
from tests.journeys.clock import at
from yiyang.audit.services import PROGRAM
from yiyang.cross_region.models import Eligibility, Reconciliation
from yiyang.cross_region.services import comparing, eligibility
from yiyang.exchange.here import node_here

SHORT = 0.4  # seconds until who waits for the other's transaction is not waited for


@pytest.fixture
def two(transactional_db: None, tmp_path: Path) -> Iterator[Two]:
    with at(NOW):
        yield Two(tmp_path)


def test_two_who_ask_for_books_or_people_at_once_both_ask(two: Two) -> None:
    together = Barrier(2)
    faults: list[BaseException] = []

    def meet() -> str:
        """Stand where the number is made, until the other stands there too or cannot."""
        try:
            together.wait(SHORT)
        except BrokenBarrierError:
            together.reset()
        return node_here()

    def ask() -> None:
        try:
            comparing.ask_books(node=two.pudong, day=DAY, by=PROGRAM, at=NOW)
            eligibility.ask_eligibility(
                node=two.pudong, person=two.person, institution=two.hospital, kind="INPATIENT",
                on=DAY, by=PROGRAM, at=NOW,
            )  # fmt: skip
        except BaseException as fault:  # it must reach the test
            faults.append(fault)
        finally:
            connections.close_all()

    with patch.object(comparing, "node_here", meet), patch.object(eligibility, "node_here", meet):
        hands = [Thread(target=ask) for _ in range(2)]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
    assert faults == []
    assert Reconciliation.objects.count() == Eligibility.objects.count() == 2
