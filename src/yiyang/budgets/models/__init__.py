"""Settlement runs, and the budgets and packages shared by them."""

from yiyang.budgets.models.runs import LONGEST_GROUP, GroupSum, LeftOut, SettlementRun, Statement
from yiyang.budgets.models.shared import (
    Capitation,
    CapitationWithdrawal,
    ConsortiumBalance,
    Package,
    PackageShare,
)

__all__ = [
    "LONGEST_GROUP",
    "Capitation",
    "CapitationWithdrawal",
    "ConsortiumBalance",
    "GroupSum",
    "LeftOut",
    "Package",
    "PackageShare",
    "SettlementRun",
    "Statement",
]
