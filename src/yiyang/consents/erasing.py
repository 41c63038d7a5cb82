"""What may be erased by its age: a listing; nothing is erased by reading it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from yiyang.consents.models import Consent, ConsentCode, EmergencyAccess, ExportRequest
from yiyang.consents.models import LookQuestion as Question
from yiyang.decisions.services import read_book
from yiyang.rules.consents.retention import KeptFacts, may_erase


@dataclass(frozen=True)
class Erasable:
    """How many rows of a kind stand, how many may be erased, and the next day that adds one."""

    kind: str
    standing: int
    erasable: int
    next_on: date | None


def erasable_on(day: date) -> list[Erasable]:
    """Return, for each kind of row of consents, what may be erased on a day by the book."""
    return [_of(kind, ends, day) for kind, ends in _last_days()]


def _of(kind: str, ends: Iterable[tuple[date | None, bool]], day: date) -> Erasable:
    reading = read_book(day, strict=False)
    standing = erasable = 0
    ahead: list[date] = []
    for last, withdrawn in ends:
        standing += 1
        if last is None:
            continue
        kept = may_erase(KeptFacts(kind, last, withdrawn), reading)
        erasable += kept.may_erase
        if not kept.may_erase and kept.from_on > day:
            ahead.append(kept.from_on)
    return Erasable(kind, standing, erasable, min(ahead, default=None))


def _last_days() -> list[tuple[str, list[tuple[date | None, bool]]]]:
    """Each kind with the last day each row was needed; None: it is needed still."""
    consents = Consent.objects.exclude(state__in=["WAITING", "IN_FORCE"])
    codes = ConsentCode.objects.all()
    reviewed = EmergencyAccess.objects.values_list("case__closed_at", flat=True)
    answered = Question.objects.values_list("answered_at", flat=True)
    exported = ExportRequest.objects.values_list("expires_at", flat=True)
    return [
        ("CONSENT", [(_day(c.ended_at or c.made_at), c.state == "WITHDRAWN") for c in consents]),
        ("CODE", [(_day(c.expires_at), c.used_at is not None or c.is_void) for c in codes]),
        ("EMERGENCY", [(_day(at), False) for at in reviewed]),
        ("QUESTION", [(_day(at), False) for at in answered]),
        ("EXPORT", [(_day(at), False) for at in exported]),
    ]


def _day(at: object) -> date | None:
    return None if at is None else timezone.localdate(at)
