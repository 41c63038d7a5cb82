"""Reservations and kept beds end by themselves when their time has run out."""

from __future__ import annotations

from datetime import datetime

from yiyang.audit.services import PROGRAM
from yiyang.beds.services import sweep_expired, warn_of_kept_beds
from yiyang.faces.jobs.schedule import every


@every("* * * * * */20")
def sweep_claims(at: datetime) -> str:
    """End what has run out and tell the coordinators."""
    return f"ended {sweep_expired(by=PROGRAM, at=at)}"


@every("*/15 * * * *")
def warn_of_ending_keeps(at: datetime) -> str:
    """Tell whom it concerns that a kept bed soon runs out."""
    return f"told of {warn_of_kept_beds(by=PROGRAM, at=at)}"
