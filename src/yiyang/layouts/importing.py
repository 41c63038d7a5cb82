"""Grids from a GeoJSON file: read and checked whole, every fault with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message, Param
from yiyang.kernel.wrong_values import wrong_values
from yiyang.network.models import Institution, Place, Team
from yiyang.planning.siting.areas import rings_of

MOST_GRIDS, MOST_CORNERS = 500, 100_000  # of a file: everybody is looked for along each edge


@dataclass(frozen=True)
class GridRow:
    """One grid of a file, its codes read in the registry."""

    code: str
    name_zh: str
    name_en: str
    hospital_id: int | None
    centre_id: int | None
    team_ids: tuple[int, ...]
    area: dict[str, Any]


class _Properties(BaseModel):
    model_config = ConfigDict(extra="forbid")

    code: str = Field(min_length=1, max_length=24)
    name_zh: str = Field(min_length=1, max_length=60)
    name_en: str = Field(min_length=1, max_length=80)
    hospital: str = ""
    centre: str = ""
    teams: list[str] = []
    people: int | None = None  # as the grids are handed out; they are counted anew
    elders: int | None = None


def read_grids(data: bytes, place: Place) -> tuple[list[GridRow], list[Finding]]:
    """Return the grids of a GeoJSON FeatureCollection, and every fault of it.

    Properties of a feature: code, name_zh, name_en, and the codes of its hospital, its centre and
    its teams.
    """
    try:
        raw = orjson.loads(data)
        features = raw["features"]
    except (orjson.JSONDecodeError, TypeError, KeyError):
        return [], [_finding("GRID_FILE", "")]
    if not isinstance(features, list) or not features:
        return [], [_finding("GRID_FILE", "features")]
    if len(features) > MOST_GRIDS:
        return [], [_finding("GRID_MANY", "features", most=MOST_GRIDS)]
    known = _Known(place)
    findings: list[Finding] = []
    rows: dict[str, GridRow] = {}
    corners = 0
    for number, feature in enumerate(features, 1):
        row = _row(feature, f"features[{number}]", known, findings)
        if row is not None:
            if row.code in rows:
                findings.append(_finding("GRID_TWICE", f"features[{number}]", grid=row.code))
            rows[row.code] = row
            corners += sum(len(ring) for ring in rings_of(row.area))
    if corners > MOST_CORNERS:
        findings.append(_finding("GRID_CORNERS", "features", most=MOST_CORNERS))
    return list(rows.values()), findings


class _Known:
    """The institutions and teams of a place, by their codes."""

    def __init__(self, place: Place) -> None:
        here = {"is_open": True}
        rows = Institution.objects.filter(place__code__within=place.code, **here)
        self.institutions = dict(rows.values_list("code", "pk"))
        teams = Team.objects.filter(institution__in=list(self.institutions.values()), **here)
        self.teams = dict(teams.values_list("code", "pk"))


def _row(feature: Any, where: str, known: _Known, findings: list[Finding]) -> GridRow | None:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    try:
        told = _Properties.model_validate(properties)
        area = feature["geometry"]
        rings_of(area)
    except ValidationError as faults:
        for at, wrong in wrong_values(faults):
            params = {"reason": wrong.code, **wrong.params}
            findings.append(_finding("GRID_VALUE", f"{where}, {at}", **params))
        return None
    except (ValueError, KeyError, AttributeError, TypeError):
        findings.append(_finding("GRID_AREA", f"{where}, geometry"))
        return None
    asked = [told.hospital, told.centre]
    unknown = [code for code in asked if code and code not in known.institutions]
    unknown += [code for code in told.teams if code not in known.teams]
    findings += [_finding("GRID_UNKNOWN", where, named=code) for code in unknown]
    return GridRow(
        told.code, told.name_zh, told.name_en, known.institutions.get(told.hospital),
        known.institutions.get(told.centre),
        tuple(known.teams[code] for code in told.teams if code in known.teams),
        {"type": area["type"], "coordinates": area["coordinates"]},
    )  # fmt: skip


def _finding(code: str, where: str, **params: Param) -> Finding:
    return Finding(code, where, Message(code, params))
