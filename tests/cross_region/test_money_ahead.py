"""Money sent ahead whose message was given up, or whose number was used for another amount."""

from __future__ import annotations

from tests.conftest import NOW
from tests.cross_region.test_lying import FUND, last_month
from tests.cross_region.world import HERE, Two
from yiyang.audit.services import PROGRAM
from yiyang.cross_region.books import lines_of, month_after
from yiyang.cross_region.models import AwaySettlement, Prepayment
from yiyang.cross_region.services.clearing import ask_statement, hear_statement
from yiyang.cross_region.services.prepaying import send_payment
from yiyang.cross_region.services.sending import head_of
from yiyang.exchange.services import drop_next, post_settlement
from yiyang.rules.cross_region import national
from yiyang.rules.cross_region.fhir_books import Book, payment_of


def test_money_whose_message_was_given_up_is_sent_again_under_its_number(two: Two) -> None:
    with two.nodes.there():
        ahead = send_payment(node=two.jingan, by=PROGRAM, at=two.at, agreed_month_fen=100)
        two.nodes.wire.drops_answers = 1
        two.nodes.deliver(NOW, to=HERE)
        drop_next(node_id=two.jingan.pk, by=PROGRAM, at=two.at)
        ahead.refresh_from_db()
        assert ahead.state == "SENT" and two.prepaid() == (200, 200)
        again = send_payment(node=two.jingan, by=PROGRAM, at=two.at, agreed_month_fen=900)
        assert again == ahead
        two.nodes.deliver(NOW, to=HERE)
    ahead.refresh_from_db()
    assert ahead.state == "THERE" and two.prepaid() == (200, 200)
    assert Prepayment.objects.count() == 2  # one at each


def test_another_amount_under_a_number_is_not_taken_in(two: Two) -> None:
    with two.nodes.there():
        ahead = send_payment(node=two.jingan, by=PROGRAM, at=two.at, agreed_month_fen=100)
        head = head_of(national.ADVANCE, two.jingan, "HOME", number=ahead.number)
        more = payment_of(ahead.number, 999, ahead.day, head, two.at)
        two.nodes.deliver(NOW, to=HERE)
        sent = post_settlement(two.jingan, more, by=PROGRAM, at=two.at)
        two.nodes.deliver(NOW, to=HERE)
    sent.refresh_from_db()
    assert sent.state == "REFUSED" and two.prepaid() == (200, 200)


def test_a_month_that_the_other_book_pays_otherwise_is_booked_as_it_was_paid(two: Two) -> None:
    two.file()
    two.settled()
    with two.nodes.there():
        send_payment(node=two.jingan, by=PROGRAM, at=two.at, agreed_month_fen=100)
        two.nodes.deliver(NOW, to=HERE)
    month = last_month()
    AwaySettlement.objects.update(settled_on=month)
    made = ask_statement(node=two.pudong, month=month, by=PROGRAM, at=NOW)
    lines = lines_of(two.pudong, "PLACE", month, month_after(month))
    # There the money ahead does not pay first: what is due was moved.
    sums = {"due_fen": FUND, "from_prepaid_fen": 0, "moved_fen": FUND, "prepaid_after_fen": 200}
    told = Book(made.number, month, month_after(month), lines, tuple(sums.items()), "CLEARED")
    hear_statement(two.pudong, told, NOW)
    made.refresh_from_db()
    assert (made.state, made.moved_fen) == ("CLEARED", FUND)
    assert two.owed()[0] == 0 and two.prepaid()[0] == 200
