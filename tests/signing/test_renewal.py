"""The renewal measure over agreements that were ended in every way there is."""

from __future__ import annotations

from datetime import date, timedelta

from tests.conftest import NOW
from tests.signing.conftest import Signing, actor, make_resident
from yiyang.kernel.period import period_of
from yiyang.measures.registry import measure_named
from yiyang.measures.scope import people_of
from yiyang.measures.selectors import Question, counts, rows_behind
from yiyang.people.models import Person
from yiyang.signing.facts import MemberWish
from yiyang.signing.services.ending import end_place, pass_time

DAY = timedelta(days=1)
TODAY = date(2026, 3, 2)
RENEWAL = measure_named("signing.renewal")


def asked(on: date, period: str = "2026") -> Question:
    return Question(period_of(period), on, people_of("310106"))


def renewal(on: date, period: str = "2026") -> tuple[int, int]:
    """Return who signed again, and of how many, as it stands on a day."""
    found = counts(RENEWAL, asked(on, period))
    return (found[0].numerator, found[0].denominator) if found else (0, 0)


def end(signing: Signing, reason: str) -> Person:
    """Return somebody whose agreement was ended ten days after it was signed."""
    person, by = make_resident()
    agreement = signing.sign(signing.wish(person), by).agreement
    end_place(
        agreement_id=agreement.pk, person_id=person.pk, reason=reason, ends_on=TODAY + 10 * DAY,
        asker="SELF", by=actor(by), at=NOW,
    )  # fmt: skip
    return person


def test_a_move_away_is_no_agreement_that_was_not_renewed(signing: Signing) -> None:
    end(signing, "MOVE")
    left = end(signing, "REQUEST")
    pass_time(at=NOW + 10 * DAY)
    assert renewal(TODAY + 200 * DAY) == (0, 1)
    (row,) = rows_behind(RENEWAL, asked(TODAY + 200 * DAY), {}, "lacking")
    assert row.person_id == left.pk


def test_a_death_is_no_agreement_that_was_not_renewed_even_before_its_day(
    signing: Signing,
) -> None:
    person, by = make_resident()
    signing.sign(signing.wish(person), by)
    Person.objects.filter(pk=person.pk).update(died_at=NOW + 5 * DAY)
    assert pass_time(at=NOW + 6 * DAY).ended == 1
    assert renewal(TODAY + 200 * DAY) == (0, 0)
    assert renewal(TODAY + 4 * DAY) == (0, 0)


def test_one_of_a_family_who_died_leaves_the_others_to_be_counted(signing: Signing) -> None:
    people = [make_resident()[0] for _ in range(2)]
    by = make_resident("李娟")[1]
    for person in people:
        person.relatives.create(
            name="李娟", relation="CHILD", is_representative=True, account=by.account
        )
    signing.sign(signing.wish(*people), by)
    Person.objects.filter(pk=people[0].pk).update(died_at=NOW + 5 * DAY)
    pass_time(at=NOW + 6 * DAY)
    pass_time(at=NOW.replace(year=2027))
    (row,) = rows_behind(RENEWAL, asked(date(2027, 12, 31), "2027"), {}, "lacking")
    assert row.person_id == people[1].pk
    assert renewal(date(2027, 12, 31), "2027") == (0, 1)


def test_who_died_after_the_term_ran_out_and_before_the_day_asked_is_left_out(
    signing: Signing,
) -> None:
    person, by = make_resident()
    signing.sign(signing.wish(person), by)
    pass_time(at=NOW.replace(year=2027))
    assert renewal(date(2027, 12, 31), "2027") == (0, 1)
    Person.objects.filter(pk=person.pk).update(died_at=NOW.replace(year=2027, month=4))
    assert renewal(date(2027, 12, 31), "2027") == (0, 0)


def test_a_change_of_doctor_is_one_agreement_that_went_on(signing: Signing) -> None:
    person, by = make_resident()
    first = signing.sign(signing.wish(person), by).agreement
    other = Signing()
    leaving = MemberWish(person.pk, ("BASIC",), "CHANGE", first.pk)
    other.sign(other.wish(leaving), by, at=NOW + 30 * DAY)
    assert renewal(TODAY + 200 * DAY) == (1, 1)


def test_a_renewal_in_time_counts_and_one_that_may_still_come_waits(signing: Signing) -> None:
    renewed, by = make_resident()
    first = signing.sign(signing.wish(renewed), by).agreement
    waiting, other = make_resident()
    signing.sign(signing.wish(waiting), other)
    again = MemberWish(renewed.pk, ("BASIC",), "RENEW", first.pk)
    signing.sign(signing.wish(again), by, at=NOW.replace(year=2027) - 60 * DAY)
    pass_time(at=NOW.replace(year=2027))
    assert renewal(date(2027, 3, 5), "2027") == (1, 1)
    assert renewal(date(2027, 6, 5), "2027") == (1, 2)
