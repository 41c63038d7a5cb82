"""A centre's year by head: the amount by age, sex and risk, and what is charged to it.

Amounts are whole fen, factors millionths, months whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from yiyang.kernel.messages import Message
from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

MILLION = 10**6
YEAR = 12


@dataclass(frozen=True)
class Band:
    """People of one age and sex: the amount a year of one, their months, and months × risk.

    ``risk_months`` is the sum over people of risk in millionths × months.
    """

    name: str
    base_fen: int
    people: int
    months: int
    risk_months: int


@dataclass(frozen=True)
class HeadYear:
    """A centre's year: its people by band, what they cost it and others.

    ``outside_fen`` was paid for its people elsewhere, each person's up to the stop-loss;
    ``excluded_fen`` is what lies above it.  ``growth`` and ``quality`` in millionths, as is
    ``mean_risk``: that of the region, None where the centre's own people are the measure.
    """

    period: str
    bands: tuple[Band, ...]
    growth: int
    own_fen: int
    outside_fen: int
    excluded_fen: int
    stop_loss_fen: int
    quality: int
    mean_risk: int | None = None


@dataclass(frozen=True)
class Paid:
    """The year's amount, what is charged to it, what the centre keeps and what it is paid.

    ``overspent_fen``: charged beyond the amount, borne by the fund.  ``paid_fen`` leaves out the
    part of a surplus that goes back.
    """

    people: int
    mean_risk: Decimal
    budget_fen: int
    charged_fen: int
    overspent_fen: int
    settle_fen: int
    surplus_fen: int
    kept_fen: int
    paid_fen: int
    reasons: tuple[Message, ...]


@rule("payment.capitate")
def capitate(facts: HeadYear, reading: Reading) -> Paid:
    """Tell what a centre is paid for its people of a year.

    amount = Σ base × risk ÷ mean risk × months ÷ 12 × (1 + growth), rounded once; the mean is the
    region's where it is told, so that a centre of sicker people has more.  Care elsewhere
    is charged where the book says that the centre bears referrals, for each person up to the
    stop-loss; of a surplus it keeps up to a part of the amount, times quality.

    Source: FD-5.3 (per head; who pays a referral is unverified); payment_other, section 2.
    """
    mean = _mean_risk(facts)
    amount = sum(
        (Fraction(band.base_fen * band.risk_months, YEAR * MILLION) for band in facts.bands),
        Fraction(0),
    )
    budget = _rounded(amount / mean * (1 + Fraction(facts.growth, MILLION)))
    bears = reading.flag("payment.capitation_bears_referrals")
    charged = facts.outside_fen if bears else 0
    settle = max(budget - charged, 0)
    surplus = settle - facts.own_fen
    most = budget * reading.integer("payment.capitation_surplus_most") // 100
    kept = _rounded(Fraction(min(max(surplus, 0), most) * facts.quality, MILLION))
    limit = reading.integer("payment.capitation_stop_loss")
    reasons = [Message("CAPITATION_REFERRALS_CHARGED" if bears else "CAPITATION_REFERRALS_NOT")]
    if facts.excluded_fen:
        reasons.append(Message("CAPITATION_STOP_LOSS", {"fen": facts.stop_loss_fen}))
    if facts.stop_loss_fen != limit:
        reasons.append(Message("CAPITATION_OTHER_STOP_LOSS", {"fen": limit}))
    return Paid(
        people=sum(band.people for band in facts.bands),
        mean_risk=Decimal(_rounded(mean * MILLION)) / MILLION,
        budget_fen=budget,
        charged_fen=charged,
        overspent_fen=max(charged - budget, 0),
        settle_fen=settle,
        surplus_fen=surplus,
        kept_fen=kept,
        paid_fen=settle - max(surplus, 0) + kept,
        reasons=tuple(reasons),
    )


def _mean_risk(facts: HeadYear) -> Fraction:
    if facts.mean_risk is not None:
        return Fraction(facts.mean_risk, MILLION)
    months = sum(band.months for band in facts.bands)
    weighed = sum(band.risk_months for band in facts.bands)
    return Fraction(weighed, months * MILLION) if weighed else Fraction(1)


def _rounded(number: Fraction) -> int:
    """Return a number of zero or more rounded half up."""
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)
