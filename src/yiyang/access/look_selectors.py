"""Reading the access log: who looked at a person.  No name of a person is read here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from yiyang.access.models import Account, Assignment
from yiyang.access.services.looks import LOOKED
from yiyang.audit.models import Entry

PAGE = 100


@dataclass(frozen=True)
class Look:
    """One row of the access log: who, in which role, for whom, when, and what was shown."""

    entry_id: int
    at: datetime
    account: Account | None  # None: the program itself
    assignment: Assignment | None
    action: str
    what: str  # empty where the payload has been erased


def looks_at(
    person_id: int,
    *,
    before: int | None = None,
    changes: bool = False,
    but_not: int | None = None,
) -> list[Look]:
    """Return who looked at a person, newest first, at most ``PAGE`` rows.

    Args:
        before: the ``entry_id`` of the last row of the page before.
        changes: also those who wrote something about the person.
        but_not: an account whose own looks are left out.
    """
    entries = Entry.objects.filter(person_id=person_id).select_related("payload")
    if not changes:
        entries = entries.filter(action=LOOKED)
    if before is not None:
        entries = entries.filter(pk__lt=before)
    if but_not is not None:
        entries = entries.exclude(account_id=but_not)
    found = list(entries.order_by("-pk")[:PAGE])
    accounts = Account.objects.in_bulk({e.account_id for e in found if e.account_id})
    roles = Assignment.objects.select_related("institution", "place").in_bulk(
        {e.assignment_id for e in found if e.assignment_id}
    )
    return [
        Look(
            entry_id=entry.pk,
            at=entry.at,
            account=accounts.get(entry.account_id),
            assignment=roles.get(entry.assignment_id),
            action=entry.action,
            what=_what(entry),
        )
        for entry in found
    ]


def _what(entry: Entry) -> str:
    payload = getattr(entry, "payload", None)
    return str(json.loads(bytes(payload.body)).get("what", "")) if payload is not None else ""
