"""Figures of tuberculosis: who is under management, and who took the medicine."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.care.conftest import Signed, join_group, signed_person
from tests.conftest import NOW
from tests.world import make_person
from yiyang.audit.services import PROGRAM
from yiyang.care.services import Met, record_follow_up
from yiyang.kernel.period import period_of
from yiyang.measures.registry import measure_named
from yiyang.measures.scope import people_of
from yiyang.measures.selectors import Question, counts, rows_behind
from yiyang.measures.shape import By
from yiyang.people.models import Person
from yiyang.rules.care.terms import Readings

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TAKEN, WATCHED = "care.tuberculosis_regular", "care.tuberculosis_managed"


def question(on: date = date(2026, 12, 31), period: str = "2026") -> Question:
    return Question(period_of(period), on, people_of("310106"))


def figure(name: str, asked: Question | None = None) -> tuple[int, int]:
    (found,) = counts(measure_named(name), asked or question())
    return found.numerator, found.denominator


def followed(signed: Signed, *, doses: int | None = None, after: int = 0) -> None:
    """Watch over a patient some days after the first of the tests, or end the course."""
    ended, at = doses is not None, NOW + after * DAY
    watched = Readings(phase="INTENSIVE", watched_by="STAFF")
    record_follow_up(
        person_id=signed.person.pk,
        met=Met(
            "TUBERCULOSIS",
            "HOME",
            Readings(doses_taken=doses) if ended else watched,
            at,
            ("COURSE_ENDED",) if ended else (),
        ),
        institution_id=signed.centre.pk,
        practitioner_id=signed.doctor.pk,
        by=PROGRAM,
        at=at,
    )  # fmt: skip


def patient() -> Signed:
    signed = signed_person()
    join_group(signed.person, "TUBERCULOSIS")
    return signed


def test_who_was_notified_is_managed_from_the_first_follow_up_on() -> None:
    watched, waiting, unsigned = patient(), patient(), make_person("钱无约")
    join_group(unsigned, "TUBERCULOSIS")
    signed_person()
    followed(watched)
    assert figure(WATCHED) == (1, 3)
    assert figure(WATCHED, question(NOW.date() - DAY)) == (0, 3)
    lacking = rows_behind(measure_named(WATCHED), question(), {}, "lacking")
    assert {row.person_id for row in lacking} == {waiting.person.pk, unsigned.pk}
    by_doctor = counts(measure_named(WATCHED), question(), [By.DOCTOR])
    assert {c.key: (c.numerator, c.denominator) for c in by_doctor} == {
        (watched.doctor.pk,): (1, 1),
        (waiting.doctor.pk,): (0, 1),
        (None,): (0, 1),
    }


def test_who_was_cured_in_the_period_still_counts_in_it_and_the_dead_do_not() -> None:
    cured, dead = patient(), patient()
    followed(cured)
    cured.person.key_groups.update(span=(date(2025, 1, 1), date(2026, 6, 1)))
    assert figure(WATCHED) == (1, 2)
    Person.objects.filter(pk=dead.person.pk).update(died_at=NOW)
    assert figure(WATCHED) == (1, 1)
    assert figure(WATCHED, question(date(2027, 12, 31), "2027")) == (0, 0)


@pytest.mark.parametrize(("doses", "met"), [(89, 0), (90, 1), (100, 1)])
def test_medicine_is_taken_regularly_from_the_share_of_the_book_on(doses: int, met: int) -> None:
    signed, on_the_way = patient(), patient()
    followed(signed)
    followed(signed, doses=doses, after=180)
    followed(on_the_way)
    assert figure(TAKEN) == (met, 1)
    assert figure(TAKEN, question(date(2026, 6, 1), "2026-Q2")) == (0, 0)


def test_the_last_end_of_a_course_is_the_one_that_counts() -> None:
    signed = patient()
    followed(signed, doses=95)
    followed(signed, doses=40, after=60)
    assert figure(TAKEN) == (0, 1)
