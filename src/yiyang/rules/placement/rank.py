"""The order of the institutions that could take a person, with reasons, and who is left out.

Source: JA-2.2.2, JA part II(2): priority to designated institutions and the green channel.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from yiyang.policy.book import Reading
from yiyang.rules.placement.filters import faults_of, fitting
from yiyang.rules.placement.places import Candidate, Seeker
from yiyang.rules.placement.terms import Colour, Reason
from yiyang.rules.registry import rule

Place = tuple[int, ...]


@dataclass(frozen=True)
class Search:
    """A person who seeks a bed of one kind, and every institution that has that kind."""

    seeker: Seeker
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class Ranked:
    """One institution in its place; ``free`` counts its beds that suit the person."""

    institution: int
    rank: int
    metres: int
    free: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class LeftOut:
    """One institution that cannot take the person, with every reason."""

    institution: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Ranking:
    """Offers in order; none at all means ``NO_CAPACITY`` and the case escalates."""

    offers: tuple[Ranked, ...]
    left_out: tuple[LeftOut, ...]


@rule("placement.rank")
def rank(search: Search, reading: Reading) -> Ranking:
    """Order the institutions for one person.

    A red alarm goes to the nearest capable emergency department and no contract counts.
    Anybody else, after the hard filters: own choice (planned moves only), own contracted
    institutions, five-bed contract partners of where the person is, the same consortium, the
    same sub-district, designated for insurance, travel time, lower load, institution number.
    A partner whose contract reserves a number of beds leads only while one of them is left.

    Raises:
        NotInForce: a needed line has no value; never for a red alarm, which needs none.

    Source: JA-2.2.2, JA part II(2); the order ``placement.rank.order`` is proposed.
    """
    seeker = search.seeker
    left_out, kept = [], []
    for candidate in search.candidates:
        faults = faults_of(seeker, candidate, reading)
        if faults:
            left_out.append(LeftOut(candidate.institution, faults))
        else:
            kept.append(candidate)
    ordered = sorted(((_place(seeker, c, reading), c) for c in kept), key=lambda pair: pair[0])
    offers = tuple(
        Ranked(
            candidate.institution,
            number,
            candidate.metres or 0,
            sum(pool.free for pool in fitting(seeker, candidate)),
            _reasons(seeker, candidate, reading),
        )
        for number, (_, candidate) in enumerate(ordered, start=1)
    )
    return Ranking(offers, tuple(sorted(left_out, key=lambda o: o.institution)))


def minutes_to(candidate: Candidate, reading: Reading) -> int:
    """Return the reckoned travel time in whole minutes, rounded up; 0 where home is unknown.

    Straight-line metres times a detour in percent, at a speed from the book.
    """
    detour = reading.integer("placement.travel.detour_percent")
    speed = reading.integer("placement.travel.metres_per_minute")
    return -(-(candidate.metres or 0) * detour // (100 * speed))


def _used_up(seeker: Seeker, candidate: Candidate) -> bool:
    """Whether a partner has given all the beds that its contract reserves."""
    reserved = seeker.reserved_by(candidate.institution)
    return reserved is not None and reserved.left == 0


CRITERIA: dict[str, Callable[[Seeker, Candidate], bool]] = {
    "PREFERRED": lambda s, c: s.is_planned and c.institution in s.preferences,
    "OWN_CONTRACT": lambda s, c: c.institution in s.own_institutions,
    "FIVE_BED_PARTNER": lambda s, c: c.institution in s.partners and not _used_up(s, c),
    "CONSORTIUM": lambda s, c: c.institution in s.consortium,
    "SUB_DISTRICT": lambda s, c: bool(s.place) and c.place == s.place,
    "DESIGNATED": lambda s, c: c.designated,
}


def _place(seeker: Seeker, candidate: Candidate, reading: Reading) -> Place:
    if seeker.colour == Colour.RED:
        return ((candidate.metres or 0), candidate.institution)
    minutes = minutes_to(candidate, reading)
    met = [_step(code, seeker, candidate) for code in reading.codes("placement.rank.order")]
    return (*met, minutes, candidate.load_permille, candidate.institution)


def _step(code: str, seeker: Seeker, candidate: Candidate) -> int:
    if not CRITERIA[code](seeker, candidate):
        return len(seeker.preferences) + 1
    return seeker.preferences.index(candidate.institution) if code == "PREFERRED" else 0


def _reasons(seeker: Seeker, candidate: Candidate, reading: Reading) -> tuple[Reason, ...]:
    if seeker.colour == Colour.RED:
        metres = {"metres": candidate.metres or 0}
        return (Reason("RANK_NEAREST_EMERGENCY", metres, "placement.rank.red_capability"),)
    minutes = minutes_to(candidate, reading)
    travel = Reason("RANK_MINUTES", {"minutes": minutes}, "placement.travel.metres_per_minute")
    met = [
        Reason(f"RANK_{code}", {}, "placement.rank.order")
        for code in reading.codes("placement.rank.order")
        if CRITERIA[code](seeker, candidate)
    ]
    return (*met, *_reserved(seeker, candidate), travel)


def _reserved(seeker: Seeker, candidate: Candidate) -> tuple[Reason, ...]:
    """Say how many of the reserved beds are left, or that there are none any more."""
    reserved = seeker.reserved_by(candidate.institution)
    if reserved is None or candidate.institution not in seeker.partners:
        return ()
    code = "RANK_RESERVED_LEFT" if reserved.left else "RANK_RESERVED_USED_UP"
    told = {"beds": reserved.beds, "left": reserved.left}
    return (Reason(code, told, "agreements.counted_items"),)
