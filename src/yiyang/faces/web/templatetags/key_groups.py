"""The key groups' part of the person page."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from yiyang.access.models import Assignment
from yiyang.key_groups.selectors import memberships_for, register_entries_for
from yiyang.people.models import Person

register = template.Library()


@register.simple_tag
def person_key_groups(assignment: Assignment, person: Person) -> dict[str, Any]:
    """Return a person's memberships, those of today first, and the register entries."""
    today = timezone.localdate()
    rows = list(memberships_for(assignment, person.pk))
    now = [r for r in rows if r.span.lower <= today and (not r.span.upper or today < r.span.upper)]
    return {
        "now": now,
        "past": [row for row in rows if row not in now],
        "entries": list(register_entries_for(assignment, person.pk)),
        "today": today,
    }
