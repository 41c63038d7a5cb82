"""What law and policy ask of a settlement run, and who bears what is left or missing."""

from yiyang.rules.payment.capitation import Band, HeadYear, Paid, capitate
from yiyang.rules.payment.case_mix import Hospital, Mix, MixYear, adjust_for_case_mix
from yiyang.rules.payment.package import Episode, Split, Stay, settle_package
from yiyang.rules.payment.running import Judged, Reckoned, judge_run
from yiyang.rules.payment.sharing import Balance, Consortium, ConsortiumYear, balance, share_budget

__all__ = [
    "Balance",
    "Band",
    "Consortium",
    "ConsortiumYear",
    "Episode",
    "HeadYear",
    "Hospital",
    "Judged",
    "Mix",
    "MixYear",
    "Paid",
    "Reckoned",
    "Split",
    "Stay",
    "adjust_for_case_mix",
    "balance",
    "capitate",
    "judge_run",
    "settle_package",
    "share_budget",
]
