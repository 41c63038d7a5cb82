"""The tables of places and institutions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from yiyang.kernel.findings import Finding
from yiyang.network.capabilities import CAPABILITIES
from yiyang.network.checks import INSTITUTION_CHECKS, InstitutionLike, place_findings
from yiyang.network.importing import columns as cells
from yiyang.network.importing.columns import Column, labelled
from yiyang.network.importing.engine import BATCH, Check, Counts, Kind, left_alone, upsert
from yiyang.network.importing.rows import ParsedRow, Told
from yiyang.network.models import Capability, Institution, InstitutionKind, Place, Scheme
from yiyang.network.services.designations import (
    LONG_TERM_CARE,
    follow_capabilities,
    follow_days,
    follow_flags,
    tell_days,
)
from yiyang.policy.book import Reading
from yiyang.rules.network import InternalFacts, internal_medical

CODE = Column("code", cells.text(32), ("代码", "编码", "编号", "机构代码", "id"), required=True)
NAME_ZH = Column(
    "name_zh", cells.text(120), ("名称", "机构名称", "中文名称", "name"), required=True
)
NAME_EN = Column("name_en", cells.text(160), ("英文名称", "english name"), default="")
LON = Column("lon", cells.degrees, ("经度", "longitude", "lng"))
LAT = Column("lat", cells.degrees, ("纬度", "latitude"))
INSTITUTION = Column(
    "institution",
    cells.text(32),
    ("机构代码", "所属机构", "机构", "institution code"),
    required=True,
)


@dataclass(frozen=True)
class InstitutionLookUp:
    """Places and institutions by code, the kinds of those there and in the file, the book."""

    places: dict[str, Place]
    institutions: dict[str, Institution]
    kinds: dict[str, str]
    reading: Reading


def _places_by_code(rows: Sequence[ParsedRow], at: datetime) -> dict[str, Place]:
    return {place.code: place for place in Place.objects.all()}


def _check_division(row: ParsedRow, known: dict[str, Place]) -> Iterator[tuple[str, str]]:
    code = row.values["code"]
    if not (code == "CN" or (code.isdecimal() and len(code) in (6, 9, 12))):
        yield "code", "BAD_DIVISION_CODE"


def _check_parent(row: ParsedRow, known: dict[str, Place]) -> Iterator[tuple[str, str]]:
    parent = row.values["parent"]
    if parent and parent == row.values["code"]:
        yield "parent", "UNKNOWN_REFERENCE"


def _write_places(rows: Sequence[ParsedRow], known: dict[str, Place], at: datetime) -> Counts:
    names = ("name_zh", "name_en", "lon", "lat")
    wanted = {
        r.values["code"]: {n: r.values[n] for n in names}
        | {"name_en": r.values["name_en"] or r.values["name_zh"]}
        for r in rows
    }
    fields = {name: name for name in names}
    counts = upsert(Place, wanted, leave=left_alone(rows, fields))
    now = {place.code: place for place in Place.objects.all()}
    for row in rows:
        parent = now.get(row.values["parent"])
        if parent is not None and now[row.values["code"]].parent_id != parent.pk:
            Place.objects.filter(code=row.values["code"]).update(parent=parent)
    return counts


PLACES = Kind(
    name="places",
    columns=(
        Column("code", cells.text(12), ("代码", "区划代码", "行政区划代码"), required=True),
        Column("name_zh", cells.text(60), ("名称", "区划名称", "name"), required=True),
        Column("name_en", cells.text(80), ("英文名称", "english name"), default=""),
        Column("parent", cells.text(12), ("上级", "上级代码", "parent code"), default=""),
        LON,
        LAT,
    ),
    keys=(("code",),),
    look_up=_places_by_code,
    checks=(_check_division, _check_parent),
    write=_write_places,
    parents=("parent",),
    there=lambda known: known,
)


def institutions_kind(reading: Reading) -> Kind:
    """Return the kind of table that holds institutions.

    Args:
        reading: the book, for how far one may lie from its place and what may be internal.
    """

    def look_up(rows: Sequence[ParsedRow], at: datetime) -> InstitutionLookUp:
        places = {p.code: p for p in Place.objects.select_related("parent__parent__parent")}
        institutions = {i.code: i for i in Institution.objects.all()}
        kinds = {code: one.kind for code, one in institutions.items()}
        kinds |= {row.values["code"]: row.values["kind"] for row in rows if not row.unread}
        return InstitutionLookUp(places, institutions, kinds, reading)

    return Kind(
        name="institutions",
        columns=_INSTITUTION_COLUMNS,
        keys=(("code",),),
        look_up=look_up,
        checks=(
            *map(_asked, INSTITUTION_CHECKS),
            _check_lies_there,
            _check_internal,
            *map(_in_order, _DAYS),
        ),
        write=_write_institutions,
        parents=("inhouse_of", "operator"),
        there=lambda known: known.institutions,
    )


_OWN_FIELDS = (
    *("name_zh", "kind", "ownership", "lon", "lat", "level", "credit_code", "address", "phone"),
    *("designated", "converted", "highest_care_level"),
)
_DAYS = (
    (Scheme.MEDICAL, "designated_since", "designated_until"),
    (Scheme.LONG_TERM_CARE, "care_since", "care_until"),
)
_INSTITUTION_COLUMNS = (
    CODE,
    NAME_ZH,
    NAME_EN,
    Column(
        "kind",
        cells.Choice(labelled(InstitutionKind.values)),
        ("类别", "机构类别", "机构类型", "type"),
        required=True,
    ),
    Column(
        "ownership",
        cells.Choice(labelled(Institution.Ownership.values, "OWNERSHIP_")),
        ("举办性质", "性质", "经营性质"),
        required=True,
    ),
    Column(
        "place", cells.text(12), ("区划代码", "街道代码", "所在区划", "place code"), required=True
    ),
    Column("lon", cells.degrees, ("经度", "longitude", "lng"), required=True),
    Column("lat", cells.degrees, ("纬度", "latitude"), required=True),
    Column("level", cells.integer, ("等级", "医院等级")),
    Column("credit_code", cells.text(18), ("统一社会信用代码", "信用代码"), default=""),
    Column("address", cells.text(200), ("地址",), default=""),
    Column("phone", cells.text(20), ("电话", "联系电话", "telephone"), default=""),
    Column("designated", cells.flag, ("定点", "医保定点"), default=False),
    Column("converted", cells.flag, ("转型",), default=False),
    Column("inhouse_of", cells.text(32), ("所属养老机构", "内设于"), default=""),
    Column("operator", cells.text(32), ("受托运营机构", "运营机构"), default=""),
    Column("highest_care_level", cells.integer, ("可收住等级", "最高收住等级")),
    Column("capabilities", cells.Choices(labelled(CAPABILITIES)), ("能力", "服务能力"), default=()),
    Column("designated_since", cells.day, ("定点起始日", "医保定点起始日")),
    Column("designated_until", cells.day, ("定点截止日", "医保定点截止日")),
    Column("care_since", cells.day, ("长护险定点起始日",)),
    Column("care_until", cells.day, ("长护险定点截止日",)),
)


def _asked(check: Callable[[InstitutionLike], Iterable[Finding]]) -> Check:
    """A check of an institution as a check of a row."""

    def of_row(row: ParsedRow, known: InstitutionLookUp) -> Iterator[tuple[str, str]]:
        return ((finding.where, finding.code) for finding in check(Told(row)))

    return of_row


def _check_lies_there(row: ParsedRow, known: InstitutionLookUp) -> Iterator[tuple[str, str]]:
    place = known.places.get(row.values["place"])
    farthest = known.reading.integer("network.farthest_from_place")
    for finding in place_findings(Told(row), place, farthest):
        yield finding.where, finding.code


def _in_order(days: tuple[str, str, str]) -> Check:
    """A check that what an institution is designated for ends after it begins."""
    _, first, last = days

    def check(row: ParsedRow, known: InstitutionLookUp) -> Iterator[tuple[str, str]]:
        since, until = row.values[first], row.values[last]
        if since and until and until <= since:
            yield last, "ENDS_BEFORE_IT_BEGINS"

    return check


def _check_internal(row: ParsedRow, known: InstitutionLookUp) -> Iterator[tuple[str, str]]:
    values = row.values
    home, operator = values["inhouse_of"], values["operator"]
    if home in known.kinds:
        operated_by = known.kinds.get(operator, "") if operator != home else ""
        facts = InternalFacts(values["kind"], known.kinds[home], operated_by)
        for reason in internal_medical(facts, known.reading).reasons:
            yield "inhouse_of", reason


def _write_institutions(
    rows: Sequence[ParsedRow], known: InstitutionLookUp, at: datetime
) -> Counts:
    wanted = {
        r.values["code"]: {name: r.values[name] for name in _OWN_FIELDS}
        | {
            "name_en": r.values["name_en"] or r.values["name_zh"],
            "place_id": known.places[r.values["place"]].pk,
        }
        for r in rows
    }
    columns = {name: name for name in (*_OWN_FIELDS, "name_en")} | {"place_id": "place"}
    counts = upsert(Institution, wanted, leave=left_alone(rows, columns))
    counts = _write_links(rows, counts)
    changed = _write_designations(rows, known, timezone.localdate(at)) - set(counts.touched)
    return counts.plus(Counts(0, len(changed), -len(changed), sorted(changed)))


def _write_designations(rows: Sequence[ParsedRow], known: InstitutionLookUp, day: date) -> set[int]:
    """Let the days follow what the file sets, then tell those in the file.

    Returns:
        The institutions whose days were told otherwise before.
    """
    held = Institution.objects.filter(code__in=[r.values["code"] for r in rows])
    keys = dict(held.values_list("code", "pk"))
    new = [key for code, key in keys.items() if code not in known.institutions]
    flagged = [code for code, one in known.institutions.items() if one.designated]
    before = [keys[code] for code in flagged if code in keys]
    after = held.filter(designated=True).values_list("pk", flat=True)
    follow_flags(before, after, day, new=new)
    if rows and "capabilities" in rows[0].given:
        _write_capabilities(rows, keys, day, new)
    changed: set[int] = set()
    for scheme, since, until in _DAYS:
        told = {keys[r.values["code"]]: (r.values[since], r.values[until]) for r in rows}
        changed |= tell_days(scheme, {key: days for key, days in told.items() if any(days)})
    return changed | follow_days(day, keys.values())


def _write_links(rows: Sequence[ParsedRow], counts: Counts) -> Counts:
    """Set whose internal institution each is and who runs it: once all of them are there."""
    by_code = {i.code: i for i in Institution.objects.all()}
    keys = {code: one.pk for code, one in by_code.items()} | {"": None}
    changed = []
    for row in rows:
        one, differs = by_code[row.values["code"]], False
        for name in ("inhouse_of", "operator"):
            wanted = keys[row.values[name]]
            if name in row.given and getattr(one, f"{name}_id") != wanted:
                setattr(one, f"{name}_id", wanted)
                differs = True
        if differs:
            changed.append(one)
    Institution.objects.bulk_update(changed, ["inhouse_of", "operator"], batch_size=BATCH)
    newly = [one.pk for one in changed if one.pk not in set(counts.touched)]
    return Counts(
        counts.added,
        counts.changed + len(newly),
        counts.same - len(newly),
        counts.touched + newly,
    )


def _write_capabilities(
    rows: Sequence[ParsedRow], keys: Mapping[str, int], day: date, new: Collection[int]
) -> None:
    """Replace what each institution of the file can do."""
    there = Capability.objects.filter(institution__in=keys.values())
    care = there.filter(code=LONG_TERM_CARE).values_list("institution", flat=True)
    before = list(care)
    there.delete()
    Capability.objects.bulk_create(
        (
            Capability(institution_id=keys[r.values["code"]], code=code)
            for r in rows
            for code in r.values["capabilities"]
        ),
    )
    follow_capabilities(before, list(care.all()), day, new=new)
