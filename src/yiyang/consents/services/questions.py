"""A person asks about a look at their record; the audit officer answers in time."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yiyang.access.models import Role
from yiyang.access.services.looks import LOOKED
from yiyang.audit.models import Entry
from yiyang.audit.services import Actor, record
from yiyang.cases.models import Case
from yiyang.cases.services import advance, open_case
from yiyang.consents.errors import QuestionAsked, WordsNeeded
from yiyang.consents.flows import QUESTION
from yiyang.consents.models import LookQuestion
from yiyang.consents.services.emergency import PLANNED, district_of, tell_person
from yiyang.consents.services.giving import book_of
from yiyang.notices.services import notify
from yiyang.people.models import Person
from yiyang.policy.book import Reading


@transaction.atomic
def ask_about_look(
    *, person_id: int, entry_id: int, words: str, by: Actor, at: datetime
) -> LookQuestion:
    """Ask about one look; the answer is due by the book's clock.

    Raises:
        WordsNeeded: nothing is asked.
        QuestionAsked: this look was asked about before.
        Entry.DoesNotExist: it is no look at this person.
    """
    if not words.strip():
        raise WordsNeeded
    person = Person.objects.select_related("place").get(pk=person_id)
    entry = Entry.objects.get(pk=entry_id, person_id=person_id, action=LOOKED)
    Person.objects.select_for_update(no_key=True).get(pk=person_id)
    if LookQuestion.objects.filter(person=person, entry=entry).exists():
        raise QuestionAsked
    case = _open(book_of(person, at).lenient(), by, at)
    task = case.tasks.order_by("pk").first()
    asked = LookQuestion.objects.create(
        person=person,
        entry=entry,
        asked_by_id=by.account_id,
        words=words.strip(),
        asked_at=at,
        answer_due_at=task.due_at if task else None,
        case=case,
    )
    _note("look.question", asked, by, at)
    return asked


@transaction.atomic
def answer_question(*, question_id: int, words: str, by: Actor, at: datetime) -> LookQuestion:
    """Answer a person's question about a look; they hear that the answer is there.

    Raises:
        NoteMissing, ActionNotOpen: nothing is said, or it was answered before.
    """
    asked = LookQuestion.objects.select_related("case", "person__place").get(pk=question_id)
    reading = book_of(asked.person, at).lenient()
    asked.case = advance(
        case=asked.case, action="ANSWER_QUESTION", by=by, at=at, reading=reading, note=words
    )
    asked.answer, asked.answered_at, asked.answered_by_id = words.strip(), at, by.account_id
    asked.save(update_fields=["answer", "answered_at", "answered_by"])
    tell_person(asked.person, "LOOK_ANSWERED", about=asked.pk, params={}, by=by, at=at)
    _note("look.answered", asked, by, at)
    return asked


def _open(reading: Reading, by: Actor, at: datetime) -> Case:
    """Open the case of a question, and tell the audit officers of the district."""
    place_id = district_of(reading)
    case = open_case(
        kind=QUESTION,
        person_id=None,
        institution_id=None,
        place_id=place_id,
        urgency=PLANNED,
        by=by,
        at=at,
        reading=reading,
    )
    notify(
        code="LOOK_QUESTION",
        params={},
        subject_kind="CASE",
        subject_id=case.pk,
        role=Role.AUDIT_OFFICER,
        place_id=place_id,
        link="/officers/questions/",
        by=by,
        at=at,
    )
    return case


def _note(action: str, asked: LookQuestion, by: Actor, at: datetime) -> None:
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="look_question",
        subject_id=asked.pk,
        person_id=asked.person_id,
        payload={"entry": asked.entry_id},
    )
