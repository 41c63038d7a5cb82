"""The network of a place at a moment as the parts of a scenario: institutions, beds, who is there.

Who is there stands as counts; ability levels are spread as over all beds of the kind in the
place, so that no institution shows the level of one person.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from yiyang.agreements.selectors import cooperation_partners_of
from yiyang.beds.measured import care_levels
from yiyang.beds.models import Presence
from yiyang.forecasts.facts import SUB_DISTRICT
from yiyang.kernel.money import split_fen
from yiyang.network.models import Bed, Capability, Institution, Place
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
    houses = list(
        Institution.objects.filter(
            place__code__startswith=place.code, is_open=True, is_elsewhere=False,
            beds__kind__in=KINDS,
        ).distinct().select_related("place").prefetch_related("serves").order_by("code")
    )  # fmt: skip
    beds = _beds(houses)
    there, levels = _there(houses, at, reading)
    return {
        "sub_district": list(_sub_districts(place)),
        "institution": [
            _house(house, caps, beds, there, levels) for house, caps in _capable(houses)
        ],
        "contract": list(_contracts(houses, at)),
    }


def _sub_districts(place: Place) -> Iterator[Row]:
    rows = Place.objects.filter(code__startswith=place.code, lon__isnull=False, lat__isnull=False)
    for row in rows.order_by("code"):
        if len(row.code) == SUB_DISTRICT:
            yield {"code": row.code, "name": row.name_zh, "lon": row.lon, "lat": row.lat}


def _capable(houses: list[Institution]) -> Iterator[tuple[Institution, list[str]]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Capability.objects.filter(institution__in=houses).order_by("code")
    for house, code in rows.values_list("institution_id", "code"):
        found[house].append(code)
    for house in houses:
        yield house, found[house.pk]


def _house(
    house: Institution, capabilities: list[str], beds: Counts, there: Counts,
    levels: Mapping[str, list[int]],
) -> Row:  # fmt: skip
    own = {kind: many for (key, kind), many in beds.items() if key == house.pk and many}
    start = {
        kind: list(split_fen(min(there[house.pk, kind], many), levels[kind]))
        for kind, many in own.items()
        if there.get((house.pk, kind))
    }
    return {
        "code": house.code,
        "name": house.name_zh,
        "place": house.place.code[:SUB_DISTRICT],
        "lon": house.lon,
        "lat": house.lat,
        "capabilities": capabilities,
        "highest_care_level": house.highest_care_level,
        "designated": house.designated,
        "serves": sorted({each.code[:SUB_DISTRICT] for each in house.serves.all()}),
        "beds": own,
        "start": start,
    }


def _beds(houses: list[Institution]) -> Counts:
    rows = Bed.objects.filter(institution__in=houses, kind__in=KINDS).exclude(
        state=Bed.State.OUT_OF_SERVICE
    )
    return Counter(rows.order_by("institution", "kind").values_list("institution_id", "kind"))


def _there(
    houses: list[Institution], at: datetime, reading: Reading
) -> tuple[Counts, dict[str, list[int]]]:
    """Return who lay where at a moment, and the ability levels by kind of bed as weights."""
    rows = Presence.objects.filter(
        claim__bed__institution__in=houses, bed_kind__in=KINDS, span__contains=at
    )
    there: Counter[tuple[int, str]] = Counter()
    people: dict[str, list[int]] = defaultdict(list)
    for house, kind, person in rows.order_by("pk").values_list(
        "claim__bed__institution_id", "bed_kind", "person_id"
    ):
        there[house, kind] += 1
        people[kind].append(person)
    shipped = reading.table(LEVEL_LINE)
    everyone = care_levels([key for own in people.values() for key in own], _day(at))
    found = {}
    for kind, own in people.items():
        known = Counter(everyone[key] for key in own if key in everyone)
        weights = [known[level] for level in range(LEVELS)]
        found[kind] = weights if sum(weights) else [int(shipped[str(n)]) for n in range(LEVELS)]
    return there, found


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
