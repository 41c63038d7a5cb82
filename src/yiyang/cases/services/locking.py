"""Locking a case: once in a transaction, however many of its steps ask for it."""

from __future__ import annotations

from collections.abc import Hashable

from yiyang.audit.sql import built, columns, rows
from yiyang.audit.together import once
from yiyang.cases.models import Case

LOCK = f"select {columns(Case)} from cases_case where id = %(case)s for no key update"


def key(case_id: int) -> Hashable:
    """Return under what a locked case is known in its transaction."""
    return "case", case_id


def lock(case_id: int) -> Case:
    """Return a case, locked until the transaction ends, as whoever changed it last left it."""
    return once(key(case_id), lambda: _read(case_id))


def _read(case_id: int) -> Case:
    return built(Case, rows(LOCK, case=case_id)[0])
