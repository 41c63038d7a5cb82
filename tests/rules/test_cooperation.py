"""What a cooperation contract may say, and who bears what, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules import cooperation as rules

ROUNDS = rules.ContractItem("ON_SITE_ROUNDS", price_fen=20000, shares=(("CARE_SIDE", 1),))
GOOD = rules.ContractFacts(
    variety="DIFFERENTIATED",
    parties=(rules.ContractParty("CARE_INSTITUTION"), rules.ContractParty("CHC")),
    since=date(2026, 3, 1),
    until=date(2027, 3, 1),
    items=(ROUNDS,),
    dispute="MEDIATION",
    has_responsibility=True,
)


def reading() -> Reading:
    return Reading(shipped_book(), date(2026, 3, 2), "310106")


def reasons(facts: rules.ContractFacts) -> tuple[rules.Reason, ...]:
    return rules.cooperation(facts, reading()).reasons


@pytest.mark.parametrize(
    ("care", "medical"),
    [
        ("CARE_INSTITUTION", "HOSPITAL"),
        ("DAY_CARE", "CHC"),
        ("HOME_CARE_PROVIDER", "CLINIC"),
        ("NURSING_HOME", "HOSPICE"),
        ("CARE_INSTITUTION", "NURSING_HOME"),
    ],
)
def test_any_willing_pair_of_care_and_medicine_may_contract(care: str, medical: str) -> None:
    pair = (rules.ContractParty(care), rules.ContractParty(medical))
    assert rules.cooperation(replace(GOOD, parties=pair), reading()).accepted


def item(**changes: object) -> tuple[rules.ContractItem, ...]:
    return (replace(ROUNDS, **changes),)


CARE, CENTRE = GOOD.parties


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"parties": (CARE, rules.ContractParty("DAY_CARE"))}, ("NO_MEDICAL_PARTY", "")),
        ({"parties": (CENTRE, rules.ContractParty("HOSPITAL"))}, ("NO_CARE_PARTY", "")),
        ({"parties": (rules.ContractParty("NURSING_HOME"),)}, ("NO_OTHER_PARTY", "")),
        ({"parties": (CARE, replace(CENTRE, is_open=False))}, ("PARTY_CLOSED", "")),
        ({"until": date(2027, 2, 28)}, ("TERM_TOO_SHORT", "")),
        ({"until": date(2029, 3, 2)}, ("TERM_TOO_LONG", "")),
        ({"renewed_until": date(2026, 2, 28)}, ("RENEWAL_MUST_FOLLOW", "")),
        ({"changes_on": date(2026, 3, 1)}, ("CHANGE_OUTSIDE_TERM", "")),
        ({"changes_on": date(2027, 3, 1)}, ("CHANGE_OUTSIDE_TERM", "")),
        (
            {"changes_on": date(2026, 6, 1), "changed_before": date(2026, 6, 1)},
            ("CHANGE_BEFORE_THE_LAST", ""),
        ),
        ({"variety": "ROYAL"}, ("UNKNOWN_COOPERATION", "")),
        ({"variety": "BASIC"}, ("BEYOND_BASIC", "ON_SITE_ROUNDS")),
        (
            {"variety": "EMBEDDED", "items": item(code="NURSING_SERVICE")},
            ("SERVICE_MISSING", "ON_SITE_ROUNDS"),
        ),
        ({"items": item(code="ALCHEMY")}, ("UNKNOWN_ITEM", "ALCHEMY")),
        ({"items": item(shares=())}, ("NOBODY_PAYS", "ON_SITE_ROUNDS")),
        ({"items": item(shares=(("KING", 1),))}, ("UNKNOWN_PAYER", "ON_SITE_ROUNDS")),
        ({"items": item(shares=(("CARE_SIDE", 0),))}, ("UNKNOWN_PAYER", "ON_SITE_ROUNDS")),
        (
            {"items": (ROUNDS, rules.ContractItem("RESERVED_BEDS", is_duty=True))},
            ("QUANTITY_MISSING", "RESERVED_BEDS"),
        ),
        ({"dispute": ""}, ("DISPUTE_CLAUSE_MISSING", "")),
        ({"has_responsibility": False}, ("RESPONSIBILITY_MISSING", "")),
    ],
)
def test_each_fault_of_a_contract_is_named(
    changes: dict[str, object], reason: rules.Reason
) -> None:
    assert reasons(GOOD) == ()
    assert reasons(replace(GOOD, **changes)) == (reason,)


def test_a_contract_of_duties_alone_names_no_service() -> None:
    duties = (rules.ContractItem("REGULAR_ROUNDS", is_duty=True),)
    assert reasons(replace(GOOD, items=duties)) == (("NO_SERVICE", ""),)


def test_who_is_entrusted_must_be_a_centre_or_a_hospital() -> None:
    run = replace(ROUNDS, code="ENTRUSTED_OPERATION")
    asked = replace(GOOD, variety="ENTRUSTED", items=(run,))
    assert reasons(asked) == ()
    clinic = replace(asked, parties=(CARE, rules.ContractParty("CLINIC")))
    assert reasons(clinic) == (("NO_OPERATOR", ""),)


def test_the_term_of_three_years_ends_on_the_same_day() -> None:
    assert reasons(replace(GOOD, until=date(2029, 3, 1))) == ()
    leap = replace(GOOD, since=date(2028, 2, 29), until=date(2029, 3, 1))
    assert reasons(leap) == ()


def test_a_cost_is_shared_exactly_whatever_the_parts() -> None:
    facts = rules.CostFacts(10000, (("RESIDENT_PAYS", 1), ("CARE_SIDE", 1), ("MEDICAL_SIDE", 1)))
    shared = rules.cost_share(facts, reading()).parts
    assert shared == (("CARE_SIDE", 3334), ("MEDICAL_SIDE", 3333), ("RESIDENT_PAYS", 3333))


@pytest.mark.parametrize(("until", "near"), [(date(2026, 5, 1), True), (date(2026, 5, 2), False)])
def test_a_contract_runs_out_when_the_time_for_renewal_has_come(until: date, near: bool) -> None:
    answer = rules.runs_out(rules.EndingFacts(until), reading())
    assert answer.is_near is near
