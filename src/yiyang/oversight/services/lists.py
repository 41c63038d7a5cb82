"""The insurer's lists of items and drugs, taken in once and looked with from then on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yiyang.audit.services import Actor, record
from yiyang.kernel.plain import digest, to_plain
from yiyang.oversight.models import RuleLists
from yiyang.rules.supervision import Lists


@transaction.atomic
def keep_lists(*, lists: Lists, by: Actor, at: datetime) -> RuleLists:
    """Keep rule lists; the same ones again are the same row.  The latest taken in are used."""
    body = to_plain(lists)
    said = digest(body)
    counts = {name: len(rows) for name, rows in body.items()}
    made, is_new = RuleLists.objects.update_or_create(
        digest=said, defaults={"taken_at": at}, create_defaults={
            "body": body, "counts": counts, "taken_at": at,
        },
    )  # fmt: skip
    action = "supervision.lists" if is_new else "supervision.lists_again"
    record(
        by=by, at=at, action=action, subject_kind="rule_lists", subject_id=made.pk, payload=counts
    )
    return made
