"""``yiyang officers``: from an empty node to somebody who signs in, and back in again."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.test import Client

from tests.journey import Journey
from tests.world import make_account, make_assignment, make_place
from yiyang.access.models import Account, Assignment, Role
from yiyang.access.services import set_second_factor
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.decisions.models import Decision

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough word"
INVITE = ("officers", "invite", "li", "--name", "李安", "--place", "310106")


@pytest.fixture(autouse=True)
def no_counts_from_other_tests() -> None:
    cache.clear()


def follow(client: Client, link: str) -> None:
    """Open a one-time link, set a password, and sign in."""
    client.get(urlsplit(link).path)
    client.post("/accounts/invitation/", {"password": PASSWORD, "again": PASSWORD})
    client.post("/accounts/login/", {"login": "li", "password": PASSWORD})


def test_the_first_security_officer_of_an_empty_node_comes_in(
    journey: Journey, client: Client
) -> None:
    make_place("310106")
    invited = journey.command(*INVITE, "--json")
    assert invited.exit_code == 0, invited.err
    officer = Assignment.objects.get()
    assert (officer.role, officer.place.code) == (Role.SECURITY_OFFICER, "310106")
    assert Decision.objects.filter(subject_kind="assignment", subject_id=str(officer.pk)).exists()
    assert Entry.objects.filter(action="account.invite", account_id=None).exists()
    follow(client, invited.json["link"])
    assert client.get("/").wsgi_request.user.username == "li"
    assert client.get("/")["Location"] == "/accounts/2fa/", "a second factor is asked first"


def test_others_are_invited_by_the_officer_and_not_by_the_command(journey: Journey) -> None:
    place = make_place("310106")
    make_assignment(Role.SECURITY_OFFICER, make_account("wang"), place=place)
    again = journey.command(*INVITE)
    assert (again.exit_code, Account.objects.count()) == (3, 1)
    assert "OFFICER_IN_OFFICE" in again.err
    assert journey.command(*INVITE, "--as", "audit").exit_code == 0
    twice = journey.command("officers", "invite", "zhou", *INVITE[3:], "--as", "audit")
    assert twice.exit_code == 3, "the invitation of the first still works"


def test_a_place_that_is_not_there_is_named(journey: Journey) -> None:
    answered = journey.command(*INVITE[:-1], "310199")
    assert (answered.exit_code, Account.objects.count()) == (2, 0)
    assert "310199" in answered.err


def test_an_officer_who_lost_password_and_telephone_comes_in_again(
    journey: Journey, client: Client
) -> None:
    officer = make_account("li", password="forgotten since")
    make_assignment(Role.SECURITY_OFFICER, officer, place=make_place("310106"))
    nurse = make_account("nurse")
    set_second_factor(account_id=officer.pk, secret="A" * 32, by=PROGRAM, at=officer.date_joined)
    renewed = journey.command("officers", "renew", "li", "--second-factor", "--json")
    follow(client, renewed.json["link"])
    assert client.get("/")["Location"] == "/accounts/2fa/"
    other = journey.command("officers", "renew", nurse.username)
    assert (other.exit_code, "NO_OFFICER" in other.err) == (3, True)
