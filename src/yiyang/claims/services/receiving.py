"""A claim taken in under the institution's own number for it: once, however often it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from yiyang.audit.services import Actor, record
from yiyang.claims.counting import lock_payers
from yiyang.claims.errors import ClaimHasFaults, ClaimTwice
from yiyang.claims.models import Claim, ClaimLine
from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message
from yiyang.kernel.plain import digest, to_plain

CHARGES = tuple(f"{number:02}" for number in range(1, 15))  # med_chrgitm_type
SOURCE = "interfaces 2207 and 2304"
ALL = 100  # percent
OF_CARE = "LTC-"  # how the numbers begin that claims of recorded care have


@dataclass(frozen=True)
class AskedLine:
    """One line as the institution sends it; amounts in fen, the share in percent.

    ``doctor``: who gave or ordered it, by code; ``minutes`` that it took, None where not told.
    """

    code: str
    on: date
    fen: int
    catalogue: str
    charge: str = "14"
    name: str = ""
    quantity: Decimal = Decimal(1)
    first_self_pay: Decimal = Decimal(0)
    limit_fen: int | None = None
    hospital_fen: int = 0
    doctor: str = ""
    minutes: int | None = None


@dataclass(frozen=True)
class Asked:
    """A claim as the institution sends it.  ``total_fen``, where it is told, is checked."""

    person_id: int
    institution_id: int
    source: str
    kind: str
    begun_on: date
    ended_on: date
    lines: tuple[AskedLine, ...]
    diagnosis: str = ""
    referral_number: str = ""
    is_emergency: bool = False
    filing: str = "LOCAL"
    major_illness: bool = False
    total_fen: int | None = None
    bill_id: int | None = None


# Beyond these a day is a slip of the pen, and what is reckoned back from it is none at all.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)


def claim_findings(asked: Asked, filed_on: date | None = None) -> list[Finding]:
    """Return every fault of a claim at once, each with its place; pure.

    Args:
        filed_on: the day it is filed on, after which no care has been given; None where what it
            would come to is only asked.
    """
    last = filed_on or LAST_DAY
    found = []
    if asked.source.startswith(OF_CARE) and asked.kind != Claim.Kind.CARE:
        found.append(_finding("CLAIM_NUMBER_OF_CARE", "source"))
    if asked.begun_on > asked.ended_on:
        found.append(_finding("CLAIM_ENDS_BEFORE", "ended"))
    for day, where in ((asked.begun_on, "begun"), (asked.ended_on, "ended")):
        if not FIRST_DAY <= day < LAST_DAY:
            found.append(_finding("CLAIM_NO_SUCH_DAY", where))
        elif day > last:
            found.append(_finding("CLAIM_DAY_TO_COME", where))
    if not asked.lines:
        found.append(_finding("CLAIM_NO_LINES", "lines"))
    total = sum(line.fen for line in asked.lines)
    if asked.total_fen is not None and asked.total_fen != total:
        found.append(_finding("CLAIM_SUM_DIFFERS", "total"))
    for number, line in enumerate(asked.lines):
        faults = _faults(line, asked, last)
        found += [_finding(code, f"lines.{number}.{field}") for code, field in faults]
    return found


def filing_findings(asked: Asked, at: datetime) -> list[Finding]:
    """Return every fault of a claim that is filed at a moment: care of a day to come is one."""
    return claim_findings(asked, timezone.localdate(at))


def _faults(line: AskedLine, asked: Asked, last: date) -> list[tuple[str, str]]:
    faults = []
    if not asked.begun_on <= line.on <= asked.ended_on:
        faults.append(("CLAIM_LINE_OUTSIDE_STAY", "on"))
    elif last < line.on < LAST_DAY:
        faults.append(("CLAIM_DAY_TO_COME", "on"))
    if line.charge not in CHARGES:
        faults.append(("CLAIM_UNKNOWN_CHARGE", "charge"))
    if line.fen < 0 or line.quantity <= 0:
        faults.append(("CLAIM_BAD_AMOUNT", "amount"))
    if not 0 <= line.hospital_fen <= max(line.fen, 0):
        faults.append(("CLAIM_BAD_AMOUNT", "hospital"))
    if (line.limit_fen or 0) < 0:
        faults.append(("CLAIM_BAD_AMOUNT", "limit"))
    if not 0 <= line.first_self_pay <= ALL:
        faults.append(("CLAIM_BAD_AMOUNT", "first_self_pay"))
    if line.first_self_pay and line.catalogue != "B":
        faults.append(("CLAIM_SHARE_WITHOUT_B", "first_self_pay"))
    return faults


def _finding(code: str, where: str) -> Finding:
    return Finding(code, where, Message(code), SOURCE)


def said_by(asked: Asked) -> str:
    """Return the digest of a claim's words; what a line does not tell is no word of it."""
    plain = to_plain(asked)
    for line in plain["lines"]:
        for name in ("doctor", "minutes"):
            if line[name] in ("", None):
                del line[name]
    return digest(plain)


@transaction.atomic
def receive_claim(*, asked: Asked, by: Actor, at: datetime, through: str = "") -> Claim:
    """Take a claim in; one that was sent before with the same words is returned as it stands.

    Args:
        through: the node where the person is insured, or where the institution is; empty: here.

    Raises:
        ClaimHasFaults: with every fault.
        ClaimTwice: other words, or another node, under the same number.  Nothing has been written.
    """
    findings = filing_findings(asked, at)
    if findings:
        raise ClaimHasFaults(findings)
    lock_payers([asked.person_id])
    said = said_by(asked)
    before = Claim.objects.filter(institution=asked.institution_id, source=asked.source)
    latest = before.order_by("-version").first()
    if latest is not None and (latest.digest, latest.through) == (said, through):
        return latest
    if latest is not None:
        raise ClaimTwice()
    return store(asked, said, by=by, at=at, through=through)


def store(
    asked: Asked,
    said: str,
    *,
    by: Actor,
    at: datetime,
    corrects: Claim | None = None,
    through: str = "",
) -> Claim:
    """Add the rows of a claim; whoever calls has checked it and holds the person's lock."""
    claim = Claim.objects.create(
        institution_id=asked.institution_id,
        source=asked.source,
        version=corrects.version + 1 if corrects else 1,
        corrects=corrects,
        person_id=asked.person_id,
        bill_id=asked.bill_id,
        kind=asked.kind,
        begun_on=asked.begun_on,
        ended_on=asked.ended_on,
        diagnosis=asked.diagnosis,
        referral_number=asked.referral_number,
        is_emergency=asked.is_emergency,
        filing=asked.filing,
        major_illness=asked.major_illness,
        through=through,
        total_fen=sum(line.fen for line in asked.lines),
        digest=said,
        received_at=at,
    )
    ClaimLine.objects.bulk_create(
        ClaimLine(claim=claim, number=number, **vars(line))
        for number, line in enumerate(asked.lines, 1)
    )
    note("claim.receive", claim, by, at, {"fen": claim.total_fen, "version": claim.version})
    return claim


def note(action: str, claim: Claim, by: Actor, at: datetime, payload: dict[str, Any]) -> None:
    """Add the audit row of a change to a claim."""
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="claim",
        subject_id=claim.pk,
        person_id=claim.person_id,
        payload=payload,
    )
