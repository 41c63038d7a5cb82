"""Teams, practice places, filings and consortia of another district, for ``foreign``."""

from __future__ import annotations

from datetime import timedelta

from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

from tests.conftest import NOW
from tests.world import (
    make_agreement,
    make_duty,
    make_institution,
    make_person,
    make_place,
    make_practitioner,
)
from yiyang.agreements.models import CaseloadEntry, Project
from yiyang.cases.models import Case
from yiyang.decisions.models import Decision
from yiyang.network.models import Institution, Team, TeamMember, Turn
from yiyang.people.models import Person
from yiyang.signing.models import Filing

Keys = dict[str, object]


def home(kind: str = "CARE_INSTITUTION") -> Institution:
    """Return an institution in Huangpu."""
    return make_institution(kind, place=make_place("310101002"))


def team() -> Keys:
    """Return a team of a centre there."""
    centre = home("CHC")
    made = Team.objects.create(code=centre.code, name_zh="队", name_en="T", institution=centre)
    return {"pk": made.pk}


def member() -> Keys:
    """Return a member of a team there."""
    who = make_practitioner()
    return {
        "pk": TeamMember.objects.create(team_id=team()["pk"], practitioner=who, duty="NURSE").pk
    }


def turn() -> Keys:
    """Return a turn of a team there."""
    span = DateTimeTZRange(NOW, NOW + timedelta(hours=1))
    who = make_practitioner()
    return {"pk": Turn.objects.create(team_id=team()["pk"], practitioner=who, span=span).pk}


def practitioner() -> Keys:
    """Return somebody who practises there."""
    return {"pk": make_practitioner(home()).pk}


def post() -> Keys:
    """Return a practice place there."""
    return {"pk": make_practitioner(home()).posts.get().pk}


def project() -> Keys:
    """Return a service project of a team there."""
    made = Project.objects.create(
        team_id=team()["pk"], code="REHABILITATION_SERVICE", decision=_decision(),
        span=DateRange(NOW.date(), None),
    )  # fmt: skip
    return {"pk": made.pk}


def entry() -> Keys:
    """Return a caseload's entry of a team there."""
    made = CaseloadEntry.objects.create(
        team_id=team()["pk"], practitioner=make_practitioner(), duty="NURSE",
        person=_person(), span=DateRange(NOW.date(), None), decision=_decision(),
    )  # fmt: skip
    return {"pk": made.pk}


def filing() -> Keys:
    """Return a filing of a home there, by its case."""
    there = home()
    case = Case.objects.create(
        kind="FILING", flow_version="1", state="FILED", urgency="PLANNED", institution=there,
        place=there.place, opened_at=NOW,
    )  # fmt: skip
    Filing.objects.create(
        case=case, home=there, kind="CLINIC", name_zh="诊所", name_en="Clinic", head="李",
        doctors=1, nurses=1, area=40,
    )  # fmt: skip
    return {"pk": case.pk}


def consortium() -> Keys:
    """Return a consortium there."""
    return {"pk": make_agreement("CONSORTIUM", home()).pk}


def _person() -> Person:
    return make_person(place=make_place("310101002"))


def _decision() -> Decision:
    return Decision.objects.create(
        rule="contracting.service_project", rule_version="1", book_digest="0" * 64,
        day=NOW.date(), place="310101", strict=False, facts={}, result={}, clauses=[], marks=[],
        authorities=[], subject_kind="team", subject_id=0, made_at=NOW,
    )  # fmt: skip


TEAM_STEPS = ("team", "team_edit", "team_join", "team_offer", "team_turn", "team_people")
FILING_STEPS = ("", "_again", "_accept", "_return", "_withdraw")
TEAMS = {
    **dict.fromkeys(TEAM_STEPS, team),
    "team_take_on": lambda: {**team(), "person_id": _person().pk},
    "member_limit": member,
    "member_leave": member,
    "project_stop": project,
    "turn_end": turn,
    "caseload_end": entry,
    "own_duty_end": lambda: {"pk": make_duty("CARE_DESK", institution=home()).pk},
    "practitioner": practitioner,
    "practice_place_new": practitioner,
    "family_doctor_new": practitioner,
    "practice_place_end": post,
    **{f"filing{step}": filing for step in FILING_STEPS},
    "filing_paper": lambda: {**filing(), "kind": "FILING_PREMISES"},
    "consortium": consortium,
    "consortium_join": consortium,
    "consortium_leave": lambda: {**consortium(), "institution_id": 1},
}
