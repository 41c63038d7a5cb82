"""What law and policy ask of a settlement run, and who bears what is left or missing."""

from yiyang.rules.payment.capitation import Band, HeadYear, Paid, capitate
from yiyang.rules.payment.package import Episode, Part, Split, settle_package
from yiyang.rules.payment.running import Judged, Reckoned, judge_run
from yiyang.rules.payment.sharing import Balance, Consortium, ConsortiumYear, balance, share_budget

__all__ = [
    "Balance",
    "Band",
    "Consortium",
    "ConsortiumYear",
    "Episode",
    "HeadYear",
    "Judged",
    "Paid",
    "Part",
    "Reckoned",
    "Split",
    "balance",
    "capitate",
    "judge_run",
    "settle_package",
    "share_budget",
]
