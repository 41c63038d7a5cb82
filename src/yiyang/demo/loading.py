"""Storing a synthetic district: rows by COPY, in one transaction, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField
from django.db import connection, models, transaction
from django.db.models.fields.json import JSONField
from psycopg import sql
from psycopg.types.json import Jsonb
from psycopg.types.range import DateRange, TimestamptzRange

from yiyang.access.models import Grant
from yiyang.agreements.models import Agreement, Member, Party
from yiyang.audit.services import PROGRAM, record
from yiyang.beds.models import BedClaim, Presence
from yiyang.demo import geography, rows
from yiyang.demo.district import District, planned
from yiyang.demo.district import rows as rows_of
from yiyang.demo.plan import Plan
from yiyang.network.models import (
    Bed,
    Capability,
    Institution,
    Place,
    Post,
    Practitioner,
    Team,
    TeamMember,
    Ward,
)
from yiyang.people.identifiers import blind_index, seal
from yiyang.people.models import Identifier, Person, Preference, Relative

TABLES: dict[type, type[models.Model]] = {
    rows.PlaceRow: Place,
    rows.InstitutionRow: Institution,
    rows.ServesRow: Institution.serves.through,
    rows.CapabilityRow: Capability,
    rows.PractitionerRow: Practitioner,
    rows.PostRow: Post,
    rows.TeamRow: Team,
    rows.TeamMemberRow: TeamMember,
    rows.WardRow: Ward,
    rows.BedRow: Bed,
    rows.PersonRow: Person,
    rows.RelativeRow: Relative,
    rows.PreferenceRow: Preference,
    rows.AgreementRow: Agreement,
    rows.PartyRow: Party,
    rows.MemberRow: Member,
    rows.ClaimRow: BedClaim,
    rows.PresenceRow: Presence,
    rows.GrantRow: Grant,
}
LAST_CHARACTERS = 4
LOADED = "demo.loaded"
Progress = Callable[[str, int], None]


class SealedRow(NamedTuple):
    """A resident number as it is stored."""

    person_id: int
    system: str
    issuer: str
    blind_index: bytes
    sealed_value: bytes
    last_4: str


TABLES[SealedRow] = Identifier


class NotEmpty(Exception):
    """The database holds something that is no synthetic district."""


def load_if_empty(plan: Plan, progress: Progress) -> District | None:
    """Make and store a district when the database is empty; leave one that is there alone.

    Args:
        plan: the seed, the size and the moment of the district.
        progress: told of every batch: what kind of rows, and how many.

    Returns:
        What was made, or None when there was a district already.

    Raises:
        NotEmpty: there are places that no earlier load made.
    """
    if is_loaded():
        return None
    if Place.objects.exists():
        raise NotEmpty
    return load(plan, progress)


def is_loaded() -> bool:
    """Tell whether this database holds a synthetic district."""
    with connection.cursor() as cursor:
        cursor.execute("select exists (select from audit_entry where action = %s)", [LOADED])
        return bool(cursor.fetchone()[0])


@transaction.atomic
def load(plan: Plan, progress: Progress) -> District:
    """Make a district and store it, in one transaction: a load cut short leaves nothing."""
    district = planned(plan)
    for batch in rows_of(district):
        if batch:
            store(batch)
            progress(TABLES.get(type(batch[0]), Identifier)._meta.model_name, len(batch))
    set_sequences()
    record(
        by=PROGRAM,
        at=plan.at,
        action=LOADED,
        subject_kind="place",
        subject_id=geography.DISTRICT,
        payload={"seed": plan.seed, "size": plan.size},
    )
    return district


def store(batch: Sequence[Any]) -> None:
    """Store rows of one kind by COPY; columns that they do not name take the model's default."""
    if isinstance(batch[0], rows.ResidentIdRow):
        batch = [_sealed(row) for row in batch]
    model = TABLES[type(batch[0])]
    named = batch[0]._fields
    given = [model._meta.get_field(name) for name in named]
    others = [field for field in _unnamed(model, set(named))]
    columns = [field.column for field in (*given, *others)]
    forms = [_form(field) for field in given]
    defaults = tuple(_form(field)(field.get_default()) for field in others)
    statement = sql.SQL("copy {} ({}) from stdin").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in batch:
            values = tuple(form(value) for form, value in zip(forms, row, strict=True))
            copy.write_row(values + defaults)


def set_sequences() -> None:
    """Let each table count on after the keys that were given here."""
    with connection.cursor() as cursor:
        for model in TABLES.values():
            table = sql.Identifier(model._meta.db_table)
            cursor.execute(
                sql.SQL(
                    "select setval(pg_get_serial_sequence({}, 'id'), max(id)) from {} "
                    "having max(id) is not null"
                ).format(sql.Literal(model._meta.db_table), table)
            )


def _unnamed(model: type[models.Model], named: set[str]) -> Iterator[models.Field]:
    for field in model._meta.concrete_fields:
        if field.attname in named or field.name in named or isinstance(field, models.AutoField):
            continue
        if field.db_default is models.NOT_PROVIDED and not (field.null and not field.has_default()):
            yield field


def _form(field: models.Field) -> Callable[[Any], Any]:
    """Return how a value of a field is written: a period as a range, a tree as JSON."""
    if isinstance(field, DateTimeRangeField):
        return lambda span: TimestamptzRange(span.since, span.until, "[)")
    if isinstance(field, DateRangeField):
        return lambda span: DateRange(span.since, span.until, "[)")
    if isinstance(field, JSONField):
        return lambda tree: None if tree is None else Jsonb(tree)
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _sealed(row: rows.ResidentIdRow) -> SealedRow:
    system = Identifier.System.RESIDENT_ID.value
    index = blind_index(system, "", row.value)
    return SealedRow(
        row.person_id, system, "", index, seal(row.value), row.value[-LAST_CHARACTERS:]
    )


def loaded_at() -> datetime | None:
    """Return the moment the district was made for, or None when there is none."""
    with connection.cursor() as cursor:
        cursor.execute("select min(at) from audit_entry where action = %s", [LOADED])
        return cursor.fetchone()[0]
