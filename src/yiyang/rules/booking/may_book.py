"""Who may take a slot of a session, and from which part of it.

Source: FD-3.5 (slots handed to family doctors), FD-4.2 (the team's specialist), SM-3.7.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yiyang.policy.book import Reading
from yiyang.rules.booking.terms import Part, Reason, Via
from yiyang.rules.registry import rule


@dataclass(frozen=True)
class Session:
    """A session as it stands: its parts, what is taken of each, and its moments."""

    total: int
    reserved: int
    taken_reserved: int
    taken_public: int
    opens_at: datetime
    exclusive_until: datetime
    team_opens_at: datetime
    starts_at: datetime
    is_open: bool = True


@dataclass(frozen=True)
class Asked:
    """Somebody who wants a slot at a moment.

    Args:
        is_contracted: the person has a family doctor agreement in force.
        is_team_specialist: the clinic's doctor is in the team of the person's family doctor.
        has_priority: the referral's reason gives priority (a wish of the patient does not).
        no_shows: how often the person did not come, within the period of the book.
    """

    at: datetime
    via: Via
    is_contracted: bool
    has_open_booking: bool
    no_shows: int
    session: Session
    is_team_specialist: bool = False
    is_urgent: bool = False
    has_priority: bool = True
    has_died: bool = False


@dataclass(frozen=True)
class MayBook:
    """From which parts a slot may be taken, in order; none, with the reasons, when not at all."""

    parts: tuple[Part, ...]
    has_lost_priority: bool
    reasons: tuple[Reason, ...]

    @property
    def is_allowed(self) -> bool:
        """Tell whether a slot may be taken."""
        return bool(self.parts)


@rule("booking.may_book")
def may_book(asked: Asked, reading: Reading) -> MayBook:
    """Tell from which part of a session somebody may take a slot, and why not.

    Before ``exclusive_until`` only family doctors and referrals draw on the reserved part, first,
    and then on the public one; from that very moment everything left is open to everybody.
    Who did not come too often has no more priority, except in an urgent referral.

    Source: FD-3.5; windows 沪府办发〔2015〕6号 (unverified); no-shows proposed.
    """
    most = reading.integer("booking.no_show.most")
    lost = asked.no_shows > most and not asked.is_urgent
    against = _against(asked, lost)
    parts, reasons = ((), against) if against else _parts(asked, lost)
    if lost:
        reasons = [*reasons, Reason("BOOK_PRIORITY_LOST", {"most": most}, "booking.no_show.most")]
    return MayBook(parts, lost, tuple(reasons))


def _against(asked: Asked, lost: bool) -> list[Reason]:
    session = asked.session
    reasons = []
    if asked.has_died:
        reasons.append(Reason("BOOK_PERSON_DIED"))
    if not session.is_open:
        reasons.append(Reason("BOOK_SESSION_CLOSED"))
    if asked.at >= session.starts_at:
        reasons.append(Reason("BOOK_SESSION_BEGUN"))
    if asked.at < _opens_at(asked, lost):
        reasons.append(Reason("BOOK_NOT_OPEN_YET", {}, "booking.window"))
    if asked.has_open_booking:
        reasons.append(Reason("BOOK_HAS_OPEN_BOOKING"))
    return reasons


def _opens_at(asked: Asked, lost: bool) -> datetime:
    """A family doctor books a specialist of the own team before the window opens to others."""
    early = asked.via == Via.FAMILY_DOCTOR and asked.is_team_specialist and not lost
    return asked.session.team_opens_at if early else asked.session.opens_at


def _parts(asked: Asked, lost: bool) -> tuple[tuple[Part, ...], list[Reason]]:
    session = asked.session
    free = session.total - session.taken_reserved - session.taken_public
    if free <= 0:
        return (), [Reason("BOOK_FULL")]
    if asked.at >= session.exclusive_until:
        return (Part.PUBLIC,), [Reason("BOOK_RELEASED", {}, "booking.exclusive_share")]
    parts: list[Part] = []
    reasons: list[Reason] = []
    if _may_draw(asked, lost) and session.taken_reserved < session.reserved:
        parts.append(Part.RESERVED)
        reasons.append(Reason("BOOK_RESERVED_PART", {}, "booking.reserved_share"))
        if asked.is_team_specialist:
            reasons.append(Reason("BOOK_TEAM_SPECIALIST", {}, "booking.team_ahead"))
    before_window = asked.at < session.opens_at
    if session.taken_public < session.total - session.reserved and not before_window:
        parts.append(Part.PUBLIC)
        reasons.append(Reason("BOOK_PUBLIC_PART", {}, "booking.reserved_share"))
    if not parts:
        return (), [Reason("BOOK_ONLY_RESERVED_LEFT", {}, "booking.exclusive_share")]
    return tuple(parts), reasons


def _may_draw(asked: Asked, lost: bool) -> bool:
    """Referrals with priority and the family doctor of a contracted person; nobody else."""
    if lost:
        return False
    if asked.via == Via.REFERRAL:
        return asked.is_urgent or (asked.is_contracted and asked.has_priority)
    return asked.via == Via.FAMILY_DOCTOR and asked.is_contracted
