"""Scorecards as a page shows them, read from the decision that keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from yiyang.faces.web.measures.drawing import Bar, bars_of
from yiyang.faces.web.templatetags.yiyang_text import label
from yiyang.measures.registry import every
from yiyang.performance.facts import PERCENT
from yiyang.performance.models import Appraisal
from yiyang.performance.selectors import dimension_of

PANEL = "signing.panel"
ROWS_OF = {PANEL: "signing.members"}  # what is shown for a figure that is no measure itself


@dataclass(frozen=True)
class Figure:
    """One figure of a card, with the addresses of its rows, and of all others beside it."""

    label: str
    value: str | None
    floor: str | None
    target: str | None
    points: str | None
    counts: tuple[int, int] | None
    rows: str
    beside: str


@dataclass(frozen=True)
class Part:
    """One component of a card."""

    name: str
    weight: str
    points: str | None
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Card:
    """A scorecard: its parts, what the six parts of the evaluation give, the team's reward."""

    parts: tuple[Part, ...]
    evaluation: str | None
    promotes: bool
    reward_parts: tuple[Part, ...]
    scores: tuple[str, ...]
    chart: SafeString


def card_of(row: Appraisal) -> Card:
    """Return the card that an appraisal's decision keeps."""
    result, facts = row.decision.result, row.decision.facts
    parts = _parts(row, result["components"], facts)
    reward = row.reward
    bars = [Bar(label(p.name), Decimal(p.points), p.points) for p in parts if p.points is not None]
    return Card(
        parts,
        result["evaluation"],
        result["counts_for_promotion"],
        _parts(row, reward.result["components"], reward.facts) if reward else (),
        tuple(facts.get("scores", ())),
        mark_safe(bars_of(bars, None)) if bars else SafeString(""),
    )


def _told(figure: str | None) -> str | None:
    """A figure with two decimals, or none where it is whole."""
    return None if figure is None else f"{Decimal(figure):.2f}".removesuffix(".00")


def tenths_of_scores(rows: Sequence[Appraisal]) -> dict[str, int]:
    """Return how many appraisals lie in each tenth of the score."""
    found: dict[str, int] = {}
    for row in rows:
        if row.score is not None:
            tenth = min(9, int(row.score // 10)) * 10
            found[f"{tenth}–{tenth + 10}"] = found.get(f"{tenth}–{tenth + 10}", 0) + 1
    return dict(sorted(found.items(), reverse=True))


def _parts(row: Appraisal, components: Any, facts: Any) -> tuple[Part, ...]:
    counted = {metric["name"]: metric for metric in facts.get("metrics", ())}
    return tuple(
        Part(
            part["name"],
            part["weight"],
            part["points"],
            tuple(_figure(row, each, counted.get(each["name"])) for each in part["metrics"]),
        )
        for part in components
    )


def _figure(row: Appraisal, scored: Any, metric: Any) -> Figure:
    name = scored["name"]
    measure = every().get(ROWS_OF.get(name, name))
    rows = ""
    is_of_nobody = metric is not None and not metric["denominator"]
    if measure is not None and scored["value"] is not None and not is_of_nobody:
        query = {"period": row.period, f"key_{dimension_of(row)}": row.subject_id}
        rows = f"{reverse('measure_rows', args=[measure.name])}?{urlencode(query)}"
    return Figure(
        "MEASURE_SIGNING_PANEL" if name == PANEL else measure.label if measure else name,
        _told(scored["value"]),
        _told(scored["floor"]),
        _told(scored["target"]),
        scored["points"],
        (metric["numerator"], metric["denominator"]) if metric else None,
        rows,
        _beside(row, metric) if measure is not None and name in every() else "",
    )


def _beside(row: Appraisal, metric: Any) -> str:
    """Return the address where a rate stands beside those of the others; "" for no rate."""
    if metric is None or metric["unit"] != PERCENT or not metric["denominator"]:
        return ""
    query = {"period": row.period, "kind": row.subject_kind, "figure": metric["name"]}
    return f"{reverse('appraisals')}?{urlencode(query)}#beside"
