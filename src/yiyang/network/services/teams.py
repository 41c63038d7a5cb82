"""Teams: their names, their members' limits, and who of them is at work when."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from yiyang.audit.projected import changed
from yiyang.audit.services import Actor
from yiyang.kernel.errors import Refused
from yiyang.network.models import Team, TeamMember, Turn
from yiyang.network.services.staff import EndsBeforeItBegins
from yiyang.network.services.writing import change_fields, write_trail


class LimitBelowCaseload(Refused):
    """A member looks after more people than the limit would allow."""

    code = "LIMIT_BELOW_CASELOAD"


class TurnTaken(Refused):
    """Nobody is at work for two teams, or twice, at one time."""

    code = "TURN_TAKEN"


@transaction.atomic
def change_team(
    *, team_id: int, name_zh: str, name_en: str, is_open: bool, by: Actor, at: datetime
) -> Team:
    """Change a team's names, or close it: a closed team takes on nobody."""
    team = Team.objects.select_for_update().get(pk=team_id)
    wanted = {"name_zh": name_zh, "name_en": name_en, "is_open": is_open}
    given = change_fields(team, wanted)
    if given:
        write_trail("change_team", team, by, at, given)
        changed(at, team=team_id)
    return team


@transaction.atomic
def set_caseload_limit(*, member_id: int, most: int | None, by: Actor, at: datetime) -> TeamMember:
    """Set how many people a member of a team looks after at most; None for no limit.

    Raises:
        LimitBelowCaseload: they look after more people now.
    """
    member = TeamMember.objects.select_for_update().get(pk=member_id)
    if most is not None and member.people > most:
        raise LimitBelowCaseload(people=member.people)
    given = change_fields(member, {"most": most})
    if given:
        write_trail("set_caseload_limit", member, by, at, given)
    return member


@transaction.atomic
def set_member_duty(
    *, member_id: int, duty: str, leads: bool, by: Actor, at: datetime
) -> TeamMember:
    """Give a member of a team a duty, and the lead or not."""
    member = TeamMember.objects.select_for_update().get(pk=member_id)
    given = change_fields(member, {"duty": duty, "leads": leads})
    if given:
        write_trail("set_member_duty", member, by, at, given)
        changed(at, team=member.team_id)
    return member


@transaction.atomic
def add_turn(
    *,
    team_id: int,
    practitioner_id: int,
    since: datetime,
    until: datetime,
    by: Actor,
    at: datetime,
) -> Turn:
    """Put a member of a team at work for it.

    Raises:
        EndsBeforeItBegins: it does not end after it begins.
        TurnTaken: they are at work then already.
    """
    if until <= since:
        raise EndsBeforeItBegins
    try:
        with transaction.atomic():
            turn = Turn.objects.create(
                team_id=team_id,
                practitioner_id=practitioner_id,
                span=DateTimeTZRange(since, until),
            )
    except IntegrityError as error:
        if "turn_one_at_a_time" not in str(error):
            raise
        raise TurnTaken from None
    write_trail("add_turn", turn, by, at, {"team": team_id, "practitioner": practitioner_id})
    return turn


@transaction.atomic
def end_turn(*, turn_id: int, by: Actor, at: datetime) -> None:
    """End a turn now; one that has not begun disappears, one that is over stays as it was."""
    turn = Turn.objects.select_for_update().get(pk=turn_id)
    write_trail("end_turn", turn, by, at, {"team": turn.team_id})
    if at <= turn.span.lower:
        turn.delete()
    elif at < turn.span.upper:
        turn.span = DateTimeTZRange(turn.span.lower, at)
        turn.save(update_fields=["span"])
