"""Whose word counts between two nodes: by what the book says must hold for it."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.exchange import Word, may_hear

READING = Reading(shipped_book(), date(2026, 3, 2), "310106", strict=False)


class Needing(Reading):
    """A book whose words need something to hold."""

    def __init__(self, *needs: str) -> None:
        super().__init__(shipped_book(), date(2026, 3, 2), "310106", strict=False)
        self.needs = needs

    def table(self, key: str) -> dict[str, object]:
        assert key == "exchange.words"
        return {"REFERRAL_STATE": list(self.needs)}


@pytest.mark.parametrize("event", ["REFERRAL_STATE", "CONSENT_OVER"])
def test_what_began_is_led_to_its_end_and_a_consent_ends_whatever_holds(event: str) -> None:
    for agreement, consent in product((True, False), repeat=2):
        assert may_hear(Word(event, agreement, consent), READING).allowed


def test_a_word_that_the_book_does_not_know_counts_for_nothing() -> None:
    found = may_hear(Word("WEATHER", True, True), READING)
    assert [reason.code for reason in found.reasons] == ["EXCHANGE_WORD_UNKNOWN"]


def test_what_the_book_asks_must_hold() -> None:
    told = {
        (agreement, consent): [
            reason.code
            for reason in may_hear(
                Word("REFERRAL_STATE", agreement, consent), Needing("AGREEMENT", "CONSENT")
            ).reasons
        ]
        for agreement, consent in product((True, False), repeat=2)
    }
    assert told == {
        (True, True): [],
        (True, False): ["EXCHANGE_WITHOUT_CONSENT"],
        (False, True): ["EXCHANGE_NOT_IN_FORCE"],
        (False, False): ["EXCHANGE_NOT_IN_FORCE", "EXCHANGE_WITHOUT_CONSENT"],
    }
