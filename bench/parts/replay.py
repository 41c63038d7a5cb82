"""What ``beds.services``, or ``beds.claims``, says to the database, as a script for pgbench.

One transfer is led through holding, admitting and leaving while every statement is written down,
those of Django's own among them; the keys of that one transfer become variables of the script.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from yiyang.beds.models import BedClaim

PLACEHOLDER = re.compile(r"%\((\w+)\)s|%s|%%")
NAMED = re.compile(r":(?=\w)")  # pgbench takes this for a variable, in a text too
LITERAL = re.compile(r"'[^']*'")
Statement = tuple[str, Any]
BEGIN: Statement = ("begin", None)
COMMIT: Statement = ("commit", None)
MARKS = (BEGIN, COMMIT)
Known = Mapping[int | str, str]
NEAR = timedelta(days=1)  # a time so near is reckoned from the request's own
SETS = (
    r"\set n :n + 1",
    r"\set t :first - :client_id * :each - :n",
    r"\set i 1 + (:t - 1) % :institutions",
)


ANYBODY = (
    r"\set person :client_id * 500 + random(1, 500)",
    r"\set institution random(1, :institutions)",
)
FAR = 5_000_000  # keys of claims from here on are taken for nothing else
KEYS = 4


def claims_script(person: int, institution: int) -> str:
    """Return the script of one person held, admitted and let go by ``beds.claims``.

    Its variable: ``institutions``; each client moves people of its own.
    """
    from bench.parts import app  # noqa: PLC0415 -- it is an application: only where it is played

    connection.cursor().execute(f"alter sequence beds_bedclaim_id_seq restart {2 * FAR}")
    app.hold(person - 1, institution)  # another one takes the bed whose key is the institution's
    with _written() as hold:
        claim = app.hold(person, institution)["claim"]
    bed = BedClaim.objects.get(pk=claim).bed_id
    with _written() as admit:
        app.admit(person, claim)
    with _written() as leave:
        app.leave(person, claim)
    known = {person: ":person", institution: ":institution", claim: ":h_id", bed: ":h_bed_id"}
    if len(known) < KEYS:
        raise ValueError("two keys of the person recorded are the same number")
    steps = (hold, admit, leave)
    return "\n".join([*ANYBODY, *(line for step in steps for line in _lines(step, known))])


def services_script(transfer: int, institution: int) -> str:
    """Return the script of one prepared transfer, led through by ``beds.services``.

    Its variables: ``first``, the last transfer that it may take, ``each``, how many a client
    takes at the most, ``n``, how many it has taken, and ``institutions``.
    """
    from bench.parts import app  # noqa: PLC0415 -- it is an application: only where it is played

    connection.cursor().execute(f"alter sequence beds_bedclaim_id_seq restart {FAR}")
    # Another one takes the first bed, whose key is the institution's.
    app.hold_bed(transfer - 2 * app.INSTITUTIONS, institution)
    known = {transfer: ":t", institution: ":i", institution + 1: "(:i + 1)"}
    steps = []
    with _written() as hold:
        claim = app.hold_bed(transfer, institution)["claim"]
    bed = BedClaim.objects.get(pk=claim).bed_id
    for step in (
        lambda: app.admit_to(transfer, institution),
        lambda: app.leave(transfer, claim),
    ):
        with _written() as statements:
            step()
        steps.append(statements)
    known |= {claim: ":h_id", bed: ":h_bed_id"}
    if len(known) != len({transfer, institution, institution + 1, claim, bed}):
        raise ValueError("two keys of the transfer recorded are the same number")
    return "\n".join([*SETS, *(line for step in (hold, *steps) for line in _lines(step, known))])


def _lines(statements: Sequence[Statement], known: Known) -> Iterator[str]:
    """One transaction, and what was read before it."""
    for statement in statements:
        yield statement[0] + ";" if statement in MARKS else _line(statement, known)
    yield "commit;\n"


@contextmanager
def _written() -> Iterator[list[Statement]]:
    """Write down each statement, and where the transaction begins."""
    statements: list[Statement] = []
    marks: list[Statement] = [COMMIT]

    def note(execute: Callable[..., Any], sql: str, values: Any, many: bool, context: Any) -> Any:
        mark = BEGIN if connection.in_atomic_block else COMMIT
        if mark != marks[-1]:
            marks.append(mark)
            statements.append(mark)
        statements.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(note):
        yield statements


def request_script(act: Callable[[], object], known: Known) -> str:
    """Return the script of what one request says to the database, its transactions kept apart.

    Args:
        known: SQL in place of a number, or of a text, that is this one request's own.
    """
    with _written() as statements:
        act()
    lines, is_open = [], False
    for statement in statements:
        if statement == BEGIN:
            is_open = True
        elif statement == COMMIT:
            is_open = False
        lines.append(statement[0] + ";" if statement in MARKS else _line(statement, known))
    return "\n".join([*lines, *(["commit;"] if is_open else [])]) + "\n"


def _line(statement: Statement, known: Known) -> str:
    sql, values = statement
    sql = LITERAL.sub(lambda text: NAMED.sub("' || chr(58) || '", text[0]), sql)
    left = list(values) if isinstance(values, list | tuple) else []

    def value(match: re.Match[str]) -> str:
        if match[0] == "%%":
            return "%"
        return _value(values[match[1]] if match[1] else left.pop(0), known)

    text = " ".join(re.sub(r"--[^\n]*", "", PLACEHOLDER.sub(value, sql) if values else sql).split())
    return text + (r" \gset h_" if "'HOLD', tstzrange(since" in text else ";")


def _value(value: Any, known: Known) -> str:  # noqa: PLR0911 -- one line a type
    value = getattr(value, "obj", value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return known.get(value, str(value))
    if isinstance(value, datetime):
        is_now = abs(timezone.now() - value) < NEAR
        return "now()" if is_now else f"'{value.isoformat()}'::timestamptz"
    if isinstance(value, timedelta):
        return f"'{value.total_seconds()} seconds'::interval"
    if isinstance(value, UUID):
        return "gen_random_uuid()"
    if isinstance(value, bytes):
        return rf"'\x{value.hex()}'::bytea"
    if isinstance(value, list | tuple):
        kind = "::bigint[]" if all(isinstance(one, int) for one in value) else ""
        return f"array[{', '.join(_value(one, known) for one in value)}]{kind}" if value else "'{}'"
    return _text(str(value), known)


def _text(text: str, known: Known) -> str:
    texts = {str(key): sql for key, sql in known.items()}
    parts = re.split(rf"(?<![\da-f])({'|'.join(map(re.escape, texts))})(?![\da-f])", text)
    made = []
    for place, part in enumerate(parts):
        if place % 2:
            made.append(f"({texts[part]})::text")
        else:
            quoted = "'" + part.replace("'", "''") + "'"
            made.append(NAMED.sub("' || chr(58) || '", quoted))
    joined = " || ".join(made)
    return f"({joined})" if " || " in joined else joined
