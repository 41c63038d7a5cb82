"""Desks form teams and the commission registers practice places, by their pages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.conftest import NOW
from tests.journey import Journey, SignedIn
from tests.journeys.clock import at
from tests.world import make_agreement, make_grant, make_institution, make_person, make_practitioner
from yiyang.access.models import Role
from yiyang.agreements.models import Agreement, CaseloadEntry, Member, Project
from yiyang.network.models import Institution, Practitioner, Team, TeamMember, Turn
from yiyang.network.selectors import eligible_doctors
from yiyang.people.models import Person

MOVED, REFUSED, NOT_THERE = 302, 409, 404
PROFESSIONS = ("NURSE", "CARER", "ASSISTANT", "THERAPIST", "HEALTH_MANAGER", "VOLUNTEER")
DAY = date(2026, 3, 2)


class Centre:
    """A centre with its desk and a doctor."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.institution = make_institution("CHC")
        self.desk = journey.sign_in(Role.CENTRE_DESK, institution=self.institution)
        self.doctor = self.hire("GENERAL_PRACTITIONER")

    def hire(self, profession: str, **columns: Any) -> Practitioner:
        return make_practitioner(self.institution, profession, licence="L1", **columns)

    def form_team(self, lead: Practitioner | None = None) -> Team:
        names = {"code": "T-1", "name_zh": "江宁一队", "name_en": "Jiangning 1"}
        send(self.desk, "/teams/new/", {**names, "lead": (lead or self.doctor).pk})
        return Team.objects.get(code="T-1")

    def signed_with(self, team: Team) -> Person:
        person = make_person()
        make_grant(person, self.institution)
        agreement = make_agreement(Agreement.Kind.FAMILY_DOCTOR, self.institution)
        Member.objects.create(
            agreement=agreement, person=person, slot="FAMILY_DOCTOR", span=agreement.span,
            institution=self.institution, team=team, practitioner=self.doctor,
        )  # fmt: skip
        return person


def send(client: SignedIn, address: str, form: dict[str, Any]) -> None:
    with at(NOW):
        answer = client.post(address, form)
    assert answer.status_code == MOVED, (answer.status_code, answer.content.decode())


def practises(doctor: Practitioner, where: Institution, day: date) -> bool:
    return doctor.posts.filter(institution=where, span__contains=day).exists()


def refused(client: SignedIn, address: str, form: dict[str, Any]) -> str:
    """Send a form that must be declined; return the page's text."""
    with at(NOW):
        answer = client.post(address, form)
    assert answer.status_code == REFUSED, answer.status_code
    return answer.content.decode()


@pytest.fixture
def centre(journey: Journey) -> Centre:
    return Centre(journey)


@pytest.mark.clause("HZ-12", "contracting.assign_work")
def test_a_team_of_all_professions_shares_out_its_people_within_its_limits(
    journey: Journey, centre: Centre
) -> None:
    team = centre.form_team()
    for profession in PROFESSIONS:
        who = centre.hire(profession)
        form = {"practitioner": who.pk, "duty": profession, "most": "1"}
        send(centre.desk, f"/teams/{team.pk}/join/", form)
    duties = set(team.members.values_list("duty", flat=True))
    assert duties == {"FAMILY_DOCTOR", *PROFESSIONS}

    carer = TeamMember.objects.get(team=team, duty="CARER")
    first, second = centre.signed_with(team), centre.signed_with(team)
    take = f"/teams/{team.pk}/people/"
    assert first.name in centre.desk.get(take).content.decode()
    send(centre.desk, f"{take}{first.pk}/", {"member": carer.pk})
    decision = journey.decision_of("contracting.assign_work", person=first)
    assert decision.result == {"accepted": True, "reasons": []}
    page = refused(centre.desk, f"{take}{second.pk}/", {"member": carer.pk})
    assert "上限" in page
    assert CaseloadEntry.objects.get().person == first
    send(centre.desk, f"/teams/members/{carer.pk}/limit/", {"most": "2"})
    send(centre.desk, f"{take}{second.pk}/", {"member": carer.pk})

    turn = {"practitioner": carer.practitioner_id, "since": "2026-03-03T08:00"}
    send(centre.desk, f"/teams/{team.pk}/turns/", {**turn, "until": "2026-03-03T12:00"})
    refused(centre.desk, f"/teams/{team.pk}/turns/", {**turn, "until": "2026-03-03T09:00"})
    assert Turn.objects.get().team == team
    entry = CaseloadEntry.objects.get(person=first)
    send(centre.desk, f"/teams/caseloads/{entry.pk}/end/", {})
    carer.refresh_from_db()
    assert carer.people == 1


@pytest.mark.clause("FD-2.1", "contracting.may_be_family_doctor")
@pytest.mark.parametrize(
    ("profession", "columns", "way"),
    [
        ("GENERAL_PRACTITIONER", {}, "GENERAL_PRACTITIONER"),
        ("DOCTOR", {}, "CLINICIAN"),
        ("DOCTOR", {"specialty": "TCM"}, "TCM_CLINICIAN"),
        ("RURAL_DOCTOR", {}, "RURAL_DOCTOR"),
        ("DOCTOR", {"is_retired": True}, "RETIRED_CLINICIAN"),
    ],
)
def test_every_eligible_kind_of_doctor_leads_a_team_and_can_be_signed_with(
    journey: Journey, centre: Centre, profession: str, columns: dict[str, Any], way: str
) -> None:
    doctor = centre.hire(profession, **columns)
    centre.form_team(doctor)
    decision = journey.decision_of("contracting.may_be_family_doctor", subject_id=doctor.pk)
    assert decision.result["way"] == way
    assert list(eligible_doctors(centre.institution.pk, DAY)) == [doctor]


@pytest.mark.clause("FD-2.1", "contracting.may_be_family_doctor")
def test_a_doctor_is_registered_alone_and_a_nurse_is_not(journey: Journey, centre: Centre) -> None:
    here = {"institution": centre.institution.pk}
    send(centre.desk, f"/practice/{centre.doctor.pk}/family-doctor/", here)
    journey.decision_of("contracting.may_be_family_doctor", subject_id=centre.doctor.pk)
    nurse = centre.hire("NURSE")
    refused(centre.desk, f"/practice/{nurse.pk}/family-doctor/", here)
    assert list(eligible_doctors(centre.institution.pk, DAY)) == [centre.doctor]


@pytest.mark.clause("FD-3.1", "contracting.service_project")
def test_a_team_offers_what_it_is_qualified_for_and_is_told_what_it_lacks(
    journey: Journey, centre: Centre
) -> None:
    team = centre.form_team()
    address = f"/teams/{team.pk}/projects/"
    page = refused(centre.desk, address, {"code": "REHABILITATION_SERVICE"})
    assert "康复治疗师" in page
    assert not Project.objects.exists()
    therapist = centre.hire("THERAPIST")
    join = {"practitioner": therapist.pk, "duty": "THERAPIST"}
    send(centre.desk, f"/teams/{team.pk}/join/", join)
    send(centre.desk, address, {"code": "REHABILITATION_SERVICE"})
    project = Project.objects.get()
    decision = journey.decision_of("contracting.service_project", subject_id=team.pk)
    assert project.decision == decision and decision.result["accepted"]
    send(centre.desk, f"/teams/projects/{project.pk}/stop/", {})
    assert not Project.objects.exists()


@pytest.mark.clause("YRD-6", "network.may_practise")
def test_one_registration_has_several_places_and_work_outside_them_is_refused(
    journey: Journey, centre: Centre
) -> None:
    hospital = make_institution("HOSPITAL", level=3)
    doctor = make_practitioner(hospital, "DOCTOR", licence="L9", specialty="CARDIOLOGY")
    team = centre.form_team()
    commission = journey.sign_in(Role.HEALTH_COMMISSION)
    assert doctor.name in commission.get("/practice/").content.decode()
    places = f"/practice/{doctor.pk}/places/"
    asked = {"institution": centre.institution.pk, "since": "2026-03-10", "until": "2026-06-01"}
    send(commission, places, asked)
    journey.decision_of("network.register_practice", subject_id=doctor.pk)
    refused(commission, places, asked)
    assert practises(doctor, hospital, date(2026, 4, 1))
    assert practises(doctor, centre.institution, date(2026, 4, 1))

    family = f"/practice/{doctor.pk}/family-doctor/"
    page = refused(centre.desk, family, {"institution": centre.institution.pk})
    assert "尚未开始" in page
    assert not team.members.filter(practitioner=doctor).exists()
    post = doctor.posts.get(institution=centre.institution)
    send(commission, f"/practice/places/{post.pk}/end/", {"on": "2026-05-01"})
    assert practises(doctor, centre.institution, date(2026, 4, 30))
    assert not practises(doctor, centre.institution, date(2026, 5, 1))
    send(commission, places, {**asked, "since": "2026-05-01", "until": ""})
    send(centre.desk, f"/practice/{centre.doctor.pk}/family-doctor/",
         {"institution": centre.institution.pk})  # fmt: skip
    decision = journey.decision_of("network.may_practise", subject_id=centre.doctor.pk)
    assert decision.result["allowed"]


def test_a_desk_ends_its_own_practice_places_and_touches_no_others(
    journey: Journey, centre: Centre
) -> None:
    other = make_practitioner(make_institution("CHC"), "NURSE")
    post = other.posts.get()
    ended = {"on": "2026-04-01"}
    assert centre.desk.post(f"/practice/places/{post.pk}/end/", ended).status_code == NOT_THERE
    own = centre.doctor.posts.get()
    send(centre.desk, f"/practice/places/{own.pk}/end/", ended)
    assert not practises(centre.doctor, centre.institution, date(2026, 4, 1))


def test_every_page_of_teams_opens_for_its_desk(journey: Journey, centre: Centre) -> None:
    team = centre.form_team()
    for address in (
        "/teams/", f"/teams/{team.pk}/", "/teams/duty/", "/teams/new/", "/practice/",
        f"/practice/{centre.doctor.pk}/", f"/teams/{team.pk}/people/",
    ):  # fmt: skip
        assert centre.desk.get(address).status_code == 200, address
    duty = {"account": centre.desk.account.pk, "role": "CENTRE_DESK", "order": "1",
            "since": "2026-03-03T08:00", "until": "2026-03-03T12:00"}  # fmt: skip
    send(centre.desk, "/teams/duty/", duty)
    other = journey.sign_in(Role.CENTRE_DESK, institution=make_institution("CHC"))
    assert other.get(f"/teams/{team.pk}/").status_code == NOT_THERE
