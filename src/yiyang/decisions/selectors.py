"""Decisions as somebody may see them, and the work of the policy desk."""

from __future__ import annotations

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment, Grant
from yiyang.access.powers import Power, has_power
from yiyang.decisions.book import current_book
from yiyang.decisions.models import Decision, MissingValue
from yiyang.people.selectors import visible_people
from yiyang.policy.book import Book, NotInForce, Reading, UnknownKey

FIGURE = "figure"  # the kind of subject of ``measures.services``
CLINIC = "clinic"  # of ``booking``: how the slots of a clinic's session are divided
MATTER = "fund_matter"  # of ``oversight``: it holds lines of claims, though no names
PACKAGE = "settlement_package"  # of ``budgets``: the stays of one patient, though no name
COUNTED = ("day_count", "response")  # of ``vigilance``: few people of a place and a day


def decision_for(assignment: Assignment, decision_id: int) -> Decision:
    """Return a decision that ``assignment`` may see.

    A decision about a person shows to whom their summary shows; one about no person, to who
    may see the policy book; one about a figure or a clinic's slots, which holds numbers only, to
    who sees figures or offers slots; one about cases of an outbreak to who leads its response.

    Raises:
        Http404: there is none, or it may not be seen.
    """
    seen = visible_people(assignment, Grant.Scope.SUMMARY).filter(pk=OuterRef("person_id"))
    condition = Q(Exists(seen))
    if has_power(assignment, Power.SEE_POLICY):
        condition |= Q(person_id=None) & ~Q(subject_kind__in=(MATTER, PACKAGE, *COUNTED))
    if assignment.place is not None and has_power(assignment, Power.LEAD_RESPONSE):
        here = Q(person_id=None, place__within=assignment.place.code)
        condition |= here & Q(subject_kind__in=COUNTED)
    if has_power(assignment, Power.SEE_MEASURES):
        condition |= Q(person_id=None, subject_kind=FIGURE)
    if has_power(assignment, Power.OFFER_SLOTS):
        condition |= Q(person_id=None, subject_kind=CLINIC)
    if assignment.place is not None and has_power(assignment, Power.SUPERVISE_FUND):
        condition |= Q(subject_kind=MATTER, place__within=assignment.place.code)
    if assignment.place is not None and has_power(assignment, Power.SEE_CLAIMS):
        condition |= Q(subject_kind=PACKAGE, place__within=assignment.place.code)
    return get_object_or_404(Decision, condition, pk=decision_id)


def latest_of(rule: str, subject_kind: str, subject_id: int) -> Decision | None:
    """Return the latest decision of a rule on a row; whoever calls has checked who may see it."""
    kept = Decision.objects.filter(subject_kind=subject_kind, subject_id=subject_id, rule=rule)
    return kept.order_by("pk").last()


def missing_values() -> list[MissingValue]:
    """Return what rules asked for and the book still does not answer, latest first."""
    book = current_book()
    return [row for row in MissingValue.objects.order_by("-last_at") if not _answered(book, row)]


def _answered(book: Book, row: MissingValue) -> bool:
    try:
        Reading(book, row.day, row.place, row.strict).line(row.key)
    except (NotInForce, UnknownKey):
        return False
    return True


LATELY = 5000  # decisions looked back on
RULES_BY_KEY = """
select distinct cited ->> 'key', rule
from (select rule, authorities from decisions_decision order by id desc limit %s) lately,
     jsonb_array_elements(authorities) cited
"""


def rules_by_key() -> dict[str, list[str]]:
    """Return which rules the latest decisions show to read each parameter."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(RULES_BY_KEY, [LATELY])
        for key, rule in sorted(cursor.fetchall()):
            found.setdefault(key, []).append(rule)
    return found
