"""The scripts that are measured are the program's own statements, and they run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from bench.parts import district
from bench.parts.holding import floor_script, real_script
from bench.parts.pgbench import BenchFault, PgBench, filled
from django.conf import settings
from django.db import connection

from yiyang.beds import claims
from yiyang.postgres import EmbeddedServer

INSTITUTIONS, BEDS, CLIENTS, TIMES = 3, 90, 4, 5


def test_a_statement_is_filled_by_name_and_in_order() -> None:
    assert filled("select %(a)s,\n  %(b)s", a="1", b="now()") == "select 1, now()"
    assert filled("values (%s, %s) -- 10%%", "1", "'x'") == "values (1, 'x') -- 10%"


def test_a_script_cannot_differ_from_the_statement_that_it_is_made_of() -> None:
    with pytest.raises(KeyError):
        filled("select %(a)s, %(new)s", a="1")
    with pytest.raises(ValueError, match="gone"):
        filled("select %(a)s", a="1", gone="2")
    with pytest.raises(ValueError):
        filled("select %s", "1", "2")


def test_the_measured_script_has_every_statement_of_the_program() -> None:
    script = " ".join(real_script().split())
    for statement in (claims.LOCK_PERSON, claims.HOLD, claims.OCCUPY, claims.END):
        first = " ".join(statement.split("%(")[0].split())
        assert first in script
    assert "for no key update skip locked" in script
    assert script.count("insert into audit_entry") == 3
    assert "insert into audit_entry" not in floor_script()


@pytest.mark.slow
@pytest.mark.skipif(
    bool(os.environ.get("YIYANG_DATABASE_URL")), reason="makes databases on the embedded server"
)
def test_both_scripts_do_the_same_writes_and_book_nothing_twice(
    tmp_path: Path, django_db_blocker: pytest.FixtureRequest
) -> None:
    bench = PgBench(EmbeddedServer(settings.DATA_DIR), tmp_path)
    given = {"institutions": INSTITUTIONS, "beds": BEDS}
    with django_db_blocker.unblock(), district.databases():
        try:
            district.make("bench_test", beds=BEDS, institutions=INSTITUTIONS)
            for script in (real_script(), real_script(hot=1), floor_script()):
                speed = bench.rate(
                    "bench_test", script, clients=CLIENTS, transactions=TIMES, variables=given
                )
                assert speed > 0
            done = CLIENTS * TIMES
            assert district.double_bookings("bench_test") == 0
            assert _count("beds_bedclaim where end_reason = 'MOVED'") == 2 * done
            assert _count("beds_presence") == 2 * done
            assert _count("audit_payload") == 3 * 2 * done
            assert _count("floor_bedclaim where end_reason = 'MOVED'") == done
            assert _count("floor_presence") == done
            assert _count("floor_payload") == 3 * done
            with pytest.raises(BenchFault):
                bench.rate("bench_test", "select no_such;\n", clients=1, transactions=1)
        finally:
            district.drop("bench_test")


def _count(rows: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {rows}")
        return cursor.fetchone()[0]
