"""Triage: danger first, then the family doctor, then everything else."""

from __future__ import annotations

from datetime import date

import pytest

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.triage import Answers, suggest


def reading() -> Reading:
    return Reading(shipped_book(), date(2026, 3, 2), "310106")


def suggested(**answers: object) -> tuple[str, list[str]]:
    given = {"need": "NEW_COMPLAINT"} | answers
    found = suggest(Answers(**given), reading())
    return found.to, [reason.code for reason in found.reasons]


@pytest.mark.parametrize("sign", shipped_book().by_key["triage.signs"][0].codes)
def test_any_sign_of_danger_calls_120_whatever_else_was_answered(sign: str) -> None:
    to, _ = suggested(signs=(sign,), need="MINOR_COMPLAINT", is_contracted=True)
    assert to == "EMERGENCY_120"


def test_a_sign_calls_120_even_where_the_book_has_no_ways() -> None:
    bare = Reading(shipped_book().without("triage.ways", "triage.version"), date(2026, 3, 2))
    assert suggest(Answers("NEW_COMPLAINT", signs=("SEIZURE",)), bare).to == "EMERGENCY_120"
    assert bare.missing == {"triage.version"}


def test_a_warning_is_for_the_doctor_the_same_day_before_self_care() -> None:
    assert suggested(warnings=("FALL",), need="MINOR_COMPLAINT")[0] == "DOCTOR_TODAY"


def test_a_minor_complaint_goes_to_the_pharmacy_only_without_risk() -> None:
    assert suggested(need="MINOR_COMPLAINT")[0] == "PHARMACY_OR_SELF"
    assert suggested(need="MINOR_COMPLAINT", risk_groups=("OVER_65",))[0] == "FAMILY_DOCTOR"


@pytest.mark.parametrize(("seen", "to"), [(1, "FAMILY_DOCTOR"), (2, "SPECIALIST_BY_REFERRAL")])
def test_the_same_complaint_seen_twice_is_for_a_specialist_by_referral(seen: int, to: str) -> None:
    assert suggested(need="SAME_COMPLAINT_AGAIN", times_seen=seen)[0] == to


def test_a_special_test_needs_a_doctors_advice() -> None:
    assert suggested(need="SPECIAL_TEST")[0] == "FAMILY_DOCTOR"
    assert suggested(need="SPECIAL_TEST", advised_by_doctor=True)[0] == "SPECIALIST_BY_REFERRAL"


def test_first_contact_is_the_own_family_doctor_and_who_has_none_is_told_of_signing() -> None:
    assert "TRIAGE_OWN_DOCTOR" in suggested(is_contracted=True)[1]
    assert "TRIAGE_SIGN_AN_AGREEMENT" in suggested(is_contracted=False)[1]
    assert "TRIAGE_OWN_OR_NEAREST" in suggested()[1]


def test_a_specialist_is_steered_through_the_family_doctor_into_the_combination() -> None:
    asked = {"need": "SPECIAL_TEST", "advised_by_doctor": True, "is_contracted": True}
    assert "TRIAGE_IN_COMBINATION" in suggested(**asked, has_hospital=True)[1]
    assert "TRIAGE_IN_COMBINATION" not in suggested(**asked)[1]
