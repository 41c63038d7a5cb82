"""Databases to measure in: made by the migrations, filled with a district of a given size."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection

from bench.parts.holding import FLOOR_TABLES, KIND

PEOPLE = 40_000
PLACES = """
insert into network_place (code, name_zh, name_en)
select '310106' || case n when 0 then '' else lpad(n::text, 3, '0') end,
       '地方' || n, 'Place ' || n
from generate_series(0, 14) n
"""
INSTITUTIONS = """
insert into network_institution
  (code, name_zh, name_en, kind, ownership, credit_code, place_id, address, phone, lon, lat,
   designated, converted, medical_way, is_open)
select 'I' || n, '机构' || n, 'Institution ' || n, %(kind)s, 'PUBLIC', '',
       (select id from network_place where code = '310106' || lpad((1 + n %% 14)::text, 3, '0')),
       '', '', 121.44 + n * 0.0001, 31.23 + n * 0.0001, true, false, 'NONE', true
from generate_series(1, %(institutions)s) n
"""
PERSONS = """
insert into people_person
  (name, name_key, sex, born_on, place_id, address, phone, language, household, has_carer,
   low_income, special_family, subsidy_class, created_at)
select '居民' || n, 'jumin ' || n, '2', '1940-01-01', 2, '', '', 'zh-hans', 'WITH_FAMILY', true,
       false, false, '', '2025-01-01'
from generate_series(1, %(people)s) n
"""
# Whoever is registered has a Patient; without, the first move of each person would make one.
PATIENTS = """
insert into record_resource (type, id, version, body, digest, person_id, also_about, origin,
                             updated_at)
select 'Patient', 'person-' || id, 1,
       '{"resourceType":"Patient","id":"person-' || id || '","meta":{}}',
       md5('Patient' || id)::uuid, id, '{}', 'person/' || id, created_at
from people_person
"""
# Every tenth bed is for men only, every seventh dearer than the budget: something to pass over.
BEDS = """
insert into network_bed
  (code, institution_id, kind, room, sex_rule, isolation, nursing_type, dementia_unit,
   price_fen_per_month, subsidy_class, state, state_since)
select 'B' || institution || '-' || n, institution, %(kind)s, '',
       case when n %% 10 = 0 then 'MEN' when n %% 3 = 0 then 'WOMEN' else 'ANY' end,
       false, n %% 2 = 0, n %% 5 = 0, case when n %% 7 = 0 then 900000 else 500000 end,
       '', 'FREE', '2025-01-01'
from generate_series(1, %(beds)s / %(institutions)s) n,
     generate_series(1, %(institutions)s) institution
"""
# The tables that were filled, and no other: a server that has counted a table when it was empty
# plans for an empty one as long as a connection keeps its plans.
COUNT = """
vacuum analyze network_place, network_institution, people_person, record_resource, network_bed,
  floor_bed
"""
DOUBLE = """
select (select count(*) from beds_bedclaim a join beds_bedclaim b
          on a.bed_id = b.bed_id and a.id < b.id and a.span && b.span)
     + (select count(*) from beds_presence a join beds_presence b
          on a.person_id = b.person_id and a.axis = b.axis and a.id < b.id and a.span && b.span)
"""


@contextmanager
def databases() -> Iterator[None]:
    """Let Django use databases made here, and give it back its own at the end."""
    own = connection.settings_dict["NAME"]
    try:
        yield
    finally:
        use(own)


def use(name: str) -> None:
    """Let Django's connection lead to another database of the same server."""
    connection.close()
    connection.settings_dict["NAME"] = name


def make(name: str, *, beds: int, institutions: int, like: str | None = None) -> None:
    """Make and fill a database, and use it.

    Args:
        beds: shared equally by the institutions.
        like: an empty one with its tables, which is then copied; None to run the migrations.
    """
    make_empty(name, like=like)
    values = {"beds": beds, "institutions": institutions, "people": PEOPLE, "kind": KIND}
    fill(values | {"institution_kind": "CARE_INSTITUTION"})


def make_empty(name: str, *, like: str | None = None) -> None:
    """Make a database with all tables and no rows of its own, and use it."""
    use("postgres")
    with connection.cursor() as cursor:
        cursor.execute(f"drop database if exists {name}")
        cursor.execute(f"create database {name} template {like or 'template0'}")
        # Commits to disk vary with the disk and are nothing that a program can be measured by.
        cursor.execute(f"alter database {name} set synchronous_commit = off")
    use(name)
    if like is None:
        call_command("migrate", verbosity=0, interactive=False)


def drop(name: str) -> None:
    """Remove a database."""
    use("postgres")
    with connection.cursor() as cursor:
        cursor.execute(f"drop database if exists {name}")


def fill(values: dict[str, object]) -> None:
    """Fill the tables that holding a bed needs, and the floor's own ones."""
    with connection.cursor() as cursor:
        cursor.execute(PLACES)
        cursor.execute(INSTITUTIONS, values | {"kind": values["institution_kind"]})
        cursor.execute(PERSONS, values)
        cursor.execute(PATIENTS)
        cursor.execute(BEDS, values)
        for statement in FLOOR_TABLES:
            cursor.execute(statement)
        cursor.execute(COUNT)


def double_bookings(name: str) -> int:
    """Return how many claims of one bed, or presences of one person, share a moment."""
    use(name)
    with connection.cursor() as cursor:
        cursor.execute(DOUBLE)
        row = cursor.fetchone()
    return int(row[0])
