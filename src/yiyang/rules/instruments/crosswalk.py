"""What a level of one instrument is about in another: to be shown, never to decide anything."""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.policy.book import NotInForce, Reading

TARGET = "SH_UNIFIED"
KEYS = {
    "GB42195": "instruments.crosswalk.gb42195",
    "LTCI_2021": "instruments.crosswalk.ltci_2021",
}


@dataclass(frozen=True)
class About:
    """Levels of ``instrument`` that a result is about; proposed, for display only."""

    instrument: str
    levels: tuple[str, ...]
    mark: str


def about(instrument_id: str, level: str, reading: Reading) -> About | None:
    """Return the Shanghai care levels that a result is about, or None where none is known.

    The result itself is never overwritten, and eligibility never reads this.

    Source: proposed; results of insurance and civil affairs are to be recognised mutually
    (the 2021 No. 37 notice), which a crosswalk prepares.
    """
    key = KEYS.get(instrument_id)
    try:
        line = reading.lenient().line(key) if key else None
    except NotInForce:  # nothing is decided by it, so a place without one shows none
        return None
    if line is None:
        return None
    levels = line.value.get(level)
    return About(TARGET, tuple(levels), line.mark.value) if levels else None
