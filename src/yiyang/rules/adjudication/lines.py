"""A line of a claim apart: outside the catalogue, above its limit, paid first, in scope."""

from __future__ import annotations

from decimal import Decimal

from yiyang.kernel.money import mul_div_round
from yiyang.rules.adjudication.terms import CLASS_B, CLASS_C, Line, LineSplit

HUNDRED = 100


def percent_of(fen: int, percent: Decimal) -> int:
    """Return ``percent`` of an amount, rounded half up to the fen, without a fraction between."""
    numerator, denominator = percent.as_integer_ratio()
    return mul_div_round(fen, numerator, denominator * HUNDRED)


def split_line(line: Line) -> LineSplit:
    """Return what of a line is in scope and what is not; the five parts add up to it.

    What the institution bears is nobody else's.  Of the rest a class C line is outside; of the
    others, what stands above the price limit is outside the scope, and of a class B line a
    first share of the rest.

    Source: fields fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt and inscp_scp_amt of
    interfaces 2207 and 2304 of the national insurance platform, in that order.
    """
    borne = min(line.hospital_fen, line.fen)
    fen = line.fen - borne
    if line.catalogue == CLASS_C:
        return LineSplit(line.code, fen, 0, 0, 0, borne)
    limit = fen if line.limit_fen is None else min(fen, line.limit_fen)
    first = percent_of(limit, line.first_self_pay) if line.catalogue == CLASS_B else 0
    return LineSplit(line.code, 0, fen - limit, first, limit - first, borne)
