"""The table of people: found again by resident id, or by the sender's own number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from yiyang.kernel.findings import Finding
from yiyang.kernel.identifiers import born_on, is_male
from yiyang.network.importing import columns as cells
from yiyang.network.importing.columns import Column, labelled
from yiyang.network.importing.engine import BATCH, Check, Counts, Kind, left_alone, set_fields
from yiyang.network.importing.kinds import LAT, LON
from yiyang.network.importing.rows import ParsedRow, Told
from yiyang.network.models import Place
from yiyang.people.checks import IDENTITY_CHECKS, LIVING_CHECKS, IdentityLike, LivingLike
from yiyang.people.identifiers import (
    FEMALE,
    MALE,
    blind_index,
    normalised,
    resident_id_findings,
    seal,
)
from yiyang.people.models import Identifier, Person
from yiyang.people.names import name_key

ISSUER = "registry"  # of a sender's own numbers when the file names no issuer
PLAIN = (
    *("name", "address", "lon", "lat", "phone", "household", "has_carer"),
    *("low_income", "special_family", "subsidy_class"),
)
COLUMN_OF = {name: name for name in PLAIN} | {
    "sex": "sex",
    "born_on": "born_on",
    "place_id": "place",
    "max_distance_metres": "max_distance_metres",
    "budget_fen_per_month": "budget",
    "created_at": "",
}


@dataclass(frozen=True)
class PeopleLookUp:
    """Places by code; whom an identifier of the file already belongs to, by its digest."""

    places: dict[str, int]
    known: dict[bytes, int]
    day: Any


def _numbers(row: ParsedRow) -> Iterator[tuple[str, str, str]]:
    """The identifiers of a row: system, issuer, value."""
    if row.values["resident_id"]:
        yield "RESIDENT_ID", "", normalised("RESIDENT_ID", row.values["resident_id"])
    if row.values["number"]:
        yield "FOREIGN", row.values["issuer"], row.values["number"]


def _look_up(rows: Sequence[ParsedRow], at: datetime) -> PeopleLookUp:
    wanted = [blind_index(*number) for row in rows for number in _numbers(row)]
    there = Identifier.objects.filter(blind_index__in=wanted)
    return PeopleLookUp(
        dict(Place.objects.values_list("code", "pk")),
        {bytes(index): key for index, key in there.values_list("blind_index", "person_id")},
        timezone.localdate(at),
    )


def _check_identified(row: ParsedRow, known: PeopleLookUp) -> Iterator[tuple[str, str]]:
    if not row.values["resident_id"] and not row.values["number"]:
        yield "resident_id", "NO_IDENTIFIER"


def _check_resident_id(row: ParsedRow, known: PeopleLookUp) -> Iterator[tuple[str, str]]:
    for finding in _of_resident_id(row):
        yield "resident_id", finding.code


def _check_birth_beside_id(row: ParsedRow, known: PeopleLookUp) -> Iterator[tuple[str, str]]:
    if not _of_resident_id(row):
        for finding in _of_resident_id(row, born_on=row.values["born_on"]):
            yield "resident_id", finding.code


def _check_sex_beside_id(row: ParsedRow, known: PeopleLookUp) -> Iterator[tuple[str, str]]:
    if not _of_resident_id(row):
        for finding in _of_resident_id(row, sex=row.values["sex"]):
            yield "resident_id", finding.code


def _of_resident_id(
    row: ParsedRow, born_on: date | None = None, sex: str = Person.Sex.UNKNOWN
) -> list[Finding]:
    resident_id = row.values["resident_id"]
    return resident_id_findings(resident_id, born_on, sex) if resident_id else []


def _check_place(row: ParsedRow, known: PeopleLookUp) -> Iterator[tuple[str, str]]:
    if row.values["place"] and row.values["place"] not in known.places:
        yield "place", "UNKNOWN_PLACE"


def _of_identity(check: Callable[[IdentityLike, date], Iterable[Finding]]) -> Check:
    def of_row(row: ParsedRow, known: PeopleLookUp) -> Iterator[tuple[str, str]]:
        return ((found.where, found.code) for found in check(Told(row), known.day))

    return of_row


def _of_living(check: Callable[[LivingLike], Iterable[Finding]]) -> Check:
    def of_row(row: ParsedRow, known: PeopleLookUp) -> Iterator[tuple[str, str]]:
        for found in check(Told(row, COLUMN_OF)):
            yield COLUMN_OF[found.where], found.code

    return of_row


def _check_one_person(row: ParsedRow, known: PeopleLookUp) -> Iterator[tuple[str, str]]:
    owners = {known.known.get(blind_index(*number)) for number in _numbers(row)} - {None}
    if len(owners) > 1:
        yield "number", "TWO_PEOPLE"


def _fields(row: ParsedRow, known: PeopleLookUp, at: datetime) -> dict[str, Any]:
    """The columns of a person; birth and sex are read from the resident id where not given."""
    values, resident_id = row.values, row.values["resident_id"]
    sex = values["sex"]
    if sex == Person.Sex.UNKNOWN and resident_id:
        sex = MALE if is_male(resident_id) else FEMALE
    return {name: values[name] for name in PLAIN} | {
        "sex": sex,
        "born_on": values["born_on"] or (born_on(resident_id) if resident_id else None),
        "place_id": known.places.get(values["place"]),
        "max_distance_metres": values["max_distance_metres"],
        "budget_fen_per_month": values["budget"],
        "created_at": at,
    }


def _write(rows: Sequence[ParsedRow], known: PeopleLookUp, at: datetime) -> Counts:
    leave = left_alone(rows, COLUMN_OF)
    owners = [_owner(row, known) for row in rows]
    there = Person.objects.select_for_update().in_bulk([k for k in owners if k is not None])
    fresh: list[Person] = []
    changed: list[Person] = []
    people: list[Person] = []
    for row, owner in zip(rows, owners, strict=True):
        fields = _fields(row, known, at)
        fields["name_key"] = name_key(fields["name"])
        if owner is None:
            fresh.append(Person(**fields))
        elif set_fields(there[owner], fields, leave):
            changed.append(there[owner])
        people.append(fresh[-1] if owner is None else there[owner])
    Person.objects.bulk_create(fresh, batch_size=BATCH)
    if changed:
        names = [n for n in (*COLUMN_OF, "name_key") if n not in leave]
        Person.objects.bulk_update(changed, names, batch_size=BATCH)
    _add_identifiers(zip(rows, people, strict=True), known)
    touched = [person.pk for person in (*fresh, *changed)]
    return Counts(len(fresh), len(changed), len(rows) - len(touched), touched)


def _owner(row: ParsedRow, known: PeopleLookUp) -> int | None:
    found = (known.known.get(blind_index(*number)) for number in _numbers(row))
    return next((key for key in found if key is not None), None)


def _add_identifiers(rows: Any, known: PeopleLookUp) -> None:
    fresh = [
        Identifier(
            person=person,
            system=system,
            issuer=issuer,
            blind_index=blind_index(system, issuer, value),
            sealed_value=seal(value),
            last_4=value[-4:],
        )
        for row, person in rows
        for system, issuer, value in _numbers(row)
        if blind_index(system, issuer, value) not in known.known
    ]
    Identifier.objects.bulk_create(fresh, batch_size=BATCH)


PEOPLE = Kind(
    name="people",
    columns=(
        Column(
            "resident_id", cells.text(18), ("身份证号", "身份证号码", "证件号码", "公民身份号码")
        ),
        Column("number", cells.text(60), ("编号", "档案号", "local number"), default=""),
        Column("issuer", cells.text(120), ("编号机构",), default=ISSUER),
        Column("name", cells.text(120), ("姓名",), required=True),
        Column(
            "sex",
            cells.Choice(labelled(Person.Sex.values, "SEX_")),
            ("性别", "gender"),
            default=Person.Sex.UNKNOWN,
        ),
        Column("born_on", cells.day, ("出生日期", "生日", "date of birth", "birth date")),
        Column("place", cells.text(12), ("区划代码", "街道代码", "place code"), default=""),
        Column("address", cells.text(200), ("地址", "住址", "居住地址"), default=""),
        LON,
        LAT,
        Column("phone", cells.text(20), ("电话", "联系电话", "手机"), default=""),
        Column(
            "household",
            cells.Choice(labelled(Person.Household.values)),
            ("居住状况", "家庭类型"),
            default=Person.Household.NOT_KNOWN,
        ),
        Column("has_carer", cells.flag, ("有照护者", "照护者")),
        Column("low_income", cells.flag, ("低收入", "低保"), default=False),
        Column("special_family", cells.flag, ("计生特殊家庭", "特殊家庭"), default=False),
        Column("max_distance_metres", cells.integer, ("最远距离", "最远距离米", "max distance")),
        Column("budget", cells.yuan, ("每月预算", "预算", "budget per month")),
        Column("subsidy_class", cells.text(16), ("补贴类别",), default=""),
    ),
    keys=(("resident_id",), ("number", "issuer")),
    look_up=_look_up,
    checks=(
        _check_identified,
        _check_resident_id,
        _check_birth_beside_id,
        _check_sex_beside_id,
        _check_place,
        *map(_of_identity, IDENTITY_CHECKS),
        *map(_of_living, LIVING_CHECKS),
        _check_one_person,
    ),
    write=_write,
)
