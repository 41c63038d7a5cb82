"""Exact money: whole fen everywhere; yuan exists only at import and display."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation, Overflow

FEN_PER_YUAN = 100
MOST_FEN = 2**63 - 1  # what an account can hold


def fen_from_yuan(text: str) -> int:
    """Return the fen of a decimal amount in yuan, such as ``"5888.00"``.

    Raises:
        ValueError: not a plain decimal number, finer than one fen, or more than is money.
    """
    try:
        fen = Decimal(text.strip()) * FEN_PER_YUAN
    except (InvalidOperation, Overflow) as error:
        raise ValueError(f"not an amount in yuan: {text!r}") from error
    if not fen.is_finite() or abs(fen) > MOST_FEN or fen != fen.to_integral_value():
        raise ValueError(f"not an amount in whole fen: {text!r}")
    return int(fen)


def yuan_from_fen(fen: int) -> str:
    """Return fen as yuan with two decimals: ``588800`` is ``"5888.00"``."""
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), FEN_PER_YUAN)
    return f"{sign}{whole}.{rest:02d}"


def split_fen(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Split ``total`` fen in proportion to ``weights``; the parts add up to the total.

    Largest remainder: what is left after rounding down goes, one fen each, to the largest
    remainders, ties to the earlier place, so the answer does not depend on chance.

    Raises:
        ValueError: a negative total or weight, or no positive weight.
    """
    whole = sum(weights)
    if total < 0 or whole <= 0 or min(weights) < 0:
        raise ValueError("a split needs a total and weights of zero or more, one positive")
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return tuple(parts)


def mul_div_round(value: int, times: int, by: int) -> int:
    """Return ``value * times / by`` rounded half up, without a fraction on the way.

    Raises:
        ValueError: a negative number, or ``by`` is not positive.
    """
    _refuse_odd(value, times, by)
    return (2 * value * times + by) // (2 * by)


def mul_div_up(value: int, times: int, by: int) -> int:
    """Return ``value * times / by`` rounded up: the least whole number not below it.

    Raises:
        ValueError: a negative number, or ``by`` is not positive.
    """
    _refuse_odd(value, times, by)
    return -(-value * times // by)


def _refuse_odd(value: int, times: int, by: int) -> None:
    if value < 0 or times < 0 or by <= 0:
        raise ValueError("a share needs numbers of zero or more, and something to divide by")
