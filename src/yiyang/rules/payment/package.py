"""One episode over several hospitals: paid once, and split between them."""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.kernel.messages import Message
from yiyang.kernel.money import split_fen
from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

COST, FEE = "COST", "FEE"


@dataclass(frozen=True)
class Part:
    """One stay of an episode: what it cost, and what it alone would be paid."""

    case: str
    institution: str
    group: str
    cost_fen: int
    alone_fen: int


@dataclass(frozen=True)
class Episode:
    """An episode of one patient; parts in the order of their cases."""

    episode: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Split:
    """What the package is paid, by the group of which part, and each part's share."""

    fee_fen: int
    group: str
    shares: tuple[tuple[str, int], ...]
    saved_fen: int
    reasons: tuple[Message, ...]


@rule("payment.settle_package")
def settle_package(facts: Episode, reading: Reading) -> Split:
    """Tell what an episode over several hospitals is paid, once, and how it is split.

    It is paid as its dearest part alone; the parts share it by their cost, or by what each alone
    would be paid, as the book says, to the fen.

    Source: YRD-7 (patients moved between hospitals settle once); the split is proposed.
    """
    dearest = max(facts.parts, key=lambda part: (part.alone_fen, part.case))
    by = reading.text("payment.package_split")
    weights = [
        max(part.cost_fen if by == COST else part.alone_fen, 1 if by == COST else 0)
        for part in facts.parts
    ]
    fen = split_fen(dearest.alone_fen, weights) if sum(weights) else (0,) * len(weights)
    return Split(
        fee_fen=dearest.alone_fen,
        group=dearest.group,
        shares=tuple((part.case, each) for part, each in zip(facts.parts, fen, strict=True)),
        saved_fen=sum(part.alone_fen for part in facts.parts) - dearest.alone_fen,
        reasons=(Message("PACKAGE_SPLIT_BY_COST" if by == COST else "PACKAGE_SPLIT_BY_FEE"),),
    )
