"""Names of people in lists of transfers: only as far as the reader may see them."""

from __future__ import annotations

from yiyang.access.models import Assignment
from yiyang.people.models import Person
from yiyang.people.selectors import listed


def show_names(assignment: Assignment, people: list[Person]) -> None:
    """Give each person the name that a list shows to the reader, as ``shown_name``.

    Whose summary the reader may not see keeps only the first character.
    """
    for one in listed(assignment, people):
        one.person.shown_name, one.person.is_open = one.name, one.is_open
