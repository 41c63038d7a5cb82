"""Teams, their projects, turns and caseloads; a refusal writes nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tests import world
from tests.conftest import NOW
from yiyang.agreements import services
from yiyang.agreements.models import Agreement, CaseloadEntry, Member, Project
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.decisions.models import Decision
from yiyang.network import selectors
from yiyang.network import services as network
from yiyang.network.models import Institution, Post, Practitioner, Team, TeamMember, Turn
from yiyang.people.models import Person

pytestmark = pytest.mark.django_db
DONE = {"by": PROGRAM, "at": NOW}
DAY = date(2026, 3, 2)


class Centre:
    """A centre with a team led by its family doctor."""

    def __init__(self) -> None:
        self.institution = world.make_institution("CHC")
        self.doctor = self.hire("GENERAL_PRACTITIONER")
        self.team = services.form_team(
            institution_id=self.institution.pk, code="T1", name_zh="一队", name_en="Team 1",
            lead_id=self.doctor.pk, **DONE,
        )  # fmt: skip

    def hire(self, profession: str, **columns: object) -> Practitioner:
        return world.make_practitioner(self.institution, profession, licence="L1", **columns)

    def join(self, profession: str, duty: str = "", **more: object) -> TeamMember:
        who = more.pop("who", None) or self.hire(profession)
        return services.join_team(
            team_id=self.team.pk, practitioner_id=who.pk, duty=duty or profession, **more, **DONE
        )

    def signed(self) -> Person:
        """Return a person signed with the team."""
        person = world.make_person()
        agreement = world.make_agreement(
            Agreement.Kind.FAMILY_DOCTOR, self.institution,
            span=DateRange(date(2026, 1, 1), date(2027, 1, 1)),
        )  # fmt: skip
        Member.objects.create(
            agreement=agreement, person=person, slot="FAMILY_DOCTOR", span=agreement.span,
            institution=self.institution, team=self.team, practitioner=self.doctor,
        )  # fmt: skip
        return person


@pytest.fixture
def centre() -> Centre:
    return Centre()


def counts() -> list[int]:
    kept = (Team, TeamMember, Post, Turn, Project, CaseloadEntry, Decision, Entry)
    return [model.objects.count() for model in kept]


def test_a_team_begins_with_its_family_doctor_who_is_registered_as_one(centre: Centre) -> None:
    lead = centre.team.members.get()
    assert (lead.practitioner, lead.duty, lead.leads) == (centre.doctor, "FAMILY_DOCTOR", True)
    assert lead.most == 2000
    assert list(selectors.eligible_doctors(centre.institution.pk, DAY)) == [centre.doctor]
    asked = set(Decision.objects.values_list("rule", flat=True))
    assert asked == {
        "network.may_practise", "contracting.may_be_family_doctor", "contracting.team_member",
    }  # fmt: skip


def test_a_team_without_an_eligible_doctor_is_not_formed(centre: Centre) -> None:
    nurse = centre.hire("NURSE")
    before = counts()
    with pytest.raises(services.MemberRefused):
        services.form_team(
            institution_id=centre.institution.pk, code="T2", name_zh="二队", name_en="Team 2",
            lead_id=nurse.pk, **DONE,
        )  # fmt: skip
    assert counts() == before


@pytest.mark.parametrize(
    "profession",
    ["NURSE", "CARER", "ASSISTANT", "THERAPIST", "HEALTH_MANAGER", "VOLUNTEER"],
)
def test_every_profession_joins_with_the_limit_of_the_book(centre: Centre, profession: str) -> None:
    member = centre.join(profession)
    assert member.duty == profession and member.most


def test_who_does_not_practise_at_the_centre_joins_only_as_a_partners_specialist(
    centre: Centre,
) -> None:
    hospital = world.make_institution("HOSPITAL", level=3)
    cardiologist = world.make_practitioner(hospital, "DOCTOR", specialty="CARDIOLOGY")
    before = counts()
    with pytest.raises(services.MemberRefused) as refused:
        centre.join("DOCTOR", "SPECIALIST", who=cardiologist)
    assert refused.value.reasons == ("DOES_NOT_PRACTISE_HERE",)
    assert counts() == before
    world.make_agreement("CONSORTIUM", hospital, centre.institution)
    centre.join("DOCTOR", "SPECIALIST", who=cardiologist)
    assert centre.team.members.get(duty="SPECIALIST").practitioner == cardiologist


def test_a_team_is_told_what_it_lacks_for_a_project_and_offers_it_once_it_has_it(
    centre: Centre,
) -> None:
    asked = {"team_id": centre.team.pk, "code": "REHABILITATION_SERVICE", **DONE}
    before = counts()
    with pytest.raises(services.ProjectRefused) as refused:
        services.offer_project(**asked)
    assert refused.value.reasons == (("DUTY_NOT_FILLED", "THERAPIST"),)
    assert counts() == before
    centre.join("THERAPIST")
    project = services.offer_project(**asked)
    assert project.decision.rule == "contracting.service_project"
    with pytest.raises(services.ProjectOffered):
        services.offer_project(**asked)
    services.stop_project(project_id=project.pk, by=PROGRAM, at=NOW + timedelta(days=3))
    project.refresh_from_db()
    assert project.span == DateRange(DAY, date(2026, 3, 5))


def test_work_goes_to_members_up_to_their_limit_and_to_the_teams_own_people(
    centre: Centre,
) -> None:
    carer = centre.join("CARER", most=1)
    first, second, stranger = centre.signed(), centre.signed(), world.make_person()
    entry = services.take_on(member_id=carer.pk, person_id=first.pk, **DONE)
    before = counts()
    for person, reasons in (
        (second, ("CASELOAD_FULL",)),
        (stranger, ("PERSON_NOT_OF_THE_TEAM", "CASELOAD_FULL")),
    ):
        with pytest.raises(services.WorkRefused) as refused:
            services.take_on(member_id=carer.pk, person_id=person.pk, **DONE)
        assert refused.value.reasons == reasons
    assert counts() == before
    with pytest.raises(services.MemberHasPeople):
        services.leave_team(member_id=carer.pk, **DONE)
    with pytest.raises(network.LimitBelowCaseload):
        network.set_caseload_limit(member_id=carer.pk, most=0, **DONE)
    for _ in range(2):
        services.let_go(entry_id=entry.pk, **DONE)
    carer.refresh_from_db()
    assert carer.people == 0
    services.leave_team(member_id=carer.pk, **DONE)
    entry.refresh_from_db()
    assert (entry.member, entry.practitioner_id) == (None, carer.practitioner_id)


def test_a_person_stands_once_on_a_members_caseload(centre: Centre) -> None:
    nurse, person = centre.join("NURSE"), centre.signed()
    services.take_on(member_id=nurse.pk, person_id=person.pk, **DONE)
    before = counts()
    with pytest.raises(services.LooksAfterAlready):
        services.take_on(member_id=nurse.pk, person_id=person.pk, **DONE)
    assert counts() == before


def test_who_is_no_longer_signed_with_the_team_leaves_its_caseloads(centre: Centre) -> None:
    nurse, person = centre.join("NURSE"), centre.signed()
    services.take_on(member_id=nurse.pk, person_id=person.pk, **DONE)
    assert services.let_go_of_the_unsigned(at=NOW) == 0
    after = datetime(2027, 1, 2, tzinfo=UTC)
    assert services.let_go_of_the_unsigned(at=after) == 1
    nurse.refresh_from_db()
    assert nurse.people == 0


def test_a_closed_team_takes_on_nobody(centre: Centre) -> None:
    nurse, person = centre.join("NURSE"), centre.signed()
    network.change_team(
        team_id=centre.team.pk, name_zh="一队", name_en="Team 1", is_open=False, **DONE
    )
    with pytest.raises(services.WorkRefused) as refused:
        services.take_on(member_id=nurse.pk, person_id=person.pk, **DONE)
    assert refused.value.reasons == ("TEAM_CLOSED",)


def test_a_member_is_at_work_for_one_team_at_a_time(centre: Centre) -> None:
    turn = {
        "team_id": centre.team.pk, "practitioner_id": centre.doctor.pk,
        "since": NOW, "until": NOW + timedelta(hours=4), **DONE,
    }  # fmt: skip
    services.give_turn(**turn)
    assert list(selectors.on_turn(centre.team.pk, NOW)) == [centre.doctor]
    assert not selectors.on_turn(centre.team.pk, NOW + timedelta(hours=4))
    before = counts()
    with pytest.raises(network.TurnTaken):
        services.give_turn(**turn | {"since": NOW + timedelta(hours=3)})
    with pytest.raises(services.NotOfTheTeam):
        services.give_turn(**turn | {"practitioner_id": centre.hire("NURSE").pk})
    assert Turn.objects.count() == 1 and counts()[:2] == before[:2]


def test_nobody_is_at_work_on_a_day_on_which_they_do_not_practise_there(centre: Centre) -> None:
    nurse = centre.join("NURSE")
    post = Post.objects.get(practitioner=nurse.practitioner)
    network.end_post(post_id=post.pk, on=date(2026, 4, 1), **DONE)
    later = NOW + timedelta(days=40)
    with pytest.raises(services.PracticeRefused):
        services.give_turn(
            team_id=centre.team.pk, practitioner_id=nurse.practitioner_id,
            since=later, until=later + timedelta(hours=4), **DONE,
        )  # fmt: skip
    assert not Turn.objects.exists()


def test_a_team_belongs_to_its_institutions_desk_and_to_the_commission(centre: Centre) -> None:
    desk = world.make_assignment("CENTRE_DESK", institution=centre.institution)
    other = world.make_assignment("CENTRE_DESK", institution=another())
    commission = world.make_assignment("HEALTH_COMMISSION")
    assert [list(selectors.teams_for(one)) for one in (desk, other, commission)] == [
        [centre.team], [], [centre.team],
    ]  # fmt: skip


def another() -> Institution:
    return world.make_institution("CHC")
