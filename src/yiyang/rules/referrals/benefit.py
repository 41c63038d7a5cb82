"""Which preference insurance gives a visit, with and without a referral.

Source: HZ-16 (insurance that favours tiered care), SM-3.7; shares unverified or proposed.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from yiyang.policy.book import Reading
from yiyang.rules.booking.terms import INSIDE, Reason, Relation
from yiyang.rules.registry import rule

SHARE = "insurance.outpatient_share"
CUT = "insurance.without_referral_cut"
NO_NEED = "insurance.first_contact_levels"
COMBINATION = "insurance.combination_counts_as_referral"


@dataclass(frozen=True)
class Visit:
    """A visit: the level of the institution (0 to 3), how the person came, whose person it is.

    ``level`` is None for a hospital whose level nobody has told.
    ``has_referral``: a referral that was accepted leads to it, for a reason with priority.
    """

    level: int | None
    relation: Relation
    is_contracted: bool
    has_referral: bool
    is_emergency: bool = False


@dataclass(frozen=True)
class Benefit:
    """The fund's share in percent: of this visit, and of the same visit with and without.

    ``share`` is one of the two.  They are equal where a referral makes no difference.
    """

    share: Decimal
    share_with: Decimal
    share_without: Decimal
    is_preferred: bool
    reasons: tuple[Reason, ...]


@rule("referrals.benefit")
def benefit(visit: Visit, reading: Reading) -> Benefit:
    """Tell which share the fund bears of a visit, with and without a referral, and why.

    First contact at primary level, an emergency and, where the book says so, a visit inside the
    signed combination need no referral; any other visit without one loses the cut.
    Of a hospital whose level is not known the smallest share is told, never a preferred one.

    Source: HZ-16; ``insurance.*``.
    """
    shares = reading.table(SHARE)
    known = visit.level is not None
    full = Decimal(shares[str(visit.level)]) if known else min(map(Decimal, shares.values()))
    unknown = () if known else (Reason("BENEFIT_NO_LEVEL", {}, SHARE),)
    cut = reading.decimal(CUT)
    without = max(full - cut, Decimal(0))
    free, why = _needs_none(visit, reading)
    if free:
        return Benefit(full, full, full, True, (Reason(why[0], {}, why[1]), *unknown))
    preferred = visit.has_referral
    code = "BENEFIT_REFERRED" if preferred else "BENEFIT_NOT_REFERRED"
    params = {"share_with": str(full), "share_without": str(without)}
    reasons = [Reason(code, params, CUT), *unknown]
    if not preferred and not visit.is_contracted:
        reasons.append(Reason("BENEFIT_SIGN", {}, COMBINATION))
    return Benefit(full if preferred else without, full, without, preferred, tuple(reasons))


def _needs_none(visit: Visit, reading: Reading) -> tuple[bool, tuple[str, str]]:
    if visit.is_emergency:
        return True, ("BENEFIT_EMERGENCY", SHARE)
    if str(visit.level) in reading.codes(NO_NEED):
        return True, ("BENEFIT_FIRST_CONTACT", NO_NEED)
    inside = visit.is_contracted and visit.relation in INSIDE
    if inside and reading.flag(COMBINATION):
        return True, ("BENEFIT_COMBINATION", COMBINATION)
    return False, ("", "")
