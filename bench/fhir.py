"""Read, search, create and ``$everything`` at ``/fhir`` over HTTP, against pgbench.

Each is asked with an access token and leaves its line in the access log.  It is set against two
things: every statement that the program sends for one such request (its token, who may see it,
the access log), written down once and played by pgbench for others; and the bare statement of
the work alone, which looks neither at who asks nor keeps a log.  Before anything is timed the
answers are held against the store, and after each run the access log must have grown by
just as many lines as were owed; else there is no ratio.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psycopg
from django.conf import settings
from django.db import connection
from django.test import Client

from bench.parts import district, elders, knocking, web
from bench.parts.pgbench import PgBench
from bench.parts.replay import request_script
from yiyang.faces.operations.benching import Ratio
from yiyang.postgres import EmbeddedServer
from yiyang.postgres.database import libpq_parts
from yiyang.record.services.drafts import draft_of
from yiyang.record.services.rows import INDEX_COLUMNS
from yiyang.rules.fhir_map.indexing import index_of
from yiyang.rules.fhir_map.parameters import parameter
from yiyang.rules.fhir_map.values import hash_of

FULL = os.environ.get("YIYANG_BENCH") == "full"
PAIRS = 10 if FULL else 3
SECONDS = 4 if FULL else 2
ELDERS = 1_000 if FULL else 150
CLIENTS = (16, 64)
FEW, MANY = 4, 16
DATABASE = "bench_fhir"
APPLICATION = "yiyang.config.wsgi.application"
PAGE = 20
SINCE = "2012-01-01"
SAME, BARE = "the same SQL by pgbench", "the bare statement by pgbench"
PICK = r"""
\set k random(:first, :last)
\set u random(1, 9000000000000000000)
"""
FORMS = {"date": "::timestamptz", "quantity": "::numeric", "composite": "::numeric"}
LOOKS = "select count(*) from audit_entry where action in ('record.read', 'record.search')"
NAMED = ("type", "id", "version", "updated_at", "body")
READ = f"select {', '.join(NAMED)} from record_resource where type = '{{}}' and id = "
ALL = f"select {', '.join(NAMED)} from record_resource where person_id = "


class WrongAnswer(Exception):
    """What the program answered is not what stands in the store: nothing is measured."""


@dataclass(frozen=True)
class Work:
    """One kind of request: how it is made of a number, what it is held against, its target."""

    name: str
    request: Callable[[int], tuple[str, str, bytes]]  # method, path, body
    bare: str
    target: float
    looks: int  # lines of the access log that each leaves
    check: Callable[[bytes], bool]
    clients: tuple[int, ...] = CLIENTS


def ratios() -> list[Ratio]:
    """Return all ratios of the FHIR face; prints what it does."""
    server = EmbeddedServer(settings.DATA_DIR)
    with server.in_use(), district.databases(), tempfile.TemporaryDirectory() as folder:
        _say(f"filling the records of {ELDERS:,} elders")
        district.make_empty(DATABASE)
        store = elders.fill(ELDERS)
        _say(f"{store.resources:,} resources")
        bench = _Bench(PgBench(server, Path(folder)), store)
        with web.served(APPLICATION, server, DATABASE) as port:
            return [ratio for work in _works(store) for ratio in bench.measured(work, port)]


def _works(store: elders.Store) -> list[Work]:
    def named(kind: str, begin: str) -> Callable[[int], tuple[str, str, bytes]]:
        return lambda n: ("GET", f"/fhir/{kind}/{begin}-{n}", b"")

    search = (
        f"/fhir/Observation?patient=Patient/{store.patient}-%d&category=vital-signs"
        f"&date=ge{SINCE}&_count={PAGE}"
    )
    address, patient = f"Patient/{store.patient}-", f"'Patient/{store.patient}-' || :k"
    return [  # what writes comes last: a record that has grown is longer to gather
        Work(
            "read",
            named("Observation", store.observation),
            READ.format("Observation") + f"'{store.observation}-' || :k;\n",
            0.07,
            1,
            lambda body: body.startswith(b'{"resourceType":"Observation"'),
        ),
        Work(
            f"search by person, token and date, {PAGE} rows",
            lambda n: ("GET", search % n, b""),
            _bare_search(patient),
            0.06,
            1,
            lambda body: body.count(b'"fullUrl"') == PAGE,
        ),
        Work(
            "$everything of one elder",
            lambda n: ("GET", f"/fhir/{address}{n}/$everything", b""),
            ALL + ":k and deleted_at is null order by key;\n",
            0.3,
            1,
            lambda body: body.count(b'"fullUrl"') > PAGE,
            (FEW,),
        ),
        Work(
            "create",
            lambda n: ("POST", "/fhir/Observation", _pulse(f"{address}{n}")),
            _bare_create(patient),
            0.08,
            0,
            lambda body: b'"versionId":"1"' in body,
        ),
    ]


def _pulse(patient: str) -> bytes:
    code = {"coding": [{"system": "http://loinc.org", "code": "8867-4", "display": "Heart rate"}]}
    category = "http://terminology.hl7.org/CodeSystem/observation-category"
    return json.dumps(
        {
            "resourceType": "Observation",
            "status": "final",
            "category": [{"coding": [{"system": category, "code": "vital-signs"}]}],
            "code": code,
            "subject": {"reference": patient},
            "effectiveDateTime": "2009-03-01T08:00:00+08:00",  # before all that is searched for
            "valueQuantity": {
                "value": 72,
                "unit": "/min",
                "system": "http://unitsofmeasure.org",
                "code": "/min",
            },
        }
    ).encode()


def _bare_search(patient: str) -> str:
    """Find as the program does, by the same plan, whoever asks."""
    held = (
        "exists (select 1 from record_{} i where i.resource_id = r.key and i.param = {} and {}{})"
    )
    wanted = (
        ("reference", "patient", f"i.target = {patient}", ""),
        ("token", "category", f"i.code = {hash_of('vital-signs')}", " offset 0"),
        ("date", "date", f"i.low >= '{SINCE}'", " offset 0"),
    )
    where = " and ".join(
        held.format(table, parameter("Observation", code).key, row, each)
        for table, code, row, each in wanted
    )
    return (
        "select r.key, r.type, r.id, r.version, r.updated_at, r.person_id, r.body "
        f"from record_resource r where r.type = 'Observation' and r.deleted_at is null and {where} "
        f"order by r.key limit {PAGE + 1};\n"
    )


def _bare_create(patient: str) -> str:
    """Write the rows that the program writes for the resource, and nothing else."""
    number = 424_242
    about = {**json.loads(_pulse(f"{patient.split(chr(39))[1]}{number}")), "id": "NAME"}
    draft = draft_of(about)
    body = "'" + draft.body.decode().replace("'", "''").replace(
        "NAME", "' || gen_random_uuid() || '"
    )
    body = body.replace(str(number), "' || :k || '") + "'"
    body = body.replace(":00", "' || chr(58) || '00").replace(':"', "' || chr(58) || '\"")
    lines = [
        "begin;",
        "insert into record_resource (type, id, version, body, digest, person_id, also_about, "
        f"origin, updated_at) values ('Observation', gen_random_uuid()::text, 1, {body}, "
        r"gen_random_uuid(), :k, '{}', 'bench', now()) returning key \gset r_",
    ]
    index = index_of(draft.resource)
    for table, columns in INDEX_COLUMNS.items():
        rows = [
            ", ".join([":r_key", *(_literal(v, number, FORMS.get(table, "")) for v in row)])
            for row in getattr(index, table)
        ]
        if rows:
            values = "), (".join(rows)
            lines.append(f"insert into record_{table} (resource_id, {columns}) values ({values});")
    return "\n".join([*lines, "commit;\n"])


def _literal(value: object, number: int, form: str) -> str:
    if isinstance(value, int):
        return str(value)
    text = str(value).replace("'", "''").replace(":", "' || chr(58) || '")
    return f"('{text}')".replace(str(number), "' || :k || '") + form


class _Bench:
    """Runs one kind of work in turn with what it is held against."""

    def __init__(self, bench: PgBench, store: elders.Store) -> None:
        self.bench, self.store = bench, store
        self.picked = random.Random(0)

    def measured(self, work: Work, port: int) -> Iterator[Ratio]:
        """Yield the ratios of one kind of work; raises WrongAnswer, WebFault."""
        self._check(work, port)
        same = PICK + self._same(work)
        scripts = {SAME: same, BARE: PICK + work.bare}
        for clients in work.clients:
            self._http(work, port, clients)  # the workers are warm
            taken: dict[str, list[float]] = {"ours": [], SAME: [], BARE: []}
            for number in range(PAIRS):
                turns = list(taken)
                for what in turns[number % len(turns) :] + turns[: number % len(turns)]:
                    if what == "ours":
                        taken[what].append(self._http(work, port, clients))
                    else:
                        taken[what].append(self._pgbench(scripts[what], clients))
            said = ", ".join(f"{what} {median(speeds):,.0f}/s" for what, speeds in taken.items())
            _say(f"{work.name}, {clients} clients: {said}")
            for against in scripts:
                pairs = zip(taken["ours"], taken[against], strict=True)
                yield Ratio(
                    f"{work.name}, two workers, {clients} clients",
                    against,
                    tuple(ours / base for ours, base in pairs),
                    work.target,
                )

    def _http(self, work: Work, port: int, clients: int) -> float:
        token = elders.token_for(self.store)
        before = _one(LOOKS)

        def request() -> bytes:
            number = self.picked.randint(self.store.first, self.store.last)
            method, path, body = work.request(number)
            return knocking.message(method, path, token, body)

        speed, answered = knocking.rate(
            port, request, clients=clients, seconds=SECONDS, check=work.check
        )
        if _one(LOOKS) - before != answered * work.looks:
            raise WrongAnswer(f"{work.name}: {answered} answers, {_one(LOOKS) - before} lines")
        return speed

    def _pgbench(self, script: str, clients: int) -> float:
        given = {"first": self.store.first, "last": self.store.last}
        seconds = SECONDS * (2 if clients > MANY else 1)  # many clients need time to get going
        return self.bench.rate(DATABASE, script, clients=clients, seconds=seconds, variables=given)

    def _check(self, work: Work, port: int) -> None:
        """Hold what one request is answered against the store itself."""
        token, number = elders.token_for(self.store), self.store.first + 7
        method, path, body = work.request(number)
        said = json.loads(knocking.ask(port, knocking.message(method, path, token, body)))
        shown = [e["resource"] for e in said["entry"]] if "entry" in said else [said]
        if method == "POST":
            own = {k: v for k, v in said.items() if k not in ("id", "meta")}
            if own != json.loads(body):
                raise WrongAnswer(work.name)
            rows = [self._stored(said["id"])]
        else:
            rows = self._rows(work.bare, number)
        held = {f"{r[0]}/{r[1]}": json.loads(r[4]) for r in rows}
        for one in shown:
            name = f"{one['resourceType']}/{one['id']}"
            if name.endswith(f"-{number}") or method == "POST":
                meta = {k: v for k, v in one["meta"].items() if k not in elders.OURS}
                if {**one, "meta": meta} != held.pop(name):
                    raise WrongAnswer(f"{work.name}: {name}")
        if held:
            raise WrongAnswer(f"{work.name}: {len(held)} are missing")

    def _rows(self, statement: str, number: int) -> list[tuple]:
        parts = libpq_parts(connection.settings_dict, DATABASE)
        text = statement.strip().rstrip(";").replace(":k", str(number))
        with psycopg.connect(**parts) as opened:
            rows = opened.execute(text.encode()).fetchall()
        rows = [(*row[1:5], row[6]) if len(row) > len(NAMED) else row for row in rows]
        return rows[:PAGE] if "limit" in text else rows

    def _stored(self, fhir_id: str) -> tuple:
        with connection.cursor() as cursor:
            cursor.execute(READ.format("Observation") + "%s", [fhir_id])
            return cursor.fetchone()

    def _same(self, work: Work) -> str:
        """Return the script of all that one request says to the database."""
        number = self.store.first + 3
        token = elders.token_for(self.store)
        method, path, body = work.request(number)
        browser = Client(headers={"Authorization": f"Bearer {token}"})

        known: dict[int | str, str] = {number: ":k"}

        def act() -> None:
            kind = "application/fhir+json"
            answer = browser.generic(method, path, body, content_type=kind)
            if answer.status_code not in (200, 201):
                raise WrongAnswer(f"{work.name}: {answer.status_code}")
            if method == "POST":  # an id of its own each time
                known[answer.json()["id"]] = "('bench-' || :u)"

        for _ in range(3):
            act()
        script = request_script(act, known)
        with connection.cursor() as cursor:  # pgbench takes longer than a token lives
            cursor.execute("update clients_token set expires_at = now() + interval '1 day'")
        return script


def _one(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


def _say(text: str) -> None:
    print(f"  {text}", file=sys.stderr, flush=True)
