"""Indicators of tiered care: first contact, up and down, answered in time, the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from yiyang.agreements.measures import contracted
from yiyang.measures.shape import By, Direction, Measure, Unit

VISIT = "OUTPATIENT_VISIT"
PRIMARY = ("CHC", "CHS")
UP = ("UP", "OUTSIDE")
DOWN = ("DOWN",)
EPISODE = "referrals.episode"
CATEGORY = 3  # characters of a code of ICD-10 that name its category
CHAPTERS = {"A": ("A", "B"), "C": ("C", "D"), "S": ("S", "T"), "V": ("V", "W", "X", "Y")}
PARTED = {"D5": "5", "H6": "6"}  # letters that two chapters share: from which digit the later one
OF_RECEIVER = (By.PLACE, By.INSTITUTION, By.MONTH)


def _first_contact(question: Any) -> Any:
    """C8: episodes of illness that began in the period; met when they began at primary level.

    A visit begins an episode when the person had none of the same problem in the days before
    that the book gives.  Only contracted residents count.
    """
    visits = _visits(question)
    ordered = {"group_by": ["visitor_id", "problem"], "order_by": ["began", "act_id"]}
    visits = visits.mutate(before=visits.happened_on.lag().over(**ordered))
    days = question.book(EPISODE, "int64", "days")
    gap = visits.happened_on.delta(visits.before, unit="day")
    first = visits.filter(visits.before.isnull() | (gap > days))
    first = question.in_period(first, first.happened_on)
    places = question.table("network.Institution").select("id", "kind")
    first = first.inner_join(places, first.seen_at == places.id)
    people = contracted(question)
    rows = first.inner_join(people, first.visitor_id == people.person_id)
    met = rows.kind.isin(PRIMARY).ifelse(1, 0)
    return rows.select(*people.columns, "happened_on", numerator=met, denominator=1)


def _visits(question: Any) -> Any:
    """Return the visits that stand, each with the problem it was for ("" where nobody said)."""
    acts = question.table("ledger.Act")
    reversals = acts.filter(acts.reverses_id.notnull()).select(reversed_id=acts.reverses_id)
    acts = acts.filter(acts.kind == VISIT, acts.reverses_id.isnull())
    acts = acts.anti_join(reversals, acts.id == reversals.reversed_id)
    acts = acts.select(
        act_id=acts.id,
        visitor_id=acts.person_id,
        seen_at=acts.institution_id,
        began=acts.span_since,
        happened_on=question.local_day(acts.span_since),
    )
    booked, sent = question.table("booking.Booking"), question.table("referrals.Referral")
    booked = booked.select("problem", booking_id=booked.id, booked_act=booked.act_id)
    sent = sent.select("diagnosis", sent_booking=sent.booking_id, sent_act=sent.act_id)
    seen = acts.left_join(booked, acts.act_id == booked.booked_act)
    seen = seen.left_join(
        sent, (seen.booking_id == sent.sent_booking) | (seen.act_id == sent.sent_act)
    )
    said = seen.problem.nullif("").fill_null(seen.diagnosis).fill_null("")
    whole = question.book(EPISODE, "string", "same") == "CHAPTER"
    problem = whole.ifelse(_chapter(said), said.left(CATEGORY))
    return seen.select(*acts.columns, problem=problem)


def _chapter(code: Any) -> Any:
    """Return the chapter of a code of ICD-10, named by the letter it begins with."""
    letter, second = code.left(1), code.substr(1, 1)
    for name, letters in CHAPTERS.items():
        letter = code.left(1).isin(letters).ifelse(name, letter)
    for name, begins in PARTED.items():
        is_later = (code.left(1) == name[0]) & (second >= begins)
        letter = is_later.ifelse(name, letter)
    return letter


def _sent(directions: tuple[str, ...]) -> Callable[[Any], Any]:
    """C9: contracted residents, each with how often they were sent in the period."""

    def rows(question: Any) -> Any:
        sent = question.table("referrals.Referral")
        sent = sent.filter(sent.direction.isin(directions), sent.submitted_at.notnull())
        sent = question.in_period(sent, question.local_day(sent.submitted_at))
        times = sent.group_by(sent_id=sent.person_id).aggregate(times=sent.count())
        people = contracted(question)
        found = people.left_join(times, people.person_id == times.sent_id)
        return found.mutate(numerator=found.times.fill_null(0), denominator=1).drop(
            "times", "sent_id"
        )

    return rows


def _referrals(question: Any, moment: str, directions: tuple[str, ...]) -> Any:
    """Return the referrals of some directions that came to a moment in the period."""
    found = question.table("referrals.Referral")
    found = found.filter(found.direction.isin(directions), found[moment].notnull())
    found = found.mutate(happened_on=question.local_day(found[moment]))
    return question.in_period(found, found.happened_on)


def _of_receiver(question: Any, rows: Any, met: Any) -> Any:
    """Return one row a referral, told apart by its receiver; ``met`` is over ``rows``."""
    rows = rows.select(
        "happened_on",
        referred_id=rows.person_id,
        institution_id=rows.to_institution_id,
        numerator=met.ifelse(1, 0),
        denominator=1,
    )
    people = question.people()
    rows = rows.inner_join(people, rows.referred_id == people.person_id)
    return rows.drop("referred_id", "born_on", "died_on")


def _accepted(question: Any) -> Any:
    """Referrals answered in the period; met when they were not turned down."""
    rows = _referrals(question, "answered_at", (*UP, *DOWN))
    turned = question.table("cases.Case")
    turned = turned.filter(turned.state == "TURNED_DOWN").select(turned_id=turned.id)
    rows = rows.left_join(turned, rows.case_id == turned.turned_id)
    return _of_receiver(question, rows, rows.turned_id.isnull())


def _in_time(question: Any) -> Any:
    """Referrals answered in the period; met when before the clock of the book ran out."""
    rows = _referrals(question, "answered_at", (*UP, *DOWN))
    tasks = question.table("cases.Task")
    tasks = tasks.filter(tasks.code == "ANSWER", tasks.due_at.notnull())
    tasks = tasks.select("due_at", task_case=tasks.case_id)
    rows = rows.inner_join(tasks, rows.case_id == tasks.task_case)
    return _of_receiver(question, rows, rows.answered_at <= rows.due_at)


def _returned(question: Any) -> Any:
    """People who arrived after a referral up; met when one down followed it."""
    rows = _referrals(question, "arrived_at", UP)
    back = question.table("referrals.Referral")
    back = back.filter(back.direction == "DOWN", back.previous_id.notnull())
    back = back.select(back_of=back.previous_id).distinct()
    rows = rows.left_join(back, rows.id == back.back_of)
    return _of_receiver(question, rows, rows.back_of.notnull())


def _closed(question: Any) -> Any:
    """Referrals whose person arrived in the period; met when the report is stored."""
    rows = _referrals(question, "arrived_at", (*UP, *DOWN))
    return _of_receiver(question, rows, rows.reported_at.notnull())


def _of(
    name: str, direction: Direction, clauses: tuple[str, ...], rows: Callable[[Any], Any]
) -> Measure:
    return Measure(
        f"referrals.{name}", Unit.PERCENT, direction, clauses, rows, by=OF_RECEIVER, at_point=False
    )


MEASURES = (
    Measure(
        "referrals.first_contact",
        Unit.PERCENT,
        Direction.UP,
        ("YRD-4", "FD-3.7", "SM-3.7"),
        _first_contact,
        at_point=False,
    ),
    Measure(
        "referrals.up",
        Unit.EACH,
        Direction.NEITHER,
        ("YRD-4",),
        _sent(UP),
        by=(By.PLACE, By.INSTITUTION, By.TEAM, By.DOCTOR),
    ),
    Measure(
        "referrals.down",
        Unit.EACH,
        Direction.NEITHER,
        ("YRD-4",),
        _sent(DOWN),
        by=(By.PLACE, By.INSTITUTION, By.TEAM, By.DOCTOR),
    ),
    _of("accepted", Direction.UP, ("YRD-4",), _accepted),
    _of("answered_in_time", Direction.UP, ("YRD-4", "FD-3.5"), _in_time),
    _of("returned", Direction.NEITHER, ("YRD-4",), _returned),
    _of("loop_closed", Direction.UP, ("YRD-4", "FD-4.4"), _closed),
)
