"""What cannot be true about a person, all faults at once."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message
from yiyang.people.models import Person

OLDEST_YEARS = 130  # older than anybody has ever been: a slip of the pen
DEGREES_EAST, DEGREES_NORTH = 180, 90


class IdentityLike(Protocol):
    """Anything with the fields of an identity."""

    name: str
    sex: str
    born_on: date | None
    lon: float | None
    lat: float | None


class LivingLike(Protocol):
    """Anything with the fields of a way of living."""

    household: str
    max_distance_metres: int | None
    budget_fen_per_month: int | None


def identity_findings(identity: IdentityLike, day: date) -> list[Finding]:
    """Return every fault of an identity, looked at on ``day``."""
    found = []
    if not identity.name.strip() or "\x00" in identity.name:
        found.append(_finding("NAME_MISSING", "name"))
    if identity.sex not in Person.Sex.values:
        found.append(_finding("UNKNOWN_SEX", "sex", "GB/T 2261.1"))
    if identity.born_on is not None and not _possible_birth(identity.born_on, day):
        found.append(_finding("IMPOSSIBLE_BIRTH", "born_on"))
    if (identity.lon is None) != (identity.lat is None) or not _on_earth(identity):
        found.append(_finding("IMPOSSIBLE_POINT", "lon"))
    return found


def living_findings(living: LivingLike) -> list[Finding]:
    """Return every fault of a way of living."""
    found = []
    if living.household not in Person.Household.values:
        found.append(_finding("UNKNOWN_HOUSEHOLD", "household"))
    if living.max_distance_metres is not None and living.max_distance_metres < 0:
        found.append(_finding("NEGATIVE_LIMIT", "max_distance_metres"))
    if living.budget_fen_per_month is not None and living.budget_fen_per_month < 0:
        found.append(_finding("NEGATIVE_LIMIT", "budget_fen_per_month"))
    return found


def _possible_birth(born_on: date, day: date) -> bool:
    return born_on <= day and day.year - born_on.year <= OLDEST_YEARS


def _on_earth(identity: IdentityLike) -> bool:
    lon, lat = identity.lon or 0, identity.lat or 0
    return abs(lon) <= DEGREES_EAST and abs(lat) <= DEGREES_NORTH


def _finding(code: str, where: str, source: str = "") -> Finding:
    return Finding(code, where, Message(code), source)
