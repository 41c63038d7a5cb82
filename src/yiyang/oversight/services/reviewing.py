"""The insurer's side: one officer reviews, another confirms, money goes back to the funds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiyang.audit.services import Actor
from yiyang.cases.services import due_at
from yiyang.claims.counting import lock_payers
from yiyang.claims.models import Claim
from yiyang.claims.services.recovering import Because, recover_from_claim, return_recovery
from yiyang.decisions.services import Subject, decide
from yiyang.kernel.money import split_fen
from yiyang.oversight.errors import NotAllReviewed, ReviewOutdated, SecondOfficer, StillTime
from yiyang.oversight.flows import CLEARED, TAKEN_BACK, TOLD
from yiyang.oversight.models import Matter, Recovery, Suspicion
from yiyang.oversight.recoverable import Most, mosts
from yiyang.oversight.services.steps import (
    locked,
    note_step,
    reading_of,
    step,
    tell_institution,
    tell_insurer,
)
from yiyang.policy.book import Reading
from yiyang.rules.instruments.validity import months_after
from yiyang.rules.supervision import Item, Outcome, Reviewed
from yiyang.rules.supervision.review import OUTCOMES, review

OBJECT_CLOCK, REPEATS = "supervision.clock.object", "supervision.repeat_months"
SUBJECT, RULE = "fund_matter", "supervision.review"


@dataclass(frozen=True)
class Found:
    """What an officer found of one suspicion; ``part_fen`` where it is upheld in part."""

    outcome: str
    part_fen: int = 0


@transaction.atomic
def review_matter(
    *, matter_id: int, found: Mapping[int, Found], note: str, by: Actor, at: datetime
) -> Matter:
    """Review every suspicion; where no second officer is needed it is decided at once.

    Args:
        found: by the key of the suspicion.

    Raises:
        StillTime: nothing is explained and the institution still may.
        NotAllReviewed: one has no outcome, or a part that is no part.
        NoteMissing, ActionNotOpen: no reason is given, or it was reviewed before.
    """
    matter = locked(matter_id)
    if matter.case.state == TOLD and matter.explain_by is not None and at < matter.explain_by:
        raise StillTime
    _note_outcomes(matter, found)
    most_of_each = _mosts(matter)
    outcome = review(_reviewed(matter, most_of_each, at), reading_of(matter, at))
    if outcome.faults:
        raise NotAllReviewed
    for most, back in zip(most_of_each, outcome.back, strict=True):
        _note_back(most, back.fen)
    step(matter, "REVIEW_MATTER", by=by, at=at, note=note)
    matter.review_note, matter.reviewed_at, matter.reviewed_by_id = note.strip(), at, by.account_id
    matter.recover_fen = outcome.fen
    matter.save(update_fields=["review_note", "reviewed_at", "reviewed_by", "recover_fen"])
    note_step("review", matter, by, at, {"fen": outcome.fen})
    if not outcome.needs_second:
        return _conclude(matter, by=by, at=at)
    tell_insurer(matter, "FUND_MATTER_TO_CONFIRM", by=by, at=at)
    return matter


@transaction.atomic
def confirm_review(*, matter_id: int, by: Actor, at: datetime) -> Matter:
    """Confirm another officer's review: it is decided, money goes back, the institution is told.

    Raises:
        SecondOfficer: whoever reviewed does not confirm.
        ReviewOutdated: a claim was settled anew meanwhile.
        ActionNotOpen: it does not wait for that.
    """
    matter = locked(matter_id)
    _refuse_same(matter, by)
    return _conclude(matter, by=by, at=at)


@transaction.atomic
def return_review(*, matter_id: int, note: str, by: Actor, at: datetime) -> Matter:
    """Give a review back to be done again.  Raises SecondOfficer, NoteMissing, ActionNotOpen."""
    matter = locked(matter_id)
    _refuse_same(matter, by)
    step(matter, "RETURN_REVIEW", by=by, at=at, note=note)
    matter.suspicions.update(outcome=Suspicion.Outcome.OPEN, part_fen=0, most_fen=0, back_fen=0)
    matter.recover_fen = 0
    matter.save(update_fields=["recover_fen"])
    note_step("return_review", matter, by, at, {})
    return matter


@transaction.atomic
def answer_objection(
    *, matter_id: int, grants: bool, words: str, by: Actor, at: datetime
) -> Matter:
    """Answer an objection: what was decided stands, or the money comes back to the institution.

    Raises:
        SecondOfficer: whoever reviewed does not answer.
        NoteMissing, ActionNotOpen: no reason is given, or there is no objection.
    """
    matter = locked(matter_id)
    _refuse_same(matter, by)
    step(matter, "TAKE_RECOVERY_BACK" if grants else "KEEP_RECOVERY", by=by, at=at, note=words)
    if grants:
        for one in matter.recoveries.select_related("claim", "entry").order_by("pk"):
            one.reversal = return_recovery(claim=one.claim, entry=one.entry, by=by, at=at)
            one.save(update_fields=["reversal"])
    matter.answer = words.strip()
    matter.save(update_fields=["answer"])
    note_step("answer", matter, by, at, {"grants": int(grants)})
    tell_institution(matter, "FUND_MATTER_ANSWERED", by=by, at=at)
    return matter


@transaction.atomic
def end_matter(*, matter_id: int, by: Actor, at: datetime) -> Matter:
    """Close a matter to which nobody has objected in time.  Raises StillTime, ActionNotOpen."""
    matter = locked(matter_id)
    if matter.object_by is not None and at < matter.object_by:
        raise StillTime
    step(matter, "END_MATTER", by=by, at=at)
    note_step("end", matter, by, at, {})
    return matter


def _refuse_same(matter: Matter, by: Actor) -> None:
    if matter.reviewed_by_id == by.account_id:
        raise SecondOfficer


def _note_outcomes(matter: Matter, found: Mapping[int, Found]) -> None:
    rows = list(matter.suspicions.order_by("pk"))
    if {one.pk for one in rows} != set(found):
        raise NotAllReviewed
    for one in rows:
        told = found[one.pk]
        if told.outcome not in OUTCOMES:
            raise NotAllReviewed
        one.outcome, one.part_fen = told.outcome, told.part_fen
    Suspicion.objects.bulk_update(rows, ["outcome", "part_fen"])


def _mosts(matter: Matter) -> list[Most]:
    """Lock whoever the claims are of, so that none is settled anew meanwhile, and reckon."""
    people = Claim.objects.filter(
        pk__in=matter.suspicions.values("evidence__line__claim")
    ).values_list("person_id", flat=True)
    lock_payers(sorted(set(people)))
    outcomes = dict(matter.suspicions.values_list("pk", "outcome"))
    return mosts(matter, outcomes)


def _reviewed(matter: Matter, found: Sequence[Most], at: datetime) -> Reviewed:
    today = timezone.localdate(at)
    since = months_after(today, -reading_of(matter, at).integer(REPEATS))
    before = Matter.objects.filter(
        institution=matter.institution_id, is_upheld=True, decided_at__date__gte=since
    )
    standing = before.exclude(pk=matter.pk).exclude(case__state__in=[CLEARED, TAKEN_BACK])
    items = tuple(
        Item(
            str(one.suspicion.pk),
            one.suspicion.code,
            one.suspicion.outcome,
            one.fen,
            one.suspicion.part_fen,
        )
        for one in found
    )
    return Reviewed(items, standing.count())


def _conclude(matter: Matter, *, by: Actor, at: datetime) -> Matter:
    """Decide a reviewed matter, post what goes back and tell the institution."""
    found, reading = _mosts(matter), reading_of(matter, at)
    decided = decide(
        review, _reviewed(matter, found, at), reading=reading,
        subject=Subject(SUBJECT, matter.case_id), at=at,
    )  # fmt: skip
    outcome: Outcome = decided.result
    if outcome.faults or outcome.fen != matter.recover_fen:
        raise ReviewOutdated
    action = "RECOVER_MATTER" if outcome.is_upheld else "CLEAR_MATTER"
    step(matter, action, by=by, at=at, decision=decided.decision)
    matter.review, matter.is_upheld = decided.decision, outcome.is_upheld
    matter.follows, matter.decided_at, matter.decided_by_id = (
        list(outcome.follows),
        at,
        by.account_id,
    )
    matter.object_by = _object_by(outcome, reading, at)
    matter.save()
    _take_back(matter, found, outcome, by=by, at=at)
    note_step("decide", matter, by, at, {"fen": outcome.fen})
    tell_institution(matter, "FUND_MATTER_DECIDED", by=by, at=at)
    return matter


def _object_by(outcome: Outcome, reading: Reading, at: datetime) -> datetime | None:
    return due_at(at, OBJECT_CLOCK, reading).at if outcome.is_upheld else None


def _take_back(
    matter: Matter, found: Sequence[Most], outcome: Outcome, *, by: Actor, at: datetime
) -> None:
    """Post one entry for each claim: of each suspicion its part, by what the funds bore."""
    assert matter.review is not None
    due: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for most, back in zip(found, outcome.back, strict=True):
        _note_back(most, back.fen)
        if back.fen:
            for (claim_id, payer), part in _parts(most, back.fen).items():
                due[claim_id][payer] += part
    for claim_id, by_payer in sorted(due.items()):
        fen = sum(by_payer.values())
        if not fen:
            continue
        claim = Claim.objects.get(pk=claim_id)
        because = Because(RULE, matter.review.pk, "fund_matter", matter.pk)
        entry = recover_from_claim(
            claim=claim, fen=fen, shares=by_payer, because=because, by=by, at=at
        )
        Recovery.objects.create(matter=matter, claim=claim, entry=entry, fen=fen)


def _parts(most: Most, fen: int) -> dict[tuple[int, str], int]:
    """Split what goes back over the claims and payers of a suspicion, by what they bore."""
    shares = {
        (claim_id, payer): bore
        for claim_id, by_payer in most.by_claim.items()
        for payer, bore in by_payer.items()
    }
    return dict(zip(shares, split_fen(fen, list(shares.values())), strict=True))


def _note_back(most: Most, fen: int) -> None:
    most.suspicion.most_fen, most.suspicion.back_fen = most.fen, fen
    most.suspicion.save(update_fields=["most_fen", "back_fen"])
