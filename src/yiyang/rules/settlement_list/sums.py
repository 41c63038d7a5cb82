"""What must add up: the items to the total, funds and person to it, the classes of an item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yiyang.rules.settlement_list.terms import Fault, Paper, fen

CLASSES = ("claa_sumfee", "clab_amt", "fulamt_ownpay_amt", "oth_amt")


def sum_faults(paper: Paper) -> Iterator[Fault]:
    """Yield every sum that does not come out, to the fen; what is no amount is told elsewhere.

    Source: DIP 3.0 draft 2.2; identities of interfaces 2207 and 2304.
    """
    total = fen(paper.sums, "medfee_sumamt")
    funds = fen(paper.sums, "fund_pay_sumamt")
    person = fen(paper.sums, "psn_part_amt")
    hospital = fen(paper.sums, "hosp_part_amt") or 0
    if total is not None and paper.iteminfo:
        items = [fen(row, "amt") for row in paper.iteminfo]
        if None not in items and _sum(items) != total:
            yield Fault("LIST_ITEMS_DIFFER", "sums.medfee_sumamt")
    if None not in (total, funds, person) and total != (funds or 0) + (person or 0) + hospital:
        yield Fault("LIST_SHARES_DIFFER", "sums.medfee_sumamt")
    if funds is not None and paper.payinfo:
        paid = [fen(row, "fund_payamt") for row in paper.payinfo]
        if None not in paid and _sum(paid) != funds:
            yield Fault("LIST_FUNDS_DIFFER", "sums.fund_pay_sumamt")
    for number, row in enumerate(paper.iteminfo):
        parts = [fen(row, name) for name in CLASSES if row.get(name)]
        amount = fen(row, "amt")
        if len(parts) == len(CLASSES) and amount is not None and _sum(parts) != amount:
            yield Fault("LIST_CLASSES_DIFFER", f"iteminfo.{number}.amt")


def _sum(amounts: Iterable[int | None]) -> int:
    return sum(amount or 0 for amount in amounts)
