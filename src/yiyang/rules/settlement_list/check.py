"""Everything that is wrong with a settlement list, at once."""

from __future__ import annotations

from yiyang.policy.book import Reading
from yiyang.rules.registry import rule
from yiyang.rules.settlement_list.codes import code_faults
from yiyang.rules.settlement_list.fields import field_faults
from yiyang.rules.settlement_list.person import person_faults
from yiyang.rules.settlement_list.stay import stay_faults
from yiyang.rules.settlement_list.sums import sum_faults
from yiyang.rules.settlement_list.terms import Checked, Paper


@rule("settlement_list.check")
def check_list(paper: Paper, reading: Reading) -> Checked:
    """Return every fault of a settlement list, in the order of its groups.

    Source: SM-6.14, SM-6.15 (settled by lists of one form); interface 4101A for the fields;
    DIP 3.0 draft 2.2 for what is checked.
    """
    faults = (
        *field_faults(paper),
        *code_faults(paper, reading),
        *person_faults(paper, reading),
        *stay_faults(paper, reading),
        *sum_faults(paper),
    )
    return Checked(passes=not faults, faults=faults)
