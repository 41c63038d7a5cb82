"""What becomes of a risk: its owner answers, who supervises gives it back or closes it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiyang.audit.services import Actor, record
from yiyang.cases.models import Case
from yiyang.cases.services import advance
from yiyang.decisions.services import read_book
from yiyang.risks.errors import WordsMissing
from yiyang.risks.models import Risk
from yiyang.risks.services.looking import ask


@transaction.atomic
def answer_risk(*, risk: Risk, words: str, by: Actor, at: datetime) -> Risk:
    """Keep what the owner has done about it.

    Raises:
        WordsMissing, ActionNotOpen: nothing has been written.
    """
    risk = _step(risk, "ANSWER_RISK", words, by=by, at=at)
    risk.answer = words.strip()
    risk.save(update_fields=["answer"])
    return risk


@transaction.atomic
def return_risk(*, risk: Risk, words: str, by: Actor, at: datetime) -> Risk:
    """Give an answer back, with the reason, and ask its owner again.

    Raises:
        WordsMissing, ActionNotOpen: nothing has been written.
    """
    risk = _step(risk, "RETURN_RISK", words, by=by, at=at)
    ask(risk, "RISK_RETURNED", by=by, at=at)
    return risk


@transaction.atomic
def close_risk(*, risk: Risk, words: str, by: Actor, at: datetime) -> Risk:
    """Close a risk with what came of it.

    Raises:
        WordsMissing, ActionNotOpen: nothing has been written.
    """
    risk = _step(risk, "CLOSE_RISK", words, by=by, at=at)
    risk.outcome = words.strip()
    risk.save(update_fields=["outcome"])
    return risk


def _step(risk: Risk, action: str, words: str, *, by: Actor, at: datetime) -> Risk:
    if not words.strip():
        raise WordsMissing()
    locked = Risk.objects.select_for_update(of=("self",)).get(pk=risk.pk)
    locked.case = Case.objects.select_related("place").get(pk=locked.case_id)
    assert locked.case.place is not None
    reading = read_book(timezone.localdate(at), place=locked.case.place.code)
    locked.case = advance(
        case=locked.case, action=action, by=by, at=at, reading=reading, note=words.strip()
    )
    record(
        by=by, at=at, action=f"risk.{action.lower()}", subject_kind="risk", subject_id=locked.pk,
        payload={},
    )  # fmt: skip
    return locked
