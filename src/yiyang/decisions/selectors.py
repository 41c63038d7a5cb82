"""Decisions as somebody may see them, and the work of the policy desk."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from yiyang.access.models import Assignment, Grant
from yiyang.access.powers import Power, has_power
from yiyang.access.visibility import visible_to
from yiyang.decisions.book import current_book
from yiyang.decisions.models import Adoption, Decision, MissingValue
from yiyang.people.models import Person
from yiyang.policy.book import NotInForce, Reading, UnknownKey


def decision_for(assignment: Assignment, decision_id: int) -> Decision:
    """Return a decision that ``assignment`` may see.

    A decision about a person shows to whom their summary shows; one about no person, to who
    may see the policy book.

    Raises:
        Decision.DoesNotExist: there is none, or it may not be seen.
    """
    seen = Person.objects.filter(
        visible_to(assignment, scope=Grant.Scope.SUMMARY), pk=OuterRef("person_id")
    )
    condition = Q(Exists(seen))
    if has_power(assignment, Power.SEE_POLICY):
        condition |= Q(person_id=None)
    return Decision.objects.get(condition, pk=decision_id)


def missing_values() -> list[MissingValue]:
    """Return what rules asked for and the book still does not answer, latest first."""
    book = current_book()
    return [row for row in MissingValue.objects.order_by("-last_at") if not _answered(book, row)]


def _answered(book: object, row: MissingValue) -> bool:
    try:
        Reading(book, row.day, row.place, row.strict).line(row.key)
    except (NotInForce, UnknownKey):
        return False
    return True


def adoptions_of(key: str) -> list[Adoption]:
    """Return the local decisions about a parameter, latest first."""
    return list(Adoption.objects.filter(key=key).order_by("-starts_on", "-pk"))
