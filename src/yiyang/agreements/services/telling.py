"""Telling the desks of the parties what becomes of a contract: it waits, holds, runs out."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from yiyang.agreements.models import Agreement
from yiyang.audit.services import PROGRAM, Actor
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.network.models import InstitutionKind
from yiyang.notices.models import Notice
from yiyang.notices.services import notify
from yiyang.rules import cooperation as rules

TO_SIGN, RUNS_OUT = "CONTRACT_TO_SIGN", "CONTRACT_RUNS_OUT"
SIGNED, NOT_SIGNED, IS_OVER = "CONTRACT_SIGNED", "CONTRACT_NOT_SIGNED", "CONTRACT_IS_OVER"
SUBJECT = "AGREEMENT"
DESKS = {
    InstitutionKind.CARE_INSTITUTION: "CARE_DESK",
    InstitutionKind.HOME_CARE_PROVIDER: "CARE_DESK",
    InstitutionKind.DAY_CARE: "CARE_DESK",
    InstitutionKind.ELDER_SERVICE_CENTRE: "CARE_DESK",
    InstitutionKind.CHC: "CENTRE_DESK",
    InstitutionKind.CHS: "CENTRE_DESK",
}
OTHER_DESK = "HOSPITAL_DESK"


def desk_at(kind: str) -> str:
    """Return the role of the desk at institutions of a kind."""
    return DESKS.get(InstitutionKind(kind), OTHER_DESK)


def tell_parties(
    agreement: Agreement, code: str, *, by: Actor, at: datetime, leave_out: int | None = None
) -> None:
    """Tell the desk of each party, except one institution's, something about a contract."""
    upper = agreement.span.upper
    params = {"number": agreement.number, "until": upper.isoformat() if upper else ""}
    for party in agreement.parties.select_related("institution").order_by("pk"):
        if party.institution is None or party.institution_id == leave_out:
            continue
        notify(
            code=code,
            params=params,
            subject_kind=SUBJECT,
            subject_id=agreement.pk,
            role=desk_at(party.institution.kind),
            institution_id=party.institution_id,
            link=f"/contracts/{agreement.pk}/",
            by=by,
            at=at,
        )


def remind_of_endings(*, at: datetime) -> int:
    """Tell the parties, once, of each contract that runs out and is not renewed; count them.

    Each contract is decided and told of in its own transaction.
    """
    today = timezone.localdate(at)
    told = Notice.objects.filter(code=RUNS_OUT, subject_kind=SUBJECT).values("subject_id")
    held = Agreement.objects.filter(
        kind=Agreement.Kind.COOPERATION,
        state=Agreement.State.IN_FORCE,
        span__contains=today,
        span__endswith__isnull=False,
    ).exclude(pk__in=told)
    held = held.filter(
        Q(renewed_by__isnull=True) | Q(renewed_by__state=Agreement.State.ENDED)
    )  # a renewal that was given up renews nothing
    return sum(_remind(agreement, at) for agreement in held.order_by("pk"))


@transaction.atomic
def _remind(agreement: Agreement, at: datetime) -> bool:
    reading = read_book(timezone.localdate(at))
    facts = rules.EndingFacts(agreement.span.upper)
    if not rules.runs_out(facts, reading).is_near:
        return False
    about = Subject("agreement", agreement.pk)
    decide(rules.runs_out, facts, reading=reading, subject=about, at=at)
    tell_parties(agreement, RUNS_OUT, by=PROGRAM, at=at)
    return True
