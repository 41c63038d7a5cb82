"""Who may be a family doctor, who fits into a team, what it may offer; without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules import contracting as rules

CHC, HOSPITAL = rules.Workplace("CHC", 0), rules.Workplace("HOSPITAL", 3)


def reading() -> Reading:
    return Reading(shipped_book(), date(2026, 3, 2), "310106")


def doctor(profession: str, specialty: str = "", **more: object) -> rules.DoctorFacts:
    values = {"is_retired": False, "has_licence": True, "workplaces": (CHC,)} | more
    return rules.DoctorFacts(profession, specialty, **values)


@pytest.mark.parametrize(
    ("facts", "way"),
    [
        (doctor("GENERAL_PRACTITIONER"), "GENERAL_PRACTITIONER"),
        (doctor("RURAL_DOCTOR"), "RURAL_DOCTOR"),
        (doctor("DOCTOR"), "CLINICIAN"),
        (doctor("DOCTOR", "TCM"), "TCM_CLINICIAN"),
        (doctor("DOCTOR", "CARDIOLOGY", is_retired=True), "RETIRED_CLINICIAN"),
        (doctor("DOCTOR", "CARDIOLOGY", workplaces=(CHC, HOSPITAL)), "HOSPITAL_DOCTOR"),
    ],
)
def test_each_kind_of_doctor_the_clause_names_may_be_a_family_doctor(
    facts: rules.DoctorFacts, way: str
) -> None:
    assert rules.may_be_family_doctor(facts, reading()) == rules.Eligibility(True, way, ())


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        (doctor("NURSE"), ("NOT_A_DOCTOR_FOR_FAMILIES",)),
        (doctor("DOCTOR", has_licence=False), ("LICENCE_MISSING",)),
        (doctor("DOCTOR", workplaces=(HOSPITAL,)), ("NOT_AT_A_PRIMARY_INSTITUTION",)),
        (doctor("DOCTOR", workplaces=()), ("NOT_AT_A_PRIMARY_INSTITUTION",)),
    ],
)
def test_nobody_else_may_and_the_reasons_are_named(
    facts: rules.DoctorFacts, reasons: tuple[str, ...]
) -> None:
    assert rules.may_be_family_doctor(facts, reading()) == rules.Eligibility(False, "", reasons)


def member(duty: str, profession: str, **more: object) -> rules.MemberFacts:
    values = {"specialty": "", "may_practise": True, "may_be_family_doctor": True} | more
    return rules.MemberFacts(duty, profession, **values)


@pytest.mark.parametrize(
    ("duty", "profession"),
    [
        ("FAMILY_DOCTOR", "DOCTOR"),
        ("NURSE", "NURSE"),
        ("CARER", "CARER"),
        ("ASSISTANT", "ASSISTANT"),
        ("THERAPIST", "THERAPIST"),
        ("HEALTH_MANAGER", "HEALTH_MANAGER"),
        ("VOLUNTEER", "VOLUNTEER"),
        ("SPECIALIST", "DOCTOR"),
    ],
)
def test_every_profession_of_the_clause_has_its_duty_in_a_team(duty: str, profession: str) -> None:
    assert rules.team_member(member(duty, profession), reading()).accepted


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (member("NURSE", "CARER"), "PROFESSION_DOES_NOT_FIT_DUTY"),
        (member("KING", "DOCTOR"), "PROFESSION_DOES_NOT_FIT_DUTY"),
        (member("NURSE", "NURSE", may_practise=False), "DOES_NOT_PRACTISE_HERE"),
        (
            member("NURSE", "NURSE", may_practise=False, from_partner=True),
            "DOES_NOT_PRACTISE_HERE",
        ),
        (member("SPECIALIST", "DOCTOR", may_practise=False), "DOES_NOT_PRACTISE_HERE"),
        (
            member("FAMILY_DOCTOR", "DOCTOR", may_be_family_doctor=False),
            "NOT_ELIGIBLE_AS_FAMILY_DOCTOR",
        ),
        (member("NURSE", "NURSE", leads=True), "MAY_NOT_LEAD"),
        (member("FAMILY_DOCTOR", "DOCTOR", leads=True, has_lead=True), "TEAM_HAS_A_LEAD"),
    ],
)
def test_who_does_not_fit_is_refused_with_the_reason(facts: rules.MemberFacts, reason: str) -> None:
    assert rules.team_member(facts, reading()) == rules.Answer(False, (reason,))


def test_a_specialist_of_a_cooperating_hospital_joins_without_a_place_at_the_centre() -> None:
    facts = member("SPECIALIST", "DOCTOR", may_practise=False, from_partner=True)
    assert rules.team_member(facts, reading()).accepted


FAMILY_DOCTOR = rules.ProjectMember("FAMILY_DOCTOR", "DOCTOR")
NURSE, CARER = rules.ProjectMember("NURSE", "NURSE"), rules.ProjectMember("CARER", "CARER")
PALLIATIVE = rules.ProjectMember("SPECIALIST", "DOCTOR", "PALLIATIVE_MEDICINE")


@pytest.mark.parametrize(
    ("project", "members", "capabilities"),
    [
        ("COMMON_AND_CHRONIC_DISEASES", (FAMILY_DOCTOR, NURSE), ()),
        ("MEDICAL_AND_ELDERLY_CARE", (FAMILY_DOCTOR, NURSE, CARER), ()),
        ("PALLIATIVE_SERVICE", (FAMILY_DOCTOR, NURSE, PALLIATIVE), ("PALLIATIVE_CARE",)),
        ("ASSISTED_DIAGNOSIS", (FAMILY_DOCTOR,), ("IMAGING",)),
    ],
)
def test_a_team_with_the_members_and_means_is_qualified(
    project: str, members: tuple[rules.ProjectMember, ...], capabilities: tuple[str, ...]
) -> None:
    facts = rules.ProjectFacts(project, members, capabilities)
    assert rules.service_project(facts, reading()) == rules.Qualification(True, ())


@pytest.mark.parametrize(
    ("project", "members", "capabilities", "reasons"),
    [
        ("KINGSHIP", (FAMILY_DOCTOR,), (), (("UNKNOWN_PROJECT", ""),)),
        ("REHABILITATION_SERVICE", (FAMILY_DOCTOR,), (), (("DUTY_NOT_FILLED", "THERAPIST"),)),
        ("ASSISTED_DIAGNOSIS", (FAMILY_DOCTOR,), (), (("CAPABILITY_MISSING", "IMAGING"),)),
        (
            "PALLIATIVE_SERVICE",
            (FAMILY_DOCTOR, NURSE),
            ("PALLIATIVE_CARE",),
            (("NO_DOCTOR_OF_SPECIALTY", "PALLIATIVE_MEDICINE"),),
        ),
    ],
)
def test_a_team_that_lacks_something_is_told_what(
    project: str,
    members: tuple[rules.ProjectMember, ...],
    capabilities: tuple[str, ...],
    reasons: tuple[tuple[str, str], ...],
) -> None:
    facts = rules.ProjectFacts(project, members, capabilities)
    assert rules.service_project(facts, reading()) == rules.Qualification(False, reasons)


def test_work_is_given_to_a_member_below_the_limit_and_to_nobody_else() -> None:
    facts = rules.WorkFacts(
        is_member=True, team_is_open=True, may_practise=True, person_is_theirs=True,
        people=11, most=12,
    )  # fmt: skip
    assert rules.assign_work(facts, reading()).accepted
    for change, reason in (
        ({"people": 12}, "CASELOAD_FULL"),
        ({"is_member": False}, "NOT_OF_THE_TEAM"),
        ({"team_is_open": False}, "TEAM_CLOSED"),
        ({"may_practise": False}, "DOES_NOT_PRACTISE_HERE"),
        ({"person_is_theirs": False}, "PERSON_NOT_OF_THE_TEAM"),
    ):
        assert rules.assign_work(replace(facts, **change), reading()).reasons == (reason,)
    assert rules.assign_work(replace(facts, people=99, most=None), reading()).accepted
