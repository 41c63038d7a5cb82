"""What the registry decides, clause by clause, without a database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules import network as rules

DAY = date(2026, 3, 2)


def reading(day: date = DAY) -> Reading:
    return Reading(shipped_book(), day, "310106")


@pytest.mark.parametrize(
    ("facts", "way", "ways", "gap"),
    [
        (rules.MedicalCareFacts("CARE_INSTITUTION", False), "NONE", (), True),
        (
            rules.MedicalCareFacts(
                "CARE_INSTITUTION", False, (rules.Internal("CLINIC", False),), ("CHC",)
            ),
            "BUILT",
            ("BUILT", "CONTRACT"),
            False,
        ),
        (
            rules.MedicalCareFacts(
                "CARE_INSTITUTION", False, (rules.Internal("MEDICAL_ROOM", True),)
            ),
            "BROUGHT_IN",
            ("BROUGHT_IN",),
            False,
        ),
        (
            rules.MedicalCareFacts("DAY_CARE", False, (), ("HOSPITAL",)),
            "CONTRACT",
            ("CONTRACT",),
            False,
        ),
        (rules.MedicalCareFacts("CARE_INSTITUTION", False, (), ("DAY_CARE",)), "NONE", (), True),
        (rules.MedicalCareFacts("NURSING_HOME", False), "BUILT", ("BUILT",), False),
        (
            rules.MedicalCareFacts("NURSING_HOME", True),
            "CONVERTED",
            ("CONVERTED", "BUILT"),
            False,
        ),
        (rules.MedicalCareFacts("PHARMACY", False), "NONE", (), False),
    ],
)
def test_medical_care_comes_by_building_contract_bringing_in_or_conversion(
    facts: rules.MedicalCareFacts, way: str, ways: tuple[str, ...], gap: bool
) -> None:
    asked = reading()
    assert rules.medical_way(facts, asked) == rules.MedicalCare(way, ways, gap)
    assert asked.missions == ("HZ-11",)


@pytest.mark.parametrize(
    ("kind", "home", "operator", "reasons"),
    [
        ("CLINIC", "CARE_INSTITUTION", "", ()),
        ("NURSING_STATION", "CARE_INSTITUTION", "CHC", ()),
        ("HOSPITAL", "CARE_INSTITUTION", "", ("NOT_AN_INTERNAL_KIND",)),
        ("CLINIC", "HOSPITAL", "", ("HOME_GIVES_NO_ELDERLY_CARE",)),
        (
            "PHARMACY",
            "CHC",
            "DAY_CARE",
            ("NOT_AN_INTERNAL_KIND", "HOME_GIVES_NO_ELDERLY_CARE", "OPERATOR_NOT_MEDICAL"),
        ),
    ],
)
def test_five_kinds_may_be_internal_and_a_health_centre_may_run_them(
    kind: str, home: str, operator: str, reasons: tuple[str, ...]
) -> None:
    answered = rules.internal_medical(rules.InternalFacts(kind, home, operator), reading())
    assert answered == rules.Entry(not reasons, reasons)


BEGAN = date(2025, 6, 1)
KEPT = rules.Duty("REGULAR_ROUNDS", True, date(2026, 1, 10))


@pytest.mark.parametrize(
    ("in_force", "duties", "reasons"),
    [
        (True, (KEPT,), ()),
        (True, (rules.Duty("REGULAR_ROUNDS"),), ()),
        (True, (), (("NO_DUTY_TAKEN_ON", ""),)),
        (False, (KEPT,), (("AGREEMENT_NOT_IN_FORCE", ""),)),
        (
            True,
            (KEPT, replace(KEPT, code="RESERVED_BEDS", kept=False)),
            (("DUTY_NOT_KEPT", "RESERVED_BEDS"),),
        ),
    ],
)
def test_preference_is_granted_only_while_duties_are_kept(
    in_force: bool, duties: tuple[rules.Duty, ...], reasons: tuple[tuple[str, str], ...]
) -> None:
    answered = rules.preference(rules.PreferenceFacts(in_force, BEGAN, duties), reading())
    assert answered == rules.Preference(not reasons, reasons)


def test_a_review_holds_up_to_its_last_day_and_then_is_overdue() -> None:
    holds = reading().duration("network.review_holds")
    last = KEPT.reviewed_on + holds
    facts = rules.PreferenceFacts(True, BEGAN, (KEPT,))
    assert rules.preference(facts, reading(last)).granted
    late = rules.preference(facts, reading(last + timedelta(days=1)))
    assert late.reasons == (("REVIEW_OVERDUE", "REGULAR_ROUNDS"),)


LEAD = rules.ConsortiumParty("LEAD", "HOSPITAL", "PUBLIC", 2)
MEMBER = rules.ConsortiumParty("MEMBER", "CHC", "PRIVATE_NON_PROFIT", 0)


@pytest.mark.parametrize(
    ("variety", "parties", "reasons"),
    [
        ("UMG", (LEAD, MEMBER), ()),
        ("UMG", (LEAD,), ("NO_MEMBER",)),
        ("UMG", (LEAD, LEAD, MEMBER), ("NOT_ONE_LEAD",)),
        ("UMG", (replace(LEAD, level=1), MEMBER), ("LEAD_TOO_SMALL",)),
        ("UMG", (replace(LEAD, level=None), MEMBER), ("LEAD_TOO_SMALL",)),
        ("", (MEMBER,), ("UNKNOWN_VARIETY", "NOT_ONE_LEAD")),
    ],
)
def test_a_consortium_has_one_lead_of_level_and_members_public_or_private(
    variety: str, parties: tuple[rules.ConsortiumParty, ...], reasons: tuple[str, ...]
) -> None:
    answered = rules.consortium(rules.ConsortiumFacts(variety, parties), reading())
    assert answered == rules.Entry(not reasons, reasons)
