"""How a session's slots are divided, and when they open.  Source: FD-3.5, FD-4.2."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_CEILING, Decimal

from yiyang.policy.book import Reading
from yiyang.rules.calendar import CHINA
from yiyang.rules.registry import rule

WHOLE = Decimal(100)


@dataclass(frozen=True)
class Offered:
    """A session to be published: the kind of clinic, its day, and how many slots."""

    clinic_kind: str
    on: date
    total: int


@dataclass(frozen=True)
class Division:
    """The reserved part and the moments (local midnights) at which booking changes.

    From ``opens_at`` the slots may be booked; until ``exclusive_until``, which is excluded,
    the reserved part is for family doctors and referrals alone; from then on what is left of
    it goes to everybody.  ``team_opens_at``: from when a family doctor may book a specialist of
    the own team.
    """

    reserved: int
    opens_at: datetime
    exclusive_until: datetime
    team_opens_at: datetime


@rule("booking.offer")
def offer(facts: Offered, reading: Reading) -> Division:
    """Divide a session's slots between family doctors and everybody.

    A broken share of a slot is rounded up, so that at least the share is reserved.  A clinic of
    a kind that is not reserved has no reserved part.

    Source: FD-3.5; 沪府办发〔2015〕6号 (share and earlier opening, unverified).
    """
    reserved = 0
    if facts.clinic_kind in reading.codes("booking.reserved_kinds"):
        share = reading.decimal("booking.reserved_share")
        reserved = int((facts.total * share / WHOLE).to_integral_value(ROUND_CEILING))
    window = reading.duration("booking.window")
    exclusive = reading.decimal("booking.exclusive_share")
    day = timedelta(days=1)
    ahead = timedelta(days=int(Decimal(window // day) * exclusive / WHOLE))
    visit = datetime.combine(facts.on, time.min, CHINA)
    return Division(
        reserved=reserved,
        opens_at=visit - window,
        exclusive_until=visit - ahead,
        team_opens_at=visit - window - reading.duration("booking.team_ahead"),
    )
