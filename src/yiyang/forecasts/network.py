"""The network of a place at a moment as the parts of a scenario: institutions, beds, who is there.

Nothing here points at somebody: who stays where is counted by bed only, and ability levels are the
shares of all beds of the kind in the place, given to every institution alike; the book's where
fewer are known than may be shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from yiyang.agreements.selectors import cooperation_partners_of
from yiyang.beds.measured import care_levels
from yiyang.beds.models import Presence
from yiyang.forecasts.facts import SUB_DISTRICT
from yiyang.kernel.geo import Point, metres_between
from yiyang.kernel.identifiers import lies_in
from yiyang.kernel.money import split_fen
from yiyang.network.models import Bed, Institution, Place
from yiyang.planning.simulation.scenario import LEVELS
from yiyang.policy.book import Reading
from yiyang.rules.calendar import CHINA

Row = dict[str, Any]
Counts = Mapping[tuple[int, str], int]
KINDS = ("HOME_CARE_BED", "INSTITUTION_BED", "HOME_MEDICAL_BED", "HOSPITAL_BED", "PALLIATIVE_BED")
LEVEL_LINE = "simulation.levels"


def network_of(place: Place, at: datetime, reading: Reading) -> dict[str, list[Row]]:
    """Return the sub-districts, institutions and contracts of a place at a moment.

    A list is empty where there is nothing of it; a scenario needs the first two.
    """
    parts, beds = _parts(place), _beds(place)
    houses = list(
        Institution.objects.filter(pk__in=beds)
        .select_related("place").prefetch_related("serves", "capabilities").order_by("code")
    )  # fmt: skip
    there, levels = _there(houses, at, reading)
    return {
        "sub_district": [
            {"code": each.code, "name": each.name_zh, "lon": each.lon, "lat": each.lat}
            for each in parts
        ],
        "institution": [_house(one, parts, beds[one.pk], there, levels) for one in houses if parts],
        "contract": list(_contracts(houses, at)),
    }


def _parts(place: Place) -> list[Place]:
    """Return the sub-districts with a point on the map; the place itself where it has none."""
    rows = Place.objects.filter(code__within=place.code, lon__isnull=False, lat__isnull=False)
    found = [row for row in rows.order_by("code") if len(row.code) == SUB_DISTRICT]
    return found or [row for row in rows if row.pk == place.pk]


def _house(
    house: Institution, parts: Sequence[Place], beds: Mapping[str, int], there: Counts,
    levels: Mapping[str, list[int]],
) -> Row:  # fmt: skip
    start = {
        kind: list(split_fen(min(there[house.pk, kind], many), levels[kind]))
        for kind, many in beds.items()
        if there.get((house.pk, kind))
    }
    served = [each.code for each in house.serves.all()]
    return {
        "code": house.code,
        "name": house.name_zh,
        "place": _part_of(house, parts).code,
        "lon": house.lon,
        "lat": house.lat,
        "capabilities": sorted(each.code for each in house.capabilities.all()),
        "highest_care_level": house.highest_care_level,
        "designated": house.designated,
        "serves": [part.code for part in parts if _is_served(part.code, served)],
        "beds": dict(beds),
        "start": start or None,
    }


def _is_served(part: str, served: Sequence[str]) -> bool:
    """Tell whether a part lies in what is served, or what is served lies in it."""
    return any(lies_in(part, code) or lies_in(code, part) for code in served)


def _part_of(house: Institution, parts: Sequence[Place]) -> Place:
    """Return the part that an institution lies in; the nearest where its own has no point."""
    own = [part for part in parts if lies_in(house.place.code, part.code)]
    point = Point(house.lon, house.lat)
    return min(
        own or parts, key=lambda p: (metres_between(point, Point(p.lon or 0, p.lat or 0)), p.code)
    )


def _beds(place: Place) -> Mapping[int, Mapping[str, int]]:
    """Return how many beds of each kind are in service in a place, by institution."""
    rows = Bed.objects.filter(
        institution__place__code__within=place.code, institution__is_open=True,
        institution__is_elsewhere=False, kind__in=KINDS,
    ).exclude(state=Bed.State.OUT_OF_SERVICE)  # fmt: skip
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for house, kind in rows.order_by("institution", "kind").values_list("institution_id", "kind"):
        found[house][kind] += 1
    return found


def _there(
    houses: list[Institution], at: datetime, reading: Reading
) -> tuple[Counts, dict[str, list[int]]]:
    """Return who lay where at a moment, and the ability levels by kind of bed as weights."""
    rows = Presence.objects.filter(
        claim__bed__institution__in=houses, bed_kind__in=KINDS, span__contains=at
    ).exclude(claim__bed__state=Bed.State.OUT_OF_SERVICE)
    there: Counter[tuple[int, str]] = Counter()
    people: dict[str, list[int]] = defaultdict(list)
    for house, kind, person in rows.order_by("pk").values_list(
        "claim__bed__institution_id", "bed_kind", "person_id"
    ):
        there[house, kind] += 1
        people[kind].append(person)
    return there, _levels(people, at, reading)


def _levels(
    people: Mapping[str, list[int]], at: datetime, reading: Reading
) -> dict[str, list[int]]:
    """Return how many of each level are in beds of a kind; the book's shares for too few."""
    shipped = reading.table(LEVEL_LINE)
    least = int(reading.table("layouts.neighbourhood")["least_people"])
    everyone = care_levels([key for own in people.values() for key in own], _day(at))
    found = {}
    for kind, own in people.items():
        known = Counter(everyone[key] for key in own if key in everyone)
        weights = [known[level] for level in range(LEVELS)]
        is_enough = sum(weights) >= least
        found[kind] = weights if is_enough else [int(shipped[str(n)]) for n in range(LEVELS)]
    return found


def _day(at: datetime) -> Any:
    return at.astimezone(CHINA).date()


def _contracts(houses: list[Institution], at: datetime) -> Iterator[Row]:
    codes = {house.pk: house.code for house in houses}
    partners = cooperation_partners_of(list(codes), _day(at))
    pairs = {
        (codes[one], codes[other])
        for one, others in partners.items()
        for other in others
        if one in codes and other in codes
    }
    for origin, partner in sorted(pairs):
        yield {"origin": origin, "partner": partner}
