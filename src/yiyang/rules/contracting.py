"""Who may be a family doctor, who fits into a team, and what a team may offer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

FAMILY_DOCTOR = "FAMILY_DOCTOR"
RETIRED = "yes"


@dataclass(frozen=True)
class Workplace:
    """Where somebody practises on the day: the kind of institution and its hospital level."""

    kind: str
    level: int | None = None


@dataclass(frozen=True)
class DoctorFacts:
    """Somebody who is to sign with residents; ``workplaces`` are those of the day."""

    profession: str
    specialty: str
    is_retired: bool
    has_licence: bool
    workplaces: tuple[Workplace, ...]


@dataclass(frozen=True)
class Eligibility:
    """Whether somebody may, as what (a code of the book), and every reason against it."""

    eligible: bool
    way: str
    reasons: tuple[str, ...]


@rule("contracting.may_be_family_doctor")
def may_be_family_doctor(facts: DoctorFacts, reading: Reading) -> Eligibility:
    """Tell whether somebody may be a family doctor, and as which kind of doctor.

    General practitioners, other clinicians with those of Chinese medicine, rural doctors,
    retired clinicians, and doctors of hospitals who practise at a primary institution.

    Source: FD-2.1.
    """
    reasons = []
    ways = reading.table("contracting.family_doctors")
    way = next((asked["way"] for asked in ways if _fits(facts, asked)), "")
    if not way:
        reasons.append("NOT_A_DOCTOR_FOR_FAMILIES")
    if not facts.has_licence:
        reasons.append("LICENCE_MISSING")
    primary = reading.codes("contracting.primary_kinds")
    if not any(place.kind in primary for place in facts.workplaces):
        reasons.append("NOT_AT_A_PRIMARY_INSTITUTION")
    return Eligibility(not reasons, "" if reasons else way, tuple(reasons))


def _fits(facts: DoctorFacts, asked: dict[str, Any]) -> bool:
    """Tell whether somebody is what one line of the book asks; an empty list asks nothing."""
    kinds = {place.kind for place in facts.workplaces}
    return (
        facts.profession in asked["professions"]
        and facts.specialty in (asked["specialties"] or [facts.specialty])
        and (asked["retired"] != RETIRED or facts.is_retired)
        and (not asked["works_at"] or bool(kinds & set(asked["works_at"])))
    )


@dataclass(frozen=True)
class MemberFacts:
    """Somebody who is to join a team in a duty, and who is in it already."""

    duty: str
    profession: str
    specialty: str
    may_practise: bool
    from_partner: bool = False  # practises at an institution that cooperates with the team's
    may_be_family_doctor: bool = False
    leads: bool = False
    has_lead: bool = False


@dataclass(frozen=True)
class Answer:
    """Whether something may be, and every reason against it."""

    accepted: bool
    reasons: tuple[str, ...]


@rule("contracting.team_member")
def team_member(facts: MemberFacts, reading: Reading) -> Answer:
    """Tell whether somebody may join a team in a duty.

    The profession fits the duty; they practise at the team's institution, or, as a
    specialist, at one that cooperates with it; the family doctor is eligible; one leads.

    Source: HZ-12 (who forms a team), FD-2.1 (who may be its doctor), FD-4.2 (specialists).
    """
    duties = reading.table("contracting.team_duties")
    reasons = []
    fits = facts.duty in duties and facts.profession in duties[facts.duty]
    if not fits:
        reasons.append("PROFESSION_DOES_NOT_FIT_DUTY")
    visiting = facts.duty in reading.codes("contracting.visiting_duties") and facts.from_partner
    if not facts.may_practise and not visiting:
        reasons.append("DOES_NOT_PRACTISE_HERE")
    if facts.duty == FAMILY_DOCTOR and not facts.may_be_family_doctor:
        reasons.append("NOT_ELIGIBLE_AS_FAMILY_DOCTOR")
    if facts.leads and facts.duty not in reading.codes("contracting.leading_duties"):
        reasons.append("MAY_NOT_LEAD")
    if facts.leads and facts.has_lead:
        reasons.append("TEAM_HAS_A_LEAD")
    return Answer(not reasons, tuple(reasons))


@dataclass(frozen=True)
class ProjectMember:
    """A member of a team: their duty, profession and specialty."""

    duty: str
    profession: str
    specialty: str = ""


@dataclass(frozen=True)
class ProjectFacts:
    """A team that wants to offer a service project."""

    project: str
    members: tuple[ProjectMember, ...]
    capabilities: tuple[str, ...]


@dataclass(frozen=True)
class Qualification:
    """Whether a team is qualified; each reason with the code of what it lacks, or empty."""

    accepted: bool
    reasons: tuple[tuple[str, str], ...]


@rule("contracting.service_project")
def service_project(facts: ProjectFacts, reading: Reading) -> Qualification:
    """Tell whether a team is qualified for a service project.

    The book names for each project the duties that must be filled, the specialties of which
    a doctor of the team must have one, and the capabilities of which the institution must have
    one.

    Source: FD-3.1 (the projects); what each takes is the product's proposal.
    """
    projects = reading.table("contracting.service_projects")
    if facts.project not in projects:
        return Qualification(False, (("UNKNOWN_PROJECT", ""),))
    asked = projects[facts.project]
    duties = {member.duty for member in facts.members}
    reasons = [("DUTY_NOT_FILLED", duty) for duty in asked["duties"] if duty not in duties]
    specialties = {member.specialty for member in facts.members if member.specialty}
    if _lacks(asked.get("specialties", ()), specialties):
        reasons.append(("NO_DOCTOR_OF_SPECIALTY", asked["specialties"][0]))
    if _lacks(asked.get("capabilities", ()), facts.capabilities):
        reasons.append(("CAPABILITY_MISSING", asked["capabilities"][0]))
    return Qualification(not reasons, tuple(reasons))


def _lacks(one_of: Iterable[str], there: Iterable[str]) -> bool:
    wanted = set(one_of)
    return bool(wanted) and not wanted & set(there)


@dataclass(frozen=True)
class WorkFacts:
    """Work with a person that a team wants to give to one of its members."""

    is_member: bool
    team_is_open: bool
    may_practise: bool
    person_is_theirs: bool
    people: int
    most: int | None


@rule("contracting.assign_work")
def assign_work(facts: WorkFacts, reading: Reading) -> Answer:
    """Tell whether a member of a team may take on a person.

    Source: HZ-12 (work is assigned within the team and its limits).
    """
    reading.line("contracting.caseload")
    reasons = []
    if not facts.team_is_open:
        reasons.append("TEAM_CLOSED")
    if not facts.is_member:
        reasons.append("NOT_OF_THE_TEAM")
    if not facts.may_practise:
        reasons.append("DOES_NOT_PRACTISE_HERE")
    if not facts.person_is_theirs:
        reasons.append("PERSON_NOT_OF_THE_TEAM")
    if facts.most is not None and facts.people >= facts.most:
        reasons.append("CASELOAD_FULL")
    return Answer(not reasons, tuple(reasons))
