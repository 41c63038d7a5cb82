"""What people were granted and what they have forbidden, as conditions of the one predicate.

Written as SQL: the same conditions put together from querysets cost more time to compile than to
run, and every read of a person runs them.
"""

from __future__ import annotations

import re
from typing import Any

from django.db.models import BooleanField, F, Func
from psycopg.types.numeric import Int8

from yiyang.access.models import Assignment, Grant

Given = int | tuple[str, ...] | None
REACHES = "(d.institution_id is null or d.institution_id = {institution})"
IN_FORCE = "d.span @> statement_timestamp()"
FORBIDDEN = f"""not exists (
  select 1 from access_denial d
  where d.person_id = {{0}} and {REACHES} and {IN_FORCE} and cardinality(d.categories) = 0
)"""
FORBIDDEN_BUT_KEPT = f"""not exists (
  select 1 from access_denial d
  where d.person_id = g.person_id and {REACHES} and {IN_FORCE} and cardinality(d.categories) = 0
    and not g.origin_kind = any(d.kept)
)"""
NEVER_DENIED = (Grant.Purpose.SELF, Grant.Purpose.EMERGENCY)
NEVER = ", ".join(f"'{purpose.value}'" for purpose in NEVER_DENIED)
# The first part speaks of no row: it is answered once, and mostly ends the question.
CLOSED = f"""not (exists (
  select 1 from access_denial d where {REACHES} and {IN_FORCE} and cardinality(d.categories) > 0
) and exists (
  select 1 from access_denial d
  where (d.person_id = {{0}} or d.person_id = any({{2}}))
    and {REACHES} and {IN_FORCE} and cardinality(d.categories) > 0
    and {{1}} ~ d.pattern
    and not exists (
      select 1 from access_grant g
      where g.person_id = d.person_id and g.span @> statement_timestamp()
        and (g.grantee_kind = 'ACCOUNT' and g.grantee_id = {{account}}
             or g.grantee_kind = 'INSTITUTION' and g.grantee_id = {{institution}})
        and (g.purpose = 'EMERGENCY' or g.origin_kind = any(d.kept)))
))"""


GRANTED = f"""exists (
  select 1 from access_grant g
  where g.person_id = {{0}} and g.span @> statement_timestamp()
    and (g.grantee_kind = 'ACCOUNT' and g.grantee_id = {{account}}
         or g.grantee_kind = 'INSTITUTION' and g.grantee_id = {{institution}})
    and g.purpose = any({{purposes}}) and g.scope = any({{scopes}})
    and (g.purpose in ({NEVER}) or {FORBIDDEN_BUT_KEPT})
  {{{{each}}}}
)"""
# An offset keeps the planner at the row asked for: left free, it may read every grant of the
# reader to answer for a single one.
EACH = "offset 0"
NAMED = re.compile(r"\{([a-z]\w*)\}")


class _Condition(Func):
    """A condition in SQL about columns of the row asked for, with keys as its values.

    The keys go apart from the text, so that the server plans it once for all readers.  An
    expression in the place of a column has no values of its own.
    """

    def __init__(self, statement: str, *columns: str | Func, **keys: Given) -> None:
        shown = (F(column) if isinstance(column, str) else column for column in columns)
        super().__init__(*shown, output_field=BooleanField())
        self.statement = " ".join(statement.split())
        self.keys = {name: Int8(key) if type(key) is int else key for name, key in keys.items()}

    def as_sql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, list[Any]]:
        """Return the statement with the columns in their places, and its values in their order."""
        columns = [compiler.compile(column)[0] for column in self.get_source_expressions()]
        places = {
            name: "%s::text[]" if isinstance(given, tuple) else "%s::bigint"
            for name, given in self.keys.items()
        }
        values = [self.keys[name] for name in NAMED.findall(self.statement)]
        values = [list(value) if isinstance(value, tuple) else value for value in values]
        return self.statement.format(*columns, **places), values


class Granted(_Condition):
    """A grant in force opens a person to an assignment, and no denial closes it.

    ``row_by_row``: for few rows found in another way.
    """

    def __init__(
        self,
        person: str,
        assignment: Assignment,
        *,
        purposes: tuple[str, ...],
        scopes: tuple[str, ...],
        row_by_row: bool,
    ) -> None:
        super().__init__(
            GRANTED.replace("{{each}}", EACH if row_by_row else ""),
            person,
            account=assignment.account_id,
            institution=assignment.institution_id,
            purposes=purposes,
            scopes=scopes,
        )


class Unforbidden(_Condition):
    """No denial of the whole person reaches who acts for an institution (None: for none)."""

    def __init__(self, person: str, institution_id: int | None) -> None:
        super().__init__(FORBIDDEN, person, institution=institution_id)


class Unclosed(_Condition):
    """The row's text is of no category that a person it is about has closed to a reader.

    ``others``: the column with the keys of the other people it is about.
    """

    def __init__(
        self,
        person: str,
        others: str,
        text: str | Func,
        *,
        account_id: int,
        institution_id: int | None,
    ) -> None:
        columns = (person, text, others)
        super().__init__(CLOSED, *columns, account=account_id, institution=institution_id)
