"""All that a reader may see of some people, one by one: for exports and ``$everything``."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator
from datetime import datetime

from django.db import connection, transaction

from yiyang.access.readers import Reader
from yiyang.record.selectors.search.fragments import Names, Piece, any_of, every, one_of
from yiyang.record.selectors.search.matching import SHOWN, Found
from yiyang.record.selectors.search.seen import Seen
from yiyang.rules.fhir_map.directory import DIRECTORY_TYPES

AT_ONCE = 500


def everything(
    reader: Reader,
    people: Collection[int] | None = None,
    *,
    types: Collection[str] = (),
    since: datetime | None = None,
    with_directory: bool = False,
) -> Iterator[Found]:
    """Yield the resources of people's records that a reader may see, a person after the other.

    Args:
        people: whose; None: of everybody whom the reader may see.
        types: of these types only; none: of all.
        since: only what was stored or changed then or later.
        with_directory: also what the records point to and belongs to nobody (institutions,
            practitioners, medicines), behind the people, once each.

    Read in pieces by a cursor of the server within one transaction: all of one moment, and never
    more than a piece in memory.
    """
    names, seen = Names(), Seen(reader)
    where = [seen.on("r"), _whose(people, names, seen, with_directory=with_directory)]
    if types:
        where.append(one_of("r.type", sorted(types), "text"))
    if since is not None:
        where.append(Piece("r.updated_at >= %s", (since,)))
    condition = every(where)
    cursor_name = f"everything_{secrets.token_hex(8)}"
    text = (
        f"declare {cursor_name} no scroll cursor for select {SHOWN} from record_resource r "
        f"where {condition.text} order by r.person_id nulls last, r.type, r.key"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(text, condition.values)
        while True:
            cursor.execute(f"fetch {AT_ONCE} from {cursor_name}")
            found = cursor.fetchall()
            yield from (Found(*row) for row in found)
            if len(found) < AT_ONCE:
                cursor.execute(f"close {cursor_name}")
                return


def _whose(
    people: Collection[int] | None, names: Names, seen: Seen, *, with_directory: bool
) -> Piece:
    own = Piece("r.person_id is not null")
    if people is not None:
        own = one_of("r.person_id", sorted(people) or [0], "bigint")
    if not with_directory:
        return own
    i, s = names.new("i"), names.new("r")
    pointing = [
        Piece(f"{i}.target = r.type || '/' || r.id and {s}.key = {i}.resource_id"),
        Piece(own.text.replace("r.person_id", f"{s}.person_id"), own.values),
        seen.on(s),
    ]
    inner = every(pointing)
    listed = every(
        [
            Piece("r.person_id is null"),
            one_of("r.type", sorted(DIRECTORY_TYPES), "text"),
            Piece(
                f"exists (select 1 from record_reference {i}, record_resource {s} "
                f"where {inner.text})",
                inner.values,
            ),
        ]
    )
    return any_of([own, listed])
