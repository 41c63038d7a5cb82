"""The policy book: which value holds on a day, and on whose authority."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from ninja import Path, Query, Router, Schema
from pydantic import Field

from yiyang.access.powers import Power
from yiyang.decisions.book import current_book
from yiyang.faces.api.assessments import Day
from yiyang.faces.api.doors import Door, Request
from yiyang.kernel.plain import to_plain
from yiyang.policy.book import Line, jurisdictions
from yiyang.policy.missions import missions

router = Router(tags=["policy"])
READ = Door("policy.read", Power.SEE_POLICY)
Code = Annotated[str, Field(max_length=80)]


class When(Schema):
    """On which day (today), and where; empty: at the node's own place."""

    on: Day | None = None
    place: Annotated[str, Field(max_length=12)] = ""


class ActOut(Schema):
    """The act that a value rests on; empty where there is none."""

    act: str
    title: dict[str, str]
    article: str


class PolicyOut(Schema):
    """One line of the book."""

    key: str
    title: dict[str, str]
    unit: str
    value: Any
    place: str
    since: date
    mark: str
    mission: str
    mission_title: dict[str, str]
    authority: ActOut
    note: dict[str, str] | None
    book: str


@router.get("/policy/{key}", response=PolicyOut, auth=READ, url_name="api_policy")
def value(request: Request, key: Path[Code], when: Query[When]) -> PolicyOut:
    """The value of a key in force on a day (today), here or at a place that this node reads.

    A key that the book has and that is not in force then is NOT_IN_FORCE (409).
    """
    book, here = current_book(), when.place or settings.PLACE
    if key not in book.by_key or here not in jurisdictions(settings.PLACE):
        raise Http404
    return _told(book.on(key, when.on or timezone.localdate(), here), book.digest)


def _told(line: Line, digest: str) -> PolicyOut:
    return PolicyOut(
        key=line.key,
        title=to_plain(line.title),
        unit=line.unit,
        value=to_plain(line.value),
        place=line.place,
        since=line.starts_on,
        mark=line.mark.value,
        mission=line.mission,
        mission_title=to_plain(missions()[line.mission]),
        authority=ActOut(
            act=line.authority.act,
            title=to_plain(line.authority.title),
            article=line.authority.article,
        ),
        note=to_plain(line.note),
        book=digest,
    )
