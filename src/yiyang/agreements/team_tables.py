"""Tables of teams: each row is a member who joins as the rules decide, as at the page."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from yiyang.agreements.services.teams import change_member, join_team
from yiyang.audit.services import PROGRAM, Actor
from yiyang.kernel.errors import Refused
from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message
from yiyang.network.importing.engine import Checked, Counts, Kind
from yiyang.network.importing.limits import LIMITS
from yiyang.network.importing.rows import ParsedRow
from yiyang.network.models import Team, TeamMember

ADDED, CHANGED, SAME = "added", "changed", "same"


def tried(kind: Kind, checked: Checked, at: datetime) -> Checked:
    """Return a checked table of teams without the rows whose members the rules refuse.

    Every row is played through the very service that the page calls, and taken back: what
    was refused becomes a finding of its row.  Nothing is written.
    """
    refused: list[Finding] = []
    out: set[int] = set()
    with transaction.atomic():
        kind.write(checked.good, checked.looked_up, at)
        for row in _in_order(checked):
            try:
                _join(row, checked, PROGRAM, at)
            except Refused as no:
                out.add(row.number)
                reasons = getattr(no, "reasons", ())
                told = [Message(reason) for reason in reasons] or [no.message]
                refused += [_finding(row, one) for one in told]
        transaction.set_rollback(True)
    findings = sorted((*checked.findings, *refused), key=_row_of)
    return replace(
        checked,
        good=tuple(row for row in checked.good if row.number not in out),
        findings=tuple(findings[: LIMITS.findings]),
        left_out=tuple(sorted({*checked.left_out, *out})),
        fault_count=checked.fault_count + len(refused),
    )


def join_teams(checked: Checked, touched: Container[int], by: Actor, at: datetime) -> Counts:
    """Let the members of a table join their teams, which are there; a decision for each.

    Args:
        touched: the keys of the teams that the table made or changed.

    Raises:
        Refused: the rules refuse a member; ``tried`` leaves such rows out.
    """
    counts = Counts()
    for row in _in_order(checked):
        team_id, done = _join(row, checked, by, at)
        if done == SAME and team_id in touched:
            done = CHANGED
        setattr(counts, done, getattr(counts, done) + 1)
    return counts


def _in_order(checked: Checked) -> Iterator[ParsedRow]:
    """The rows with who leads last: a lead who gives it up comes before who takes it."""
    yield from sorted(checked.good, key=lambda row: bool(row.values["leads"]))


def _join(row: ParsedRow, checked: Checked, by: Actor, at: datetime) -> tuple[int, str]:
    team = Team.objects.get(code=row.values["code"])
    who = checked.looked_up.practitioners[row.values["practitioner"]]
    duty, leads = row.values["duty"], row.values["leads"]
    held = TeamMember.objects.filter(team=team, practitioner=who).first()
    if held is None:
        join_team(team_id=team.pk, practitioner_id=who, duty=duty, leads=leads, by=by, at=at)
        return team.pk, ADDED
    if (held.duty, held.leads) == (duty, leads):
        return team.pk, SAME
    change_member(member_id=held.pk, duty=duty, leads=leads, by=by, at=at)
    return team.pk, CHANGED


def _finding(row: ParsedRow, told: Message) -> Finding:
    return Finding(told.code, f"row {row.number}, column duty", told)


def _row_of(finding: Finding) -> int:
    return int(finding.where.split(",")[0].removeprefix("row "))
