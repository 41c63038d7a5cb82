"""Chronic disease registers of the demonstration, and everybody's key groups by the rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from yiyang.audit.services import PROGRAM
from yiyang.demo.district import District
from yiyang.demo.plan import Plan, Progress
from yiyang.demo.population import Elder
from yiyang.demo.rows import During
from yiyang.demo.storing import store
from yiyang.key_groups.models import RegisterEntry
from yiyang.key_groups.services import derive_due

REGISTERS = {
    "hypertension": "HYPERTENSION",
    "diabetes": "DIABETES",
    "copd": "COPD",
    "dementia": "LOST_ABILITY",
}
EARLIEST, LATEST = 400, 4000  # days before the moment on which a register entry begins
AT_ONCE = 5000


class RegisterRow(NamedTuple):
    person_id: int
    group: str
    number: str
    span: During
    entered_at: datetime


def store_key_groups(district: District, progress: Progress) -> None:
    """Enter the chronically ill in their registers, and derive everybody's groups."""
    batch: list[RegisterRow] = []
    for row in _register(district.plan, district.elders):
        batch.append(row)
        if len(batch) == AT_ONCE:
            _keep(batch, progress)
            batch = []
    if batch:
        _keep(batch, progress)
    progress("look", derive_due(by=PROGRAM, at=district.plan.at))


def _keep(batch: list[RegisterRow], progress: Progress) -> None:
    store(batch, RegisterEntry)
    progress("registerentry", len(batch))


def _register(plan: Plan, elders: list[Elder]) -> Iterator[RegisterRow]:
    random = plan.random("registers")
    for elder in elders:
        for condition in sorted(elder.conditions & REGISTERS.keys()):
            since: date = (plan.at - timedelta(days=random.randint(EARLIEST, LATEST))).date()
            group = REGISTERS[condition]
            yield RegisterRow(elder.id, group, "", During(since, None), plan.at)
