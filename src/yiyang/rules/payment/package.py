"""One episode over several hospitals: paid once, and split between them."""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.kernel.messages import Message
from yiyang.kernel.money import split_fen
from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

COST, FEE = "COST", "FEE"


@dataclass(frozen=True)
class Stay:
    """One stay of an episode: what it cost, and what it has alone.

    ``alone`` is fen, or ten-thousandths of a point where points are paid.
    """

    case: str
    institution: str
    group: str
    cost_fen: int
    alone: int


@dataclass(frozen=True)
class Episode:
    """An episode of one patient, its stays in the order of their cases, and how it is split."""

    episode: str
    split: str
    stays: tuple[Stay, ...]


@dataclass(frozen=True)
class Split:
    """What the package has, by the group of which stay, each stay's share, and what is saved."""

    accepted: bool
    whole: int
    group: str
    shares: tuple[tuple[str, int], ...]
    saved: int
    reasons: tuple[Message, ...]


@rule("payment.settle_package")
def settle_package(facts: Episode, reading: Reading) -> Split:
    """Tell what an episode over several hospitals has, once, and how they split it.

    It has what its dearest stay has alone; the stays share that by their cost, or by what each
    has alone, in a way that the book allows.

    Source: YRD-7 (patients moved between hospitals settle once); the split is proposed.
    """
    dearest = max(facts.stays, key=lambda stay: (stay.alone, stay.case))
    allowed = facts.split in reading.codes("payment.package_splits")
    weights = [max(stay.cost_fen, 1) if facts.split == COST else stay.alone for stay in facts.stays]
    parts = split_fen(dearest.alone, weights)
    reasons = [Message(f"PACKAGE_SPLIT_BY_{facts.split}")]
    if not allowed:
        reasons.append(Message("PACKAGE_SPLIT_NOT_ALLOWED"))
    return Split(
        accepted=allowed,
        whole=dearest.alone,
        group=dearest.group,
        shares=tuple((stay.case, each) for stay, each in zip(facts.stays, parts, strict=True)),
        saved=sum(stay.alone for stay in facts.stays) - dearest.alone,
        reasons=tuple(reasons),
    )
