"""One small district for every test of the demonstration."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from tests.conftest import NOW
from yiyang.demo.district import District
from yiyang.demo.keys import Keys
from yiyang.demo.loading import load_if_empty
from yiyang.demo.plan import Plan

PLAN = Plan(seed=7, size="small", at=NOW)
KEYS = Keys("demonstration only", "JBSWY3DPEHPK3PXP")


def ignore(_kind: str, _count: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture(scope="package")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[District]:
    """One district for this folder; each test takes back its own changes before."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = load_if_empty(PLAN, KEYS, ignore)
        connection.check_constraints()  # once: after each test only its own rows are checked
        yield made
        transaction.set_rollback(True)
