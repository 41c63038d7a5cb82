"""Who a person is, how they live, and the numbers by which others know them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from yiyang.access.models import Grant
from yiyang.access.services import write_grant
from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.kernel.errors import Refused
from yiyang.kernel.findings import Finding
from yiyang.people.checks import identity_findings, living_findings
from yiyang.people.identifiers import blind_index, normalised, resident_id_findings, seal
from yiyang.people.models import Identifier, Person
from yiyang.people.names import name_key

RESIDENT_ID = Identifier.System.RESIDENT_ID
ONCE = "identifier_once"


class AlreadyKnown(Refused):
    """This identifier belongs to somebody who is registered already."""

    code = "IDENTIFIER_ALREADY_KNOWN"


class BadPerson(Refused):
    """What was given about the person cannot be true; ``findings`` name every fault."""

    code = "BAD_PERSON"

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(count=len(findings))
        self.findings = findings


@dataclass(frozen=True)
class Identity:
    """Who a person is and where they live; ``place_id`` and coordinates None when not known."""

    name: str
    sex: str = Person.Sex.UNKNOWN
    born_on: date | None = None
    place_id: int | None = None
    address: str = ""
    lon: float | None = None
    lat: float | None = None
    phone: str = ""
    language: str = "zh-hans"


@dataclass(frozen=True)
class Living:
    """How a person lives; metres, and fen a month, None where there is no limit.

    ``has_carer`` is None as long as nobody has said: a carer nobody knows of helps nobody.
    """

    household: str = Person.Household.NOT_KNOWN
    has_carer: bool | None = None
    low_income: bool = False
    special_family: bool = False
    max_distance_metres: int | None = None
    budget_fen_per_month: int | None = None
    subsidy_class: str = ""


@transaction.atomic
def register_person(
    *,
    identity: Identity,
    living: Living,
    by: Actor,
    at: datetime,
    resident_id: str = "",
    seen_by: int | None = None,
    has_patient: bool = False,
) -> Person:
    """Register a person, with a resident id where there is one.

    Args:
        identity, living: what is known.
        by, at: who registers, and when.
        resident_id: checked, and kept encrypted.
        seen_by: the institution that registers somebody and so may see them.
        has_patient: they come with a Patient of another system, so none is made.

    Raises:
        BadPerson: something about the person cannot be true.
        AlreadyKnown: somebody with this resident id is registered.
    """
    findings = identity_findings(identity, at.date()) + living_findings(living)
    if resident_id:
        findings += resident_id_findings(resident_id, identity.born_on, identity.sex)
    if findings:
        raise BadPerson(findings)
    key = name_key(identity.name)
    person = Person.objects.create(
        **asdict(identity), **asdict(living), name_key=key, created_at=at
    )
    if resident_id:
        _add(person.pk, RESIDENT_ID, resident_id, "")
    _record("people.register", person.pk, by, at, fields=_given(identity, living))
    if not has_patient:
        changed(at, person=person.pk)
    if seen_by is not None:
        write_grant(
            person_id=person.pk,
            grantee_kind=Grant.GranteeKind.INSTITUTION,
            grantee_id=seen_by,
            purpose=Grant.Purpose.CARE,
            scope=Grant.Scope.SUMMARY,
            since=at,
            until=None,
            origin_kind="registration",
            origin_id=person.pk,
            by=by,
            at=at,
        )
    return person


@transaction.atomic
def change_person(
    *, person_id: int, identity: Identity, living: Living, by: Actor, at: datetime
) -> Person:
    """Change who a person is and how they live.

    Raises:
        BadPerson: something about the person cannot be true, or differs from their resident id.
    """
    person = Person.objects.select_for_update().get(pk=person_id)
    findings = identity_findings(identity, at.date()) + living_findings(living)
    if findings:
        raise BadPerson(findings)
    wanted = asdict(identity) | asdict(living) | {"name_key": name_key(identity.name)}
    fields = sorted(name for name, value in wanted.items() if getattr(person, name) != value)
    for name in fields:
        setattr(person, name, wanted[name])
    person.save(update_fields=fields or None)
    _record("people.change", person.pk, by, at, fields=fields)
    changed(at, person=person.pk)
    return person


@transaction.atomic
def add_identifier(
    *, person_id: int, system: str, value: str, by: Actor, at: datetime, issuer: str = ""
) -> Identifier:
    """Add a number by which somebody knows a person; kept encrypted.

    Raises:
        BadPerson: a resident id that is not one, or differs from the birth or sex known.
        AlreadyKnown: the number belongs to somebody already.
    """
    if system == RESIDENT_ID:
        person = Person.objects.get(pk=person_id)
        findings = resident_id_findings(value, person.born_on, person.sex)
        if findings:
            raise BadPerson(findings)
    identifier = _add(person_id, system, value, issuer)
    _record("people.add_identifier", person_id, by, at, fields=[system])
    return identifier


@transaction.atomic
def add_identifiers(
    *, person_id: int, numbers: Sequence[tuple[str, str, str]], by: Actor, at: datetime
) -> None:
    """Add several numbers at once, each (system, issuer, value), already checked by the caller.

    Raises:
        AlreadyKnown: one of them belongs to somebody already; then none is added.
    """
    rows = [_identifier(person_id, system, value, issuer) for system, issuer, value in numbers]
    try:
        with transaction.atomic():
            Identifier.objects.bulk_create(rows)
    except IntegrityError as error:
        if ONCE not in str(error):
            raise
        raise AlreadyKnown from None
    systems = [system for system, _, _ in numbers]
    _record("people.add_identifier", person_id, by, at, fields=systems)


def _add(person_id: int, system: str, value: str, issuer: str) -> Identifier:
    identifier = _identifier(person_id, system, value, issuer)
    try:
        with transaction.atomic():
            identifier.save(force_insert=True)
            return identifier
    except IntegrityError as error:
        if ONCE not in str(error):
            raise
        raise AlreadyKnown from None


def _identifier(person_id: int, system: str, value: str, issuer: str) -> Identifier:
    value = normalised(system, value)
    return Identifier(
        person_id=person_id,
        system=system,
        issuer=issuer,
        blind_index=blind_index(system, issuer, value),
        sealed_value=seal(value),
        last_4=value[-4:],
    )


def _given(identity: Identity, living: Living) -> list[str]:
    both = asdict(identity) | asdict(living)
    return sorted(name for name, value in both.items() if value not in (None, ""))


def _record(action: str, person_id: int, by: Actor, at: datetime, *, fields: list[str]) -> None:
    """Write the audit row: which fields, never their values."""
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="person",
        subject_id=person_id,
        person_id=person_id,
        payload={"fields": fields},
    )
