"""Wards and beds of all five kinds, and the slots of those who serve people at home."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from typing import NamedTuple

from yiyang.demo.institutions import Network, kinds
from yiyang.demo.quantities import quantity
from yiyang.demo.rows import BedRow, InstitutionRow, WardRow
from yiyang.kernel.money import FEN_PER_YUAN, split_fen

AT_HOME = ("HOME_CARE_BED", "HOME_MEDICAL_BED", "HOME_PALLIATIVE")
ROOM_SIZES = (1, 2, 2, 2, 3, 4)
ISOLATION_EVERY = 25  # one bed in so many stands in an isolation room
PARTS = 100  # a share in the table of kinds, in whole parts for an exact split


NEVER = datetime(1, 1, 1, tzinfo=UTC)  # until the stock is made for a moment


class Stock(NamedTuple):
    """The wards and the beds, all of them free."""

    wards: tuple[WardRow, ...]
    beds: tuple[BedRow, ...]


class _Room(NamedTuple):
    ward: WardRow | None
    number: str
    sex_rule: str
    single: bool
    isolation: bool
    nursing: bool
    dementia: bool


def stock(random: Random, size: str, network: Network, at: datetime) -> Stock:
    """Return the wards and the beds of a network; each kind adds up to its quantity."""
    wards = tuple(_wards(network))
    beds: list[BedRow] = []
    for kind, total in quantity("beds.totals", size).items():
        owners = [row for row in network.institutions if _share(row, kind)]
        for owner, count in zip(owners, _counts(owners, kind, total), strict=True):
            own = [ward for ward in wards if ward.institution_id == owner.id]
            made = _slots(owner, kind, count) if kind in AT_HOME else _roomed(
                random, owner, kind, count, own
            )  # fmt: skip
            for row in made:
                beds.append(row._replace(id=len(beds) + 1, state_since=at))
    return Stock(wards, tuple(beds))


def _share(row: InstitutionRow, kind: str) -> float:
    return kinds()[row.kind].get("beds", {}).get(kind, 0)


def _counts(owners: list[InstitutionRow], kind: str, total: int) -> tuple[int, ...]:
    of_kind = [sum(other.kind == owner.kind for other in owners) for owner in owners]
    weights = [
        round(_share(owner, kind) * PARTS * PARTS / many) * _bulk(owner)
        for owner, many in zip(owners, of_kind, strict=True)
    ]
    return split_fen(total, weights)


def _bulk(owner: InstitutionRow) -> int:
    """A hospital of the third level is three times as large as one of the second."""
    return 3 if owner.kind == "HOSPITAL" and owner.level == 3 else 1  # noqa: PLR2004 -- levels of hospitals


def _wards(network: Network) -> Iterator[WardRow]:
    key = 0
    for row in network.institutions:
        for number, ward in enumerate(kinds()[row.kind].get("wards", ()), 1):
            key += 1
            code = f"D{number}" if ward.get("dementia") else f"W{number}"
            yield WardRow(key, row.id, code, ward["zh"], ward["en"])


def _slots(owner: InstitutionRow, kind: str, count: int) -> Iterator[BedRow]:
    for number in range(1, count + 1):
        yield _bed(owner, kind, number, _Room(None, "", "ANY", True, False, False, False), 0)


def _roomed(
    random: Random, owner: InstitutionRow, kind: str, count: int, wards: list[WardRow]
) -> Iterator[BedRow]:
    number = room_number = 0
    while number < count:
        room_number += 1
        size = min(random.choice(ROOM_SIZES), count - number)
        room = _room(random, kind, room_number, size, wards)
        price = _price(random, owner, kind, size, room)
        for _ in range(size):
            number += 1
            yield _bed(owner, kind, number, room, price)


def _room(random: Random, kind: str, number: int, size: int, wards: list[WardRow]) -> _Room:
    plain = [ward for ward in wards if not ward.code.startswith("D")]
    dementia_wards = [ward for ward in wards if ward.code.startswith("D")]
    in_care = kind == "INSTITUTION_BED"
    dementia = (
        in_care
        and bool(dementia_wards)
        and random.random() < quantity("beds.dementia_share") * len(wards) / len(plain)
    )
    ward = dementia_wards[0] if dementia else plain[number % len(plain)]
    single = size == 1
    return _Room(
        ward=ward,
        number=f"{ward.code}-{number:03d}",
        sex_rule="ANY" if single else random.choice(("WOMEN", "WOMEN", "MEN")),
        single=single,
        isolation=single and random.random() < len(ROOM_SIZES) / ISOLATION_EVERY,
        nursing=in_care and (dementia or random.random() < quantity("beds.nursing_share")),
        dementia=dementia,
    )


def _price(random: Random, owner: InstitutionRow, kind: str, size: int, room: _Room) -> int:
    """Return the price a month in fen; only a care institution's bed has one."""
    if kind != "INSTITUTION_BED":
        return 0
    low, high = quantity("beds.price_yuan")[owner.ownership]
    base = random.randint(low, high)
    extra = (room.single + room.nursing + room.dementia) * (high - low) // (2 * size + 2)
    return (base + extra) // 50 * 50 * FEN_PER_YUAN


def _bed(owner: InstitutionRow, kind: str, number: int, room: _Room, price: int) -> BedRow:
    basic = kind == "INSTITUTION_BED" and owner.ownership == "PUBLIC" and number % 5 == 0
    initials = "".join(word[0] for word in kind.split("_"))
    return BedRow(
        id=0,
        code=f"{owner.code.removeprefix('DEMO-')}-{initials}{number:04d}",
        institution_id=owner.id,
        ward_id=room.ward.id if room.ward else None,
        kind=kind,
        room=room.number,
        sex_rule=room.sex_rule,
        isolation=room.isolation,
        nursing_type=room.nursing,
        dementia_unit=room.dementia,
        price_fen_per_month=price,
        subsidy_class="BASIC" if basic else "",
        state="FREE",
        state_since=NEVER,
    )
