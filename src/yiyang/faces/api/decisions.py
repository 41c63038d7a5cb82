"""Why something was decided: the reasons, and the lines of the book they rest on."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Path, Router, Schema

from yiyang.access.powers import Power
from yiyang.decisions.selectors import decision_for
from yiyang.faces.api.doors import Door, Request
from yiyang.faces.api.paging import Key
from yiyang.faces.api.people import looked
from yiyang.faces.api.words import language
from yiyang.faces.web.decisions.explained import explained

router = Router(tags=["decisions"])
READ = Door("decisions.read", Power.SEE_PERSON, Power.SEE_POLICY, Power.SEE_MEASURES)


class HeardOut(Schema):
    """One list of reasons in words."""

    about: str
    heading: str
    sentences: list[str]
    is_against: bool


class GroundOut(Schema):
    """One line of the book."""

    title: str
    value: str
    act: str
    article: str
    effective_on: date | None
    mark: str


class DecisionOut(Schema):
    """A decision as it is explained to a person; whose it is, is not repeated."""

    key: int
    rule: str
    version: str
    day: date
    place: str
    made_at: datetime
    subject: str
    clauses: list[str]
    reasons: list[HeardOut]
    grounds: list[GroundOut]
    book_is_kept: bool


@router.get("/decisions/{key}", response=DecisionOut, auth=READ, url_name="api_decision")
def decision(request: Request, key: Path[Key]) -> DecisionOut:
    """A decision in words, as its page explains it; the look is written down."""
    found = decision_for(request.auth.assignment, key)
    if found.person_id is not None:
        looked(request.auth, found.person_id, "decision")
    told = explained(found, language())
    return DecisionOut(
        key=found.pk,
        rule=found.rule,
        version=str(found.rule_version),
        day=found.day,
        place=found.place,
        made_at=found.made_at,
        subject=told.subject,
        clauses=list(found.clauses),
        reasons=[
            HeardOut(
                about=one.about,
                heading=one.heading,
                sentences=list(one.sentences),
                is_against=one.is_against,
            )
            for one in told.heard
        ],
        grounds=[
            GroundOut(
                title=one.title,
                value=one.value,
                act=one.act,
                article=one.article,
                effective_on=one.effective_on,
                mark=one.mark,
            )
            for one in told.grounds
        ],
        book_is_kept=told.book_is_kept,
    )
