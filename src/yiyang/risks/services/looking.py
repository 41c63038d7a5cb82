"""A look at a place: what is new becomes a risk with an owner and a deadline, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone

from yiyang.agreements.services.telling import desk_at
from yiyang.audit.services import Actor, record
from yiyang.cases.services import advance, open_case, open_task
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.kernel.identifiers import lies_in
from yiyang.network.models import Institution, Place
from yiyang.notices.services import notify
from yiyang.policy.book import Reading
from yiyang.risks.errors import UnknownPlace, WordsMissing
from yiyang.risks.facts import Seen, signs_of
from yiyang.risks.flows import MEND, RISK
from yiyang.risks.models import Risk
from yiyang.rules.risks import Answerable, Sign, Watched, watch

LOCK = "select pg_advisory_xact_lock(hashtextextended('risks of a place', 0))"
PLANNED = "PLANNED"


@dataclass(frozen=True)
class Looked:
    """What a look came to: new risks, those known before, those that are gone."""

    found: tuple[int, ...]
    known: int
    gone: int


@transaction.atomic
def look_for_risks(*, place_code: str, by: Actor, at: datetime) -> Looked:
    """Look at what is late or overspent in a place; what is new is opened, what is over ended.

    One decision a look.  A risk that was closed is not opened again for the same sign.

    Raises:
        UnknownPlace: no such place.
        NotInForce: the book has no threshold or clock.  Nothing has been written.
    """
    place = Place.objects.filter(code=place_code).first()
    if place is None:
        raise UnknownPlace()
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
    reading = read_book(timezone.localdate(at), place=place.code)
    seen = {one.sign.key: one for one in signs_of(place, at, reading)}
    told, decision = _decide([one.sign for one in seen.values()], place, reading, at)
    known = set(Risk.objects.filter(identity__in=told).values_list("identity", flat=True))
    fresh = [one for key, one in sorted(told.items()) if key not in known]
    made = [_open(one, seen[one.key], place, decision, by=by, at=at) for one in fresh]
    gone = _end(place, set(told), by=by, at=at)
    record(
        by=by, at=at, action="risks.look", subject_kind="place", subject_id=place.pk,
        payload={"found": len(made), "known": len(known), "gone": gone},
    )  # fmt: skip
    return Looked(tuple(one.case_id for one in made), len(known), gone)


@transaction.atomic
def tell_risk(
    *, kind: str, institution: Institution, words: str, place_code: str, by: Actor, at: datetime
) -> Risk:
    """Keep a failed inspection or a complaint that an officer tells, for the institution to answer.

    Raises:
        WordsMissing: nothing is said of it.
        UnknownPlace: the institution lies elsewhere.
        NotInForce: the book has no clock.  Nothing has been written.
    """
    if not words.strip():
        raise WordsMissing()
    place = Place.objects.filter(code=place_code).first()
    if place is None or not lies_in(institution.place.code, place.code):
        raise UnknownPlace()
    reading = read_book(timezone.localdate(at), place=place.code)
    sign = Sign(f"told:{uuid4()}", kind, desk_at(institution.kind), at_institution=True)
    told, decision = _decide([sign], place, reading, at)
    seen = Seen(sign, institution.pk, "", None)
    return _open(told[sign.key], seen, place, decision, by=by, at=at, words=words.strip())


def _decide(
    signs: Sequence[Sign], place: Place, reading: Reading, at: datetime
) -> tuple[Mapping[str, Answerable], Decision]:
    facts = Watched(tuple(sorted(signs, key=lambda one: one.key)), at)
    subject = Subject("place", place.pk)
    answer = decide(watch, facts, reading=reading, subject=subject, at=at)
    return {one.key: one for one in answer.result.risks}, answer.decision


def _open(
    risk: Answerable,
    seen: Seen,
    place: Place,
    decision: Decision,
    *,
    by: Actor,
    at: datetime,
    words: str = "",
) -> Risk:
    reading = read_book(timezone.localdate(at), place=place.code)
    case = open_case(
        kind=RISK, person_id=None, institution_id=seen.institution_id, place_id=place.pk,
        urgency=PLANNED, by=by, at=at, reading=reading, params={"kind": risk.kind},
    )  # fmt: skip
    made = Risk.objects.create(
        case=case, kind=risk.kind, identity=risk.key, institution_id=seen.institution_id,
        owner_role=risk.owner, is_institutions=risk.at_institution,
        subject_kind=seen.subject_kind, subject_id=seen.subject_id,
        params=seen.params | ({"over_fen": risk.over_fen} if risk.over_fen else {}),
        words=words, decision=decision, told_by_id=by.account_id if words else None, found_at=at,
    )  # fmt: skip
    ask(made, "RISK_OPENED", by=by, at=at)
    return made


def ask(risk: Risk, code: str, *, by: Actor, at: datetime) -> None:
    """Give the owner the task to answer, by the clock of its kind, and tell them."""
    case, place = risk.case, risk.case.place
    assert place is not None
    where = (
        {"institution_id": risk.institution_id}
        if risk.is_institutions
        else {"place_id": case.place_id}
    )
    reading = read_book(timezone.localdate(at), place=place.code)
    open_task(
        case=case, code=MEND, role=risk.owner_role, by=by, at=at, reading=reading,
        clock=f"risks.clock.{risk.kind.lower()}", **where,
    )  # fmt: skip
    notify(
        code=code, params={}, subject_kind="CASE", subject_id=case.pk, role=risk.owner_role,
        link=f"/risks/{case.pk}/", by=by, at=at, **where,
    )  # fmt: skip


def _end(place: Place, standing: set[str], *, by: Actor, at: datetime) -> int:
    """End the open risks of a place that were seen by rows and are seen no more."""
    rows = Risk.objects.filter(case__closed_at=None, case__place=place).exclude(subject_kind="")
    ended = 0
    for risk in rows.exclude(identity__in=standing).select_related("case").order_by("pk"):
        reading = read_book(timezone.localdate(at), place=place.code)
        advance(case=risk.case, action="END_RISK", by=by, at=at, reading=reading)
        risk.identity = f"{risk.identity}#{risk.pk}"  # seen again, it is a new risk
        risk.save(update_fields=["identity"])
        ended += 1
    return ended
