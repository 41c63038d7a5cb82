"""Keeping a settlement run, posting it between fund and institutions, withdrawing it."""

from yiyang.budgets.services.heads import Heads, settle_heads, withdraw_heads
from yiyang.budgets.services.keeping import keep_run
from yiyang.budgets.services.mixing import judge_case_mix
from yiyang.budgets.services.posting import post_run, withdraw_run

__all__ = [
    "Heads",
    "judge_case_mix",
    "keep_run",
    "post_run",
    "settle_heads",
    "withdraw_heads",
    "withdraw_run",
]
