"""Tables of practitioners: each practice place is registered as at the page, with a decision."""

from __future__ import annotations

from datetime import datetime

from yiyang.agreements.services.practice import register_practice_place
from yiyang.audit.services import Actor
from yiyang.network.importing.engine import Checked, Counts
from yiyang.network.models import Practitioner


def register_places(checked: Checked, counts: Counts, by: Actor, at: datetime) -> Counts:
    """Register the practice places of a table whose people are there; a decision for each.

    Args:
        counts: what came of the people; who gets a place and was as before has changed.

    Raises:
        PracticeRefused: the rule says no, which the table's check has asked already.
    """
    known = checked.looked_up
    codes = [row.values["code"] for row in checked.good]
    keys = dict(Practitioner.objects.filter(code__in=codes).values_list("code", "pk"))
    touched = set(counts.touched)
    for row in checked.good:
        asked, key = known.asked(row), keys[row.values["code"]]
        if asked is None:
            continue
        register_practice_place(
            practitioner_id=key, institution_id=asked.institution_id, since=asked.since,
            until=asked.until, by=by, at=at,
        )  # fmt: skip
        if key not in touched:
            counts.changed, counts.same = counts.changed + 1, counts.same - 1
    return counts
