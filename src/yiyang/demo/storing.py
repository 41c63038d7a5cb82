"""Rows into tables by COPY: the slow part of a large district made fast."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.contrib.postgres.fields import ArrayField, DateRangeField, DateTimeRangeField
from django.db import connection, models
from django.db.models.fields.json import JSONField
from psycopg import sql
from psycopg.types.json import Jsonb
from psycopg.types.range import DateRange, TimestamptzRange

from yiyang.access.models import Account, Assignment, Grant
from yiyang.agreements.models import Agreement, Member, Panel, Party
from yiyang.assessments.models import Assessment
from yiyang.beds.models import BedClaim, Presence, Transfer
from yiyang.cases.models import Case, Event
from yiyang.decisions.models import Decision
from yiyang.demo import rows
from yiyang.ledger.models import Act
from yiyang.network.models import (
    Bed,
    Capability,
    Designation,
    Duty,
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

LAST_CHARACTERS = 4


class SealedRow(NamedTuple):
    """A resident number as it is stored."""

    person_id: int
    system: str
    issuer: str
    blind_index: bytes
    sealed_value: bytes
    last_4: str


TABLES: dict[type, type[models.Model]] = {
    rows.PlaceRow: Place,
    rows.InstitutionRow: Institution,
    rows.ServesRow: Institution.serves.through,
    rows.CapabilityRow: Capability,
    rows.DesignationRow: Designation,
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
    rows.PanelRow: Panel,
    rows.ClaimRow: BedClaim,
    rows.PresenceRow: Presence,
    rows.GrantRow: Grant,
    rows.AccountRow: Account,
    rows.AssignmentRow: Assignment,
    rows.DutyRow: Duty,
    rows.CaseRow: Case,
    rows.EventRow: Event,
    rows.TransferRow: Transfer,
    rows.ActRow: Act,
    rows.ResidentIdRow: Identifier,
    SealedRow: Identifier,
}


def store(batch: Sequence[Any], model: type[models.Model] | None = None) -> None:
    """Store rows of one kind by COPY; columns that they do not name take the model's default.

    Args:
        model: where they go, for a kind of row that ``TABLES`` does not name.
    """
    if isinstance(batch[0], rows.ResidentIdRow):
        batch = [_sealed(row) for row in batch]
    model = model or TABLES[type(batch[0])]
    named = batch[0]._fields
    given = [model._meta.get_field(name) for name in named]
    others = [field for field in _unnamed(model, set(named))]
    columns = [field.column for field in (*given, *others)]
    forms = [_form(field) for field in given]
    defaults = tuple(_form(field)(field.get_default()) for field in others)
    _copy(
        model,
        columns,
        (
            tuple(form(value) for form, value in zip(forms, row, strict=True)) + defaults
            for row in batch
        ),
    )


def store_instances(instances: Sequence[models.Model]) -> None:
    """Store unsaved instances of one model that carry their keys, by COPY."""
    model = type(instances[0])
    fields = [f for f in model._meta.concrete_fields if f.db_default is models.NOT_PROVIDED]
    forms = [(field.attname, _form(field)) for field in fields]
    _copy(
        model,
        [field.column for field in fields],
        (tuple(form(getattr(one, name)) for name, form in forms) for one in instances),
    )


def _copy(
    model: type[models.Model], columns: Sequence[str], values: Iterable[tuple[Any, ...]]
) -> None:
    statement = sql.SQL("copy {} ({}) from stdin").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in values:
            copy.write_row(row)


def set_sequences() -> None:
    """Let each table count on after the keys that were given here."""
    with connection.cursor() as cursor:
        for model in (*TABLES.values(), Decision, Assessment):
            table = sql.Identifier(model._meta.db_table)
            cursor.execute(
                sql.SQL(
                    "select setval(pg_get_serial_sequence({}, 'id'), max(id)) from {} "
                    "having max(id) is not null"
                ).format(sql.Literal(model._meta.db_table), table)
            )


def count_anew() -> None:
    """Let the server count what was stored, so that it reads large tables by their indexes.

    It would count by itself only some time after the load has ended.
    """
    tables = sorted({model._meta.db_table for model in (*TABLES.values(), Decision, Assessment)})
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("analyze {}").format(sql.SQL(", ").join(map(sql.Identifier, tables)))
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
    if isinstance(field, ArrayField):
        return list
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
