"""What a page's address asks: the period, the place, by what figures are told apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from yiyang.kernel.period import period_of
from yiyang.measures.registry import breakdown
from yiyang.measures.report import among_of, reader_question
from yiyang.measures.selectors import Question
from yiyang.measures.shape import By, Measure

FIGURES = 6  # of a page's number
LONGEST = 24  # characters of a key in an address


def asked(request: HttpRequest) -> Question:
    """Return the question of the reader: their people, the period of the address or this year.

    Raises:
        BadPeriod: the address names no period.
    """
    today = timezone.localdate()
    period = period_of(request.GET.get("period") or f"{today:%Y}")
    place = request.GET.get("place", "")[:LONGEST]
    return reader_question(request.assignment, period, today, place)


def asking(request: HttpRequest) -> dict[str, Any]:
    """Return how a report is asked for by this reader now."""
    return {
        "question": asked(request),
        "among": among_of(request.assignment),
        "actor": request.actor,
        "at": timezone.now(),
    }


def told_apart(request: HttpRequest, measure: Measure) -> tuple[By, ...]:
    """Return by what the address tells figures apart; the measure's first unless told.

    Raises:
        BadBreakdown: not by that.
    """
    given = request.GET.get("by", "")
    return breakdown(measure, given) if given else measure.by[:1]


def keys_of(query: Mapping[str, str], measure: Measure) -> dict[By, Any]:
    """Return the keys of one figure in an address; a key that is no number finds nothing."""
    found: dict[By, Any] = {}
    for each in measure.by:
        given = query.get(f"key_{each}", "")[:LONGEST]
        if given:
            coded = each in (By.GROUP, By.MONTH)
            found[each] = given if coded else int(given) if given.isdecimal() else -1
    return found


def page_of(request: HttpRequest) -> int:
    """Return the number of the page asked for, from 1 on."""
    given = request.GET.get("page", "1")[:FIGURES]
    return max(1, int(given)) if given.isdecimal() else 1


def query_of(request: HttpRequest) -> str:
    """Return what the address asks, but for the page and which rows."""
    query = request.GET.copy()
    query.pop("page", None)
    query.pop("which", None)
    return query.urlencode()
