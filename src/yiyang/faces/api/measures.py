"""Measures: which there are, and a figure with its parts for a period."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.utils import timezone
from ninja import Path, Query, Router, Schema
from pydantic import Field

from yiyang.access.powers import Power
from yiyang.faces.api.doors import Door, Request
from yiyang.faces.api.words import word
from yiyang.kernel.period import period_of
from yiyang.measures.registry import breakdown, every, measure_named
from yiyang.measures.report import Line, among_of, reader_question, report
from yiyang.measures.shape import By, Measure

router = Router(tags=["measures"])
READ = Door("measures.read", Power.SEE_MEASURES)
Text = Annotated[str, Field(max_length=48)]


class MeasureOut(Schema):
    """One measure."""

    measure: str
    name: str
    unit: str
    direction: str
    clauses: list[str]
    by: list[str]
    target: str


class Measures(Schema):
    """Every measure of the program."""

    items: list[MeasureOut]


class FigureOut(Schema):
    """One figure: what was counted, its value in the measure's unit, the verdict on it."""

    keys: list[str]
    names: list[dict[str, str] | None]
    numerator: int
    denominator: int
    value: Decimal | None
    drawn_in: Decimal | None
    target: Decimal | None
    verdict: str | None
    decision: int | None


class ReportOut(Schema):
    """A measure for a period: the total and its parts."""

    measure: MeasureOut
    period: str
    point: date
    among: str
    by: list[str]
    total: FigureOut
    parts: list[FigureOut]


class Question(Schema):
    """For which period, in which place, told apart by what."""

    period: Text = ""
    place: Annotated[str, Field(max_length=12)] = ""
    by: Text = ""


@router.get("/measures", response=Measures, auth=READ, url_name="api_measures")
def measures(request: Request) -> Measures:
    """Every measure, with what its figures can be told apart by."""
    return Measures(items=[_about(one) for one in every().values()])


@router.get("/measures/{name}", response=ReportOut, auth=READ, url_name="api_measure")
def measure(request: Request, name: Path[Text], question: Query[Question]) -> ReportOut:
    """A measure of the reader's people for a period (this year), as its page shows it.

    ``period`` is 2026, 2026-Q1, 2026-03, 2026-03-31 or 2022-2026; ``by`` names dimensions, with
    commas between them.
    """
    wanted, today = measure_named(name), timezone.localdate()
    reader = request.auth
    period = period_of(question.period or f"{today:%Y}")
    found = report(
        measure=wanted,
        question=reader_question(reader.assignment, period, today, question.place),
        by=breakdown(wanted, question.by) if question.by else wanted.by[:1],
        among=among_of(reader.assignment),
        actor=reader.actor,
        at=timezone.now(),
    )
    return ReportOut(
        measure=_about(wanted),
        period=period.code,
        point=found.question.point,
        among=found.among,
        by=[one.value for one in found.by],
        total=_figure(found.total, ()),
        parts=[_figure(line, found.by) for line in found.lines],
    )


def _about(one: Measure) -> MeasureOut:
    return MeasureOut(
        measure=one.name,
        name=word(one.label),
        unit=one.unit.value,
        direction=one.direction.value,
        clauses=list(one.clauses),
        by=[each.value for each in one.by],
        target=one.target,
    )


def _figure(line: Line, by: tuple[By, ...]) -> FigureOut:
    judged = line.verdict.judged if line.verdict else None
    keys = ["" if key is None else str(key) for key in line.keys] if by else []
    names: list[Any] = [{"zh": text.zh, "en": text.en} if text else None for text in line.names]
    return FigureOut(
        keys=keys,
        names=names,
        numerator=line.count.numerator,
        denominator=line.count.denominator,
        value=line.value,
        drawn_in=line.drawn_in,
        target=judged.target if judged else None,
        verdict=judged.verdict if judged else None,
        decision=line.verdict.decision_id if line.verdict else None,
    )
