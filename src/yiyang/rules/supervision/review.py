"""What a review comes to: how much goes back to the fund, and what else follows."""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

UPHELD, PARTLY, NOT_UPHELD = "UPHELD", "PARTLY", "NOT_UPHELD"
OUTCOMES = (UPHELD, PARTLY, NOT_UPHELD)
FOLLOWS, FOUR_EYES = "supervision.consequences", "supervision.four_eyes_from_fen"


@dataclass(frozen=True)
class Item:
    """One suspicion as reviewed: its outcome, the most that can go back, the part asked for.

    ``most_fen``: what funds bore of its disputed lines that no item before it takes back.
    """

    key: str
    code: str
    outcome: str
    most_fen: int
    part_fen: int


@dataclass(frozen=True)
class Reviewed:
    """Every suspicion of a matter, and how many matters were upheld before."""

    items: tuple[Item, ...]
    upheld_before: int


@dataclass(frozen=True)
class Back:
    """What goes back to the fund because of one suspicion."""

    key: str
    fen: int


@dataclass(frozen=True)
class Outcome:
    """What a review comes to; ``faults`` are the keys whose part is no part of the most."""

    back: tuple[Back, ...]
    fen: int
    is_upheld: bool
    follows: tuple[str, ...]
    needs_second: bool
    faults: tuple[str, ...]


@rule("supervision.review")
def review(facts: Reviewed, reading: Reading) -> Outcome:
    """Return what goes back and what follows of what an officer found; in fen.

    Source: JA-4.2; 735/38 for what may follow (unverified), its steps proposed.
    """
    back = tuple(Back(item.key, _fen(item)) for item in facts.items)
    fen = sum(one.fen for one in back)
    is_upheld = any(item.outcome != NOT_UPHELD for item in facts.items)
    faults = tuple(
        item.key
        for item in facts.items
        if item.outcome == PARTLY and not 0 < item.part_fen < item.most_fen
    )
    return Outcome(
        back=back,
        fen=fen,
        is_upheld=is_upheld,
        follows=_follows(facts.upheld_before, reading) if is_upheld else (),
        needs_second=fen >= reading.integer(FOUR_EYES),
        faults=faults,
    )


def _fen(item: Item) -> int:
    if item.outcome == NOT_UPHELD:
        return 0
    return item.most_fen if item.outcome == UPHELD else item.part_fen


def _follows(before: int, reading: Reading) -> tuple[str, ...]:
    """The last step that is reached, by how often something was upheld before."""
    steps = {int(count): tuple(codes) for count, codes in reading.table(FOLLOWS).items()}
    return steps[max(count for count in steps if count <= before)]
