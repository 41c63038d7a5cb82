"""Instruments: which there are, scoring one on the spot, keeping a person's assessment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Annotated, Any

from django.http import Http404
from django.utils import timezone
from ninja import Path, Query, Router, Schema
from pydantic import AwareDatetime, Field

from yiyang.access.powers import Power
from yiyang.assessments.facts import day_of
from yiyang.assessments.models import Assessment
from yiyang.assessments.selectors import assessments_for
from yiyang.assessments.services import record_assessment
from yiyang.decisions.services import read_book
from yiyang.faces.api.doors import Door, Request
from yiyang.faces.api.once import WriteKey, once
from yiyang.faces.api.paging import Asked, page
from yiyang.faces.api.people import PatientId, person_named
from yiyang.faces.api.problems import Fault
from yiyang.faces.api.words import language
from yiyang.faces.wording import say_in
from yiyang.rules.instruments import Instrument, instrument, instruments, score
from yiyang.rules.instruments.wording import named

router = Router(tags=["assessments"])
READ = Door("assessments.read", Power.ASSESS)
WRITE = Door("assessments.write", Power.ASSESS)
Name = Annotated[str, Field(max_length=40)]
Answer = Annotated[str, Field(max_length=400)] | bool | int | Decimal | None
Answers = Annotated[dict[Name, Answer], Field(max_length=200)]
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
Day = Annotated[date, Field(ge=EARLIEST, lt=LATEST)]
Moment = Annotated[
    AwareDatetime,
    Field(
        ge=datetime.combine(EARLIEST, time(), tzinfo=UTC),
        lt=datetime.combine(LATEST, time(), tzinfo=UTC),
    ),
]


class When(Schema):
    """On which day; today unless told."""

    on: Day | None = None


class InstrumentOut(Schema):
    """One edition of an instrument."""

    instrument: str
    version: str
    since: date
    name: dict[str, str]
    items: int
    mark: str
    issued: bool


class Instruments(Schema):
    """Every edition of every instrument."""

    items: list[InstrumentOut]


class OneInstrument(InstrumentOut):
    """An instrument with its sheet, as its file has it."""

    sheet: dict[str, Any]


class AnswersIn(Schema):
    """Answers by item; numbers may be written as text to keep their digits."""

    model_config = {"extra": "forbid"}
    answers: Answers
    on: Day | None = None


class AssessmentIn(Schema):
    """An assessment of a person, to be kept."""

    model_config = {"extra": "forbid"}
    patient: PatientId
    instrument: Name
    answers: Answers
    assessed_at: Moment


class SourceOut(Schema):
    """A line of the book or an act that a result rests on."""

    key: str
    act: str
    article: str
    mission: str
    mark: str


class ScoredOut(Schema):
    """Points, level, and why; with findings there is no level."""

    instrument: str
    version: str
    scores: dict[str, int]
    level: str
    level_name: str
    reasons: list[str]
    findings: list[Fault]
    sources: list[SourceOut]
    valid_until: date | None


class AssessmentOut(Schema):
    """A kept assessment."""

    key: int
    instrument: str
    version: str
    level: str
    assessed_at: datetime
    valid_until: date | None
    decision: int


class AssessmentMade(Schema):
    """Where a kept assessment is found."""

    key: int
    decision: int


class Assessments(Schema):
    """A page of a person's assessments, the newest first."""

    items: list[AssessmentOut]
    next: str | None


class Of(Schema):
    """Whose assessments."""

    patient: PatientId


@router.get("/instruments", response=Instruments, auth=READ, url_name="api_instruments")
def every(request: Request) -> Instruments:
    """Every edition of every instrument."""
    return Instruments(items=[InstrumentOut(**_about(one)) for one in instruments()])


@router.get("/instruments/{name}", response=OneInstrument, auth=READ, url_name="api_instrument")
def one(request: Request, name: Path[Name], when: Query[When]) -> OneInstrument:
    """The edition in force on a day (today): items, options, levels."""
    edition = instrument(name, on=when.on or timezone.localdate())
    sheet = edition.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return OneInstrument(**_about(edition), sheet=sheet)


@router.post("/instruments/{name}/score", response=ScoredOut, auth=READ, url_name="api_score")
def scored(request: Request, name: Path[Name], given: AnswersIn) -> ScoredOut:
    """Score answers by the edition in force on a day; nothing is kept, nobody is named."""
    day = given.on or timezone.localdate()
    edition = instrument(name, on=day)
    found = score(name, _plain(given.answers), read_book(day))
    spoken = language()
    faults = [
        Fault(code=f.code, where=f.where, detail=say_in(named(edition, f.message, spoken), spoken))
        for f in found.findings
    ]
    return ScoredOut(
        instrument=found.instrument,
        version=found.version,
        scores=dict(found.scores),
        level=found.level,
        level_name=edition.level_name(found.level, spoken) if found.level else "",
        reasons=[say_in(named(edition, m, spoken), spoken) for m in found.reasons],
        findings=faults,
        sources=[SourceOut(**vars(source)) for source in found.sources],
        valid_until=found.valid_until,
    )


@router.get("/assessments", response=Assessments, auth=READ, url_name="api_assessments")
def assessments(request: Request, of: Query[Of], asked: Asked) -> Assessments:
    """A person's assessments as far as the reader may see them; the look is written down."""
    person = person_named(request.auth, of.patient, "assessments")
    rows = assessments_for(request.auth.assignment, person.pk)
    found, following = page(rows, asked, "pk", descending=True)
    return Assessments(items=[_kept(row) for row in found], next=following)


@router.post("/assessments", response=AssessmentMade, auth=WRITE, url_name="api_assess")
def assess(request: Request, given: AssessmentIn, write: WriteKey) -> Any:
    """Keep an assessment of a person with its decision, as the page does."""
    reader = request.auth
    person = person_named(reader, given.patient, "assessments")
    if not instrument(given.instrument, on=day_of(given.assessed_at)).issued:
        raise Http404

    def do(at: datetime) -> dict[str, Any]:
        kept = record_assessment(
            person=person,
            instrument_id=given.instrument,
            answers=_plain(given.answers),
            assessed_at=given.assessed_at,
            institution=reader.assignment.institution,
            by=reader.actor,
            at=at,
        )
        return {"key": kept.pk, "decision": kept.decision_id}

    return once(reader, write, "assessments.keep", given.dict(), do)


def _about(edition: Instrument) -> dict[str, Any]:
    return {
        "instrument": edition.id,
        "version": edition.version,
        "since": edition.from_,
        "name": edition.name.model_dump(),
        "items": len(edition.items),
        "mark": edition.mark.value,
        "issued": edition.issued,
    }


def _plain(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers as a sheet takes them: numbers as text, what was not answered left out."""
    return {
        key: str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool)
        else value
        for key, value in answers.items()
        if value is not None
    }  # fmt: skip


def _kept(row: Assessment) -> AssessmentOut:
    return AssessmentOut(
        key=row.pk,
        instrument=row.instrument,
        version=row.instrument_version,
        level=row.level,
        assessed_at=row.assessed_at,
        valid_until=row.valid_until,
        decision=row.decision_id,
    )
