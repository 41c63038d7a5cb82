"""The settlement list of the fund: its fields as data, and what is wrong with one."""

from yiyang.rules.settlement_list.check import check_list
from yiyang.rules.settlement_list.terms import Checked, CodeState, Fault, Paper

__all__ = ["Checked", "CodeState", "Fault", "Paper", "check_list"]
