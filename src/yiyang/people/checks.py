"""What cannot be true about a person, all faults at once."""

from __future__ import annotations

from collections.abc import Iterator
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
    return [found for check in IDENTITY_CHECKS for found in check(identity, day)]


def _name(identity: IdentityLike, day: date) -> Iterator[Finding]:
    if not identity.name.strip() or "\x00" in identity.name:
        yield _finding("NAME_MISSING", "name")


def _sex(identity: IdentityLike, day: date) -> Iterator[Finding]:
    if identity.sex not in Person.Sex.values:
        yield _finding("UNKNOWN_SEX", "sex", "GB/T 2261.1")


def _birth(identity: IdentityLike, day: date) -> Iterator[Finding]:
    if identity.born_on is not None and not _possible_birth(identity.born_on, day):
        yield _finding("IMPOSSIBLE_BIRTH", "born_on")


def _point(identity: IdentityLike, day: date) -> Iterator[Finding]:
    if (identity.lon is None) != (identity.lat is None) or not _on_earth(identity):
        yield _finding("IMPOSSIBLE_POINT", "lon")


# Each by itself: an import that cannot read one cell still asks those that do not need it.
IDENTITY_CHECKS = (_name, _sex, _birth, _point)


def living_findings(living: LivingLike) -> list[Finding]:
    """Return every fault of a way of living."""
    return [found for check in LIVING_CHECKS for found in check(living)]


def _household(living: LivingLike) -> Iterator[Finding]:
    if living.household not in Person.Household.values:
        yield _finding("UNKNOWN_HOUSEHOLD", "household")


def _distance(living: LivingLike) -> Iterator[Finding]:
    if living.max_distance_metres is not None and living.max_distance_metres < 0:
        yield _finding("NEGATIVE_LIMIT", "max_distance_metres")


def _budget(living: LivingLike) -> Iterator[Finding]:
    if living.budget_fen_per_month is not None and living.budget_fen_per_month < 0:
        yield _finding("NEGATIVE_LIMIT", "budget_fen_per_month")


LIVING_CHECKS = (_household, _distance, _budget)


def _possible_birth(born_on: date, day: date) -> bool:
    return born_on <= day and day.year - born_on.year <= OLDEST_YEARS


def _on_earth(identity: IdentityLike) -> bool:
    lon, lat = identity.lon or 0, identity.lat or 0
    return abs(lon) <= DEGREES_EAST and abs(lat) <= DEGREES_NORTH


def _finding(code: str, where: str, source: str = "") -> Finding:
    return Finding(code, where, Message(code), source)
