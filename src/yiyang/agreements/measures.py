"""Indicators of contracting: who has a family doctor agreement, and what becomes of it."""

from __future__ import annotations

from typing import Any

from yiyang.measures.shape import Direction, Measure, Unit

COUNTED_STATES = ("IN_FORCE", "ENDED")  # the span of one that ended was cut on its day
GONE = ("DEATH", "MOVE")  # reasons of an end that nobody could have renewed
SIGNED_COLUMNS = ("institution_id", "team_id", "practitioner_id")
GROUPS = "key_groups.Membership"


def signed_members(question: Any) -> Any:
    """Return one row a person who has a family doctor agreement in force on the point."""
    members = question.on_point(question.table("agreements.Member"))
    members = members.filter(members.slot == "FAMILY_DOCTOR")
    agreements = question.on_point(question.table("agreements.Agreement"))
    agreements = agreements.filter(agreements.state.isin(COUNTED_STATES)).select("id")
    kept = members.semi_join(agreements, members.agreement_id == agreements.id)
    return kept.select("agreement_id", *SIGNED_COLUMNS, member_id=kept.person_id)


def contracted(question: Any) -> Any:
    """Return the residents who have an agreement on the point, with whom."""
    people, signed = question.residents(), signed_members(question)
    rows = people.inner_join(signed, people.person_id == signed.member_id)
    return rows.select("person_id", "place_id", *SIGNED_COLUMNS)


def with_sums(rows: Any, met: Any) -> Any:
    """Return rows of which each counts one, and is met or not."""
    return rows.select(
        "person_id", "place_id", *SIGNED_COLUMNS, numerator=met.ifelse(1, 0), denominator=1
    )


def _coverage(question: Any) -> Any:
    """C1: residents on the point; in the numerator who has an agreement then."""
    people, signed = question.residents(), signed_members(question)
    rows = people.left_join(signed, people.person_id == signed.member_id)
    return with_sums(rows, rows.member_id.notnull())


def _key_group_coverage(question: Any) -> Any:
    """C2: residents of any key group, each once however many groups they are of."""
    groups = question.on_point(question.table(GROUPS))
    rows = _coverage(question)
    return rows.semi_join(groups, rows.person_id == groups.person_id)


def _key_group_share(question: Any) -> Any:
    """Composition: of the people with an agreement, who is of any key group."""
    rows = contracted(question)
    groups = question.on_point(question.table(GROUPS))
    grouped = groups.select(grouped_person=groups.person_id).distinct()
    rows = rows.left_join(grouped, rows.person_id == grouped.grouped_person)
    return with_sums(rows, rows.grouped_person.notnull())


def _members(question: Any) -> Any:
    """How many people have an agreement on the point."""
    rows = contracted(question)
    return rows.mutate(numerator=1, denominator=1)


def _renewal(question: Any) -> Any:
    """C3: agreements that ran out in the period, and whether the person signed again in time.

    One that may still be renewed in time is not counted yet; nor one that death or a move ended.
    """
    members = question.table("agreements.Member")
    members = members.filter(members.slot == "FAMILY_DOCTOR")
    agreements = question.table("agreements.Agreement")
    left = agreements.filter(agreements.end_reason.isin(GONE)).select("id")
    staying = members.filter(~members.end_reason.isin(GONE))
    last = staying.mutate(last_day=question.day_before(staying.span_until))
    ended = question.in_period(last, last.last_day)
    ended = ended.filter(ended.last_day <= question.point)
    ended = ended.anti_join(left, ended.agreement_id == left.id)
    window = question.book("measures.renewal_window", "int64")
    after = members.select(again_id="person_id", again_on="span_since")
    days = after.again_on.delta(ended.span_until, unit="day")
    again = ended.inner_join(after, [ended.person_id == after.again_id, days >= 0, days <= window])
    renewed = again.select(renewed_id=again.id).distinct()
    rows = ended.left_join(renewed, ended.id == renewed.renewed_id)
    rows = rows.filter(
        rows.renewed_id.notnull() | (question.point.delta(rows.span_until, unit="day") >= window)
    )
    people = question.residents()
    rows = rows.select(
        *SIGNED_COLUMNS,
        was_id=rows.person_id,
        happened_on=rows.last_day,
        numerator=rows.renewed_id.notnull().ifelse(1, 0),
        denominator=1,
    )
    return rows.inner_join(people, rows.was_id == people.person_id)


MEASURES = (
    Measure(
        "coverage.everyone",
        Unit.PERCENT,
        Direction.UP,
        ("FD-1.2", "FD-5.6"),
        _coverage,
        target="measures.target.coverage_everyone",
        grows=True,
    ),
    Measure(
        "coverage.key_groups",
        Unit.PERCENT,
        Direction.UP,
        ("FD-1.2", "FD-4.6"),
        _key_group_coverage,
        target="measures.target.coverage_key_groups",
        grows=True,
    ),
    Measure(
        "signing.members", Unit.NUMBER, Direction.UP, ("FD-5.6", "HZ-19", "FD-4.1"), _members
    ),
    Measure(
        "signing.key_group_share",
        Unit.PERCENT,
        Direction.UP,
        ("FD-5.6", "HZ-19"),
        _key_group_share,
    ),
    Measure(
        "signing.renewal", Unit.PERCENT, Direction.UP, ("FD-5.6", "FD-4.1"), _renewal,
        at_point=False,
    ),
)  # fmt: skip
