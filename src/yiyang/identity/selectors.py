"""Reading pairs that may be one person: only where the reader may see both."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment, Grant
from yiyang.identity.models import Candidate, Merge
from yiyang.kernel.excerpt import Excerpt, excerpt
from yiyang.people.selectors import visible_people

MOST = 200
SUMMARY = Grant.Scope.SUMMARY  # whoever compares two people must read their names


def _seen(assignment: Assignment) -> QuerySet[Candidate]:
    people = visible_people(assignment, SUMMARY)
    return Candidate.objects.filter(first__in=people, second__in=people).select_related(
        "first__place", "second__place", "decision"
    )


def open_candidates(assignment: Assignment) -> Excerpt[Candidate]:
    """Return the pairs to be looked at, the likeliest first, at most ``MOST``."""
    found = _seen(assignment).filter(state=Candidate.State.OPEN)
    return excerpt(found.order_by("-per_million", "pk"), MOST)


def candidate_for(assignment: Assignment, pk: int) -> Candidate:
    """Return one pair.  Raises Http404 where there is none, or one of the two may not be seen."""
    return get_object_or_404(_seen(assignment), pk=pk)


def merges_in_force(assignment: Assignment) -> Excerpt[Merge]:
    """Return the records that are joined, the newest first, at most ``MOST``."""
    people = visible_people(assignment, SUMMARY)
    found = Merge.objects.filter(survivor__in=people, absorbed__in=people, ended_at=None)
    return excerpt(found.select_related("survivor", "absorbed").order_by("-pk"), MOST)


def merge_for(assignment: Assignment, pk: int) -> Merge:
    """Return one joining.  Raises Http404 as above."""
    people = visible_people(assignment, SUMMARY)
    return get_object_or_404(Merge, pk=pk, survivor__in=people, absorbed__in=people)
