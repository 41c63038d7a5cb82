"""Who may see the survivor: what opened and what closed the absorbed record holds for both.

Copies keep their origin, so whatever ends the reason (a withdrawn consent, a reviewed
emergency, the end of an agreement) ends them with the first.
"""

from __future__ import annotations

from datetime import datetime

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q

from yiyang.access.models import Denial, Grant
from yiyang.access.services import end_these_grants, ended, write_grant
from yiyang.audit.services import Actor
from yiyang.identity.models import Merge, MovedRow

NOT_ENDED = Q(span__endswith__isnull=True)


def copy_sight(merge: Merge, by: Actor, at: datetime) -> None:
    """Let the survivor be seen, and be closed, as the absorbed is; note each copy."""
    copies = [*_copied_grants(merge, by, at), *_copied_denials(merge, at)]
    MovedRow.objects.bulk_create(
        MovedRow(merge=merge, kind=kind, row_id=row_id) for kind, row_id in copies
    )


def end_copied_sight(merge: Merge, by: Actor, at: datetime) -> None:
    """End the copies that a merge made and that have not ended by themselves."""
    end_these_grants(keys=_keys(merge, MovedRow.Kind.GRANT), by=by, at=at)
    standing = Denial.objects.select_for_update().filter(
        NOT_ENDED | Q(span__endswith__gt=at), pk__in=_keys(merge, MovedRow.Kind.DENIAL)
    )
    for denial in standing:
        denial.span = ended(denial.span, at)
        denial.save(update_fields=["span"])


def _keys(merge: Merge, kind: MovedRow.Kind) -> list[int]:
    return list(merge.moved.filter(kind=kind).values_list("row_id", flat=True))


def _copied_grants(merge: Merge, by: Actor, at: datetime) -> list[tuple[str, int]]:
    copies = []
    standing = Grant.objects.filter(person=merge.absorbed_id, span__contains=at)
    for grant in standing.order_by("pk"):
        made = write_grant(
            person_id=merge.survivor_id,
            grantee_kind=grant.grantee_kind,
            grantee_id=grant.grantee_id,
            purpose=grant.purpose,
            scope=grant.scope,
            since=at,
            until=grant.span.upper,
            origin_kind=grant.origin_kind,
            origin_id=grant.origin_id,
            by=by,
            at=at,
        )
        copies.append((MovedRow.Kind.GRANT, made.pk))
    return copies


def _copied_denials(merge: Merge, at: datetime) -> list[tuple[str, int]]:
    copies = []
    standing = Denial.objects.filter(person=merge.absorbed_id, span__contains=at)
    for denial in standing.order_by("pk"):
        denial.pk, denial._state.adding = None, True
        denial.person_id = merge.survivor_id
        denial.span = DateTimeTZRange(at, denial.span.upper, "[)")
        denial.save(force_insert=True)
        copies.append((MovedRow.Kind.DENIAL, denial.pk))
    return copies
