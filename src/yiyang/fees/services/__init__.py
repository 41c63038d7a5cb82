"""The contract fee run, and the bill of a visit."""

from yiyang.fees.services.billing import (
    BillClosed,
    BillOpen,
    Charged,
    ChargeRefused,
    charge_delivered,
    charge_item,
    drop_bill,
    open_bill,
)
from yiyang.fees.services.running import (
    DryRun,
    NothingToAdjust,
    PeriodNotOver,
    RunElsewhere,
    begin_fee_run,
    finds_nothing_new,
    order_fee_run,
    parts_of,
    run_fees,
    try_fees,
    work_fee_run,
)
from yiyang.fees.services.settling import BillEmpty, NothingOwed, pay_bill, settle_bill

__all__ = [
    "BillClosed",
    "BillEmpty",
    "BillOpen",
    "ChargeRefused",
    "Charged",
    "DryRun",
    "NothingOwed",
    "NothingToAdjust",
    "PeriodNotOver",
    "RunElsewhere",
    "begin_fee_run",
    "charge_delivered",
    "charge_item",
    "drop_bill",
    "finds_nothing_new",
    "open_bill",
    "order_fee_run",
    "parts_of",
    "pay_bill",
    "run_fees",
    "settle_bill",
    "try_fees",
    "work_fee_run",
]
