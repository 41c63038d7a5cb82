"""The table of beds, with their wards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from yiyang.network.checks import price_findings
from yiyang.network.importing import columns as cells
from yiyang.network.importing.columns import Column, labelled
from yiyang.network.importing.engine import Counts, Kind, left_alone, upsert
from yiyang.network.importing.kinds import INSTITUTION
from yiyang.network.importing.rows import ParsedRow
from yiyang.network.models import Bed, BedKind, Institution, Ward
from yiyang.network.services.beds import SERVICE_STATES

NAMES = ("kind", "room", "sex_rule", "isolation", "nursing_type", "dementia_unit")
COLUMNS = {name: name for name in (*NAMES, "subsidy_class")} | {
    "ward_id": "ward",
    "price_fen_per_month": "price",
    "state_since": "",
}


@dataclass(frozen=True)
class BedLookUp:
    """Institutions and beds by code, wards by institution and code."""

    institutions: dict[str, Institution]
    beds: dict[str, Bed]
    wards: dict[tuple[int, str], int]


def _look_up_beds(rows: Sequence[ParsedRow], at: datetime) -> BedLookUp:
    codes = [r.values["code"] for r in rows]
    homes = {r.values["institution"] for r in rows}
    wards = Ward.objects.filter(institution__code__in=homes)
    return BedLookUp(
        {i.code: i for i in Institution.objects.filter(code__in=homes)},
        {b.code: b for b in Bed.objects.select_for_update().filter(code__in=codes)},
        {(w.institution_id, w.code): w.pk for w in wards},
    )


def _check_home(row: ParsedRow, known: BedLookUp) -> Iterator[tuple[str, str]]:
    home = known.institutions.get(row.values["institution"])
    if home is None:
        yield "institution", "UNKNOWN_INSTITUTION"
    elif _is_of_another(known.beds.get(row.values["code"]), home):
        yield "code", "CODE_OF_ANOTHER"


def _check_claimed(row: ParsedRow, known: BedLookUp) -> Iterator[tuple[str, str]]:
    there = known.beds.get(row.values["code"])
    home = known.institutions.get(row.values["institution"])
    if there is None or there.state in SERVICE_STATES or _is_of_another(there, home):
        return
    if there.kind != row.values["kind"]:
        yield "kind", "BED_CLAIMED"


def _is_of_another(bed: Bed | None, home: Institution | None) -> bool:
    return bed is not None and home is not None and bed.institution_id != home.pk


def _check_price(row: ParsedRow, known: BedLookUp) -> Iterator[tuple[str, str]]:
    for finding in price_findings(row.values["price"]):
        yield finding.where, finding.code


def _write_beds(rows: Sequence[ParsedRow], known: BedLookUp, at: datetime) -> Counts:
    wards = known.wards | _new_wards(rows, known)
    wanted = {}
    for row in rows:
        values = row.values
        home = known.institutions[values["institution"]].pk
        wanted[values["code"]] = {name: values[name] for name in NAMES} | {
            "institution_id": home,
            "ward_id": wards[home, values["ward"]] if values["ward"] else None,
            "price_fen_per_month": values["price"],
            "subsidy_class": values["subsidy_class"],
            "state_since": at,
        }
    return upsert(Bed, wanted, leave=left_alone(rows, COLUMNS))


def _new_wards(rows: Sequence[ParsedRow], known: BedLookUp) -> dict[tuple[int, str], int]:
    asked = {
        (known.institutions[r.values["institution"]].pk, r.values["ward"]): r.values["ward"]
        for r in rows
        if r.values["ward"]
    }
    made = Ward.objects.bulk_create(
        Ward(institution_id=home, code=code[:24], name_zh=code, name_en=code)
        for (home, code) in asked
        if (home, code) not in known.wards
    )
    return {(w.institution_id, w.code): w.pk for w in made}


BEDS = Kind(
    name="beds",
    columns=(
        Column(
            "code", cells.text(40), ("床位号", "床位编码", "床位代码", "bed", "代码"), required=True
        ),
        INSTITUTION,
        Column(
            "kind",
            cells.Choice(labelled(BedKind.values)),
            ("床位类别", "床位类型", "类别", "bed kind", "type"),
            required=True,
        ),
        Column("ward", cells.text(24), ("病区", "护理单元", "楼层"), default=""),
        Column("room", cells.text(24), ("房间", "房间号"), default=""),
        Column(
            "sex_rule",
            cells.Choice(labelled(Bed.SexRule.values, "SEX_RULE_")),
            ("性别限制", "男女"),
            default=Bed.SexRule.ANY,
        ),
        Column("isolation", cells.flag, ("隔离",), default=False),
        Column("nursing_type", cells.flag, ("护理型",), default=False),
        Column("dementia_unit", cells.flag, ("认知障碍", "认知障碍照护"), default=False),
        Column(
            "price",
            cells.yuan,
            ("价格", "月收费", "每月收费", "price per month", "每月价格"),
            default=0,
        ),
        Column("subsidy_class", cells.text(16), ("补贴类别",), default=""),
    ),
    keys=(("code",),),
    look_up=_look_up_beds,
    checks=(_check_home, _check_claimed, _check_price),
    write=_write_beds,
)
