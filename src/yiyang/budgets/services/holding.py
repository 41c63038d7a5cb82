"""One at a time: a year counts what months have paid, so neither may change beside the other."""

from __future__ import annotations

from django.db import connection

from yiyang.budgets.models import SettlementRun

HOLD = "select pg_advisory_xact_lock(hashtextextended(%s, 0))"


def hold_year(run: SettlementRun) -> None:
    """Wait for who keeps, posts or withdraws a run of the same year and fund; until the end."""
    name = f"settlement {run.place} {run.fund} {run.period[:4]}"
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [name])
