"""Changes of a restored record, settled before everything that its new server will write.

Changes carry the number of their transaction.  A new server counts from the beginning again: by
its count the old transactions lie in the future, nothing of theirs is settled, and no page of a
search or a history would show it.
"""

from __future__ import annotations

from django.db import connection, transaction

from yiyang.record.selectors.history import edge
from yiyang.record.selectors.settled import Beginning, Place

FIRST = 3  # the lowest number of a transaction; a server has passed it before it can be used
CHANGES = """
(select 'current' as kept, key, xid, seq from record_resource
 union all select 'earlier', id, xid, seq from record_resourceversion) change
"""
HIGHEST = f"select coalesce(max(xid), 0) from {CHANGES}"
BEFORE = f"select count(*) from {CHANGES} where (xid, seq) <= (%s, %s)"
# One after another in the order they had, so that a place in it can be found again.
ORDERED = f"""
create temporary table record_reordered on commit drop as
select kept, key, row_number() over (order by xid, seq) as place from {CHANGES}
"""
RENUMBER = """
update {table} t set xid = %s, seq = o.place from record_reordered o
where o.kept = %s and o.key = t.{key}
"""


def is_ahead() -> bool:
    """Tell whether changes carry numbers that this server has not come to yet."""
    with connection.cursor() as cursor:
        cursor.execute(HIGHEST)
        return int(cursor.fetchone()[0]) >= edge()


def place_after_renumbering(place: Place) -> Beginning:
    """Return where somebody goes on who has had every change up to a place; before it is done."""
    with connection.cursor() as cursor:
        cursor.execute(BEFORE, (place.xid, place.seq))
        done = int(cursor.fetchone()[0])
    return Beginning(f"{FIRST + 1}:{FIRST + 1}:", FIRST, done, Place(FIRST, done))


@transaction.atomic
def renumber_changes() -> None:
    """Put every change before all that this server writes, in the order they had.

    Call while nobody writes.
    """
    with connection.cursor() as cursor:
        cursor.execute(ORDERED)
        cursor.execute("analyze record_reordered")
        for table, key, kept in (
            ("record_resource", "key", "current"),
            ("record_resourceversion", "id", "earlier"),
        ):
            cursor.execute(RENUMBER.format(table=table, key=key), (FIRST, kept))
