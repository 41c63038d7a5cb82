"""A service and those it calls are one transaction; its last rows are written together."""

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from tests.conftest import NOW
from yiyang.audit.models import Entry, Payload
from yiyang.audit.services import PROGRAM, record
from yiyang.audit.together import once, one_transaction

pytestmark = pytest.mark.django_db


def note(action: str) -> None:
    record(
        by=PROGRAM, at=NOW, action=action, subject_kind="test", subject_id=1, payload={"a": action}
    )


def noted() -> list[str]:
    return list(
        Entry.objects.filter(subject_kind="test").order_by("pk").values_list("action", flat=True)
    )


@one_transaction
def inner(action: str) -> None:
    note(action)


def test_what_a_service_and_those_it_calls_record_is_one_statement_in_their_order(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    @one_transaction
    def outer() -> None:
        note("first")
        inner("second")
        note("third")

    with django_assert_num_queries(3):  # a savepoint, the rows, its end
        outer()
    assert noted() == ["first", "second", "third"]
    bodies = {bytes(body) for body in Payload.objects.values_list("body", flat=True)}
    assert bodies == {b'{"a":"first"}', b'{"a":"second"}', b'{"a":"third"}'}


def test_every_row_has_the_digest_of_its_own_payload() -> None:
    @one_transaction
    def outer() -> None:
        for action in ("one", "two"):
            note(action)

    outer()
    rows = Payload.objects.filter(entry__subject_kind="test").values_list("entry__action", "body")
    assert {action: bytes(body) for action, body in rows} == {
        "one": b'{"a":"one"}',
        "two": b'{"a":"two"}',
    }


def test_a_service_that_fails_leaves_no_row() -> None:
    @one_transaction
    def outer() -> None:
        inner("lost")
        raise LookupError

    with pytest.raises(LookupError):
        outer()
    assert noted() == []


def test_a_savepoint_rolled_back_takes_its_own_rows_and_no_others() -> None:
    @one_transaction
    def outer() -> None:
        note("before")
        try:
            with transaction.atomic():
                inner("lost")
                raise LookupError
        except LookupError:
            note("after")

    outer()
    assert noted() == ["before", "after"]


def test_what_is_read_once_is_read_again_after_a_savepoint() -> None:
    reads: list[int] = []

    def read() -> int:
        reads.append(1)
        return len(reads)

    @one_transaction
    def outer() -> list[int]:
        found = [once("row", read), once("row", read)]
        with transaction.atomic():
            found.append(once("row", read))
        return [*found, once("row", read)]

    assert outer() == [1, 1, 2, 3]
    assert once("row", read) == 4  # outside of a service nothing is kept
    assert outer() == [5, 5, 6, 7]
