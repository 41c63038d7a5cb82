"""The sign-ins to show: one of each role."""

from __future__ import annotations

from typing import Any

from yiyang.access.models import Assignment
from yiyang.access.selectors import has_second_factor


def sign_ins() -> list[dict[str, Any]]:
    """Return the user name, role and organisation of each account named after its role.

    Returns:
        For each: ``username``; ``role``, its code; ``of``, the organisation's name as ``zh`` and
        ``en``, None for who works for none; ``second_factor``, whether a code is asked for.
    """
    rows = Assignment.objects.select_related("account", "institution", "place").order_by("pk")
    found = []
    for row in rows:
        named = row.role.lower() == row.account.username or row.account.username == "relative"
        if named:
            of = row.institution or row.place
            found.append(
                {
                    "username": row.account.username,
                    "role": row.role,
                    "of": {"zh": of.name_zh, "en": of.name_en} if of else None,
                    "second_factor": has_second_factor(row.account),
                }
            )
    return found
