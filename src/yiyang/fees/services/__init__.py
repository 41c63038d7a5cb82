"""The contract fee run."""

from yiyang.fees.services.running import (
    DryRun,
    NothingToAdjust,
    PeriodNotOver,
    RunElsewhere,
    begin_fee_run,
    order_fee_run,
    parts_of,
    run_fees,
    try_fees,
    work_fee_run,
)

__all__ = [
    "DryRun",
    "NothingToAdjust",
    "PeriodNotOver",
    "RunElsewhere",
    "begin_fee_run",
    "order_fee_run",
    "parts_of",
    "run_fees",
    "try_fees",
    "work_fee_run",
]
