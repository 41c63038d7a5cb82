"""Named changes to a scenario, as a planner says them, made into the parts of a file.

Beds for a whole sub-district, or for all, go to the institutions that have such beds, by how many
each has; where none has any, nothing can be said and that is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message
from yiyang.kernel.money import split_fen
from yiyang.planning.simulation.scenario import Institution, Scenario
from yiyang.planning.simulation.scenario_files import BadScenario

EVERYWHERE = "*"
PER_MILLE_OF_PERCENT = 10
STATION = "NEW-"


@dataclass(frozen=True)
class MoreBeds:
    """Beds of a kind added (or taken away) where ``at``: an institution, a place, or ``*``."""

    at: str
    kind: str
    add: int
    from_day: int


@dataclass(frozen=True)
class Station:
    """A new station with home medical beds, which serves its sub-district."""

    name: str
    place: str
    beds: int


@dataclass(frozen=True)
class StaffLeft:
    """So many percent of the staff are there; ``at`` and ``kind`` as a code or ``*``."""

    at: str
    kind: str
    percent: int
    from_day: int
    until_day: int | None


@dataclass(frozen=True)
class NewWave:
    """An epidemic wave in a sub-district or, with ``*``, in all: so many more a day in each."""

    place: str
    from_day: int
    days: int
    peak_per_day: float


@dataclass(frozen=True)
class NewContract:
    """A five-bed contract between two institutions."""

    origin: str
    partner: str


@dataclass(frozen=True)
class Changes:
    """A plan on top of a base; what is None or empty stays as it is there."""

    name: Mapping[str, str]
    base: str
    beds: tuple[MoreBeds, ...] = ()
    stations: tuple[Station, ...] = ()
    staff: tuple[StaffLeft, ...] = ()
    waves: tuple[NewWave, ...] = ()
    contracts: tuple[NewContract, ...] = ()
    clocks: Mapping[str, Decimal] | None = None  # lines of the book and what they are set to
    days: int | None = None
    replications: int | None = None
    cycle_days: int | None = None


def values_of(changes: Changes, base: Scenario) -> dict[str, Any]:
    """Return a plan as the values of its file, laid on its base.

    Raises:
        BadScenario: beds for a place where no institution has any of the kind.
    """
    singles = {
        "base": changes.base,
        "name": dict(changes.name),
        "days": changes.days,
        "replications": changes.replications,
        "cycle_days": changes.cycle_days,
        "policy": {key: str(value) for key, value in (changes.clocks or {}).items()} or None,
    }
    lists = {
        "institution": list(_stations(changes, base)),
        "beds": list(_beds(changes, base)),
        "staff": [_staff(each) for each in changes.staff],
        "wave": list(_waves(changes, base)),
        "contract": [{"origin": c.origin, "partner": c.partner} for c in changes.contracts],
    }
    return {k: v for k, v in singles.items() if v is not None} | {
        k: v for k, v in lists.items() if v
    }


def _stations(changes: Changes, base: Scenario) -> Iterator[dict[str, Any]]:
    taken = {each.code for each in base.institution}
    points = {each.code: each for each in base.sub_district}
    number = 0
    for station in changes.stations:
        number += 1
        while f"{STATION}{number}" in taken:
            number += 1
        if station.place not in points:
            raise _bad("SIMULATION_UNKNOWN", f"stations.{number}", code=station.place)
        point = points[station.place]
        yield {
            "code": f"{STATION}{number}",
            "name": station.name,
            "place": station.place,
            "lon": point.lon,
            "lat": point.lat,
            "designated": True,
            "serves": [station.place],
            "beds": {"HOME_MEDICAL_BED": station.beds},
        }


def _beds(changes: Changes, base: Scenario) -> Iterator[dict[str, Any]]:
    for number, more in enumerate(changes.beds):
        houses = _houses(more, base)
        if not houses:
            raise _bad("SIMULATION_NO_SUCH_BEDS", f"beds.{number}", code=more.at, kind=more.kind)
        weights = [_has(house, more.kind) for house in houses] if len(houses) > 1 else [1]
        parts = split_fen(abs(more.add), weights)
        for house, part in zip(houses, parts, strict=True):
            add = part if more.add >= 0 else -part
            if add:
                yield {
                    "institution": house.code, "kind": more.kind, "add": add,
                    "from_day": more.from_day,
                }  # fmt: skip


def _houses(more: MoreBeds, base: Scenario) -> list[Institution]:
    """Return the institutions that more beds go to."""
    named = [house for house in base.institution if house.code == more.at]
    if named:
        return named
    return [
        house
        for house in base.institution
        if more.at in (EVERYWHERE, house.place) and _has(house, more.kind)
    ]


def _has(house: Institution, kind: str) -> int:
    return next((many for of, many in house.beds.items() if of == kind), 0)


def _staff(left: StaffLeft) -> dict[str, Any]:
    return {
        "permille": left.percent * PER_MILLE_OF_PERCENT,
        "institution": None if left.at == EVERYWHERE else left.at,
        "kind": None if left.kind == EVERYWHERE else left.kind,
        "from_day": left.from_day,
        "until_day": left.until_day,
    }


def _waves(changes: Changes, base: Scenario) -> Iterator[dict[str, Any]]:
    for wave in changes.waves:
        places = [e.code for e in base.sub_district] if wave.place == EVERYWHERE else [wave.place]
        for place in places:
            yield {
                "place": place, "from_day": wave.from_day, "days": wave.days,
                "peak_per_day": wave.peak_per_day,
            }  # fmt: skip


def _bad(fault: str, where: str, /, **params: str) -> BadScenario:
    return BadScenario([Finding(fault, where, Message(fault, params))])
