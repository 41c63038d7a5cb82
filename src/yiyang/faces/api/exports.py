"""Asking that records may leave: for systems, which have no page to ask on.

The security officer of the place answers; what is approved is taken once by ``$export`` at /fhir.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any

from ninja import Path, Router, Schema
from pydantic import Field

from yiyang.access.powers import Power
from yiyang.consents.models import ExportRequest
from yiyang.consents.selectors import exports_of, own_export_for, place_of
from yiyang.consents.services.exports import Wish, ask_export
from yiyang.faces.api.doors import Door, Request
from yiyang.faces.api.once import WriteKey, once
from yiyang.faces.api.paging import Asked, Key, page

router = Router(tags=["exports"])
READ = Door("exports.read", Power.ASK_EXPORT)
WRITE = Door("exports.write", Power.ASK_EXPORT)
TypeName = Annotated[str, Field(max_length=40)]


class ExportIn(Schema):
    """What is to leave as FHIR, why, to whom, and for how many hours it may be taken."""

    model_config = {"extra": "forbid"}
    types: Annotated[list[TypeName], Field(min_length=1, max_length=200)]
    reason: Annotated[str, Field(max_length=1000)]
    recipient: Annotated[str, Field(max_length=200)]
    hours: Annotated[int, Field(ge=1, le=10_000)]


class ExportOut(Schema):
    """A request and how it stands; ``approval`` is what ``_approval`` names."""

    key: int
    approval: str
    kind: str
    state: str
    place: str
    types: list[str]
    asked_at: datetime
    expires_at: datetime
    answer: str


class Exports(Schema):
    """A page of requests, the latest first."""

    items: list[ExportOut]
    next: str | None


class ExportMade(Schema):
    """A request that waits for the officer's answer."""

    key: int
    approval: str
    state: str


@router.get("/exports", response=Exports, auth=READ, url_name="api_exports")
def exports(request: Request, asked: Asked) -> Exports:
    """What the reader has asked for."""
    found, following = page(exports_of(request.auth.assignment), asked, "pk", descending=True)
    return Exports(items=[_told(row) for row in found], next=following)


@router.get("/exports/{key}", response=ExportOut, auth=READ, url_name="api_export")
def export(request: Request, key: Path[Key]) -> ExportOut:
    """How one request stands."""
    return _told(own_export_for(request.auth.assignment, key))


@router.post("/exports", response=ExportMade, auth=WRITE, url_name="api_export_ask")
def ask(request: Request, given: ExportIn, write: WriteKey) -> Any:
    """Ask that records of the reader's place may leave; another answers."""
    reader = request.auth

    def do(at: datetime) -> dict[str, Any]:
        wish = Wish(
            kind=ExportRequest.Kind.BULK,
            place_id=place_of(reader.assignment),
            fields=tuple(dict.fromkeys(given.types)),
            reason=given.reason,
            recipient=given.recipient,
            expires_at=at + timedelta(hours=given.hours),
        )
        made = ask_export(wish=wish, assignment=reader.assignment, by=reader.actor, at=at)
        return {"key": made.pk, "approval": _approval(made), "state": made.state}

    return once(reader, write, "exports.ask", given.dict(), do)


def _approval(row: ExportRequest) -> str:
    return f"EXPORT-{row.pk}"


def _told(row: ExportRequest) -> ExportOut:
    return ExportOut(
        key=row.pk,
        approval=_approval(row),
        kind=row.kind,
        state=row.state,
        place=row.place.code,
        types=row.fields,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        answer=row.answer,
    )
