"""Indicators of care: what was due and done, who is served at all, what follow-ups show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from yiyang.agreements.measures import SIGNED_COLUMNS, contracted, with_sums
from yiyang.ledger.kinds import RECOGNISED
from yiyang.measures.shape import OF_CARE, By, Direction, Measure, Unit

FACE_TO_FACE = ("FACE_TO_FACE", "HOME")
WELL = ("CONTROLLED", "STABLE")  # results on target: blood pressure, glucose, disorder
TUBERCULOSIS = "TUBERCULOSIS"
STATES = tuple(by for by in OF_CARE if by is not By.MONTH)


def _acts_in_period(question: Any) -> Any:
    """Return the acts of the period that stand: no reversal, and not reversed.

    A recognised result is none: nobody did anything.
    """
    acts = question.table("ledger.Act")
    acts = acts.filter(acts.kind != RECOGNISED)
    reversals = acts.filter(acts.reverses_id.notnull()).select(gone_id="reverses_id")
    standing = acts.filter(acts.reverses_id.isnull())
    standing = standing.anti_join(reversals, standing.id == reversals.gone_id)
    standing = standing.mutate(happened_on=question.local_day(standing.span_since))
    return question.in_period(standing, standing.happened_on)


def _effective(question: Any) -> Any:
    """C5: people with an agreement; in the numerator who had an act of care in the period."""
    acts = _acts_in_period(question).select(served_id="person_id").distinct()
    rows = contracted(question)
    rows = rows.left_join(acts, rows.person_id == acts.served_id)
    return with_sums(rows, rows.served_id.notnull())


def _fulfilment(question: Any) -> Any:
    """C4: people with an agreement to whom something fell due; met when all of it was done."""
    due = question.table("care.DueWork")
    due = due.filter(due.state != "CANCELLED", due.due_on <= question.point)
    due = question.in_period(due, due.due_on)
    open_work = due.group_by(due_id=due.person_id).aggregate(left=(due.state == "DUE").sum())
    rows = contracted(question)
    rows = rows.inner_join(open_work, rows.person_id == open_work.due_id)
    return with_sums(rows, rows.left == 0)


def _late(question: Any) -> Any:
    """Work that fell due in the period, each once; in the numerator what is not done yet."""
    due = question.table("care.DueWork")
    due = due.filter(due.state != "CANCELLED", due.due_on < question.point)
    due = question.in_period(due, due.due_on)
    work = due.select(
        *SIGNED_COLUMNS, due_id=due.person_id, happened_on=due.due_on,
        numerator=(due.state == "DUE").ifelse(1, 0), denominator=1,
    )  # fmt: skip
    people = question.residents()
    return work.inner_join(people, work.due_id == people.person_id)


def _acts(question: Any) -> Any:
    """Acts of care of the period, each once, by who gave it; what was reversed counts nowhere."""
    acts = _acts_in_period(question)
    signed = contracted(question).select(member_id="person_id", team_id="team_id")
    rows = acts.select(
        "institution_id", "practitioner_id", "happened_on", act_person=acts.person_id,
        numerator=1, denominator=1,
    )  # fmt: skip
    rows = rows.left_join(signed, rows.act_person == signed.member_id)
    people = question.people()
    return rows.inner_join(people, rows.act_person == people.person_id)


def _unflagged(question: Any) -> Any:
    """Quality of what was recorded: acts of the period, met when accepted without a flag."""
    acts = _acts_in_period(question)
    signed = contracted(question).select(member_id="person_id", team_id="team_id")
    rows = acts.select(
        "institution_id", "practitioner_id", "happened_on", act_person=acts.person_id,
        numerator=(acts.flags.length() == 0).ifelse(1, 0), denominator=1,
    )  # fmt: skip
    rows = rows.left_join(signed, rows.act_person == signed.member_id)
    people = question.people()
    return rows.inner_join(people, rows.act_person == people.person_id)


def _follow_ups(question: Any, programme: str) -> Any:
    """Return the follow-ups of a programme in the period, the latest of each person first."""
    done = question.table("care.FollowUp")
    done = done.filter(done.programme == programme)
    done = done.mutate(done_on=question.local_day(done.done_at))
    return question.in_period(done.filter(done.done_on <= question.point), done.done_on)


def _controlled(programme: str) -> Callable[[Any], Any]:
    """C12, C13: of the people under management, whose last follow-up was on target."""

    def rows(question: Any) -> Any:
        done = _follow_ups(question, programme)
        last = done.group_by(managed_id=done.person_id).aggregate(
            result=done.result.argmax(done.done_at)
        )
        people = contracted(question)
        found = people.inner_join(last, people.person_id == last.managed_id)
        return with_sums(found, found.result.isin(WELL))

    return rows


def _managed(programme: str, *, seen: bool) -> Callable[[Any], Any]:
    """C11, C13, C16: people of a group under management, met with as many follow-ups as asked.

    While the period runs, as many as fall on the days that have gone.

    Args:
        seen: only follow-ups face to face count.
    """

    def rows(question: Any) -> Any:
        done = _follow_ups(question, programme)
        counted = done.filter(done.channel.isin(FACE_TO_FACE)) if seen else done
        each = counted.group_by(managed_id=counted.person_id).aggregate(times=counted.count())
        managed = done.select(under_id=done.person_id).distinct()
        people = contracted(question)
        found = people.inner_join(managed, people.person_id == managed.under_id)
        found = found.left_join(each, found.person_id == each.managed_id)
        asked = question.book("follow_up.per_year", "int64", programme)
        gone = question.point.delta(question.since, unit="day") + 1
        due = (asked * gone / 365).floor()
        return with_sums(found, found.times.fill_null(0) >= due)

    return rows


def _elders_managed(question: Any) -> Any:
    """C14: elders among the residents; met when they had their follow-up in the period."""
    groups = question.on_point(question.table("key_groups.Membership"))
    elders = groups.filter(groups.group == "ELDER").select(elder_id="person_id")
    people = question.residents()
    people = people.inner_join(elders, people.person_id == elders.elder_id)
    signed = contracted(question).select(member_id="person_id", **{c: c for c in SIGNED_COLUMNS})
    done = _follow_ups(question, "ELDER").select(done_id="person_id").distinct()
    rows = people.left_join(signed, people.person_id == signed.member_id)
    rows = rows.left_join(done, rows.person_id == done.done_id)
    return with_sums(rows, rows.done_id.notnull())


def _tuberculosis_managed(question: Any) -> Any:
    """C15: residents notified with tuberculosis; met with a follow-up by its calendar."""
    groups = question.table("key_groups.Membership")
    until = groups.span_until
    notified = groups.filter(
        groups.group == TUBERCULOSIS,
        groups.span_since <= question.point,
        until.isnull() | (until > question.since),
    )
    notified = notified.select(notified_id="person_id").distinct()
    people = question.residents()
    people = people.semi_join(notified, people.person_id == notified.notified_id)
    signed = contracted(question).select(member_id="person_id", **{c: c for c in SIGNED_COLUMNS})
    done = _follow_ups(question, TUBERCULOSIS).select(done_id="person_id").distinct()
    rows = people.left_join(signed, people.person_id == signed.member_id)
    rows = rows.left_join(done, rows.person_id == done.done_id)
    return with_sums(rows, rows.done_id.notnull())


def _doses_regular(question: Any) -> Any:
    """C15: people whose course of medicine ended in the period; met with enough doses taken."""
    done = _follow_ups(question, TUBERCULOSIS)
    ended = done.filter(done.result == "CLOSED")
    last = ended.group_by(patient_id=ended.person_id).aggregate(
        doses=question.part(ended.readings, "doses_taken").cast("int64").argmax(ended.done_at)
    )
    people = question.people()
    rows = people.inner_join(last, people.person_id == last.patient_id)
    signed = contracted(question).select(member_id="person_id", **{c: c for c in SIGNED_COLUMNS})
    rows = rows.left_join(signed, rows.person_id == signed.member_id)
    least = question.book("follow_up.tuberculosis.regular_doses", "int64")
    return with_sums(rows, rows.doses >= least)


def _percent(name: str, rows: Callable[[Any], Any], *clauses: str, **more: Any) -> Measure:
    return Measure(name, Unit.PERCENT, Direction.UP, clauses, rows, **more)


MEASURES = (
    _percent("care.fulfilment", _fulfilment, "FD-4.1", "FD-5.6", by=STATES),
    _percent("care.effective_signing", _effective, "FD-4.1", "FD-5.6", by=STATES),
    Measure(
        "care.late", Unit.PERCENT, Direction.DOWN, ("FD-3.2", "JA-2.2.3"), _late, at_point=False
    ),
    Measure("care.acts", Unit.NUMBER, Direction.UP, ("HZ-19", "FD-4.4"), _acts, at_point=False),
    _percent("care.unflagged", _unflagged, "FD-5.6", "JA-2.3.3", at_point=False),
    _percent("care.hypertension_controlled", _controlled("HYPERTENSION"), "FD-5.6", by=STATES),
    _percent("care.diabetes_controlled", _controlled("DIABETES"), "FD-5.6", by=STATES),
    _percent(
        "care.disorder_stable", _controlled("SEVERE_MENTAL_DISORDER"), "FD-5.6", by=STATES
    ),
    _percent(
        "care.hypertension_managed", _managed("HYPERTENSION", seen=True), "FD-5.6", by=STATES
    ),
    _percent("care.diabetes_managed", _managed("DIABETES", seen=True), "FD-5.6", by=STATES),
    _percent(
        "care.disorder_managed",
        _managed("SEVERE_MENTAL_DISORDER", seen=False),
        "FD-5.6",
        by=STATES,
    ),
    _percent(
        "care.tuberculosis_managed", _tuberculosis_managed, "FD-4.6", "FD-5.6", by=STATES
    ),
    _percent("care.tuberculosis_regular", _doses_regular, "FD-4.6", "FD-5.6", by=STATES),
    _percent("care.elders_managed", _elders_managed, "FD-4.6", "FD-5.6", by=STATES),
)  # fmt: skip
