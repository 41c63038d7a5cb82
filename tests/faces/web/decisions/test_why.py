"""The page that tells a person why something was decided."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.conftest import NOW
from tests.journey import Journey
from tests.world import make_account, make_grant, make_institution, make_person
from yiyang.access.models import Grant, Role
from yiyang.audit.models import Entry
from yiyang.decisions.book import kept_book
from yiyang.decisions.models import BookSnapshot, Decision
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.kernel.messages import Message
from yiyang.people.models import Person
from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Question:
    stay: int


@dataclass(frozen=True)
class Verdict:
    kind: str
    reasons: tuple[Message, ...]
    against: tuple[Message, ...]


@dataclass(frozen=True)
class Judged:
    verdicts: tuple[Verdict, ...]


@rule("tests.judged")
def judged(facts: Question, reading: Reading) -> Judged:
    """Say something for and against a kind of bed."""
    reading.line("access.second_factor_roles")
    reading.line("placement.trigger.kinds")
    verdict = Verdict("PROPOSED", (Message("RED_ALARM"),), (Message("GONE_WITH_ITS_TEXT"),))
    return Judged((verdict,))


def _decide(person: Person | None) -> Decision:
    subject = Subject("test", 1, person.pk if person else None)
    reading = read_book(NOW.date())
    return decide(judged, Question(1), reading=reading, subject=subject, at=NOW).decision


def _page(journey: Journey, decision: Decision, language: str = "zh-hans") -> str:
    person = Person.objects.get(pk=decision.person_id)
    account = make_account(person=person)
    make_grant(person, account, purpose=Grant.Purpose.SELF)
    resident = journey.sign_in(Role.RESIDENT, account=account, language=language)
    answer = resident.get(f"/decisions/{decision.pk}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_resident_reads_the_reasons_and_their_authority_in_chinese(journey: Journey) -> None:
    page = _page(journey, _decide(make_person("张桂英")))
    assert "为什么这样决定" in page and "张桂英" in page
    assert "不符合之处" in page
    assert "静府办规〔2024〕5号" in page and "2024-08-09" in page
    assert "没有官方规定，由本系统建议" in page


def test_a_resident_reads_them_in_english(journey: Journey) -> None:
    page = _page(journey, _decide(make_person()), language="en")
    assert "Why this was decided" in page and "reasons against" in page
    assert "five-bed linkage (2024 No. 5)" in page
    assert "No official rule sets it" in page


def test_an_officer_goes_from_the_reasons_to_the_person(journey: Journey) -> None:
    decision = _decide(make_person())
    page = journey.sign_in(Role.COORDINATOR).get(f"/decisions/{decision.pk}/").content.decode()
    assert f'<a href="/people/{decision.person_id}/">张桂英</a>' in page


def test_a_reason_whose_text_is_gone_shows_its_code(journey: Journey) -> None:
    assert "GONE_WITH_ITS_TEXT" in _page(journey, _decide(make_person()))


def test_the_look_is_written_down(journey: Journey) -> None:
    decision = _decide(make_person())
    _page(journey, decision)
    entry = Entry.objects.get(action="record.read", person_id=decision.person_id)
    assert entry.account_id is not None


def test_a_lost_book_is_said_so(journey: Journey) -> None:
    decision = _decide(make_person())
    kept_book.cache_clear()
    BookSnapshot.objects.all().delete()
    assert "无法显示" in _page(journey, decision)


def test_who_may_not_see_the_person_finds_nothing(journey: Journey) -> None:
    decision = _decide(make_person())
    for role in (Role.RESIDENT, Role.CARE_DESK, Role.POLICY_DESK, Role.STATISTICS):
        home = make_institution() if role == Role.CARE_DESK else None
        browser = journey.sign_in(role, institution=home)
        assert browser.get(f"/decisions/{decision.pk}/").status_code == 404
        assert browser.get("/decisions/999999999/").status_code == 404
    assert journey.visit().get(f"/decisions/{decision.pk}/").status_code == 302
    assert not Entry.objects.filter(action="record.read").exists()
