"""The network of a place as it is stored now, written as a scenario.

Nothing here points at somebody: who stays where is counted by bed only, and ability levels are
the shares of the whole place, given to every institution alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count
from django.utils import timezone

from yiyang.agreements.selectors import cooperation_partners_of
from yiyang.beds.measured import care_levels
from yiyang.beds.models import BedClaim
from yiyang.decisions.services import read_book
from yiyang.kernel.geo import Point, metres_between
from yiyang.kernel.money import split_fen
from yiyang.network.models import Bed, BedKind, Institution, Place
from yiyang.people.models import Person
from yiyang.planning.simulation.writing import text_of
from yiyang.policy.book import Reading
from yiyang.scenarios.errors import NothingToGoOn

LEVELS = 5
A_THOUSAND = 1000
PLACES = Decimal("0.0001")
SIMULATED = [kind for kind in BedKind.values if kind != BedKind.HOME_PALLIATIVE]  # it needs no bed


@dataclass(frozen=True)
class Stored:
    """What is read of a place: its parts, its open institutions with beds, who is in them."""

    parts: list[Place]
    houses: list[Institution]
    beds: Mapping[tuple[int, str], int]
    taken: Mapping[tuple[int, str], int]
    levels: Mapping[str, list[int]]  # of whoever is in beds of a kind, in the whole place
    people: Mapping[int, int]  # residents by part


def state_text(place: Place, at: datetime) -> str:
    """Return a place's network as it is at a moment, as a scenario.

    Raises:
        NothingToGoOn: no beds, or no part with a point on the map.
    """
    day = timezone.localdate(at)
    reading = read_book(day, place=place.code)
    stored = _stored(place, day, reading)
    run = reading.table("simulation.run")
    told = f"{timezone.localtime(at):%Y-%m-%d %H:%M}"
    values = {
        "name": {"zh": f"{place.name_zh}现状 {told}", "en": f"{place.name_en} as it is, {told}"},
        "source": f"stored rows of {told}; rates: simulation.arrivals",
        "mark": "proposed",
        "place": place.code,
        "on": day,
        **{key: int(run[key]) for key in ("days", "warm_up", "replications", "seed")},
        "sub_district": [
            {"code": p.code, "name": p.name_zh, "lon": p.lon, "lat": p.lat} for p in stored.parts
        ],
        "institution": [_institution(house, stored) for house in stored.houses],
        "contract": _contracts(stored.houses, day),
        "arrivals": _arrivals(stored, reading),
    }
    return text_of(values)


def _stored(place: Place, day: date, reading: Reading) -> Stored:
    parts = [p for p in place.parts.order_by("code") if p.lon is not None and p.lat is not None]
    if not parts and place.lon is not None and place.lat is not None:
        parts = [place]
    here = Bed.objects.filter(
        institution__place__code__startswith=place.code, institution__is_open=True,
        institution__is_elsewhere=False, kind__in=SIMULATED,
    )  # fmt: skip
    beds = _counted(here.exclude(state=Bed.State.OUT_OF_SERVICE))
    if not parts or not beds:
        raise NothingToGoOn
    claims = BedClaim.objects.filter(
        bed__in=here.exclude(state=Bed.State.OUT_OF_SERVICE), is_active=True, kind="OCCUPY"
    )
    there = list(claims.values_list("bed__institution_id", "bed__kind", "person_id"))
    houses = Institution.objects.filter(pk__in={key for key, _ in beds}).order_by("code")
    return Stored(
        parts,
        list(houses.select_related("place").prefetch_related("capabilities", "serves")),
        beds,
        Counter((house, kind) for house, kind, _ in there),
        _levels(there, day, reading),
        _residents(place, parts),
    )


def _counted(beds: Any) -> dict[tuple[int, str], int]:
    rows = beds.values("institution_id", "kind").annotate(many=Count("pk"))
    return {(row["institution_id"], row["kind"]): row["many"] for row in rows}


def _levels(there: list[tuple[int, str, int]], day: date, reading: Reading) -> dict[str, list[int]]:
    """Return how many of each level are in beds of a kind; the book's shares for too few."""
    known = care_levels([person for _, _, person in there], day)
    least = int(reading.table("layouts.neighbourhood")["least_people"])
    shares = reading.table("simulation.levels")
    found: dict[str, list[int]] = {}
    for kind in {kind for _, kind, _ in there}:
        counts = [0] * LEVELS
        for _, of, person in there:
            if of == kind and person in known:
                counts[known[person]] += 1
        enough = sum(counts) >= least
        found[kind] = counts if enough else [int(shares[str(n)]) for n in range(LEVELS)]
    return found


def _residents(place: Place, parts: list[Place]) -> dict[int, int]:
    alive = Person.objects.filter(
        place__code__startswith=place.code, died_at__isnull=True, merged_into__isnull=True
    )
    found = {part.pk: 0 for part in parts}
    for code, many in alive.values_list("place__code").annotate(many=Count("pk")):
        part = next((p for p in parts if code.startswith(p.code)), None)
        if part is not None:
            found[part.pk] += many
    return found


def _institution(house: Institution, stored: Stored) -> dict[str, Any]:
    codes = [part.code for part in stored.parts]
    serves = {
        code for served in house.serves.all() for code in codes if code.startswith(served.code)
    }
    beds = {kind: many for (key, kind), many in stored.beds.items() if key == house.pk}
    start = {
        kind: list(split_fen(stored.taken[house.pk, kind], stored.levels[kind]))
        for kind in beds
        if stored.taken.get((house.pk, kind))
    }
    return {
        "code": house.code,
        "name": house.name_zh,
        "place": _part_of(house, stored.parts).code,
        "lon": house.lon,
        "lat": house.lat,
        "capabilities": sorted(each.code for each in house.capabilities.all()),
        "highest_care_level": house.highest_care_level,
        "designated": house.designated,
        "serves": sorted(serves),
        "beds": dict(sorted(beds.items())),
        "start": dict(sorted(start.items())) or None,
    }


def _part_of(house: Institution, parts: Iterable[Place]) -> Place:
    """Return the part that an institution lies in; the nearest where its own has no point."""
    own = [part for part in parts if house.place.code.startswith(part.code)]
    point = Point(house.lon, house.lat)
    return min(
        own or parts, key=lambda p: (metres_between(point, Point(p.lon or 0, p.lat or 0)), p.code)
    )


def _contracts(houses: list[Institution], day: date) -> list[dict[str, str]]:
    codes = {house.pk: house.code for house in houses}
    partners = cooperation_partners_of(set(codes), day)
    return [
        {"origin": codes[origin], "partner": codes[partner]}
        for origin in sorted(codes)
        for partner in sorted(partners.get(origin, ()))
        if partner in codes
    ]


def _arrivals(stored: Stored, reading: Reading) -> list[dict[str, Any]]:
    """Return the book's rates for these beds, shared among the parts by who lives there."""
    of_kind: Counter[str] = Counter()
    for (_, kind), many in stored.beds.items():
        of_kind[kind] += many
    people = sum(stored.people.values())
    rows = []
    for part in stored.parts:
        share = Decimal(stored.people[part.pk]) / people if people else 1 / len(stored.parts)
        for trigger, rate in reading.table("simulation.arrivals").items():
            beds = of_kind[rate["kind"]]
            each = Decimal(rate["of_kind"]) * beds if beds else (
                Decimal(rate["of_all"]) * sum(of_kind.values())
            )  # fmt: skip
            per_day = (each / A_THOUSAND * Decimal(share)).quantize(PLACES)
            if per_day:
                rows.append({"place": part.code, "trigger": trigger, "per_day": float(per_day)})
    return rows
