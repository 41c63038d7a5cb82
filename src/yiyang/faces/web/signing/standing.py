"""How a place under a family doctor agreement stands on a day, and what may be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from yiyang.agreements.models import Agreement, Member

AHEAD = "AHEAD"  # signed, and begins on a day to come
State = Agreement.State
HOLDS = (State.IN_FORCE, State.SUSPENDED)


@dataclass(frozen=True)
class Standing:
    """How a place stands; ``state`` as of the agreement, or AHEAD before its first day."""

    place: Member
    state: str
    may_renew: bool
    may_change: bool

    @property
    def may_end(self) -> bool:
        """Whether the place can still be left early."""
        return self.state in (AHEAD, *HOLDS) and not self.place.end_reason


def standings(places: Sequence[Member], day: date, window: timedelta) -> list[Standing]:
    """Return how each of a person's places with family doctors stands on a day.

    Args:
        places: all that the person has or had.
        window: how long before and after the end of a term it may be renewed.
    """
    latest = max((place.span.lower for place in places), default=None)
    return [_standing(place, place.span.lower == latest, day, window) for place in places]


def state_on(span: tuple[date, date | None], state: str, day: date) -> str:
    """Return how an agreement, or a place under one, of this span and state stands on a day."""
    since, until = span
    if state in HOLDS and until is not None and until <= day:
        return str(State.ENDED)
    return AHEAD if state == State.IN_FORCE and since > day else str(state)


def _standing(place: Member, is_latest: bool, day: date, window: timedelta) -> Standing:
    """Only who signed nothing further may renew; only who has a doctor may change."""
    until = place.span.upper
    state = state_on((place.span.lower, until), place.agreement.state, day)
    is_near = until is not None and until - window <= day < until + window
    return Standing(
        place=place,
        state=state,
        may_renew=is_latest and is_near and state != AHEAD and not place.end_reason,
        may_change=state in HOLDS,
    )
