"""The first page and what the frame offers everywhere."""

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.conftest import NOW
from tests.journey import Journey
from tests.world import make_institution, make_place
from yiyang.access.models import Account, Role
from yiyang.audit.models import Entry
from yiyang.faces.sections import SECTIONS
from yiyang.faces.web.navigation import menu
from yiyang.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    return Account.objects.create_user("li", password="a long enough word")


def test_a_visitor_reads_in_chinese_what_this_is_and_can_sign_in(client: Client) -> None:
    page = client.get("/").content.decode()
    assert '<html lang="zh-hans"' in page
    assert "/accounts/login/" in page
    assert "五类床位" in page


def test_a_visitor_can_choose_english(client: Client) -> None:
    answer = client.post("/i18n/setlang/", {"language": "en", "next": "/"}, follow=True)
    assert '<html lang="en"' in answer.content.decode()
    assert "Five kinds of beds" in answer.content.decode()


def test_large_type_stays_with_a_visitor(client: Client) -> None:
    client.post("/large-type/", {"large": "yes", "next": "/"})
    assert 'class="large"' in client.get("/").content.decode()
    client.post("/large-type/", {"large": "no", "next": "/"})
    assert 'class="large"' not in client.get("/").content.decode()


def test_large_type_stays_with_an_account_and_is_audited(client: Client, account: Account) -> None:
    client.force_login(account)
    client.post("/large-type/", {"large": "yes", "next": "/"})
    account.refresh_from_db()
    assert account.large_type
    entry = Entry.objects.get(action="account.large_type")
    assert entry.account_id == account.pk


def test_a_language_stays_with_an_account(client: Client, account: Account) -> None:
    client.force_login(account)
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    account.refresh_from_db()
    assert account.language == "en"
    assert Entry.objects.get(action="account.language").account_id == account.pk


def test_a_language_that_there_is_not_is_kept_nowhere(client: Client, account: Account) -> None:
    client.force_login(account)
    client.post("/i18n/setlang/", {"language": "xx", "next": "/"})
    account.refresh_from_db()
    assert account.language == "zh-hans"
    assert not Entry.objects.filter(action="account.language").exists()


def test_a_switch_never_leads_to_another_host(client: Client) -> None:
    answer = client.post("/large-type/", {"large": "yes", "next": "https://example.org/"})
    assert answer["Location"] == "/"


def test_the_design_page_shows_every_component_class(client: Client) -> None:
    page = client.get("/design/").content.decode()
    for name in ("card", "badge", "button", "field", "notice", "timeline", "bar", "stat", "tabs"):
        assert f'class="{name}' in page


def test_a_menu_shows_a_page_once_and_only_with_its_power() -> None:
    everything = {item.power for section in SECTIONS for item in section.items}
    addresses = [link.address for _, links in menu(everything) for link in links]
    assert len(addresses) == len(set(addresses))
    assert menu(set()) == []


def test_every_item_of_the_menu_has_a_page() -> None:
    known = set(get_resolver().reverse_dict)
    assert {item.url_name for section in SECTIONS for item in section.items} <= known


def test_every_page_carries_the_content_policy(client: Client) -> None:
    policy = client.get("/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_the_desk_says_how_much_waits(journey: Journey) -> None:
    nurse = journey.sign_in(Role.NURSE, institution=make_institution())
    assert nurse.get("/").context["notices_waiting"] == 0
    Notice.objects.create(
        code="NOT_USED",
        role=Role.NURSE,
        institution=nurse.assignment.institution,
        subject_kind="test",
        subject_id=0,
        created_at=NOW,
    )
    answer = nurse.get("/")
    assert answer.context["notices_waiting"] == 1
    assert "条通知待应答" in answer.content.decode()


def test_a_role_that_answers_no_notices_has_no_count(journey: Journey) -> None:
    officer = journey.sign_in(Role.STATISTICS, place=make_place("310106"))
    assert "counts" not in officer.get("/").context
