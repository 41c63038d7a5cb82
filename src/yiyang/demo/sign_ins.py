"""The sign-ins to show: one of each role."""

from __future__ import annotations

from yiyang.access.models import Assignment
from yiyang.access.selectors import has_second_factor


def sign_ins() -> list[dict[str, str | bool]]:
    """Return the user name, role and organisation of each account named after its role."""
    rows = Assignment.objects.select_related("account", "institution", "place").order_by("pk")
    found = []
    for row in rows:
        named = row.role.lower() == row.account.username or row.account.username == "relative"
        if named:
            of = row.institution or row.place
            found.append(
                {
                    "username": row.account.username,
                    "role": row.get_role_display(),
                    "of": of.name_en if of else "themselves",
                    "second_factor": has_second_factor(row.account),
                }
            )
    return found
