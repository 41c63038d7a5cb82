"""Institutions of every kind, public and private, with what they can do and whom they serve."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from yiyang.demo import geography, names
from yiyang.demo.quantities import quantity
from yiyang.demo.rows import (
    CapabilityRow,
    DesignationRow,
    During,
    InstitutionRow,
    PlaceRow,
    ServesRow,
)
from yiyang.kernel.identifiers import credit_check_character, is_organisation_code
from yiyang.kernel.strict_yaml import read_yaml

FILE = Path(__file__).parent / "institutions.yaml"
# No division of the country has this code (GB/T 2260), so no number made with it is anybody's.
FICTITIOUS_DIVISION = "310198"
CREDIT_CLASS = {"PUBLIC": "12", "PRIVATE_NON_PROFIT": "52", "PRIVATE_FOR_PROFIT": "91"}
LONG_TERM_CARE = "LONG_TERM_CARE"
SERVING = ("CHC", "CHS", "HOME_CARE_PROVIDER")  # the kinds that serve an area at home
CARE_KINDS = ("CARE_INSTITUTION", "NURSING_HOME")
FULL_CARE, SOME_CARE = 4, (2, 3, 4)  # GB/T 42195 levels that a care institution takes


class Network(NamedTuple):
    """The institutions with what belongs to them."""

    institutions: tuple[InstitutionRow, ...]
    capabilities: tuple[CapabilityRow, ...]
    serves: tuple[ServesRow, ...]

    @property
    def designations(self) -> list[DesignationRow]:
        """Return what they are designated for, as long as anybody knows."""
        ever = During(None)
        medical = [
            DesignationRow(one.id, "MEDICAL", ever) for one in self.institutions if one.designated
        ]
        care = [row.institution_id for row in self.capabilities if row.code == LONG_TERM_CARE]
        return medical + [DesignationRow(one, LONG_TERM_CARE, ever) for one in care]

    def of_kind(self, *kinds: str) -> list[InstitutionRow]:
        """Return the institutions of some kinds, in the order of their keys."""
        return [row for row in self.institutions if row.kind in kinds]


@lru_cache(maxsize=1)
def kinds() -> dict[str, Any]:
    """Return what is written of each kind of institution."""
    return read_yaml(FILE)


def network(random: Random, size: str, places: list[PlaceRow]) -> Network:
    """Return the institutions of a size, spread over the sub-districts by their elders."""
    shares = quantity("population.sub_districts")
    weighted = sorted(
        (place for place in places if place.code in {str(code) for code in shares}),
        key=lambda place: -shares[int(place.code)],
    )
    rows: list[InstitutionRow] = []
    fresh = _labels(random)
    for kind, count in quantity("network.kinds", size).items():
        for index in range(count):
            site = _Site(len(rows) + 1, kind, index, weighted[index % len(weighted)])
            rows.append(_institution(random, site, next(fresh)))
    rows = _joined(random, rows)
    return Network(tuple(rows), tuple(_capabilities(rows)), tuple(_serves(rows, weighted)))


class _Site(NamedTuple):
    key: int
    kind: str
    index: int  # among the institutions of its kind
    place: PlaceRow


def _institution(random: Random, site: _Site, label: names.Name) -> InstitutionRow:
    key, kind, index, place = site
    about = kinds()[kind]
    cell = geography.cell(geography.BY_CODE[place.code])
    point = geography.scattered(cell, random)
    ownership = _ownership(random, kind, index)
    street = random.choice(names.listed("streets")).zh
    return InstitutionRow(
        id=key,
        code=f"DEMO-{kind}-{index + 1:03d}",
        name_zh=f"{label.zh}{about['name']['zh']}（演示）",
        name_en=f"{label.pinyin} {about['name']['en']} (demo)",
        kind=kind,
        ownership=ownership,
        level=about["levels"][0 if index == 0 else -1],
        credit_code=_credit_code(key, ownership),
        place_id=place.id,
        address=f"{place.name_zh}{street}路{random.randint(1, 998)}号",
        phone=f"021-0{key:07d}",
        lon=point.lon,
        lat=point.lat,
        designated=kind in ("HOSPITAL", "CHC", "CHS", "HOSPICE", "NURSING_HOME"),
        inhouse_of_id=None,
        operator_id=None,
        medical_way="BUILT" if kind == "NURSING_HOME" else "NONE",
        highest_care_level=_care_level(random, kind, index),
    )


def _labels(random: Random) -> Iterator[names.Name]:
    """Give every institution a name of its own: a house's, then a street's and a house's."""
    houses = list(names.listed("houses"))
    random.shuffle(houses)
    yield from houses
    for street in names.listed("streets"):
        for house in houses:
            yield names.Name(street.zh + house.zh, f"{street.pinyin} {house.pinyin}")


def _ownership(random: Random, kind: str, index: int) -> str:
    share = quantity("network.public_share").get(kind)
    if share is not None and (index == 0 or random.random() < share):
        return "PUBLIC"
    return random.choice(("PRIVATE_NON_PROFIT", "PRIVATE_FOR_PROFIT"))


def _care_level(random: Random, kind: str, index: int) -> int | None:
    if kind not in CARE_KINDS:
        return None
    return FULL_CARE if kind == "NURSING_HOME" or index < len(CARE_KINDS) else random.choice(
        SOME_CARE
    )  # fmt: skip


def _credit_code(key: int, ownership: str) -> str:
    """Return a code with right check digits in a division that does not exist."""
    first_8 = f"DEM{key:05d}"
    body = next(first_8 + c for c in "0123456789X" if is_organisation_code(first_8 + c))
    first_17 = CREDIT_CLASS[ownership] + FICTITIOUS_DIVISION + body
    return first_17 + credit_check_character(first_17)


def _joined(random: Random, rows: list[InstitutionRow]) -> list[InstitutionRow]:
    """Join medical care and care homes: rooms inside them, hospitals and CHCs that run them."""
    homes = [row for row in rows if row.kind == "CARE_INSTITUTION"]
    partners = [row for row in rows if row.kind in ("CHC", "HOSPITAL")]
    centres = [row for row in rows if row.kind == "CHC"]
    rooms = [row for row in rows if row.kind == "MEDICAL_ROOM"]
    inside = {room.id: home for room, home in zip(rooms, homes, strict=False)}
    housed = {home.id for home in inside.values()}
    joined = []
    for row in rows:
        if row.id in inside:
            home = inside[row.id]
            operator = random.choice(partners)
            joined.append(row._replace(inhouse_of_id=home.id, operator_id=operator.id,
                                       place_id=home.place_id, address=home.address,
                                       lon=home.lon, lat=home.lat))  # fmt: skip
        elif row.kind == "DAY_CARE":  # a service point of a community health centre (HZ-10)
            joined.append(row._replace(operator_id=centres[len(joined) % len(centres)].id))
        elif row.kind == "CARE_INSTITUTION":
            way = "BROUGHT_IN" if row.id in housed else "CONTRACT"
            joined.append(row._replace(medical_way=way))
        else:
            joined.append(row)
    return joined


def _capabilities(rows: list[InstitutionRow]) -> Iterator[CapabilityRow]:
    for row in rows:
        for code in kinds()[row.kind].get("capabilities", {}).get(row.level, ()):
            yield CapabilityRow(row.id, code)


def _serves(rows: list[InstitutionRow], places: list[PlaceRow]) -> Iterator[ServesRow]:
    """Let the institutions of a kind share out the sub-districts, so that each unit is served."""
    for kind in SERVING:
        of_kind = [row for row in rows if row.kind == kind]
        served: set[tuple[int, int]] = {(row.id, row.place_id) for row in of_kind}
        covered = {place for _, place in served}
        for index, place in enumerate(p for p in places if p.id not in covered):
            served.add((of_kind[index % len(of_kind)].id, place.id))
        for institution_id, place_id in sorted(served):
            yield ServesRow(institution_id, place_id)
