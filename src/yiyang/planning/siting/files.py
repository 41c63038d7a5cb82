"""A question of layout as a TOML file with two tables beside it; every fault is told at once."""

from __future__ import annotations

import csv
import io
import tomllib
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from yiyang.kernel.findings import Faulty, Finding
from yiyang.kernel.geo import Point
from yiyang.kernel.messages import Message, Param
from yiyang.kernel.wrong_values import wrong_values
from yiyang.planning.siting.problem import Aim
from yiyang.planning.siting.request import Candidate, Demand, Request

Name = Annotated[str, Field(min_length=1, max_length=120)]
Lon = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Lat = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Whole = Annotated[int, Field(ge=0, le=100_000_000)]
MOST_CELLS = 40_000_000  # pairs of a point and a candidate that one plan may have


class BadRequest(Faulty):
    """The question where to build cannot be used."""


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")

    aim: Aim
    new: Whole
    demand: Name
    candidates: Name
    limit_metres: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    detour_percent: Annotated[int, Field(ge=100, le=1000)] = 100


class _Point(BaseModel):
    model_config = ConfigDict(extra="forbid")

    code: Name
    name: str = ""
    lon: Lon
    lat: Lat


class _Demand(_Point):
    people: Whole
    area: str = ""


class _Candidate(_Point):
    kept: bool = False
    capacity: Whole | None = None


def read_request(path: Path) -> Request:
    """Return the question of a file.

    Raises:
        BadRequest: with every fault of the file, or of its tables.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise _bad("SITE_UNREADABLE", path.name, reason=fault.strerror or "") from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise _bad("SITE_NOT_TOML", path.name, reason=str(fault)) from fault
    try:
        asked = _Asked.model_validate(raw)
    except ValidationError as faults:
        raise BadRequest(_faults(faults, path.name)) from faults
    findings: list[Finding] = []
    demand = _table(path.parent / asked.demand, _Demand, findings)
    candidates = _table(path.parent / asked.candidates, _Candidate, findings)
    request = Request(
        asked.aim,
        asked.new,
        tuple(Demand(r.code, r.name or r.code, Point(r.lon, r.lat), r.people, r.area)
              for r in demand),
        tuple(Candidate(r.code, r.name or r.code, Point(r.lon, r.lat), r.kept, r.capacity)
              for r in candidates),
        asked.limit_metres,
        asked.detour_percent,
    )  # fmt: skip
    findings += faults_of(request) if not findings else []
    if findings:
        raise BadRequest(findings)
    return request


def faults_of(request: Request) -> list[Finding]:
    """Return what makes a question unanswerable: nobody to serve, too few candidates."""
    found = []
    if request.people == 0:
        found.append(_finding("SITE_NOBODY", "demand"))
    if not request.candidates:
        found.append(_finding("SITE_NO_CANDIDATE", "candidates"))
    free = sum(not each.is_kept for each in request.candidates)
    if request.new > free:
        found.append(_finding("SITE_TOO_FEW", "candidates", asked=request.new, free=free))
    if request.new == free == 0 and request.candidates:
        return found
    if request.new == 0 and free == len(request.candidates):
        found.append(_finding("SITE_NOTHING_TO_OPEN", "new"))
    if len(request.demand) * len(request.candidates) > MOST_CELLS:
        found.append(_finding("SITE_TOO_LARGE", "demand", most=MOST_CELLS))
    return found


def _table(path: Path, kind: type[Any], findings: list[Finding]) -> list[Any]:
    """Return the rows of a table; faults are added to ``findings``, with their line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        findings.append(_finding("SITE_UNREADABLE", path.name, reason=type(fault).__name__))
        return []
    rows: list[Any] = []
    seen: set[str] = set()
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="")
    for raw in reader:
        where = f"{path.name}:{reader.line_num}"
        filled = {key: cell for key, cell in raw.items() if cell not in ("", None)}
        try:
            row = kind.model_validate(filled)
        except ValidationError as faults:
            findings += _faults(faults, where)
            continue
        if row.code in seen:
            findings.append(_finding("SITE_TWICE", where, named=row.code))
        seen.add(row.code)
        rows.append(row)
    return rows


def _faults(faults: ValidationError, where: str) -> list[Finding]:
    return [
        _finding("SITE_VALUE", f"{where}, {place}", reason=wrong.code, **wrong.params)
        for place, wrong in wrong_values(faults)
    ]


def _finding(code: str, where: str, **params: Param) -> Finding:
    return Finding(code, where, Message(code, params))


def _bad(code: str, where: str, **params: Param) -> BadRequest:
    return BadRequest([_finding(code, where, **params)])
