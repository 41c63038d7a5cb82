"""Each department signs in to its own work and sees no more; who looked is found."""

from __future__ import annotations

import re

import pytest

from tests.faces.web.test_doors import guarded
from tests.journey import Journey, SignedIn
from tests.journeys.network import DIRE, FiveBeds
from tests.world import make_person, make_place
from yiyang.access.models import Assignment, Role
from yiyang.access.powers import Power
from yiyang.people.models import Person

PASSWORD = "a long enough word"
NOT_THERE = 404
DEPARTMENTS = (
    Role.CIVIL_AFFAIRS,
    Role.HEALTH_COMMISSION,
    Role.INSURER,
    Role.STATISTICS,
    Role.SUB_DISTRICT,
)


def appointed(journey: Journey, role: str) -> Assignment:
    """Let the security officer invite somebody into a department, and them accept."""
    security = journey.sign_in(Role.SECURITY_OFFICER)
    asked = {"username": "lin", "name": "林", "role": role, "institution": ""}
    asked["place"] = make_place("310106").pk
    page = security.post("/officers/accounts/invite/", asked).content.decode()
    visitor = journey.visit()
    visitor.get(re.search(r"http://testserver(/accounts/invitation/[\w-]+/)", page)[1])
    visitor.post("/accounts/invitation/", {"password": PASSWORD, "again": PASSWORD})
    assignment = Assignment.objects.get(account__username="lin")
    assert assignment.account.is_active
    return assignment


@pytest.mark.clause("JA-3", "access.powers")
@pytest.mark.parametrize("role", DEPARTMENTS)
def test_each_department_signs_in_to_its_own_work_and_sees_no_more(
    journey: Journey, role: str
) -> None:
    person = make_person()
    assignment = appointed(journey, role)
    decision = journey.decision_of(
        "access.powers", subject_kind="assignment", subject_id=assignment.pk
    )
    held = set(decision.result["powers"])
    assert decision.facts == {"role": role}
    assert decision.clauses == ["JA-3"]
    department = journey.enter(assignment)
    own = [route for route in guarded() if not route.has_key and route.powers & held]
    assert own
    for route in guarded():
        if route.has_key:
            continue
        is_there = department.get(route.address).status_code != NOT_THERE
        assert is_there == bool(route.powers & held), route
    assert opens(department, person) == (Power.SEE_DISTRICT_PEOPLE in held)


def opens(client: SignedIn, person: Person) -> bool:
    """Tell whether a browser opens the page of a person."""
    answer = client.get(f"/people/{person.pk}/")
    assert (answer.status_code, person.name in answer.content.decode()) in (
        (200, True),
        (404, False),
    )
    return answer.status_code != NOT_THERE


def test_an_officer_finds_who_looked_at_a_record(journey: Journey, beds: FiveBeds) -> None:
    person = make_person()
    beds.lives_in_institution(person)
    nurse, desk = beds.nurse(beds.home), beds.desk(beds.home)
    transfer = beds.ask(person, "HEALTH_WORSE", by=nurse, **DIRE)
    assert nurse.get(f"/transfers/{transfer.case_id}/").status_code == 200
    assert nurse.get(f"/people/{person.pk}/record/").status_code == 200
    assert person.name in desk.get(f"/board/institutions/{beds.home.pk}/").content.decode()
    stranger = beds.nurse(beds.hospice)
    assert stranger.get(f"/people/{person.pk}/record/").status_code == NOT_THERE

    audit = journey.sign_in(Role.AUDIT_OFFICER)
    asked = {"system": "PERSON_NUMBER", "number": str(person.pk)}
    page = audit.post("/officers/who-looked/", asked).content.decode()
    looks = [re.sub(r"<[^>]+>", " ", row) for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL)]

    def looked(client: SignedIn, what: str) -> bool:
        return any(f" {client.account.username} " in row and what in row for row in looks)

    assert looked(nurse, "床位转换")
    assert looked(nurse, "健康档案")
    assert looked(desk, "五床")
    assert not looked(stranger, "")
    assert person.name not in page, "the record itself is not shown"
