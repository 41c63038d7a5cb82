"""What cannot be true about an institution or a bed, all faults at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from yiyang.kernel.findings import Finding
from yiyang.kernel.geo import Point, metres_between
from yiyang.kernel.identifiers import is_credit_code
from yiyang.kernel.messages import Message
from yiyang.network.models import BedKind, Institution, InstitutionKind, Place

HOSPITAL_LEVELS = range(4)  # 0 is a community health centre (records.md 3.4)
CARE_LEVELS = range(5)  # GB/T 42195-2022 tells five levels apart
DEGREES_EAST, DEGREES_NORTH = 180, 90


class InstitutionLike(Protocol):
    """Anything with the fields of an institution that are checked."""

    code: str
    name_zh: str
    kind: str
    ownership: str
    level: int | None
    credit_code: str
    lon: float
    lat: float
    highest_care_level: int | None


def institution_findings(
    institution: InstitutionLike, place: Place | None, farthest_metres: int
) -> list[Finding]:
    """Return every fault of an institution.

    Args:
        institution: what is said about it.
        place: the place it is said to be in, None when no such place is known.
        farthest_metres: how far from the middle of its place it may lie.
    """
    of_itself = [found for check in INSTITUTION_CHECKS for found in check(institution)]
    return of_itself + place_findings(institution, place, farthest_metres)


def _names(institution: InstitutionLike) -> Iterator[Finding]:
    if not institution.code.strip() or not institution.name_zh.strip():
        yield _finding("CODE_OR_NAME_MISSING", "code")


def _sort(institution: InstitutionLike) -> Iterator[Finding]:
    if institution.kind not in InstitutionKind.values:
        yield _finding("UNKNOWN_INSTITUTION_KIND", "kind")
    if institution.ownership not in Institution.Ownership.values:
        yield _finding("UNKNOWN_OWNERSHIP", "ownership")


def _credit_code(institution: InstitutionLike) -> Iterator[Finding]:
    if institution.credit_code and not is_credit_code(institution.credit_code):
        yield _finding("BAD_CREDIT_CODE", "credit_code", "GB 32100-2015")


def _level(institution: InstitutionLike) -> Iterator[Finding]:
    if institution.level is not None and institution.level not in HOSPITAL_LEVELS:
        yield _finding("IMPOSSIBLE_LEVEL", "level")


def _care_level(institution: InstitutionLike) -> Iterator[Finding]:
    care_level = institution.highest_care_level
    if care_level is not None and care_level not in CARE_LEVELS:
        yield _finding("IMPOSSIBLE_CARE_LEVEL", "highest_care_level", "GB/T 42195-2022")


# Each by itself: an import that cannot read one cell still asks those that do not need it.
INSTITUTION_CHECKS = (_names, _sort, _credit_code, _level, _care_level)


def bed_findings(*, kind: str, sex_rule: str, price_fen_per_month: int) -> list[Finding]:
    """Return every fault of a bed."""
    found = []
    if kind not in BedKind.values:
        found.append(_finding("UNKNOWN_BED_KIND", "kind"))
    if sex_rule not in ("ANY", "MEN", "WOMEN"):
        found.append(_finding("UNKNOWN_SEX_RULE", "sex_rule"))
    return found + price_findings(price_fen_per_month)


def price_findings(price_fen_per_month: int) -> list[Finding]:
    """Return the fault of a bed's price, if it has one."""
    return [_finding("NEGATIVE_PRICE", "price")] if price_fen_per_month < 0 else []


def place_findings(
    institution: InstitutionLike, place: Place | None, farthest_metres: int
) -> list[Finding]:
    """Return what is wrong with where an institution is said to lie."""
    if place is None:
        return [_finding("UNKNOWN_PLACE", "place", "GB/T 2260")]
    if abs(institution.lon) > DEGREES_EAST or abs(institution.lat) > DEGREES_NORTH:
        return [_finding("OUTSIDE_THE_CITY", "lon")]
    middle = _middle(place)
    if middle is None:
        return []
    if metres_between(Point(institution.lon, institution.lat), middle) > farthest_metres:
        return [_finding("OUTSIDE_THE_CITY", "lon")]
    return []


def _middle(place: Place | None) -> Point | None:
    """The middle of a place, or of the nearest wider one that has a middle."""
    while place is not None:
        if place.lon is not None and place.lat is not None:
            return Point(place.lon, place.lat)
        place = place.parent
    return None


def _finding(code: str, where: str, source: str = "") -> Finding:
    return Finding(code, where, Message(code), source)
