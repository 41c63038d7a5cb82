"""The district with all that follows while the program runs, for every test of this folder."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from tests.demo.conftest import ignore
from yiyang.demo.district import District
from yiyang.demo.later import load_later


@pytest.fixture(scope="package")
def made(loaded: District, django_db_blocker: Any) -> Iterator[list[str]]:
    """The names of the parts that followed."""
    with django_db_blocker.unblock(), transaction.atomic():
        names = load_later(loaded, ignore)
        connection.check_constraints()
        yield names
        transaction.set_rollback(True)


@pytest.fixture
def whole(loaded: District, made: list[str]) -> District:
    """The district with every part."""
    return loaded
