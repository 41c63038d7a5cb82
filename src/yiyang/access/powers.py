"""Powers, and which role has them: the matrix stands in the policy book (``access.powers``)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from time import monotonic

from django.conf import settings
from django.utils import timezone

from yiyang.access.models import Assignment
from yiyang.policy.book import Book, Reading
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
    SEE_CLAIMS = "SEE_CLAIMS"
    KEEP_CROSS_REGION = "KEEP_CROSS_REGION"
    SUPERVISE_FUND = "SUPERVISE_FUND"
    WATCH_RISKS = "WATCH_RISKS"
    ANSWER_RISK = "ANSWER_RISK"
    JUDGE_IDENTITY = "JUDGE_IDENTITY"
    READ_FHIR = "READ_FHIR"
    WRITE_FHIR = "WRITE_FHIR"
    READ_UNLINKED = "READ_UNLINKED"
    BREAK_GLASS = "BREAK_GLASS"
    REVIEW_ACCESS = "REVIEW_ACCESS"
    WITNESS_CONSENT = "WITNESS_CONSENT"
    ASK_EXPORT = "ASK_EXPORT"
    APPROVE_EXPORT = "APPROVE_EXPORT"
    ORDER_TESTS = "ORDER_TESTS"
    KEEP_MARKS = "KEEP_MARKS"
    PLAN_NETWORK = "PLAN_NETWORK"
    LEAD_RESPONSE = "LEAD_RESPONSE"


class _Matrix:
    """The book in which this process looks powers up, and what it has already looked up.

    The book with what was adopted here is kept by a floor above this one, which says where from
    when the program starts (``read_from``).  It is asked for anew every few seconds, not at every
    door: a matrix adopted in one process counts in the others that much later.
    """

    fresh_seconds = 5.0

    def __init__(self) -> None:
        self.read_from(shipped_book)

    def read_from(self, source: Callable[[], Book]) -> None:
        """Take the book from ``source`` from now on."""
        self._source, self._book, self._fresh_until = source, shipped_book(), 0.0
        self._found: dict[tuple[str, date], frozenset[Power]] = {}

    def forget(self) -> None:
        """Ask for the book at the next door: something was adopted in this process."""
        self._fresh_until = 0.0

    def book(self) -> Book:
        """Return the book, at most ``fresh_seconds`` old."""
        if monotonic() >= self._fresh_until:
            book = self._source()
            if book is not self._book:
                self._book, self._found = book, {}
            self._fresh_until = monotonic() + self.fresh_seconds
        return self._book

    def powers(self, role: str, day: date) -> frozenset[Power]:
        """Return the powers of a role on a day, by the rule; a code of no power is no power."""
        self.book()
        found = self._found.get((role, day))
        if found is None:
            codes = powers_for(Work(role), reading_of_powers(day)).powers
            found = frozenset(power for power in Power if power in codes)
            self._found[role, day] = found
        return found


matrix = _Matrix()


def reading_of_powers(day: date) -> Reading:
    """Open the book in which the doors look up powers, on a day, at this node; never strict."""
    return Reading(matrix.book(), day, settings.PLACE, strict=False)


def powers_of(role: str, day: date) -> frozenset[Power]:
    """Return the powers of a role on a day, by the rule.  Source: JA-3."""
    return matrix.powers(role, day)


def powers_now(assignment: Assignment) -> frozenset[Power]:
    """Return the powers that an acting assignment gives, by the matrix in force today."""
    return powers_of(assignment.role, timezone.localdate())


def has_power(assignment: Assignment, power: Power) -> bool:
    """Tell whether an acting assignment gives a power, by the matrix in force today."""
    return power in powers_now(assignment)
