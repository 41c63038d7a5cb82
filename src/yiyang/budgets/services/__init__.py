"""Keeping a settlement run, posting it between fund and institutions, withdrawing it."""

from yiyang.budgets.services.keeping import keep_run
from yiyang.budgets.services.posting import post_run, withdraw_run

__all__ = ["keep_run", "post_run", "withdraw_run"]
