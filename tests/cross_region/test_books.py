"""Days compared and mended, months cleared, money sent ahead: both books the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.conftest import NOW
from tests.cross_region.world import HERE, THERE, TODAY, YUAN, Two
from tests.journey import Journey
from yiyang.access.models import Role
from yiyang.accounts.models import Posting
from yiyang.accounts.selectors import balance
from yiyang.audit.projected import projectors
from yiyang.audit.services import PROGRAM
from yiyang.claims.services import reverse_claim
from yiyang.cross_region.errors import MonthCleared, MonthNotOver, NothingToPrepay
from yiyang.cross_region.models import AwaySettlement, Clearing, Difference, Prepayment
from yiyang.cross_region.services.asking import ask_reverse
from yiyang.cross_region.services.clearing import ask_statement
from yiyang.cross_region.services.comparing import ask_books
from yiyang.cross_region.services.prepaying import send_payment
from yiyang.exchange.models import Taken
from yiyang.faces.jobs.cross_region import compare_books
from yiyang.record.models import Resource
from yiyang.record.services.projecting import rebuild

FUND = 45_475 * YUAN


def month_before(day: date) -> date:
    """Return the first day of the month before a day's."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def compare(two: Two) -> None:
    """Compare the books of today tomorrow, and let what is asked then arrive."""
    tomorrow = NOW + timedelta(days=1)
    ask_books(node=two.pudong, day=TODAY, by=PROGRAM, at=tomorrow)
    two.deliver()


def differences() -> list[tuple[str, str]]:
    rows = Difference.objects.filter(reconciliation__role="PLACE", resolved_at=None)
    return list(rows.order_by("pk").values_list("kind", "remedy"))


def test_books_that_agree_have_no_difference(two: Two) -> None:
    two.file()
    two.settled()
    compare(two)
    assert differences() == [] and not Difference.objects.exists()
    with pytest.raises(MonthNotOver):
        ask_books(node=two.pudong, day=TODAY, by=PROGRAM, at=NOW)


def test_a_days_book_is_in_nobodys_record_whatever_it_calls_itself(two: Two) -> None:
    two.file()
    two.settled()
    compare(two)
    assert Taken.objects.filter(person=None).count() == 1
    for contents in (["SETTLEMENT"], [], ["SETTLEMENT", "RESULTS"]):
        Taken.objects.filter(person=None).update(contents=contents)
        _, last = rebuild(projectors()["taken"], after=0, most=100, at=two.at)
        assert last is None, contents
    assert not Resource.objects.filter(type="Provenance", origin__startswith="taken/").exists()


def test_the_persons_page_of_other_nodes_shows_what_was_settled(two: Two, journey: Journey) -> None:
    two.file()
    two.settled()
    desk = journey.sign_in(Role.HOSPITAL_DESK, institution=two.hospital)
    page = desk.get(f"/people/{two.person.pk}/nodes/")
    assert page.status_code == 200
    assert "跨区域结算" in page.content.decode()


def test_a_settlement_lost_at_home_is_named_and_mended_by_asking_again(two: Two) -> None:
    two.file()
    row = two.settled()
    home = two.at_home(row)
    assert home is not None and home.claim is not None
    # The other node comes back from an older copy of its database.
    reverse_claim(claim=home.claim, by=PROGRAM, at=two.at, through=HERE)
    home.claim.refresh_from_db()
    home.claim.source = "LOST"
    home.claim.save(update_fields=["source"])
    home.delete()
    assert two.owed() == (FUND, 0)
    compare(two)
    assert differences() == [("NOT_AT_HOME", "ASK_AGAIN")]
    two.deliver()
    assert two.owed() == (FUND, FUND)
    compare(two)
    assert differences() == []


def test_a_settlement_lost_at_the_place_of_care_is_taken_back_at_home(two: Two) -> None:
    two.file()
    row = two.settled()
    assert row.claim is not None
    reverse_claim(claim=row.claim, by=PROGRAM, at=two.at, through=THERE)
    row.delete()
    assert two.owed() == (0, FUND)
    compare(two)
    assert differences() == [("NOT_AT_PLACE", "REVERSE_AT_HOME")]
    two.deliver()
    assert two.owed() == (0, 0)
    compare(two)
    assert differences() == []


def test_what_moves_while_a_day_is_compared_leaves_no_difference_in_either_book(two: Two) -> None:
    two.file()
    row = two.settled()
    tomorrow = NOW + timedelta(days=1)
    ask_reverse(settlement=row, by=PROGRAM, at=tomorrow)
    ask_books(node=two.pudong, day=TODAY, by=PROGRAM, at=tomorrow)  # not taken back here yet
    two.nodes.deliver(tomorrow)
    assert [one.kind for one in Difference.objects.all()] == ["REVERSED_AT_HOME"]
    two.nodes.deliver(tomorrow)
    assert not Difference.objects.filter(resolved_at=None).exists()
    assert two.nodes.deliver(tomorrow).startswith("sent 0")  # and it is over


def test_a_line_that_differs_is_taken_back_at_both(two: Two) -> None:
    two.file()
    row = two.settled()
    AwaySettlement.objects.filter(role="HOME").update(fund_fen=FUND - 1)
    compare(two)
    assert differences() == [("LINE_DIFFERS", "REVERSE_BOTH")]
    two.deliver()
    row.refresh_from_db()
    assert row.state == "REVERSED" and two.owed() == (0, 0)
    compare(two)
    assert differences() == []  # neither moves anything any more: the month can be cleared
    last = month_before(TODAY)
    AwaySettlement.objects.update(settled_on=last, reversed_on=last)
    ask_statement(node=two.pudong, month=last, by=PROGRAM, at=NOW)
    two.deliver()
    assert {(one.state, one.due_fen) for one in Clearing.objects.all()} == {("CLEARED", 0)}


def test_a_month_is_cleared_with_the_prepaid_money_and_what_is_missing_is_moved(two: Two) -> None:
    two.file()
    with two.nodes.there():
        ahead = send_payment(node=two.jingan, by=PROGRAM, at=two.at, agreed_month_fen=10_000 * YUAN)
        assert two.nodes.deliver(NOW, to=HERE).startswith("sent 1")
        with pytest.raises(NothingToPrepay):
            send_payment(node=two.jingan, by=PROGRAM, at=two.at, agreed_month_fen=10_000 * YUAN)
    ahead.refresh_from_db()
    assert (ahead.state, ahead.fen) == ("THERE", 20_000 * YUAN)
    assert two.prepaid() == (20_000 * YUAN, 20_000 * YUAN)
    two.settled()
    now, last = NOW, month_before(TODAY)
    AwaySettlement.objects.update(settled_on=last)
    with pytest.raises(MonthNotOver):
        ask_statement(node=two.pudong, month=TODAY, by=PROGRAM, at=now)
    made = ask_statement(node=two.pudong, month=last, by=PROGRAM, at=now)
    two.nodes.wire.drops_answers = 1
    two.deliver()
    two.deliver()
    made.refresh_from_db()
    home = Clearing.objects.get(role="HOME")
    for row in (made, home):
        assert (row.state, row.due_fen, row.settled) == ("CLEARED", FUND, 1)
        assert (row.from_prepaid_fen, row.moved_fen) == (20_000 * YUAN, FUND - 20_000 * YUAN)
    assert two.owed() == (0, 0) and two.prepaid() == (0, 0)
    assert balance(f"TREASURY:{THERE}") == -FUND and balance(f"TREASURY:{HERE}") == FUND
    with pytest.raises(MonthCleared):
        ask_statement(node=two.pudong, month=last, by=PROGRAM, at=now)


def test_what_is_taken_back_after_its_month_goes_back_to_the_prepaid_money(two: Two) -> None:
    two.file()
    row = two.settled()
    last = month_before(TODAY)
    AwaySettlement.objects.update(settled_on=month_before(last))
    made = ask_statement(node=two.pudong, month=month_before(last), by=PROGRAM, at=NOW)
    two.deliver()
    ask_reverse(settlement=row, by=PROGRAM, at=two.at)
    two.deliver()
    AwaySettlement.objects.update(reversed_on=last)
    ask_statement(node=two.pudong, month=last, by=PROGRAM, at=NOW)
    two.deliver()
    made.refresh_from_db()
    assert made.state == "CLEARED"
    second = Clearing.objects.get(role="HOME", month=last)
    assert (second.due_fen, second.prepaid_after_fen) == (-FUND, FUND)
    assert two.owed() == (0, 0) and two.prepaid() == (FUND, FUND)


def test_books_that_differ_are_not_cleared(two: Two) -> None:
    two.file()
    two.settled()
    last = month_before(TODAY)
    AwaySettlement.objects.update(settled_on=last)
    AwaySettlement.objects.filter(role="HOME").update(fund_fen=FUND - 1)
    before = Posting.objects.count()
    made = ask_statement(node=two.pudong, month=last, by=PROGRAM, at=NOW)
    two.deliver()
    made.refresh_from_db()
    number = AwaySettlement.objects.get(role="PLACE").number
    assert (made.state, made.reasons) == ("REFUSED", ["CROSS_BOOKS_DIFFER", number])
    assert Posting.objects.count() == before and Clearing.objects.get(role="HOME").entry is None


def test_money_that_is_not_taken_in_comes_back(two: Two) -> None:
    with two.nodes.there():
        send_payment(node=two.jingan, by=PROGRAM, at=two.at, agreed_month_fen=100)
    two.pudong.contents = ["SUMMARY"]  # as seen from here: nothing is agreed any more
    two.pudong.save()
    with two.nodes.there():
        two.nodes.deliver(NOW, to=HERE)
    assert Prepayment.objects.get().state == "REFUSED" and two.prepaid() == (0, 0)


def test_a_day_before_the_settlements_is_empty_and_agrees(two: Two) -> None:
    two.file()
    two.settled()
    made = ask_books(node=two.pudong, day=date(2026, 1, 1), by=PROGRAM, at=two.at)
    two.deliver()
    made.refresh_from_db()
    assert made.agreeing == 0 and not Difference.objects.exists()


def test_each_day_is_compared_by_itself_once_and_again_while_something_differs(two: Two) -> None:
    assert compare_books(two.at) == "days asked for 0"
    two.file()
    two.settled()
    AwaySettlement.objects.filter(role="HOME").update(fund_fen=FUND - 1)
    tomorrow = NOW + timedelta(days=1)
    assert compare_books(tomorrow) == "days asked for 1"
    assert compare_books(tomorrow) == "days asked for 0"
    two.deliver()
    assert differences() == [("LINE_DIFFERS", "REVERSE_BOTH")]
    assert compare_books(tomorrow + timedelta(days=1)) == "days asked for 2"
