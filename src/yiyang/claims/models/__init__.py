"""Claims, settlements, covers and lists."""

from yiyang.claims.models.care import CareMonth, ClaimedAct
from yiyang.claims.models.claim import Bearing, Claim, ClaimLine, Settlement
from yiyang.claims.models.insured import Counter, Cover
from yiyang.claims.models.lists import ListedCode, SettlementList

__all__ = [
    "Bearing",
    "CareMonth",
    "Claim",
    "ClaimLine",
    "ClaimedAct",
    "Counter",
    "Cover",
    "ListedCode",
    "Settlement",
    "SettlementList",
]
