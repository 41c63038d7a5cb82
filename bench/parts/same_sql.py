"""What ``hold_bed`` and ``admit`` send to the database, as a pgbench script.

One transfer is led through the services and its statements are noted.  Its keys are numbers
that stand nowhere else, and so are the keys that the database gives meanwhile: each is put in
the script as a variable, and a statement that gives a key stores it.
"""

from __future__ import annotations

import re

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.parts.holding import HOME_KINDS
from bench.parts.pgbench import filled
from yiyang.audit.services import PROGRAM
from yiyang.beds import claims, services
from yiyang.beds.models import Transfer
from yiyang.network.models import Institution

MARKED = 7_000_000_000  # keys given while statements are noted begin here, far from all others
STEP = 10_000_000
GIVING = ("access_grant", "beds_bedclaim", "cases_event", "cases_task", "notices_notice")
MOMENT = re.compile(r"'\d{4}-\d\d-\d\d [\d:.]+\+00:00'::timestamptz")
INSERT = re.compile(r'insert into "?(\w+)"?', re.IGNORECASE)
KEYS_EACH = 90  # transfers of one client
LEAVE = "update cases_task set state = 'DONE' where case_id = :transfer and state = 'OPEN'"


def services_script(number: int, institution: int) -> str:
    """Return the script of holding and admitting as the services do it, and of leaving.

    Args:
        number: a prepared transfer; its person and case have the same number.
    """
    steps, bed = _noted(number, institution)
    marked = _marked(steps)
    lines = [
        rf"\set transfer :client_id * {KEYS_EACH} + random(1, {KEYS_EACH})",
        rf"\set institution 1 + (:transfer - 1) % {institution_count()}",
    ]
    names = {number: ":transfer", institution: ":institution", bed: ":hold_bed_id"}
    names |= {key: f":{name}id" for key, name in marked.items()}
    given = iter(marked.items())
    for statements in steps:
        before, (first, *inside, last) = statements[:1], statements[1:]
        assert first.startswith("SAVEPOINT") and last.startswith("RELEASE")
        lines.append(_named(before[0], names) + ";")
        lines.append("begin;")
        for statement in inside:
            ending = ";"
            if _table(statement) in GIVING:
                ending = rf" \gset {next(given)[1]}"
            lines.append(_named(statement, names) + ending)
        lines.append("commit;")
    values = {"reason": "'MOVED'", "to_clean": "false", "home_kinds": HOME_KINDS}
    leave = filled(claims.END, at="now()", claim=":hold_id", **values)
    return "\n".join([*lines, "begin;", f"{leave};", f"{LEAVE};", "commit;"]) + "\n"


def institution_count() -> int:
    """Return how many institutions the database has."""
    return Institution.objects.count()


def _noted(number: int, institution: int) -> tuple[list[list[str]], int]:
    """Lead one transfer on, note the statements of each step, and forget it again."""
    rows = Transfer.objects.select_related(
        "case", "person__place", "evaluation", "to_claim__bed__institution"
    )
    steps = []
    with transaction.atomic():
        with connection.cursor() as cursor:
            for place, table in enumerate(GIVING):
                start = MARKED + place * STEP
                cursor.execute(f"alter sequence {table}_id_seq restart with {start}")
            cursor.execute("update network_bed set state = 'CLEANING' where id = %s", [institution])
        for step in (services.hold_bed, services.admit):
            with CaptureQueriesContext(connection) as noted:
                claim = step(
                    transfer=rows.get(pk=number),
                    institution_id=institution,
                    by=PROGRAM,
                    at=timezone.now(),
                )
            steps.append([" ".join(query["sql"].split()) for query in noted.captured_queries])
        transaction.set_rollback(True)
    return steps, claim.bed_id


def _marked(steps: list[list[str]]) -> dict[int, str]:
    """Return the keys that were given, in order, with the variables that hold them."""
    given: dict[str, int] = {}
    marked = {}
    for statement in (s for statements in steps for s in statements):
        table = _table(statement)
        if table in GIVING:
            count = given.get(table, 0)
            given[table] = count + 1
            name = "hold_" if table == "beds_bedclaim" else f"given{len(marked)}_"
            marked[MARKED + GIVING.index(table) * STEP + count] = name
    return marked


def _table(statement: str) -> str:
    found = INSERT.search(statement)
    return found[1] if found else ""


def _named(statement: str, names: dict[int, str]) -> str:
    timeless = MOMENT.sub("now()", statement)
    return re.sub(r"\b\d+\b", lambda number: names.get(int(number[0]), number[0]), timeless)
