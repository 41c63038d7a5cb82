"""A person's month of recorded care claimed from long-term care insurance: whole, or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from yiyang.audit.projected import Change
from yiyang.audit.services import PROGRAM, Actor, record
from yiyang.claims.care_facts import acts_of_month, first_counted, is_care, next_month
from yiyang.claims.counting import lock_payers
from yiyang.claims.errors import MonthNotOver
from yiyang.claims.models import CareMonth, Claim, ClaimedAct
from yiyang.claims.services.receiving import (
    OF_CARE,
    Asked,
    AskedLine,
    receive_claim,
    said_by,
)
from yiyang.claims.services.reversing import correct_claim, reverse_claim
from yiyang.claims.services.settling import OPEN, settle_claim
from yiyang.decisions.services import Subject as About
from yiyang.decisions.services import decide, read_book
from yiyang.kernel.plain import from_plain, to_plain
from yiyang.ledger.models import Act
from yiyang.people.models import Person
from yiyang.rules.adjudication.care_acts import CareClaimed, CareLine, NotClaimed, care_acts

ADDED, SAME, SETTLED, CORRECTED, REVERSED = "added", "same", "settled", "corrected", "reversed"
NURSING = "07"  # med_chrgitm_type


@dataclass(frozen=True)
class CareDone:
    """What became of a month: its row, how many claims of each kind, what is not claimed."""

    month: CareMonth
    counts: Counter[str]
    left_out: tuple[NotClaimed, ...]


@transaction.atomic
def claim_care(*, person_id: int, first: date, by: Actor, at: datetime) -> CareDone:
    """Claim a person's acts of a month, one claim for each institution, and settle them.

    Again it changes nothing, unless acts were recorded, reversed or billed since: then claims are
    corrected, or taken back where nothing is left to be claimed.

    Args:
        first: the first day of the month.

    Raises:
        MonthNotOver: the month still goes on.
        ClaimRecovered: supervision has taken money of a claim back.
        NotInForce: the book has no answer for a day.  Nothing has been written.
    """
    if timezone.localdate(at) < next_month(first):
        raise MonthNotOver()
    lock_payers([person_id])
    month, told = _decided(Person.objects.get(pk=person_id), first, at)
    # The number of the month's row: the same each time, and it tells nothing of the person.
    of_month = f"{OF_CARE}{first:%Y-%m}-"
    source = f"{of_month}M{month.pk}"
    rows = Claim.objects.filter(
        person=person_id, kind=Claim.Kind.CARE, source__startswith=of_month
    ).exclude(state=Claim.State.CORRECTED)
    before = {claim.institution_id: claim for claim in rows}
    by_institution: dict[int, list[CareLine]] = {}
    for line in told.lines:
        by_institution.setdefault(int(line.institution), []).append(line)
    counts: Counter[str] = Counter()
    for institution_id in sorted({*before, *by_institution}):
        lines = by_institution.get(institution_id, [])
        earlier = before.get(institution_id)
        if lines:
            own = earlier.source if earlier else source
            asked = _asked(person_id, institution_id, own, lines)
            counts[_claim(asked, lines, earlier, by=by, at=at)] += 1
        elif earlier is not None and earlier.state == Claim.State.SETTLED:
            reverse_claim(claim=earlier, by=by, at=at)
            counts[REVERSED] += 1
    payload = {"month": f"{first:%Y-%m}", "left_out": month.left_out, **counts}
    record(
        by=by, at=at, action="claim.care_month", subject_kind="care_month", subject_id=month.pk,
        person_id=person_id, payload=payload,
    )  # fmt: skip
    return CareDone(month, counts, told.left_out)


def _decided(person: Person, first: date, at: datetime) -> tuple[CareMonth, CareClaimed]:
    """Return a month as it is decided; the decision that stands where nothing has changed."""
    reading = read_book(first)
    facts = acts_of_month(person, first, reading)
    row = CareMonth.objects.filter(person=person, first_on=first).select_related("decision").first()
    if row and (row.decision.facts, row.decision.book_digest) == (
        to_plain(facts), reading.book.digest,
    ):  # fmt: skip
        return row, from_plain(CareClaimed, row.decision.result)
    about = About("care_month", person.pk, person.pk)
    answer = decide(care_acts, facts, reading=reading, subject=about, at=at)
    told: CareClaimed = answer.result
    row, _ = CareMonth.objects.update_or_create(
        person=person,
        first_on=first,
        defaults={
            "lines": len(told.lines),
            "left_out": len(told.left_out),
            "decision": answer.decision,
            "made_at": at,
        },
    )
    return row, told


def _asked(person_id: int, institution_id: int, source: str, lines: Sequence[CareLine]) -> Asked:
    return Asked(
        person_id=person_id,
        institution_id=institution_id,
        source=source,
        kind=Claim.Kind.CARE,
        begun_on=min(line.on for line in lines),
        ended_on=max(line.on for line in lines),
        lines=tuple(
            AskedLine(line.code, line.on, line.fen, "A", NURSING, minutes=line.minutes)
            for line in lines
        ),
    )


def _claim(
    asked: Asked, lines: Sequence[CareLine], earlier: Claim | None, *, by: Actor, at: datetime
) -> str:
    """Bring one institution's claim to what its lines now are; return what was done."""
    if earlier is not None and earlier.digest == said_by(asked):
        _rest_on(earlier, lines)
        if earlier.state not in OPEN:
            return SAME
        settle_claim(claim=earlier, by=by, at=at)
        return SETTLED
    if earlier is None:
        claim = receive_claim(asked=asked, by=by, at=at)
    else:
        claim = correct_claim(claim=earlier, asked=asked, by=by, at=at)
    _rest_on(claim, lines)
    if claim.state in OPEN:
        settle_claim(claim=claim, by=by, at=at)
    return CORRECTED if earlier else ADDED


def _rest_on(claim: Claim, lines: Sequence[CareLine]) -> None:
    """Keep which acts a claim rests on; one may take the place of another of the same words."""
    ClaimedAct.objects.bulk_create(
        (
            ClaimedAct(line=row, act_id=int(key))
            for row, line in zip(claim.lines.order_by("number"), lines, strict=True)
            for key in line.acts
        ),
        ignore_conflicts=True,
    )


def on_act(change: Change) -> None:
    """Claim again the months that an act which was taken back had been counted in.

    Whoever is claiming such a month is waited for: they may not have seen that it is gone.
    """
    act = Act.objects.filter(pk=change.key, reversal__isnull=False).first()
    if act is None:
        return
    own = timezone.localdate(act.span.lower).replace(day=1)
    if not is_care(act.item, own):
        return
    lock_payers([act.person_id])
    rows = CareMonth.objects.filter(person=act.person_id, first_on__gte=own)
    for first in rows.order_by("first_on").values_list("first_on", flat=True):
        if own >= first_counted(first, read_book(first)):
            claim_care(person_id=act.person_id, first=first, by=PROGRAM, at=change.at)
