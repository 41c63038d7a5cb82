"""What two nodes tell each other of a settlement away from home.  Money is whole fen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from yiyang.rules.adjudication.terms import ACCOUNT, CASH, FAMILY_ACCOUNT, FUNDS, HOSPITAL

PLACE, HOME = "PLACE", "HOME"  # 就医地: where care is given; 参保地: where one is insured
LONG_TERM, TRANSFER, EMERGENCY = "LONG_TERM", "TRANSFER", "EMERGENCY"
TEMPORARY, SELF_ARRANGED = "TEMPORARY", "SELF_ARRANGED"
FILINGS = (LONG_TERM, TEMPORARY, TRANSFER, EMERGENCY, SELF_ARRANGED)
ACCOUNTS = (ACCOUNT, FAMILY_ACCOUNT)


@dataclass(frozen=True)
class Borne:
    """What one layer bears, as the node of insurance has reckoned it, and by which line."""

    layer: str
    fen: int
    base_fen: int
    percent: Decimal
    key: str
    act: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Split:
    """A claim apart as the home node tells it; the layers but DEDUCTIBLE add up to the total."""

    total_fen: int
    in_scope_fen: int
    layers: tuple[Borne, ...]

    @property
    def fund_fen(self) -> int:
        """What funds bear."""
        return self.of(*FUNDS)

    @property
    def account_fen(self) -> int:
        """What personal accounts bear."""
        return self.of(*ACCOUNTS)

    @property
    def cash_fen(self) -> int:
        """What the person pays at the place of care."""
        return self.of(CASH)

    @property
    def hospital_fen(self) -> int:
        """What the institution bears itself."""
        return self.of(HOSPITAL)

    @property
    def due_fen(self) -> int:
        """What the home node owes the place of care: funds and personal accounts."""
        return self.fund_fen + self.account_fen

    def of(self, *layers: str) -> int:
        """Return what the named layers bear together."""
        return sum(one.fen for one in self.layers if one.layer in layers)


@dataclass(frozen=True)
class BookLine:
    """One settlement as a node has it in its book; ``reversed_on`` None while it stands."""

    number: str
    settled_on: date
    reversed_on: date | None
    total_fen: int
    fund_fen: int
    account_fen: int

    @property
    def due_fen(self) -> int:
        """What the home node owes the place of care for it, while it stands."""
        return self.fund_fen + self.account_fen
