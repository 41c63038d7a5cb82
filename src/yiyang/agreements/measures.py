"""Indicators of contracting: who has a family doctor agreement, and what becomes of it."""

from __future__ import annotations

from typing import Any

from yiyang.measures.shape import Direction, Measure, Unit

COUNTED_STATES = ("IN_FORCE", "ENDED")  # the span of one that ended was cut on its day
SIGNED_COLUMNS = ("institution_id", "team_id", "practitioner_id")


def signed_members(question: Any) -> Any:
    """Return one row a person who has a family doctor agreement in force on the point."""
    members = question.on_point(question.table("agreements.Member"))
    members = members.filter(members.slot == "FAMILY_DOCTOR")
    agreements = question.on_point(question.table("agreements.Agreement"))
    agreements = agreements.filter(agreements.state.isin(COUNTED_STATES)).select("id")
    kept = members.semi_join(agreements, members.agreement_id == agreements.id)
    return kept.select("agreement_id", *SIGNED_COLUMNS, member_id=kept.person_id)


def _coverage(question: Any) -> Any:
    """C1: residents on the point; in the numerator who has an agreement then."""
    people, signed = question.residents(), signed_members(question)
    rows = people.left_join(signed, people.person_id == signed.member_id)
    return _with_sums(rows, rows.member_id.notnull())


def _key_group_coverage(question: Any) -> Any:
    """C2: residents of any key group, each once however many groups they are of."""
    groups = question.on_point(question.table("key_groups.Membership"))
    rows = _coverage(question)
    return rows.semi_join(groups, rows.person_id == groups.person_id)


def _with_sums(rows: Any, met: Any) -> Any:
    return rows.select(
        "person_id", "place_id", *SIGNED_COLUMNS, numerator=met.ifelse(1, 0), denominator=1
    )


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
)
