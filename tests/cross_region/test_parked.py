"""An answer that a fault of ours keeps from being done holds up nobody, and is done later."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError

from tests.conftest import NOW
from tests.cross_region.world import Two
from tests.journey import Journey
from yiyang.access.models import Role
from yiyang.accounts.models import Posting
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.cross_region.services import hearing
from yiyang.exchange.errors import NothingToHear
from yiyang.exchange.models import Node, Sent
from yiyang.exchange.services import hear_again

ALL_WELL = "sent 2, nodes that did not answer 0"


def break_for(monkeypatch: pytest.MonkeyPatch, number: str, fault: Exception) -> None:
    """Let a fault of ours meet whoever books the answer to one settlement."""
    book = hearing._book

    def broken(row: Any, *more: Any) -> list[str]:
        if row.number == number:
            raise fault
        return book(row, *more)

    monkeypatch.setattr(hearing, "_book", broken)


def two_that_wait(two: Two) -> list[Any]:
    two.file()
    return [two.asked("H1"), two.asked("H2", kind="OUTPATIENT")]


def test_one_answer_that_cannot_be_done_stops_no_other(
    two: Two, journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = two_that_wait(two)
    with monkeypatch.context() as broken:
        break_for(broken, first.number, KeyError("a bug"))
        assert two.deliver() == ALL_WELL
    for row, state in ((first, "ASKED"), (second, "SETTLED")):
        row.refresh_from_db()
        assert row.state == state
    parked = Sent.objects.get(parked__isnull=False)
    assert parked.state == "TAKEN"
    issue = {"code": "ANSWER_NOT_DONE", "text": "", "value": "", "where": "KeyError"}
    assert parked.issues == [issue]
    officer = journey.sign_in(Role.SECURITY_OFFICER)
    assert "1 条答复未办理" in officer.get("/officers/nodes/").content.decode()
    page = officer.get(f"/officers/nodes/{two.pudong.pk}/").content.decode()
    assert "重新办理答复" in page and "本方处理该答复时出错" in page
    assert officer.post(f"/officers/nodes/{two.pudong.pk}/hear/").status_code == 302
    first.refresh_from_db()
    parked.refresh_from_db()
    assert (first.state, parked.parked, parked.issues) == ("SETTLED", None, [])
    assert two.owed()[0] == two.owed()[1]
    assert Entry.objects.get(action="exchange.heard_again").account_id == officer.account.pk
    with pytest.raises(NothingToHear):
        hear_again(node_id=two.pudong.pk, by=PROGRAM, at=NOW)


def test_what_fails_again_stays_parked_and_books_nothing(
    two: Two, journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = two_that_wait(two)
    break_for(monkeypatch, first.number, KeyError("a bug"))
    two.deliver()
    before = Posting.objects.count()
    told = journey.command("nodes", "hear", two.pudong.code, "--json")
    assert told.json == {"done": 0, "left": 1}
    (listed,) = [
        one
        for one in journey.command("nodes", "list", "--json").json
        if one["code"] == two.pudong.code
    ]
    assert listed["not_done"] == 1 and Posting.objects.count() == before


def test_a_fault_that_may_pass_is_tried_again_but_not_for_ever(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = two_that_wait(two)
    break_for(monkeypatch, first.number, OperationalError("deadlock detected"))
    for tries in range(1, 5):
        with pytest.raises(OperationalError):
            two.deliver()
        assert Node.objects.get(pk=two.pudong.pk).failures == tries
        assert not Sent.objects.exclude(parked=None).exists()
    assert two.deliver() == ALL_WELL  # the fifth of the same kind: the book allows no more
    second.refresh_from_db()
    assert second.state == "SETTLED" and Sent.objects.get(parked__isnull=False)
    assert Node.objects.get(pk=two.pudong.pk).failures == 0
    # heard again while it lasts, it stays, and holds up none behind it
    assert hear_again(node_id=two.pudong.pk, by=PROGRAM, at=NOW) == (0, 1)
    assert Sent.objects.get(parked__isnull=False).issues[-1]["code"] == "ANSWER_NOT_DONE"
