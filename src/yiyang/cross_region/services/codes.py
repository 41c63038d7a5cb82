"""Insurance codes (医保码): made for an insured person, shown elsewhere, used once.

A code is digits: the division of the node that made it, then chance.  Only its digest is kept.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiyang.audit.services import Actor
from yiyang.claims.facts import cover_of
from yiyang.cross_region.models import InsuranceCode
from yiyang.cross_region.services.sending import note
from yiyang.decisions.services import read_book
from yiyang.exchange.here import node_here
from yiyang.exchange.models import Node

LENGTH = 28
DIVISION = 6


@dataclass(frozen=True)
class Made:
    """A code, shown to the person and kept nowhere, and until when it is believed."""

    code: str
    ends_at: datetime


@transaction.atomic
def make_code(*, person_id: int, by: Actor, at: datetime) -> Made:
    """Make a code for somebody insured here; what they had before ends.

    Raises:
        NotInsured: they are not.
    """
    day = timezone.localdate(at)
    cover_of(person_id, day)
    ends_at = at + read_book(day).duration("cross_region.code_holds")
    InsuranceCode.objects.filter(person=person_id, used_at=None, ends_at__gt=at).update(ends_at=at)
    head = node_here()[:DIVISION]
    chance = "".join(str(secrets.randbelow(10)) for _ in range(LENGTH - len(head)))
    made = InsuranceCode.objects.create(
        person_id=person_id, digest=_digest(head + chance), made_at=at, ends_at=ends_at
    )
    note("make_code", ("insurance_code", made.pk), by, at, person_id=person_id)
    return Made(head + chance, ends_at)


def use_code(code: str, *, node: Node, by: Actor, at: datetime) -> int | None:
    """Return whose code it is, and use it up; None: unknown, used, or too old."""
    rows = InsuranceCode.objects.select_for_update()
    found = rows.filter(digest=_digest(code), used_at=None, ends_at__gt=at).first()
    if found is None:
        return None
    found.used_at, found.used_by = at, node
    found.save(update_fields=["used_at", "used_by"])
    subject = ("insurance_code", found.pk)
    note("use_code", subject, by, at, person_id=found.person_id, node=node.code)
    return found.person_id


def node_of_code(code: str) -> Node | None:
    """Return the node that a code names, by its first digits; None: no partner of ours."""
    digits = code.strip()
    if len(digits) != LENGTH or not digits.isdecimal():
        return None
    return Node.objects.filter(code=digits[:DIVISION]).first()


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
