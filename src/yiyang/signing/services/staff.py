"""The people of an organisation: taken from a list, each row checked, all faults at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from yiyang.audit.services import Actor, record
from yiyang.kernel.findings import Finding
from yiyang.kernel.identifiers import is_resident_id
from yiyang.kernel.messages import Message
from yiyang.network.importing.tables import Table
from yiyang.people.identifiers import normalised
from yiyang.people.models import Person
from yiyang.people.selectors import person_by_identifier
from yiyang.signing.models import Employment

NAME = ("姓名", "name")
NUMBER = ("身份证号", "身份证号码", "居民身份证号", "resident_id", "resident id")
RESIDENT_ID = "RESIDENT_ID"


@dataclass(frozen=True)
class ReadStaff:
    """What a list holds: the people found, and every fault with its row."""

    person_ids: tuple[int, ...]
    findings: tuple[Finding, ...]


def read_staff(table: Table) -> ReadStaff:
    """Return the people that a list of names and resident ids names.

    A number that is not known and one that belongs to another name have one answer: a list
    tells an organisation nothing about anybody.
    """
    columns = [table.column(names) for names in (NAME, NUMBER)]
    if None in columns:
        return ReadStaff((), (Finding("COLUMNS_MISSING", "row 1", Message("COLUMNS_MISSING")),))
    name_at, number_at = columns
    found: dict[int, int] = {}
    findings: list[Finding] = []
    for row in table.rows:
        person_id, fault = _person(row.cells[name_at], row.cells[number_at])
        if person_id is not None and person_id in found:
            fault = "ROW_TWICE"
        if fault:
            findings.append(Finding(fault, f"row {row.number}", Message(fault)))
        elif person_id is not None:
            found[person_id] = row.number
    return ReadStaff(tuple(found), tuple(findings))


def find_present(name: str, number: str) -> int | None:
    """Return the person with this name and resident id, or None: for who stands at a desk."""
    return _person(name, number)[0]


@transaction.atomic
def enrol_staff(*, organisation_id: int, person_ids: Sequence[int], by: Actor, at: datetime) -> int:
    """Take people in as an organisation's from today; return how many are new."""
    today = timezone.localdate(at)
    known = set(
        Employment.objects.filter(
            organisation=organisation_id, person__in=person_ids, span__contains=today
        ).values_list("person_id", flat=True)
    )
    fresh = [key for key in dict.fromkeys(person_ids) if key not in known]
    Employment.objects.bulk_create(
        Employment(organisation_id=organisation_id, person_id=key, span=DateRange(today, None))
        for key in fresh
    )
    record(
        by=by,
        at=at,
        action="signing.enrol_staff",
        subject_kind="institution",
        subject_id=organisation_id,
        payload={"people": fresh},
    )
    return len(fresh)


def _person(name: str, number: str) -> tuple[int | None, str]:
    if not is_resident_id(normalised(RESIDENT_ID, number)):
        return None, "BAD_RESIDENT_ID"
    person_id = person_by_identifier(RESIDENT_ID, number)
    person = Person.objects.filter(pk=person_id, died_at=None).first()
    if person is None or person.name.strip() != name.strip():
        return None, "NOBODY_WITH_THESE"
    return person.pk, ""
