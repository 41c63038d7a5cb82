"""What keeps an institution's beds from suiting a person, each fault named.

Source: JA-2.2.2; the list of hard filters is the product's proposal.
"""

from __future__ import annotations

from collections.abc import Iterator

from yiyang.kernel.money import yuan_from_fen
from yiyang.policy.book import Reading
from yiyang.rules.placement.places import Candidate, Pool, Seeker
from yiyang.rules.placement.terms import AT_HOME_KINDS, Colour, Kind, Reason

MALE, FEMALE = "1", "2"
SEX_RULES = {MALE: ("ANY", "MEN"), FEMALE: ("ANY", "WOMEN")}


def faults_of(seeker: Seeker, candidate: Candidate, reading: Reading) -> tuple[Reason, ...]:
    """Return every reason why the institution cannot take the person; none when it can.

    A red alarm asks for the emergency capability and for nothing else: the department takes
    the person in whether or not a bed is free on the ward.
    """
    if seeker.colour == Colour.RED:
        return tuple(_emergency_faults(seeker, candidate, reading))
    faults = [*_institution_faults(seeker, candidate), *_wish_faults(seeker, candidate)]
    return (*faults, *_pool_faults(seeker, candidate))


def fitting(seeker: Seeker, candidate: Candidate) -> tuple[Pool, ...]:
    """Return the institution's pools that suit the person, whether or not a bed is free."""
    return tuple(pool for pool in candidate.pools if not tuple(_misfits(seeker, pool)))


def _emergency_faults(seeker: Seeker, candidate: Candidate, reading: Reading) -> Iterator[Reason]:
    key = "placement.rank.red_capability"
    capability = reading.safest(key, None)
    wanted = {capability, *seeker.needs} - {None}
    for code in sorted(wanted - candidate.capabilities):
        yield Reason("LACKS_CAPABILITY", {"capability": code}, key)


def _institution_faults(seeker: Seeker, candidate: Candidate) -> Iterator[Reason]:
    for code in sorted(seeker.needs - candidate.capabilities):
        yield Reason("LACKS_CAPABILITY", {"capability": code}, "placement.rank.order")
    taken = candidate.highest_care_level
    asked = seeker.care_level if seeker.kind == Kind.INSTITUTION_BED else None
    if taken is not None and asked is not None and asked > taken:
        reason = {"level": asked, "taken": taken}
        yield Reason("CARE_LEVEL_TOO_HIGH", reason, "placement.rank.order")
    if seeker.kind in AT_HOME_KINDS and candidate.serves and seeker.place not in candidate.serves:
        yield Reason("OUTSIDE_SERVICE_AREA", {}, "placement.rank.order")


def _wish_faults(seeker: Seeker, candidate: Candidate) -> Iterator[Reason]:
    """The person's distance limit; never for an emergency or a hospital bed (I6)."""
    limit, metres = seeker.max_distance_metres, candidate.metres
    if seeker.is_shielded or seeker.kind in AT_HOME_KINDS or limit is None or metres is None:
        return
    if metres > limit:
        yield Reason(
            "TOO_FAR",
            {"metres": metres, "limit": limit},
            "placement.rank.order",
        )


def _pool_faults(seeker: Seeker, candidate: Candidate) -> tuple[Reason, ...]:
    """No pool suits: the faults that every pool has in common, or all of the nearest pool."""
    suiting = fitting(seeker, candidate)
    if any(pool.free for pool in suiting):
        return ()
    if suiting:
        return (Reason("NO_FREE_BED", {}, "placement.rank.order"),)
    misfits = [tuple(_misfits(seeker, pool)) for pool in candidate.pools]
    return min(misfits, key=len, default=(Reason("NO_SUCH_BED", {}, "placement.rank.order"),))


def _misfits(seeker: Seeker, pool: Pool) -> Iterator[Reason]:
    because = "placement.rank.order"
    if pool.sex_rule not in SEX_RULES.get(seeker.sex, ("ANY",)):
        yield Reason("ROOM_SEX_RULE", {}, because)
    if seeker.isolation and not pool.isolation:
        yield Reason("NO_ISOLATION", {}, because)
    if seeker.nursing and not pool.nursing:
        yield Reason("NOT_NURSING_TYPE", {}, because)
    if seeker.dementia and not pool.dementia:
        yield Reason("NO_DEMENTIA_UNIT", {}, because)
    if seeker.is_shielded:
        return
    budget = seeker.budget_fen_per_month
    if budget is not None and pool.price_fen_per_month > budget:
        amounts = {"price": pool.price_fen_per_month, "budget": budget}
        yield Reason("OVER_BUDGET", {k: yuan_from_fen(fen) for k, fen in amounts.items()}, because)
    if pool.subsidy_class and pool.subsidy_class != seeker.subsidy_class:
        yield Reason("OTHER_SUBSIDY_CLASS", {"subsidy": pool.subsidy_class}, because)
