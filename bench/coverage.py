"""The coverage page of a district of a million people: the page against its own statements.

The page goes the whole way (sign-in, assignment, the people who may be counted, statements,
verdicts, map, text); against it stand the very statements it runs, alone, one after another.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable

import psycopg
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.parts import district, web
from bench.parts.transfers import BEGAN
from yiyang.access.models import Assignment, Role
from yiyang.faces.operations.benching import Ratio, in_turn
from yiyang.network.models import Place
from yiyang.postgres import EmbeddedServer
from yiyang.postgres.database import libpq_parts

FULL = os.environ.get("YIYANG_BENCH") == "full"
PEOPLE = 1_000_000 if FULL else 20_000
PAIRS = 10 if FULL else 3
ASKED = 5 if FULL else 10  # times each, in a pair; a million people take seconds
ALLOWED = 2
DATABASE = "bench_coverage"
BEDS, INSTITUTIONS = 14, 14
FILLING = (
    """update people_person set place_id = 2 + id % 14,
         born_on = date '1935-01-01' + (id % 30000)::int,
         died_at = case when id % 97 = 0 then timestamptz '2026-01-15' end""",
    """insert into agreements_agreement (id, kind, variety, form, number, title_zh, title_en, state,
         span, transfer_priority, end_reason)
       select id, 'FAMILY_DOCTOR', '', 'PERSON', 'B' || id, '', '', 'IN_FORCE',
         '[2025-07-01,2028-07-01)', false, ''
       from people_person where id % 5 < 3""",
    """insert into agreements_member
         (agreement_id, person_id, slot, institution_id, packages, span, end_reason, on_panel)
       select id, id, 'FAMILY_DOCTOR', 1 + id % 14, '{}', '[2025-07-01,2028-07-01)', '', false
       from people_person where id % 5 < 3""",
    """insert into decisions_decision (rule, rule_version, book_digest, day, place, strict,
         facts, result, clauses, marks, authorities, subject_kind, subject_id, made_at)
       values ('bench', '1', '', '2026-01-01', '310106', false, '{}', '{}', '[]', '[]', '[]',
         'person', 0, now())""",
    """insert into key_groups_membership
         (person_id, "group", span, source_kind, source_key, decision_id)
       select id, (array['ELDER', 'HYPERTENSION', 'DIABETES', 'DISABLED'])[1 + id % 4],
         '[2024-01-01,)', 'REGISTER', '', (select min(id) from decisions_decision)
       from people_person where id % 3 = 0""",
)


def ratios() -> list[Ratio]:
    """Return how much of the time that is allowed the slowest pages of a hundred leave."""
    server = EmbeddedServer(settings.DATA_DIR)
    with server.in_use(), district.databases():
        _say(f"filling {PEOPLE:,} people")
        district.PEOPLE = PEOPLE
        district.make(DATABASE, beds=BEDS, institutions=INSTITUTIONS)
        with connection.cursor() as cursor:
            for statement in FILLING:
                cursor.execute(statement)
            cursor.execute("vacuum analyze")
        client = _signed_in()
        statements = _statements(client)
        cookie = f"Cookie: sessionid={client.cookies['sessionid'].value}\r\n"
        parts = libpq_parts(server.connection_parts(DATABASE), DATABASE)
        with (
            web.served("yiyang.config.wsgi.application", server, DATABASE, workers=1) as port,
            psycopg.connect(**parts, autocommit=True) as own,
        ):

            async def read(asked: web.Connection, _client: int) -> None:
                body = await asked.get("/coverage/", cookie)
                if b"<svg" not in body and b"<table" not in body:
                    raise web.WebFault(f"not the page: {body[:200]!r}")

            def page() -> float:
                _, taken = web.rate(port, read, clients=1, seconds=_seconds(statements, own))
                return 1 / _slowest(taken)

            def allowed() -> float:
                taken = [_timed(lambda: _run(own, statements)) for _ in range(ASKED)]
                return 1 / (ALLOWED * _slowest(taken))

            page()  # the worker is warm: it has compiled what it runs
            pairs = in_turn(page, allowed, PAIRS)
    found = Ratio(
        f"coverage page of {PEOPLE:,} people, p99", f"{ALLOWED} × its statements' p99", pairs, 1.0
    )
    _say(f"{found.what}: {found.median:.2f} of what is allowed")
    return [found]


def _statements(client: Client) -> list[str]:
    """Return the statements of figures that the page runs, with their values in them."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/coverage/").status_code == 200
    return [q["sql"] for q in captured.captured_queries if "asked_person" in q["sql"]]


def _seconds(statements: list[str], own: psycopg.Connection) -> float:
    return max(3.0, ASKED * 1.5 * _timed(lambda: _run(own, statements)))


def _run(own: psycopg.Connection, statements: list[str]) -> None:
    for statement in statements:
        own.execute(statement).fetchall()


def _timed(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _slowest(taken: list[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.99)]


def _signed_in() -> Client:
    """Return a browser of the statistics of the whole district."""
    account = get_user_model().objects.create(username="bench")
    Assignment.objects.create(
        account=account,
        role=Role.STATISTICS,
        place=Place.objects.get(code="310106"),
        span=DateTimeTZRange(BEGAN, None),
    )
    client = Client()
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def _say(text: str) -> None:
    print(f"  {text}", file=sys.stderr, flush=True)
