"""Residents sign with a family doctor, by their pages, to the last row."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.journey import Journey, SignedIn
from tests.signing.conftest import Signing, code_for, make_resident
from tests.signing.pdf import words_of
from yiyang.access.models import Assignment
from yiyang.agreements.models import Agreement, Member, Panel
from yiyang.agreements.selectors import family_doctor_institution
from yiyang.people.models import Person
from yiyang.signing.models import Draft

PACKAGES = ["BASIC"]


def wish(signing: Signing, **more: object) -> dict[str, object]:
    """Return the form of a wish for a year with the basic package."""
    doctor = f"{signing.centre.pk}-{signing.doctor.pk}-0"
    return {"doctor": doctor, "packages": PACKAGES, "years": "1", **more}


def draw_up(browser: SignedIn, person: Person, form: dict[str, object]) -> Draft:
    """Draw up an agreement by the page and return the draft that the page leads to."""
    answer = browser.post(f"/signing/people/{person.pk}/new/", form)
    assert answer.status_code == 302, re.findall(r"errorlist.*?</ul>", answer.content.decode())
    return Draft.objects.get(pk=answer.url.strip("/").rpartition("/")[2])


def sign(browser: SignedIn, draft: Draft) -> Agreement:
    """Ask for the code and sign with it."""
    assert browser.post(f"/signing/drafts/{draft.pk}/code/").status_code == 302
    answer = browser.post(f"/signing/drafts/{draft.pk}/sign/", {"code": code_for(draft)})
    assert answer.status_code == 302, answer.headers.get("X-Refusal")
    draft.refresh_from_db()
    return draft.agreement


@pytest.fixture
def signing(db: None) -> Signing:
    return Signing()


@pytest.fixture
def resident(signing: Signing) -> tuple[Person, Assignment]:
    return make_resident()


@pytest.mark.clause("HZ-8", "agreements.accept")
def test_a_resident_signs_prints_renews_changes_doctor_and_ends(
    journey: Journey, signing: Signing, resident: tuple[Person, Assignment]
) -> None:
    person, assignment = resident
    browser = journey.enter(assignment)
    page = browser.get(f"/signing/people/{person.pk}/new/").content.decode()
    assert signing.doctor.name in page and "基础服务包" in page

    draft = draw_up(browser, person, wish(signing))
    paper = browser.get(f"/signing/drafts/{draft.pk}/paper/")
    assert paper["Content-Type"] == "application/pdf"
    agreement = sign(browser, draft)
    assert browser.get(f"/signing/agreements/{agreement.pk}/paper/").content == paper.content
    assert "保密" in words_of(paper.content)
    today = timezone.localdate()
    assert family_doctor_institution(person.pk, today) == signing.centre.pk
    decision = journey.decision_of("agreements.accept", person=person)
    assert decision.result["accepted"] and "HZ-8" in decision.clauses
    assert agreement.number in browser.get("/signing/").content.decode()

    early = draw_up(browser, person, wish(signing))
    assert early.members.get().reasons == [["OUTSIDE_RENEWAL_WINDOW", "90"]]
    assert "不在可续签的时间内" in browser.get(f"/signing/drafts/{early.pk}/").content.decode()
    _let_it_run(agreement, ends_on=today + timedelta(days=30))
    renewed = sign(browser, draw_up(browser, person, wish(signing)))
    assert renewed.renews == agreement and renewed.span.lower == agreement.span.upper
    assert Panel.objects.get().signed == 1, "a renewal keeps its place"

    other = Signing()
    changed = sign(browser, draw_up(browser, person, wish(other)))
    agreement.refresh_from_db()
    assert (agreement.state, agreement.end_reason) == ("ENDED", "CHANGE_OF_DOCTOR")
    assert family_doctor_institution(person.pk, today) == other.centre.pk

    form = {"reason": "REQUEST", "ends_on": f"{today + timedelta(days=1):%Y-%m-%d}"}
    answer = browser.post(f"/signing/agreements/{changed.pk}/people/{person.pk}/end/", form)
    assert answer.status_code == 302
    member = Member.objects.get(agreement=changed)
    assert (member.span.upper, member.end_reason) == (today + timedelta(days=1), "REQUEST")
    assert journey.decision_of("agreements.end", person=person).result["accepted"]


def _let_it_run(agreement: Agreement, *, ends_on: object) -> None:
    """Let an agreement look as if it had been signed eleven months ago."""
    span = type(agreement.span)(ends_on - timedelta(days=365), ends_on)
    Member.objects.filter(agreement=agreement).update(span=span)
    Agreement.objects.filter(pk=agreement.pk).update(span=span)
    agreement.refresh_from_db()
