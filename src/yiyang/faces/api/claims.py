"""Insurance claims of an institution: sent in, and how each stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any

from ninja import Path, Query, Router, Schema
from pydantic import Field

from yiyang.access.powers import Power
from yiyang.claims import selectors
from yiyang.claims.errors import ClaimHasFaults
from yiyang.claims.models import Claim, Settlement
from yiyang.claims.services.receiving import receive_claim
from yiyang.exchange.selectors import is_partner
from yiyang.faces.api.doors import Door, Request
from yiyang.faces.api.once import WriteKey, once
from yiyang.faces.api.paging import Asked, Key, page
from yiyang.faces.api.people import looked
from yiyang.faces.cli.claims_file import SentSheet
from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message

router = Router(tags=["claims"])
READ = Door("claims.read", Power.SETTLE, Power.SEE_CLAIMS)
WRITE = Door("claims.write", Power.SETTLE)


class ClaimOut(Schema):
    """A claim and what became of it, in fen; who it is of is known by its ``source``."""

    key: int
    source: str
    institution: int
    version: int
    kind: str
    state: str
    begun_on: date
    ended_on: date
    received_at: datetime
    total_fen: int | None
    fund_fen: int | None
    person_fen: int | None
    cash_fen: int | None
    decision: int | None


class Claims(Schema):
    """A page of claims, the latest first."""

    items: list[ClaimOut]
    next: str | None


class ClaimMade(Schema):
    """A claim as it was taken in."""

    key: int
    state: str
    version: int


class Which(Schema):
    """Which claims; an empty field asks nothing."""

    state: Annotated[str, Field(max_length=12)] = ""
    source: Annotated[str, Field(max_length=60)] = ""


@router.get("/claims", response=Claims, auth=READ, url_name="api_claims")
def claims(request: Request, which: Query[Which], asked: Asked) -> Claims:
    """The claims of the reader's institution, or of the insurer's place."""
    wanted = {name: value for name, value in which.dict().items() if value}
    rows = selectors.claims_for(request.auth.assignment).filter(**wanted)
    found, following = page(rows, asked, "pk", descending=True)
    settled = selectors.settlements_of(found)
    return Claims(items=[_told(row, settled.get(row.pk)) for row in found], next=following)


@router.get("/claims/{key}", response=ClaimOut, auth=READ, url_name="api_claim")
def claim(request: Request, key: Path[Key]) -> ClaimOut:
    """How one claim stands; the look is written down."""
    found = selectors.claim_for(request.auth.assignment, key)
    looked(request.auth, found.person_id, "claims")
    return _told(found, selectors.settlements_of([found]).get(found.pk))


@router.post("/claims", response=ClaimMade, auth=WRITE, url_name="api_claim_send")
def send(request: Request, given: SentSheet, write: WriteKey) -> Any:
    """Send a claim in under the institution's own number for it; the same words again change
    nothing.  It is settled by the desk, or with the next file.
    """
    reader, sent = request.auth, given.sent()
    own = reader.assignment.institution
    person = selectors.claimant_for(reader.assignment, sent.whose)
    faults = []
    if own is None or own.code != sent.institution:
        code = "CLAIM_UNKNOWN_INSTITUTION"
        faults.append(Finding(code, "institution", Message(code)))
    if person is None:
        code = "CLAIM_UNKNOWN_PERSON"
        faults.append(Finding(code, "person", Message(code)))
    if sent.through and not is_partner(sent.through):
        code = "CLAIM_UNKNOWN_NODE"
        faults.append(Finding(code, "through", Message(code)))
    if faults or own is None or person is None:
        raise ClaimHasFaults(faults)
    asked = replace(sent.asked, institution_id=own.pk, person_id=person)

    def do(at: datetime) -> dict[str, Any]:
        made = receive_claim(asked=asked, through=sent.through, by=reader.actor, at=at)
        return {"key": made.pk, "state": made.state, "version": made.version}

    words = {"claim": asked, "through": sent.through}
    return once(reader, write, "claims.send", words, do)


def _told(row: Claim, settled: Settlement | None) -> ClaimOut:
    return ClaimOut(
        key=row.pk,
        source=row.source,
        institution=row.institution_id,
        version=row.version,
        kind=row.kind,
        state=row.state,
        begun_on=row.begun_on,
        ended_on=row.ended_on,
        received_at=row.received_at,
        total_fen=settled.total_fen if settled else None,
        fund_fen=settled.fund_fen if settled else None,
        person_fen=settled.person_fen if settled else None,
        cash_fen=settled.cash_fen if settled else None,
        decision=settled.decision_id if settled else None,
    )
