"""Grants on persons, written and ended by whoever makes and ends the reason for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q

from yiyang.access.models import Grant
from yiyang.audit.services import Actor, record
from yiyang.audit.sql import rows
from yiyang.audit.together import one_transaction
from yiyang.kernel.span import Span

ENDED = ("id", "person_id", "grantee_kind", "grantee_id", "purpose", "scope", "origin_kind",
         "origin_id", "span")  # fmt: skip
END = f"""
with given as materialized (
  select * from unnest(%(kinds)s::text[], %(ids)s::bigint[]) as given(kind, origin)
), standing as materialized (
  select id, span from access_grant where id in (
    select access_grant.id from given join access_grant
      on origin_kind = given.kind and origin_id = given.origin
    where upper_inf(span) or upper(span) > %(at)s)
  order by id for update
)
update access_grant
set span = tstzrange(least(lower(standing.span), %(at)s - interval '1 microsecond'), %(at)s)
from standing where access_grant.id = standing.id
returning {", ".join(f"access_grant.{name}" for name in ENDED[:-1])}, standing.span
"""  # as ``ended``
WRITTEN = ("person_id", "grantee_kind", "grantee_id", "purpose", "scope", "span", "origin_kind",
           "origin_id")  # fmt: skip
NEW = {name: f"%({name})s" for name in WRITTEN} | {"span": "tstzrange(%(since)s, %(until)s)"}
WRITE = f"""
insert into access_grant ({", ".join(WRITTEN)}) values ({", ".join(NEW.values())}) returning id
"""
WRITE_IN_PLACE = f"""
with over as ({END}), written as ({WRITE})
select id, null::bigint, null, null, null, null, null, null, null::tstzrange from written
union all select {", ".join(ENDED)} from over
"""
REPRESENTATIVE_ORIGIN = "representative"  # with the key of the relative who acts for a person
MOMENT = timedelta(microseconds=1)  # the database's own step of time


@one_transaction
def write_grant(
    *,
    person_id: int,
    grantee_kind: str,
    grantee_id: int,
    purpose: str,
    scope: str,
    since: datetime,
    until: datetime | None,
    origin_kind: str,
    origin_id: int,
    by: Actor,
    at: datetime,
    in_place_of: Mapping[str, Collection[int]] | None = None,
) -> Grant:
    """Let an account or an institution see a person, because of ``origin``, for a period.

    Args:
        until: None while the reason has no known end; the reason's end ends the grant.
        origin_kind: what gives the reason (``"hold"``, ``"stay"``, ``"agreement"``); with
            ``origin_id`` it is how ``end_grants`` finds the grant again.
        in_place_of: origins, by kind, whose grants end as this one begins.

    Raises:
        ValueError: a code is none of the model's, or the period ends before it begins.
    """
    span = Span(since, until)
    grant = Grant(
        person_id=person_id,
        grantee_kind=Grant.GranteeKind(grantee_kind).value,
        grantee_id=grantee_id,
        purpose=Grant.Purpose(purpose).value,
        scope=Grant.Scope(scope).value,
        span=DateTimeTZRange(span.since, span.until, "[)"),
        origin_kind=origin_kind,
        origin_id=origin_id,
    )
    _store(grant, in_place_of or {}, by, at)
    _note(grant, "grant.write", by, at, until=until)
    return grant


def _store(
    grant: Grant, in_place_of: Mapping[str, Collection[int]], by: Actor, at: datetime
) -> None:
    """Insert a grant, in the same statement that ends those it takes the place of."""
    values = {name: getattr(grant, name) for name in WRITTEN if name != "span"}
    values |= {"since": grant.span.lower, "until": grant.span.upper}
    if not in_place_of:
        ((grant.pk,),) = rows(WRITE, **values)
    else:
        done = rows(WRITE_IN_PLACE, **values, **_origins(in_place_of), at=at)
        grant.pk = next(one[0] for one in done if one[1] is None)
        _note_ended([one for one in done if one[1] is not None], by, at)
    grant._state.adding, grant._state.db = False, connection.alias


@one_transaction
def end_grants(*, origin_kind: str, origin_id: int, by: Actor, at: datetime) -> int:
    """End at ``at`` every grant that this origin gave and that has not ended; return how many.

    Nothing is deleted: who could see a person, and when, stays known.
    """
    return end_grants_of({origin_kind: [origin_id]}, by=by, at=at)


@one_transaction
def end_grants_of(origins: Mapping[str, Collection[int]], *, by: Actor, at: datetime) -> int:
    """End at ``at`` every grant that these origins, by kind, gave: as ``end_grants``."""
    over = rows(END, **_origins(origins), at=at)
    _note_ended(over, by, at)
    return len(over)


def _origins(origins: Mapping[str, Collection[int]]) -> dict[str, list[Any]]:
    pairs = [(kind, origin) for kind, ids in origins.items() for origin in ids]
    return {"kinds": [kind for kind, _ in pairs], "ids": [origin for _, origin in pairs]}


def _note_ended(over: list[tuple[Any, ...]], by: Actor, at: datetime) -> None:
    for values in sorted(over, key=lambda one: one[0]):
        grant = Grant(**dict(zip(ENDED, values, strict=True)))
        _note(grant, "grant.end", by, at, until=grant.span.upper)


@one_transaction
def end_grants_on(
    *,
    person_id: int,
    origin_kind: str,
    origin_id: int,
    until: datetime,
    by: Actor,
    at: datetime,
) -> int:
    """End the grants that one origin gave on one person, now or at a moment ahead (``until``)."""
    last = max(until, at)
    grants = Grant.objects.select_for_update().filter(
        Q(span__endswith__isnull=True) | Q(span__endswith__gt=last),
        person=person_id,
        origin_kind=origin_kind,
        origin_id=origin_id,
    )
    found = list(grants.order_by("pk"))
    for grant in found:
        _note(grant, "grant.end", by, at, until=grant.span.upper)
        grant.span = ended(grant.span, last)
        grant.save(update_fields=["span"])
    return len(found)


@one_transaction
def end_these_grants(*, keys: Collection[int], by: Actor, at: datetime) -> int:
    """End some grants by their keys, whatever gave them; return how many had not ended."""
    standing = Grant.objects.select_for_update().filter(
        Q(span__endswith__isnull=True) | Q(span__endswith__gt=at), pk__in=keys
    )
    found = list(standing.order_by("pk"))
    for grant in found:
        _note(grant, "grant.end", by, at, until=grant.span.upper)
        grant.span = ended(grant.span, at)
        grant.save(update_fields=["span"])
    return len(found)


def ended(span: DateTimeTZRange, at: datetime) -> DateTimeTZRange:
    """Return a span closed at ``at``.

    One that had not begun by then keeps a single moment before ``at``: an empty range would
    forget that it was ever there.
    """
    return DateTimeTZRange(min(span.lower, at - MOMENT), at, "[)")


def _note(grant: Grant, action: str, by: Actor, at: datetime, until: datetime | None) -> None:
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="grant",
        subject_id=grant.pk,
        person_id=grant.person_id,
        payload={
            "grantee_kind": str(grant.grantee_kind),
            "grantee_id": grant.grantee_id,
            "purpose": str(grant.purpose),
            "scope": str(grant.scope),
            "since": grant.span.lower,
            "until": until,
            "origin_kind": grant.origin_kind,
            "origin_id": grant.origin_id,
        },
    )
