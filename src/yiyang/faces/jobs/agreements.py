"""What time changes in agreements."""

from __future__ import annotations

from datetime import datetime

from yiyang.agreements.services import (
    close_expired,
    let_go_of_the_unsigned,
    recheck_preferences,
    remind_of_endings,
)
from yiyang.audit.services import PROGRAM
from yiyang.faces.jobs.schedule import every
from yiyang.signing.services.drafting import lapse_drafts
from yiyang.signing.services.ending import pass_time


@every("20 3 * * *")
def end_old_preferences(at: datetime) -> str:
    """End each preference whose agreement ran out or whose review has become too old."""
    return f"{recheck_preferences(by=PROGRAM, at=at)} ended"


@every("30 3 * * *")
def end_contracts(at: datetime) -> str:
    """End each cooperation contract that is over by its own term."""
    return f"{close_expired(by=PROGRAM, at=at)} ended"


@every("0 8 * * *")
def remind_of_contracts(at: datetime) -> str:
    """Tell the parties of each contract that runs out and is not renewed."""
    return f"{remind_of_endings(at=at)} told"


@every("10 * * * *")
def end_signed_places(at: datetime) -> str:
    """End what a death or its term ended, tell whose term ends soon, begin plans that are due."""
    passed = pass_time(at=at)
    lapsed = lapse_drafts(by=PROGRAM, at=at)
    return f"{passed.ended} ended, {passed.told} told, {passed.planned} planned, {lapsed} lapsed"


@every("40 3 * * *")
def end_caseloads(at: datetime) -> str:
    """Take off caseloads who is no longer signed with the team."""
    return f"{let_go_of_the_unsigned(at=at)} let go"
