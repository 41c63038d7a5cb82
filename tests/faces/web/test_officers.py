"""The three officers: accounts for one, the access log for another, and no person for any."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

import yiyang
from tests.conftest import NOW
from tests.faces.web.foreign import elsewhere, foreign_institution
from tests.journey import Journey, SignedIn
from tests.world import (
    actor_of,
    make_account,
    make_assignment,
    make_institution,
    make_person,
    make_place,
)
from yiyang.access.models import Account, Assignment, Role
from yiyang.access.services import note_access
from yiyang.audit.models import Entry, Payload
from yiyang.audit.services import PROGRAM
from yiyang.faces.wording import catalogue
from yiyang.kernel.identifiers import resident_check_character
from yiyang.people.services.identity import add_identifier

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough word"


@pytest.fixture
def security(journey: Journey) -> SignedIn:
    return journey.sign_in(Role.SECURITY_OFFICER, place=make_place("310106"))


@pytest.fixture
def audit(journey: Journey) -> SignedIn:
    return journey.sign_in(Role.AUDIT_OFFICER, place=make_place("310106"))


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def a_nurse(**columns: object) -> Account:
    account = make_account(password=PASSWORD, **columns)
    make_assignment(Role.NURSE, account, institution=make_institution())
    return account


def invitation(**changes: object) -> dict[str, object]:
    facts = {"username": "lin", "name": "林护士", "role": Role.NURSE, "place": ""}
    facts["institution"] = make_institution().pk
    return facts | changes


def test_an_invited_person_comes_in_by_the_link_shown_once(
    security: SignedIn, client: Client
) -> None:
    shown = security.post("/officers/accounts/invite/", invitation()).content.decode()
    link = re.search(r"http://testserver(/accounts/invitation/[\w-]+/)", shown)[1]
    client.get(link)
    client.post("/accounts/invitation/", {"password": PASSWORD, "again": PASSWORD})
    answer = client.post("/accounts/login/", {"login": "lin", "password": PASSWORD})
    assert answer.headers["Location"] == "/"
    account = Account.objects.get(username="lin")
    entry = Entry.objects.get(action="account.invite")
    assert (entry.subject_id, entry.account_id) == (str(account.pk), security.account.pk)
    assert link not in page(security, f"/officers/accounts/{account.pk}/")


def test_a_declined_invitation_keeps_what_was_typed(security: SignedIn) -> None:
    answer = security.post("/officers/accounts/invite/", invitation(institution=""))
    shown = answer.content.decode()
    assert (answer.status_code, answer["X-Refusal"]) == (409, "ORGANISATION_DOES_NOT_FIT")
    assert "须指定相符的机构或行政区划" in shown and 'value="林护士"' in shown
    assert '<option value="NURSE" selected>' in shown
    assert not Account.objects.filter(username="lin").exists()


def test_a_password_that_is_too_short_is_refused_in_chinese(
    security: SignedIn, client: Client
) -> None:
    shown = security.post("/officers/accounts/invite/", invitation()).content.decode()
    client.get(re.search(r"http://testserver(/accounts/invitation/[\w-]+/)", shown)[1])
    short = client.post("/accounts/invitation/", {"password": "q7z", "again": "q7z"})
    assert "密码太短，至少要8个字符" in short.content.decode()
    chosen = {"password": PASSWORD, "again": PASSWORD}
    opened = client.post("/accounts/invitation/", chosen, follow=True).content.decode()
    assert "账号已开通，请登录" in opened


def test_an_invitation_to_another_district_is_not_possible(security: SignedIn) -> None:
    answer = security.post(
        "/officers/accounts/invite/", invitation(institution=foreign_institution().pk)
    )
    assert "error-summary" in answer.content.decode()
    assert not Account.objects.filter(username="lin").exists()


def test_a_second_officer_role_is_refused_with_its_reason(security: SignedIn) -> None:
    officer = make_assignment(Role.SYSTEM_OFFICER, place=make_place("310106"))
    answer = security.post(
        f"/officers/accounts/{officer.account_id}/role/",
        {"role": Role.AUDIT_OFFICER, "place": officer.place_id, "institution": ""},
    )
    assert (answer.status_code, answer.headers["X-Refusal"]) == (409, "OFFICERS_APART")
    assert '<option value="AUDIT_OFFICER" selected>' in answer.content.decode()
    assert officer.account.assignments.count() == 1


def test_a_role_is_given_and_ended(security: SignedIn) -> None:
    nurse = a_nurse()
    desk = {"role": Role.CARE_DESK, "institution": make_institution().pk, "place": ""}
    security.post(f"/officers/accounts/{nurse.pk}/role/", desk)
    given = nurse.assignments.get(role=Role.CARE_DESK)
    security.post(f"/officers/roles/{given.pk}/end/")
    given.refresh_from_db()
    assert given.span.upper is not None
    assert Entry.objects.filter(action="assignment.end", subject_id=str(given.pk)).exists()


def test_somebody_whose_role_has_ended_has_lost_their_desk_at_once(
    security: SignedIn, client: Client
) -> None:
    nurse = a_nurse()
    client.force_login(nurse)
    assert client.get("/").wsgi_request.assignment is not None
    security.post(f"/officers/roles/{nurse.assignments.get().pk}/end/")
    assert client.get("/").wsgi_request.assignment is None
    assert "目前没有岗位" in client.get("/").content.decode()


def test_closing_an_account_throws_its_holder_out(security: SignedIn, client: Client) -> None:
    nurse = a_nurse()
    client.force_login(nurse)
    security.post(f"/officers/accounts/{nurse.pk}/disable/")
    assert not client.get("/").wsgi_request.user.is_authenticated
    security.post(f"/officers/accounts/{nurse.pk}/enable/")
    nurse.refresh_from_db()
    assert nurse.is_active
    assert not client.get("/").wsgi_request.user.is_authenticated


def test_a_lost_phone_is_replaced(security: SignedIn, journey: Journey) -> None:
    desk = journey.sign_in(Role.COORDINATOR, place=make_place("310106"))
    security.post(f"/officers/accounts/{desk.account.pk}/factor/")
    assert not desk.account.authenticator_set.exists()
    assert not desk.get("/").wsgi_request.user.is_authenticated


@pytest.mark.parametrize("act", ["disable", "enable", "link", "factor"])
def test_an_officer_does_nothing_to_their_own_account(security: SignedIn, act: str) -> None:
    answer = security.post(f"/officers/accounts/{security.account.pk}/{act}/")
    assert (answer.status_code, answer.headers["X-Refusal"]) == (409, "OWN_ACCOUNT")
    security.account.refresh_from_db()
    assert security.account.is_active
    assert security.account.authenticator_set.exists()


def test_accounts_of_another_district_are_not_listed(security: SignedIn) -> None:
    a_nurse(username="ours")
    make_assignment(Role.CARER, make_account("theirs"), institution=foreign_institution())
    shown = page(security, "/officers/accounts/")
    assert "ours" in shown
    assert "theirs" not in shown


def test_somebody_of_two_districts_keeps_the_other_role(security: SignedIn) -> None:
    both = a_nurse()
    other = make_assignment(Role.CARER, both, institution=foreign_institution())
    assert security.post(f"/officers/roles/{other.pk}/end/").status_code == 404
    other.refresh_from_db()
    assert other.span.upper is None


def test_accounts_are_found_by_part_of_a_name(security: SignedIn) -> None:
    a_nurse(username="zhang.wei", first_name="张伟")
    a_nurse(username="li.na", first_name="李娜")
    shown = page(security, "/officers/accounts/?q=张")
    assert "zhang.wei" in shown
    assert "li.na" not in shown


def test_the_name_of_a_resident_is_not_shown_to_the_security_officer(security: SignedIn) -> None:
    resident = make_account("resident1", first_name="张桂英", person=make_person("张桂英"))
    make_assignment(Role.RESIDENT, resident)
    shown = page(security, "/officers/accounts/")
    assert "resident1" in shown
    assert "张桂英" not in shown


def looked(what: str = "summary", *, by: Assignment | None = None, person_id: int) -> Assignment:
    role = by or make_assignment(Role.NURSE, a_nurse(), institution=make_institution())
    note_access(by=actor_of(role), at=NOW, person_id=person_id, what=what)
    return role


def ask(client: Client, number: object, **changes: object) -> str:
    facts = {"system": "PERSON_NUMBER", "number": number} | changes
    return client.post("/officers/who-looked/", facts).content.decode()


def test_an_audit_officer_finds_who_looked_at_a_record(audit: SignedIn) -> None:
    person, other = make_person(), make_person("王秀英")
    role = looked(person_id=person.pk)
    stranger = looked(person_id=other.pk)
    shown = ask(audit, person.pk)
    assert role.account.username in shown
    assert role.institution.name_zh in shown
    assert "2026-03-02 10:00" in shown
    assert stranger.account.username not in shown


def test_the_name_of_the_person_is_not_shown_to_the_audit_officer(audit: SignedIn) -> None:
    person = make_person("张桂英")
    looked(person_id=person.pk)
    assert "张桂英" not in ask(audit, person.pk)


def test_a_person_is_found_by_an_official_number_that_stands_in_no_address(
    audit: SignedIn,
) -> None:
    person = make_person()
    number = "31010619420504002" + resident_check_character("31010619420504002")
    add_identifier(person_id=person.pk, system="RESIDENT_ID", value=number, by=PROGRAM, at=NOW)
    role = looked(person_id=person.pk)
    assert role.account.username in ask(audit, number, system="RESIDENT_ID")
    asked = audit.get(f"/officers/who-looked/?system=RESIDENT_ID&number={number}")
    assert role.account.username not in asked.content.decode()


@pytest.mark.parametrize("number", ["999999999", "no number", "٣"])
def test_an_unknown_number_gives_an_empty_answer(audit: SignedIn, number: str) -> None:
    assert "没有与此号码相符的查看记载" in ask(audit, number)


def test_the_question_itself_is_written_down(audit: SignedIn) -> None:
    person = make_person()
    ask(audit, person.pk)
    entry = Entry.objects.get(action="audit.search")
    assert (entry.person_id, entry.account_id) == (person.pk, audit.account.pk)


def test_changes_are_shown_when_asked_for(audit: SignedIn) -> None:
    person = make_person()
    looked(person_id=person.pk)
    assert "audit.search" not in ask(audit, person.pk)
    assert "audit.search" in ask(audit, person.pk, changes="on")


def test_a_change_is_told_in_words_beside_its_code(audit: SignedIn) -> None:
    person = make_person()
    ask(audit, person.pk)
    assert "审计 <code>audit.search</code>" in ask(audit, person.pk, changes="on")


def test_every_kind_of_change_has_words() -> None:
    written = re.compile(r'(?:action=f?|note\([^"]*|audit\()"([a-z_]+)\.')
    kinds = {
        found[1].upper()
        for file in Path(yiyang.__file__).parent.rglob("*.py")
        for found in written.finditer(file.read_text("utf-8"))
    }
    assert {"GRANT", "CLAIM", "TRANSFER"} <= kinds
    assert [kind for kind in kinds if f"AUDIT_{kind}" not in catalogue().texts] == []


def test_a_look_whose_payload_was_erased_is_still_shown(audit: SignedIn) -> None:
    person = make_person()
    Entry.objects.create(
        at=NOW,
        account_id=a_nurse(username="erased").pk,
        action="record.read",
        subject_kind="person",
        subject_id=person.pk,
        person_id=person.pk,
        payload_digest=b"0" * 32,
    )
    assert not Payload.objects.filter(entry__person_id=person.pk).exists()
    assert "erased" in ask(audit, person.pk)


def test_more_looks_than_a_page_are_reached_one_page_after_another(audit: SignedIn) -> None:
    person = make_person()
    first = looked("record", person_id=person.pk)
    other = make_assignment(Role.CARER, institution=make_institution())
    for _ in range(100):
        looked("summary", by=other, person_id=person.pk)
    shown = ask(audit, person.pk)
    assert first.account.username not in shown
    before = re.search(r'name="before" value="(\d+)"', shown)[1]
    assert first.account.username in ask(audit, person.pk, before=before)


def test_an_account_of_nowhere_else_is_kept_by_the_district_that_sees_it(
    security: SignedIn,
) -> None:
    lone = make_account("lone")
    theirs = make_account("theirs")
    make_assignment(Role.SUB_DISTRICT, theirs, place=elsewhere())
    assert security.get(f"/officers/accounts/{lone.pk}/").status_code == 200
    assert security.get(f"/officers/accounts/{theirs.pk}/").status_code == 404


def test_a_system_officer_sees_how_the_node_fares_and_nobody(journey: Journey) -> None:
    system = journey.sign_in(Role.SYSTEM_OFFICER, place=make_place("310106"))
    make_person("张桂英")
    answer = system.get("/officers/status/")
    names = {str(name) for name, _ in answer.context["rows"]}
    assert {"数据库服务器", "签名密钥", "磁盘", "政策库"} <= names
    english = {check.name for _, check in answer.context["rows"]}
    assert not english & names, "every check has a name in Chinese"
    assert sum(answer.context["counts"].values()) == len(answer.context["rows"])
    assert "张桂英" not in answer.content.decode()
