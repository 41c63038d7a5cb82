"""Locking a case: once in a transaction, however many of its steps ask for it."""

from __future__ import annotations

from yiyang.audit.together import once
from yiyang.cases.models import Case

LOCK = "select * from cases_case where id = %s for no key update"


def lock(case_id: int) -> Case:
    """Return a case, locked until the transaction ends, as whoever changed it last left it."""
    return once(("case", case_id), lambda: _read(case_id))


def _read(case_id: int) -> Case:
    return Case.objects.raw(LOCK, [case_id])[0]
