"""Many claims, or many covers, of one file: all of them or none, every fault told at once."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction

from yiyang.audit.services import Actor
from yiyang.claims.counting import lock_payers
from yiyang.claims.errors import ClaimHasFaults, ClaimTwice
from yiyang.claims.models import Claim
from yiyang.claims.services.covers import InsuredAs, insure, known_cover
from yiyang.claims.services.receiving import Asked, filing_findings, receive_claim
from yiyang.claims.services.reversing import correct_claim
from yiyang.claims.services.settling import settle_claim
from yiyang.kernel.errors import Refused
from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message
from yiyang.network.models import Institution
from yiyang.people.identifiers import blind_index
from yiyang.people.models import Identifier
from yiyang.policy.book import NotInForce

ADDED, SAME, CORRECTED, SETTLED, HELD = "added", "same", "corrected", "settled", "held"


@dataclass(frozen=True)
class Whose:
    """A person by a number that somebody knows them by."""

    system: str
    value: str
    issuer: str = ""


@dataclass(frozen=True)
class Sent:
    """A claim as a file holds it: ``asked`` with the institution and the person by their codes."""

    institution: str
    whose: Whose
    asked: Asked
    through: str = ""  # the node where the person is insured; empty: here


@dataclass(frozen=True)
class SentCover:
    """How a person of a number is insured; ``family`` whose account may pay for them."""

    whose: Whose
    told: InsuredAs
    family: Whose | None = None


@dataclass
class Imported:
    """What became of a file: how many of each; ``held`` where the book has no answer."""

    counts: Tally[str] = field(default_factory=Tally)
    held: list[Finding] = field(default_factory=list)


@transaction.atomic
def import_claims(
    *, sent: Sequence[Sent], settles: bool, corrects: bool, by: Actor, at: datetime
) -> Imported:
    """Take in every claim of a file and settle them in the order of their days; all or none.

    A claim for which the book has no answer is taken in and held.

    Raises:
        ClaimHasFaults: with every fault of every claim; nothing has been written.
    """
    done, faults = Imported(), []
    institutions = dict(
        Institution.objects.filter(code__in={one.institution for one in sent}).values_list(
            "code", "pk"
        )
    )
    people = _people([one.whose for one in sent])
    lock_payers(people.values())
    to_settle = []
    for number, one in enumerate(sent):
        where = f"claims.{number}"
        wrong = _missing(one.institution in institutions, one.whose in people, where)
        wrong += [replace(f, where=f"{where}.{f.where}") for f in filing_findings(one.asked, at)]
        if wrong:
            faults += wrong
            continue
        asked = replace(
            one.asked,
            institution_id=institutions[one.institution],
            person_id=people[one.whose],
        )
        try:
            with transaction.atomic():
                claim = _take(asked, one.through, done, corrects=corrects, by=by, at=at)
        except Refused as refused:
            faults.append(Finding(refused.code, where, refused.message))
        else:
            to_settle.append((claim, where))
    if settles and not faults:
        faults = _settle(to_settle, done, by=by, at=at)
    if faults:
        raise ClaimHasFaults(faults)
    return done


@transaction.atomic
def import_covers(*, sent: Sequence[SentCover], by: Actor, at: datetime) -> Imported:
    """Note how everybody of a file is insured; all or none.

    Raises:
        ClaimHasFaults: with every fault; nothing has been written.
    """
    done, faults = Imported(), []
    people = _people([w for one in sent for w in (one.whose, one.family) if w is not None])
    for number, one in enumerate(sent):
        where = f"covers.{number}"
        is_known = one.whose in people and (one.family is None or one.family in people)
        faults += _missing(True, is_known, where)
        if not is_known:
            continue
        told = replace(one.told, family_payer_id=people[one.family] if one.family else None)
        try:
            with transaction.atomic():
                before = known_cover(people[one.whose], told)
                made = insure(person_id=people[one.whose], told=told, by=by, at=at)
            is_same = before is not None and before.span == made.span
            done.counts[SAME if is_same else CORRECTED if before else ADDED] += 1
        except Refused as refused:
            faults.append(Finding(refused.code, where, refused.message))
    if faults:
        raise ClaimHasFaults(faults)
    return done


def _take(
    asked: Asked, through: str, done: Imported, *, corrects: bool, by: Actor, at: datetime
) -> Claim:
    before = Claim.objects.filter(institution=asked.institution_id, source=asked.source)
    latest = before.order_by("-version").first()
    try:
        claim = receive_claim(asked=asked, by=by, at=at, through=through)
    except ClaimTwice:
        if not corrects or latest is None:
            raise
        done.counts[CORRECTED] += 1
        return correct_claim(claim=latest, asked=asked, by=by, at=at)
    done.counts[SAME if claim == latest else ADDED] += 1
    return claim


def _settle(
    claims: Sequence[tuple[Claim, str]], done: Imported, *, by: Actor, at: datetime
) -> list[Finding]:
    faults = []
    waiting = [
        pair for pair in claims if pair[0].state == Claim.State.RECEIVED and not pair[0].through
    ]
    for claim, where in sorted(waiting, key=lambda pair: (pair[0].ended_on, pair[0].pk)):
        try:
            with transaction.atomic():
                settle_claim(claim=claim, by=by, at=at)
            done.counts[SETTLED] += 1
        except NotInForce as gap:
            done.counts[HELD] += 1
            said = Message("CLAIM_HELD", {"key": gap.key})
            done.held.append(Finding("CLAIM_HELD", where, said))
        except Refused as refused:
            faults.append(Finding(refused.code, where, refused.message))
    return faults


def _missing(has_institution: bool, has_person: bool, where: str) -> list[Finding]:
    found = []
    if not has_institution:
        code = "CLAIM_UNKNOWN_INSTITUTION"
        found.append(Finding(code, f"{where}.institution", Message(code)))
    if not has_person:
        found.append(Finding("CLAIM_UNKNOWN_PERSON", where, Message("CLAIM_UNKNOWN_PERSON")))
    return found


def _people(whose: Sequence[Whose]) -> dict[Whose, int]:
    index = {one: blind_index(one.system, one.issuer, one.value) for one in set(whose)}
    rows = Identifier.objects.filter(blind_index__in=index.values())
    found = {bytes(key): person for key, person in rows.values_list("blind_index", "person_id")}
    return {one: found[key] for one, key in index.items() if key in found}
