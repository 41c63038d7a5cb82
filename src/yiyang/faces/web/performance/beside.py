"""One figure of everybody who was appraised, beside each other: a funnel plot and its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from yiyang.faces.web.measures.charts import funnel_chart
from yiyang.faces.web.measures.shown import told
from yiyang.measures.funnel import FunnelPlot, Placed, funnel_around
from yiyang.measures.registry import every
from yiyang.measures.selectors import Count
from yiyang.measures.shape import Unit
from yiyang.performance.models import Appraisal
from yiyang.performance.selectors import named, rates_of
from yiyang.rules.measures import value_of

KINDS = ("PRACTITIONER", "TEAM", "INSTITUTION")


@dataclass(frozen=True)
class Peer:
    """Somebody's figure: of whose appraisal, and whether chance explains how far it lies."""

    pk: int
    name: str
    told: str
    numerator: int
    denominator: int
    outside: bool


@dataclass(frozen=True)
class Beside:
    """A figure of all appraised of a kind, with what else can be chosen; chart "" for too few."""

    kind: str
    kinds: tuple[str, ...]
    figure: str
    figures: tuple[tuple[str, str], ...]
    chart: SafeString
    peers: tuple[Peer, ...]


def beside(rows: QuerySet[Appraisal], kind: str, figure: str) -> Beside:
    """Return a figure of all appraisals of a period, as the appraisals' decisions keep it.

    Args:
        kind: of the subjects; another where nobody of it was appraised.
        figure: the name of a measure; the first that there is, where nobody has it.
    """
    there = set(rows.order_by().values_list("subject_kind", flat=True).distinct())
    kinds = tuple(each for each in KINDS if each in there)
    kind = kind if kind in there else next(iter(kinds), "")
    listed = list(rows.filter(subject_kind=kind))
    rates = rates_of(listed)
    figure = figure if figure in rates else next(iter(rates), "")
    plot = _plot(rates[figure], listed[0].decision.day) if rates else None
    names = _names(listed)
    chart = mark_safe(funnel_chart(plot, names)) if plot else SafeString("")
    peers = tuple(_peer(part, names[part.count.key]) for part in plot.parts) if plot else ()
    labels = tuple((name, every()[name].label) for name in rates)
    return Beside(kind, kinds, figure, labels, chart, peers)


def _plot(counts: Sequence[Count], day: date) -> FunnelPlot | None:
    """Return the funnel around the common rate of all; the levels are those of a day."""
    whole = sum(count.denominator for count in counts)
    if not whole:
        return None
    common = sum(count.numerator for count in counts) / whole
    return funnel_around(common, counts, day)


def _names(rows: Sequence[Appraisal]) -> dict[tuple[int], str]:
    language = get_language() or "zh"
    return {(each.row.pk,): each.name.in_language(language) for each in named(list(rows))}


def _peer(part: Placed, name: str) -> Peer:
    count = part.count
    value = value_of(Unit.PERCENT, count.numerator, count.denominator)
    shown = told(value, Unit.PERCENT)
    return Peer(count.key[0], name, shown, count.numerator, count.denominator, part.outside)
