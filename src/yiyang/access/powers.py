"""Powers, and which role has them: the matrix stands in the policy book (``access.powers``)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import lru_cache

from django.conf import settings

from yiyang.access.models import Assignment
from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.access import Work, powers_for


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
    SIGN_OWN = "SIGN_OWN"
    SIGN_PEOPLE = "SIGN_PEOPLE"
    SIGN_STAFF = "SIGN_STAFF"
    CONTRACT = "CONTRACT"
    FILE_INTERNAL = "FILE_INTERNAL"
    ACCEPT_FILING = "ACCEPT_FILING"
    ACCEPT_PRACTICE = "ACCEPT_PRACTICE"
    EDIT_TEAMS = "EDIT_TEAMS"
    PLAN_CARE = "PLAN_CARE"
    DO_WORK = "DO_WORK"
    ASK_VISIT = "ASK_VISIT"
    ARRANGE_VISITS = "ARRANGE_VISITS"
    KEEP_DAY_CARE = "KEEP_DAY_CARE"
    CONSULT = "CONSULT"
    BOOK_OWN = "BOOK_OWN"
    BOOK_RESERVED = "BOOK_RESERVED"
    OFFER_SLOTS = "OFFER_SLOTS"
    REFER = "REFER"
    ANSWER_REFERRAL = "ANSWER_REFERRAL"
    SEE_MEASURES = "SEE_MEASURES"
    APPRAISE = "APPRAISE"
    RUN_FEES = "RUN_FEES"
    SEE_FEES = "SEE_FEES"
    SEE_OWN_PAY = "SEE_OWN_PAY"
    SETTLE = "SETTLE"
    READ_FHIR = "READ_FHIR"
    WRITE_FHIR = "WRITE_FHIR"
    READ_UNLINKED = "READ_UNLINKED"


def reading_of_powers(day: date) -> Reading:
    """Open the book in which the doors look up powers: the shipped one, on a day, at this node."""
    return Reading(shipped_book(), day, settings.PLACE, strict=False)


@lru_cache(maxsize=64)
def powers_of(role: str, day: date) -> frozenset[Power]:
    """Return the powers of a role on a day, by the rule.  Source: JA-3."""
    decided = powers_for(Work(role), reading_of_powers(day))
    return frozenset(Power(code) for code in decided.powers)


def has_power(assignment: Assignment, power: Power) -> bool:
    """Tell whether an acting assignment gives a power, by the matrix in force when it began."""
    return power in powers_of(assignment.role, assignment.span.lower.date())
