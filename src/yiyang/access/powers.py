"""Powers, and which role has them: the matrix stands in the policy book (``access.powers``)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import lru_cache

from django.conf import settings

from yiyang.access.models import Assignment
from yiyang.policy.loader import shipped_book


class Power(StrEnum):
    """One thing that a door of the program lets somebody do."""

    SEE_OWN = "SEE_OWN"
    SEE_PERSON = "SEE_PERSON"
    SEE_DISTRICT_PEOPLE = "SEE_DISTRICT_PEOPLE"
    EDIT_PERSON = "EDIT_PERSON"
    ASSESS = "ASSESS"
    CERTIFY = "CERTIFY"
    REQUEST_TRANSFER = "REQUEST_TRANSFER"
    COORDINATE = "COORDINATE"
    PLACE_BATCH = "PLACE_BATCH"
    ANSWER_OFFER = "ANSWER_OFFER"
    ADMIT = "ADMIT"
    SEE_BOARD = "SEE_BOARD"
    EDIT_OWN_BEDS = "EDIT_OWN_BEDS"
    EDIT_NETWORK = "EDIT_NETWORK"
    IMPORT = "IMPORT"
    SEE_POLICY = "SEE_POLICY"
    ADOPT_POLICY = "ADOPT_POLICY"
    SEE_STATISTICS = "SEE_STATISTICS"
    ANSWER_NOTICE = "ANSWER_NOTICE"
    OPERATE = "OPERATE"
    MANAGE_ACCOUNTS = "MANAGE_ACCOUNTS"
    READ_AUDIT = "READ_AUDIT"


@lru_cache(maxsize=64)
def powers_of(role: str, day: date) -> frozenset[Power]:
    """Return the powers of a role on a day.  Source: JA-3 (``access.powers`` of the book)."""
    line = shipped_book().on("access.powers", day, settings.PLACE)
    return frozenset(Power(code) for code in line.value.get(role, ()))


def has_power(assignment: Assignment, power: Power) -> bool:
    """Tell whether an acting assignment gives a power, by the matrix in force when it began."""
    return power in powers_of(assignment.role, assignment.span.lower.date())
