"""What another node says wrongly, by mistake or by will, moves no money here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.conftest import NOW
from tests.cross_region.world import THERE, TODAY, YUAN, Two
from yiyang.accounts.models import Posting
from yiyang.audit.services import PROGRAM
from yiyang.claims.services import reverse_claim
from yiyang.cross_region.books import lines_of, month_after
from yiyang.cross_region.errors import NothingToAnswer
from yiyang.cross_region.models import AwaySettlement, Clearing
from yiyang.cross_region.services.asking import ask_undo, open_settlement
from yiyang.cross_region.services.clearing import ask_statement, hear_statement
from yiyang.cross_region.services.hearing import hear_told
from yiyang.cross_region.services.sending import head_of
from yiyang.exchange.errors import NotExchanged
from yiyang.exchange.models import Sent
from yiyang.exchange.services import post_settlement
from yiyang.rules.cross_region import national
from yiyang.rules.cross_region.fhir_books import Book, book_of
from yiyang.rules.cross_region.fhir_claims import Told
from yiyang.rules.cross_region.terms import Borne, Split

FUND = 45_475 * YUAN
TOTAL = 60_000 * YUAN
SPLIT = Split(
    TOTAL,
    55_000 * YUAN,
    (
        Borne("POOL", FUND, 53_500 * YUAN, Decimal(85), "adjudication.fund_share"),
        Borne("CASH", TOTAL - FUND, TOTAL - FUND, Decimal(100), "claim"),
    ),
)
SHORT = replace(SPLIT, layers=SPLIT.layers[:1])
TO_HOSPITAL = replace(SPLIT, layers=(replace(SPLIT.layers[1], layer="HOSPITAL"), SPLIT.layers[0]))


def last_month() -> date:
    """Return the first day of the month before this one."""
    return (TODAY.replace(day=1) - timedelta(days=1)).replace(day=1)


def state(two: Two, since: date, until: date) -> Sent:
    """Send a statement of any days to the node of insurance, as our services never would."""
    lines = lines_of(two.pudong, "PLACE", since, until)
    book = Book(f"X-{since}-{until}", since, until, lines)
    head = head_of(national.CLEAR, two.pudong, "PLACE", number=book.number)
    resource = book_of(national.CLEAR, book, head, two.at)
    made = post_settlement(two.pudong, resource, by=PROGRAM, at=two.at)
    two.deliver()
    made.refresh_from_db()
    return made


def test_days_that_overlap_a_cleared_month_are_not_paid_again(two: Two) -> None:
    two.file()
    two.settled()
    month = last_month()
    AwaySettlement.objects.update(settled_on=month.replace(day=15))
    ask_statement(node=two.pudong, month=month, by=PROGRAM, at=NOW)
    two.deliver()
    assert two.owed() == (0, 0)
    before = Posting.objects.count()
    for since, until in (
        (month.replace(day=2), month_after(month)),
        (month, month.replace(day=20)),
        (month, month_after(month_after(month))),
    ):
        assert state(two, since, until).state == "REFUSED"
    assert two.owed() == (0, 0) and Posting.objects.count() == before
    assert Clearing.objects.filter(role="HOME").count() == 1


def test_a_month_that_is_not_over_at_home_is_not_cleared(two: Two) -> None:
    two.file()
    two.settled()
    first = TODAY.replace(day=1)
    sent = state(two, first, month_after(first))
    assert (sent.state, sent.issues[0]["code"]) == ("REFUSED", "CROSS_NOT_OVER")
    assert two.owed() == (FUND, FUND) and not Clearing.objects.exists()


def test_what_one_node_never_had_and_the_other_took_back_is_no_part_of_a_month(two: Two) -> None:
    two.file()
    row = two.settled()
    assert row.claim is not None
    reverse_claim(claim=row.claim, by=PROGRAM, at=two.at, through=THERE)
    row.delete()  # the place of care comes back from an older copy of its database
    month = last_month()
    earlier = (month - timedelta(days=1)).replace(day=1)
    ask_undo(node=two.pudong, number=row.number, day=earlier, by=PROGRAM, at=two.at)
    two.deliver()
    AwaySettlement.objects.update(settled_on=earlier, reversed_on=month)
    for first in (earlier, month):
        ask_statement(node=two.pudong, month=first, by=PROGRAM, at=NOW)
    two.deliver()
    assert {(one.state, one.due_fen) for one in Clearing.objects.all()} == {("CLEARED", 0)}
    assert two.owed() == (0, 0) and two.prepaid() == (0, 0)


def test_prepaid_money_that_does_not_lie_here_pays_nothing(two: Two) -> None:
    two.file()
    two.settled()
    month = last_month()
    AwaySettlement.objects.update(settled_on=month)
    made = ask_statement(node=two.pudong, month=month, by=PROGRAM, at=NOW)
    lines = lines_of(two.pudong, "PLACE", month, month_after(month))
    sums = {"due_fen": FUND, "from_prepaid_fen": FUND, "moved_fen": 0, "prepaid_after_fen": 0}
    told = Book(made.number, month, month_after(month), lines, tuple(sums.items()), "CLEARED")
    before = Posting.objects.count()
    hear_statement(two.pudong, told, NOW)
    made.refresh_from_db()
    assert (made.state, made.reasons) == ("REFUSED", ["CROSS_SUMS_DIFFER"])
    assert Posting.objects.count() == before and two.prepaid()[0] == 0


@pytest.mark.parametrize(
    ("split", "reason"),
    [(SHORT, "CROSS_SHARES_DO_NOT_ADD_UP"), (TO_HOSPITAL, "CROSS_HOSPITAL_DIFFERS")],
)
def test_an_answer_that_cannot_be_booked_is_asked_back_and_then_closed(
    two: Two, split: Split, reason: str
) -> None:
    row, day = two.asked(), TODAY
    hear_told(two.pudong, Told(row.number, "SETTLED", split, day), two.at)
    row.refresh_from_db()
    assert (row.state, row.reasons) == ("REVERSING", [reason])
    hear_told(two.pudong, Told(row.number, "REVERSED", split, day, day), two.at)
    row.refresh_from_db()
    assert (row.state, row.reasons, row.settled_on) == ("REVERSED", [reason], None)
    assert not Posting.objects.exists()
    assert row.claim is not None
    assert open_settlement(claim=row.claim, by=PROGRAM, at=two.at).number != row.number


def test_a_settlement_of_a_month_that_is_cleared_is_not_booked(two: Two) -> None:
    row, month = two.asked(), last_month()
    Clearing.objects.create(
        node=two.pudong, role="PLACE", number="M", month=month, state="CLEARED", asked_at=two.at
    )
    hear_told(two.pudong, Told(row.number, "SETTLED", SPLIT, month), two.at)
    row.refresh_from_db()
    assert (row.state, row.reasons) == ("REVERSING", ["CROSS_MONTH_CLEARED"])
    assert not Posting.objects.exists()


@pytest.mark.parametrize(
    "told", [Told("", "SETTLED"), Told("", "SETTLED", SPLIT), Told("", "OPEN", SPLIT)]
)
def test_an_answer_that_does_not_say_how_it_was_settled_changes_nothing(
    two: Two, told: Told
) -> None:
    row = two.asked()
    with pytest.raises(NothingToAnswer):
        hear_told(two.pudong, replace(told, number=row.number), two.at)
    row.refresh_from_db()
    assert (row.state, row.settled_on) == ("ASKED", None) and not Posting.objects.exists()


def test_a_claim_of_a_node_that_nobody_knows_opens_nothing(two: Two) -> None:
    claim = two.claim()
    claim.through = "990000"
    claim.save()
    with pytest.raises(NotExchanged):
        open_settlement(claim=claim, by=PROGRAM, at=two.at)
    assert not AwaySettlement.objects.exists()
