"""A store of many elders' records: one is imported, and the others are the same under other names.

Elder number ``n`` is the person with the key ``n``; each address of theirs ends in ``-n``.
"""

from __future__ import annotations

import tarfile
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from bench.bundles import SHARED, made_up_bundle
from yiyang.audit.services import PROGRAM
from yiyang.clients.checks import Registration
from yiyang.clients.models import Client
from yiyang.clients.services import register_client
from yiyang.clients.services.authorising import grant_to_system
from yiyang.network.models import Institution, Place
from yiyang.record.services import import_bundle
from yiyang.record.services.rows import INDEX_COLUMNS

FIRST = 100_001  # the number of the first elder: no other number in a body is like it
STEP = 10_000  # between the keys of one elder's resources and the next one's
DIRECTORIES = 2  # bundles of the archive that hold practitioners and organisations
NAME = (
    "(?<!(Practitioner|Organization|Location)/)"
    "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
)
PERSONS = """
insert into people_person
  (id, name, name_key, sex, born_on, place_id, address, phone, language, household, has_carer,
   low_income, special_family, subsidy_class, created_at)
select n, p.name || n, p.name_key || n, p.sex, p.born_on, p.place_id, '', '', p.language,
       p.household, true, false, false, '', p.created_at
from people_person p, generate_series(%(first)s, %(last)s) n where p.id = %(like)s
"""
RESOURCES = """
insert into record_resource
  (key, type, id, version, body, digest, person_id, also_about, origin, updated_at)
select r.key + %(step)s * (n - %(first)s + 1), r.type, r.id || '-' || n, r.version,
       regexp_replace(r.body, %(name)s, '\\1-' || n, 'g'), gen_random_uuid(), n, '{}', r.origin,
       r.updated_at
from record_resource r, generate_series(%(first)s, %(last)s) n
where r.person_id = %(like)s
"""
INDEX = """
insert into record_{table} (resource_id, {columns})
select i.resource_id + %(step)s * (n - %(first)s + 1), {given}
from record_{table} i join record_resource r on r.key = i.resource_id,
     generate_series(%(first)s, %(last)s) n
where r.person_id = %(like)s
"""
TARGET = "regexp_replace(i.target, %(name)s, '\\1-' || n)"
GRANTS = """
insert into access_grant
  (person_id, grantee_kind, grantee_id, purpose, scope, span, origin_kind, origin_id)
select n, 'INSTITUTION', %(institution)s, 'CARE', 'RECORD', '[2020-01-01,)', 'bench', n
from generate_series(%(first)s, %(last)s) n
"""
PLACE = "31010601"
OURS = ("versionId", "lastUpdated")  # what is put into the meta of each resource shown


@dataclass(frozen=True)
class Store:
    """What was filled in: the elders' numbers, and the client that may read and write them all."""

    first: int
    last: int
    resources: int
    patient: str  # the id that each Patient's begins with
    observation: str  # one of the measurements of an elder
    client: Client


def fill(elders: int) -> Store:
    """Fill the empty database in use with the records of so many elders.

    Raises:
        RuntimeError: the elder that all are made of was not stored.
    """
    like = _import()
    hospital = _hospital()
    given = {
        "first": FIRST, "last": FIRST + elders - 1, "like": like, "step": STEP, "name": NAME,
        "institution": hospital.pk,
    }  # fmt: skip
    with connection.cursor() as cursor:
        for statement in (PERSONS, RESOURCES, GRANTS):
            cursor.execute(statement, given)
        for table, columns in INDEX_COLUMNS.items():
            chosen = ", ".join(TARGET if c == "target" else f"i.{c}" for c in columns.split(", "))
            cursor.execute(INDEX.format(table=table, columns=columns, given=chosen), given)
        cursor.execute("select setval('record_resource_key_seq', max(key)) from record_resource")
        cursor.execute("vacuum analyze")
        cursor.execute("select count(*) from record_resource")
        resources = cursor.fetchone()[0]
        own = "select id from record_resource where person_id = %s and type = %s order by key"
        names = [_one(cursor, own, like, kind) for kind in ("Patient", "Observation")]
    return Store(FIRST, FIRST + elders - 1, resources, names[0], names[1], _system(hospital))


def token_for(store: Store) -> str:
    """Return an access token of the store's client, fresh: one of Backend Services is short."""
    scopes = ["system/*.cruds"]
    return grant_to_system(client=store.client, scopes=scopes, at=timezone.now()).access


def bundles() -> list[bytes]:
    """Return what is imported: directories, then one elder's own transaction."""
    if not SHARED.exists():
        return [made_up_bundle()]
    with tarfile.open(SHARED) as archive:
        bodies = sorted((archive.extractfile(m).read() for m in archive), key=len)
    return bodies[: DIRECTORIES + 1]


def _import() -> int:
    for body in bundles():
        report = import_bundle(body=body, by=PROGRAM, at=timezone.now())
        if report.findings:
            raise RuntimeError(f"not stored: {report.findings[:3]}")
    with connection.cursor() as cursor:
        return int(_one(cursor, "select max(id) from people_person"))


def _one(cursor: object, statement: str, *values: object) -> object:
    cursor.execute(statement, values)
    return cursor.fetchone()[0]


def _hospital() -> Institution:
    place, _ = Place.objects.get_or_create(code=PLACE, defaults={"name_zh": "甲", "name_en": "A"})
    return Institution.objects.create(
        code="BENCH",
        name_zh="医院",
        name_en="Hospital",
        kind="HOSPITAL",
        ownership="PUBLIC",
        place=place,
        lon=121.44,
        lat=31.23,
    )


def _system(hospital: Institution) -> Client:
    key = {"kty": "EC", "crv": "P-384", "kid": "bench", "alg": "ES384"}
    made = {**key, **_point()}
    wanted = Registration(
        name_zh="测量",
        name_en="Bench",
        proof=Client.Proof.KEYS,
        is_system=True,
        scopes=("system/*.cruds",),
        jwks={"keys": [made]},
    )
    now = timezone.now()
    return register_client(wanted, institution_id=hospital.pk, by=PROGRAM, at=now).client


def _point() -> dict[str, str]:
    from joserfc.jwk import ECKey  # noqa: PLC0415 -- once, for the client's own key

    public = ECKey.generate_key("P-384").as_dict(private=False)
    return {name: public[name] for name in ("x", "y")}
