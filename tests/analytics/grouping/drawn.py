"""Random discharges out of a pack's own codes, and some that no pack knows."""

from __future__ import annotations

import random

from yiyang.analytics.grouping.interpreter import Discharge
from yiyang.analytics.grouping.pack import SetPack
from yiyang.analytics.grouping.terms import Number

STRANGE = ("", "X99.999", "ÄÖ", "j44.900", "J44.9000", " ", "|", "99.9999")


def draw(pack: SetPack, count: int, seed: int) -> list[Discharge]:
    """Return discharges whose codes often stand in the pack's sets, in any place."""
    chance = random.Random(seed)
    diagnoses, operations = _codes(pack)
    return [_one(chance, diagnoses, operations) for _ in range(count)]


def _codes(pack: SetPack) -> tuple[list[str], list[str]]:
    codes = sorted({code for listed in pack.pack.sets.values() for code in listed})
    diagnoses = [code for code in codes if code[0].isalpha()] + sorted(pack.severe)
    return diagnoses, [code for code in codes if code[0].isdigit()]


def _one(chance: random.Random, diagnoses: list[str], operations: list[str]) -> Discharge:
    age = chance.choice((0, 0, 1, 40, 79, 80, 103, None, -1))
    days = chance.choice((0, 28, 29, 364, None)) if age == 0 else None
    numbers = {
        Number.XB: chance.choice((1, 2, 1, 2, 0, None)),
        Number.NL: age,
        Number.XSRTL: days,
        Number.XSECSTZ: chance.choice((1499, 1500, 1999, 2000, 2499, 2500, None)),
    }
    return Discharge(
        _list(chance, diagnoses, chance.randrange(9)),
        _list(chance, operations, chance.randrange(5)),
        numbers,
    )


def _list(chance: random.Random, codes: list[str], length: int) -> tuple[str, ...]:
    made = [chance.choice(STRANGE[1:4] if chance.random() < 0.1 else codes) for _ in range(length)]
    if made and chance.random() < 0.2:
        made.append(made[0])
    if made and chance.random() < 0.05:
        made[0] = ""
    return tuple(made)


def as_row(discharge: Discharge) -> dict[str, str]:
    """Return a discharge as the text columns of a file."""

    def text(number: int | None) -> str:
        return "" if number is None else str(number)

    numbers = discharge.numbers
    return {
        "sex": text(numbers[Number.XB]),
        "age": text(numbers[Number.NL]),
        "age_days": text(numbers[Number.XSRTL]),
        "birth_weight_g": text(numbers[Number.XSECSTZ]),
        "dx": "|".join(discharge.diagnoses),
        "px": "|".join(discharge.operations),
    }
