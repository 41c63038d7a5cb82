"""A stay settled between two nodes: reckoned at home, booked alike at both, whatever is lost."""

from __future__ import annotations

import pytest

from tests.cross_region.world import YUAN, Two
from yiyang.accounts.models import Posting
from yiyang.accounts.selectors import balance
from yiyang.audit.services import PROGRAM
from yiyang.claims.errors import ClaimOfAnotherNode, ClaimTwice
from yiyang.claims.models import Claim, Counter, Settlement
from yiyang.claims.services import reverse_claim, settle_claim
from yiyang.claims.services.recovering import recoverable
from yiyang.cross_region.errors import AwayNotOpen, NothingToAnswer
from yiyang.cross_region.services.asking import ask_preview, ask_reverse, ask_settle
from yiyang.cross_region.services.messages import hear
from yiyang.decisions.models import Decision
from yiyang.exchange.models import Sent
from yiyang.exchange.services.events import Heard
from yiyang.rules.cross_region import national
from yiyang.rules.cross_region.fhir_parts import TRANSACTION, beside
from yiyang.rules.fhir_map.written import read_json

FUND = 45_475 * YUAN


def test_a_stay_is_reckoned_at_home_and_both_books_are_equal(two: Two) -> None:
    two.file()
    row = two.settled()
    home = two.at_home(row)
    assert home is not None
    assert (row.fund_fen, home.fund_fen, row.cash_fen) == (FUND, FUND, 14_525 * YUAN)
    assert two.owed() == (FUND, FUND)
    assert balance("PAYER:EMPLOYEE_POOL") == -FUND
    assert balance(f"INSTITUTION:{two.hospital.pk}") == 60_000 * YUAN
    assert balance(f"PERSON:{two.person.pk}") == -14_525 * YUAN
    assert row.claim is not None and row.claim.state == Claim.State.SETTLED
    rules = set(Decision.objects.values_list("rule", flat=True))
    assert {"cross_region.may_settle", "adjudication.adjudicate", "cross_region.accept"} <= rules


def test_nothing_is_settled_without_a_filing_and_the_answer_says_why(two: Two) -> None:
    row = two.asked()
    two.deliver()
    row.refresh_from_db()
    assert (row.state, row.reasons) == ("REFUSED", ["CROSS_NOT_FILED"])
    assert not Settlement.objects.exists() and not Posting.objects.exists()
    two.file()  # filed before the discharge: the same number settles
    ask_settle(settlement=row, by=PROGRAM, at=two.at)
    two.deliver()
    row.refresh_from_db()
    assert row.state == "SETTLED" and two.owed() == (FUND, FUND)


def test_an_emergency_counts_as_filed_at_its_own_share(two: Two) -> None:
    row = two.settled(is_emergency=True)
    home = two.at_home(row)
    assert home is not None and home.filing == "EMERGENCY"
    share = 53_500 * YUAN * 85 * 90 // 10_000
    assert (row.fund_fen, *two.owed()) == (share, share, share)


def test_a_lost_answer_is_told_again_and_nothing_is_booked_twice(two: Two) -> None:
    two.file()
    row = two.asked()
    two.nodes.wire.drops_answers = 2
    for _ in range(2):
        two.deliver()
    row.refresh_from_db()
    assert row.state == "ASKED" and two.owed() == (0, FUND)
    two.deliver()
    row.refresh_from_db()
    assert row.state == "SETTLED" and two.owed() == (FUND, FUND)
    ask_settle(settlement=row, by=PROGRAM, at=two.at)  # asked again under its number
    two.deliver()
    assert two.owed() == (FUND, FUND) and Settlement.objects.count() == 2


def test_a_reversal_empties_both_books_and_what_the_year_counted(two: Two) -> None:
    two.file()
    row = two.settled()
    assert Counter.objects.get(name="POOL").fen == FUND
    ask_reverse(settlement=row, by=PROGRAM, at=two.at)
    two.deliver()
    row.refresh_from_db()
    home = two.at_home(row)
    assert home is not None
    assert (row.state, home.state, row.reversed_on) == ("REVERSED", "REVERSED", home.reversed_on)
    assert two.owed() == (0, 0) and Counter.objects.get(name="POOL").fen == 0
    assert balance(f"INSTITUTION:{two.hospital.pk}") == 0
    assert balance(f"PERSON:{two.person.pk}") == 0
    with pytest.raises(AwayNotOpen):
        ask_reverse(settlement=row, by=PROGRAM, at=two.at)
    assert row.claim is not None
    again = two.asked()  # the claim may be settled anew, under another number
    assert again.number != row.number
    two.deliver()
    assert two.owed() == (FUND, FUND)


def test_a_reversal_that_comes_first_leaves_the_settlement_without_effect(two: Two) -> None:
    two.file()
    row = two.asked()
    ask_reverse(settlement=row, by=PROGRAM, at=two.at)
    two.turn_round()
    two.deliver()
    row.refresh_from_db()
    home = two.at_home(row)
    assert home is not None and home.claim is None
    assert (row.state, home.state, two.owed()) == ("REVERSED", "REVERSED", (0, 0))
    assert not Posting.objects.exists()


def test_a_preview_says_what_it_would_come_to_and_books_nothing(two: Two) -> None:
    two.file()
    row = two.opened()
    ask_preview(settlement=row, by=PROGRAM, at=two.at)
    two.deliver()
    row.refresh_from_db()
    assert row.state == "OPEN" and row.preview is not None
    assert sum(one["fen"] for one in row.preview["layers"] if one["layer"] == "POOL") == FUND
    assert not Posting.objects.exists() and not Counter.objects.exists()


def test_a_claim_between_nodes_is_not_settled_or_taken_back_at_one_of_them(two: Two) -> None:
    two.file()
    row = two.settled()
    assert row.claim is not None
    home = two.at_home(row)
    for claim in (row.claim, home.claim if home else None):
        assert claim is not None
        with pytest.raises(ClaimOfAnotherNode):
            reverse_claim(claim=claim, by=PROGRAM, at=two.at)
        assert recoverable(claim, (), {1, 2}) == {}  # their funds, or their hospital
    other = two.claim("H2")
    with pytest.raises(ClaimOfAnotherNode):
        settle_claim(claim=other, by=PROGRAM, at=two.at)
    assert two.owed() == (FUND, FUND)


def test_a_claim_of_an_institution_that_is_not_registered_is_refused(two: Two) -> None:
    two.file()
    clinic = two.unknown_hospital()
    row = two.asked("X1", institution_id=clinic.pk)
    two.deliver()
    row.refresh_from_db()
    assert (row.state, row.reasons) == ("REFUSED", ["CROSS_NOT_NETWORKED"])
    assert not Posting.objects.exists()


def test_the_same_words_for_another_node_are_another_claim(two: Two) -> None:
    claim = two.claim()
    assert two.claim() == claim  # sent again
    with pytest.raises(ClaimTwice):
        two.claim(through="")
    assert Claim.objects.count() == 1


def test_an_answer_that_names_no_settlement_is_heard_as_one_that_cannot_be_done(two: Two) -> None:
    two.file()
    row = two.asked()
    before = row.state
    sent = Sent.objects.select_related("message", "node").latest("pk")
    bundle = read_json(sent.message.body["text"].encode())
    nameless = {
        "resourceType": "ClaimResponse",
        "extension": [beside(TRANSACTION, national.SETTLE)],
    }
    with pytest.raises(NothingToAnswer):
        hear(Heard(sent, bundle, True, (nameless,), two.at))
    row.refresh_from_db()
    assert row.state == before and not Posting.objects.exists()
