"""The rate of recognition and the avoided cost, from the rows they are of."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.recognition.conftest import Results
from tests.world import make_grant, make_person
from yiyang.audit.services import PROGRAM
from yiyang.kernel.period import period_of
from yiyang.ledger.services import record_act
from yiyang.measures.registry import measure_named
from yiyang.measures.selectors import Count, Question, counts, rows_behind
from yiyang.measures.shape import By
from yiyang.people.models import Person
from yiyang.recognition import services
from yiyang.recognition.models import Order

pytestmark = pytest.mark.django_db


def someone(results: Results) -> Person:
    person = make_person()
    make_grant(person, results.centre)
    return person


@pytest.fixture
def decided(results: Results) -> Results:
    """Two recognised, one ordered in a case, one such order cancelled, one without an offer."""
    for name in ("first", "second"):
        person = someone(results)
        results.recognise(results.result(person=person, name=name), person=person)
    for name in ("third", "fourth"):
        person = someone(results)
        results.result(person=person, name=name)
        order = results.order("1", person=person)
    services.cancel_order(order=order, by=results.reader.actor, at=NOW)
    results.order(person=someone(results))
    return results


def figures(name: str, *by: By, code: str = "2026-03") -> list[Count]:
    question = Question(period_of(code), NOW.date(), Person.objects.all())
    return counts(measure_named(name), question, by)


def test_the_rate_is_recognised_of_what_could_have_been(decided: Results) -> None:
    for by, key in (
        (By.INSTITUTION, decided.centre.pk),
        (By.DOCTOR, decided.doctor.pk),
        (By.MONTH, "2026-03"),
    ):
        (one,) = figures("recognition.rate", by)
        assert (one.key, one.numerator, one.denominator) == ((key,), 2, 3)


def test_the_avoided_cost_is_that_of_what_was_recognised(decided: Results) -> None:
    (one,) = figures("recognition.avoided_cost", By.DOCTOR)
    assert (one.numerator, one.denominator) == (13000, 2)


def test_another_month_has_none(decided: Results) -> None:
    assert [one.denominator for one in figures("recognition.rate", code="2026-02")] in ([], [0])


def test_a_figure_opens_down_to_the_people_it_is_of(decided: Results) -> None:
    question = Question(period_of("2026-03"), NOW.date(), Person.objects.all())
    measure = measure_named("recognition.rate")
    keys = {By.INSTITUTION: decided.centre.pk}
    having = rows_behind(measure, question, keys, "having")
    lacking = rows_behind(measure, question, keys, "lacking")
    assert (len(having), len(lacking)) == (2, 1)
    assert {row.person_id for row in having}.isdisjoint(row.person_id for row in lacking)


@pytest.mark.parametrize("name", ["care.acts", "care.unflagged"])
def test_a_recognised_result_is_no_act_of_care(decided: Results, name: str) -> None:
    assert sum(one.numerator for one in figures(name)) == 0
    record_act(
        kind="FOLLOW_UP", person_id=Order.objects.earliest("pk").person_id,
        institution_id=decided.centre.pk, practitioner_id=decided.doctor.pk,
        since=NOW, until=NOW + timedelta(minutes=9), unit="TIME",
        source_kind="test", source_id="1", by=PROGRAM, at=NOW,
    )  # fmt: skip
    (one,) = [one for one in figures(name) if one.denominator]
    assert one.numerator == 1
