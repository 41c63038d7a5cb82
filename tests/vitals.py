"""What was measured of somebody last, to compare with what a test sent."""

from __future__ import annotations

from datetime import datetime

from yiyang.record.selectors.vitals import NEWS2_KEYS, measured_before


def latest_vitals(person_id: int, at: datetime) -> dict[str, str]:
    """Return the values measured at the newest moment until ``at``, by the keys of NEWS2."""
    measured = [m for m in measured_before(person_id, at) if m.key in NEWS2_KEYS]
    newest = measured[0].at if measured else None
    return {m.key: m.value for m in reversed(measured) if m.at == newest}
