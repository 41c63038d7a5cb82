"""Elders of the synthetic district: age, sex, household, home, means and dependence.

Nobody here is real: names come from our own lists, and every resident number lies in a
division of the country that does not exist.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import accumulate
from math import exp
from random import Random
from typing import NamedTuple

from yiyang.demo import geography, names
from yiyang.demo.institutions import FICTITIOUS_DIVISION
from yiyang.demo.quantities import quantity
from yiyang.demo.rows import PersonRow, PlaceRow, RelativeRow, ResidentIdRow
from yiyang.kernel.identifiers import resident_check_character
from yiyang.kernel.money import FEN_PER_YUAN, split_fen

MALE, FEMALE = "1", "2"
MIDDLE_AGE = 75
DAYS_OF_YEAR = 365.2425
BISECTIONS = 60
SHARES = 17  # as many shares of the serials as there are places with people, rounded up
LAST_SERIAL = 999  # three digits; the last is odd for men (GB 11643)


class Elder(NamedTuple):
    """What the other parts of the generator need to know of one person."""

    id: int
    sex: str
    age: int
    level: int  # GB/T 42195, 0 to 4
    place_id: int
    lon: float
    lat: float
    household: str
    low_income: bool
    conditions: frozenset[str]
    budget_fen_per_month: int | None


class Household(NamedTuple):
    """One elder with all rows that belong to them alone."""

    elder: Elder
    person: PersonRow
    resident_id: ResidentIdRow
    relatives: tuple[RelativeRow, ...]


class Bands:
    """Age bands with their shares, and the chance of each level of dependence at an age."""

    def __init__(self) -> None:
        shares = quantity("population.age_bands")
        self.bounds = [tuple(int(end) for end in band.split("-")) for band in shares]
        self.names = list(shares)
        self.cumulated = list(accumulate(shares.values()))
        self.men = quantity("population.male_share")
        self.slope = quantity("disability.log_odds_per_ten_years") / 10
        self.cuts = self._cuts(list(shares.values()))

    def age(self, random: Random) -> tuple[int, str]:
        """Return an age in years and the name of its band."""
        index = min(
            bisect(self.cumulated, random.random() * self.cumulated[-1]), len(self.bounds) - 1
        )
        low, high = self.bounds[index]
        return random.randint(low, high), self.names[index]

    def level(self, random: Random, age: int) -> int:
        """Return a level of dependence: the older, the likelier a high one (ordered logit)."""
        chance = random.random()
        lift = self.slope * (age - MIDDLE_AGE)
        return sum(chance < _logistic(cut + lift) for cut in self.cuts)

    def _cuts(self, shares: list[float]) -> list[float]:
        """Set the cut of each level so that the mix over all ages is the quantity's."""
        ages = [
            (age, share / (high - low + 1))
            for (low, high), share in zip(self.bounds, shares, strict=True)
            for age in range(low, high + 1)
        ]
        mix = quantity("disability.mix")
        return [self._cut(ages, sum(mix[level:])) for level in range(1, len(mix))]

    def _cut(self, ages: list[tuple[int, float]], wanted: float) -> float:
        low, high = -20.0, 20.0
        for _ in range(BISECTIONS):
            middle = (low + high) / 2
            share = sum(w * _logistic(middle + self.slope * (age - MIDDLE_AGE)) for age, w in ages)
            low, high = (middle, high) if share < wanted else (low, middle)
        return (low + high) / 2


class Numbers:
    """Gives resident numbers: valid, none twice, in a division that does not exist.

    The serials of one day and sex are shared out over the sub-districts, so that each can be
    made by itself.
    """

    def __init__(self, share: int) -> None:
        self._share = share % SHARES
        self._last: dict[tuple[date, str], int] = {}

    def next(self, born_on: date, sex: str) -> str:
        """Return a fresh number for a day of birth and a sex.

        Raises:
            ValueError: the serials of that day are used up.
        """
        count = self._last.get((born_on, sex), 0)
        self._last[born_on, sex] = count + 1
        serial = (count * SHARES + self._share) * 2 + (1 if sex == MALE else 2)
        if serial > LAST_SERIAL:
            raise ValueError("more people of one day of birth than there are serials")
        first_17 = f"{FICTITIOUS_DIVISION}{born_on:%Y%m%d}{serial:03d}"
        return first_17 + resident_check_character(first_17)


def counts(size: str) -> dict[str, int]:
    """Return how many elders live in each sub-district, by its code."""
    units = quantity("population.sub_districts")
    parts = split_fen(quantity("population.elders", size), list(units.values()))
    return {str(code): part for code, part in zip(units, parts, strict=True)}


class _Unit(NamedTuple):
    """What the people of one sub-district have in common."""

    place: PlaceRow
    ring: geography.Ring
    bands: Bands
    numbers: Numbers
    at: datetime


def households(random: Random, place: PlaceRow, keys: range, at: datetime) -> Iterator[Household]:
    """Yield the elders of one sub-district with the given keys, aged as at the moment ``at``."""
    ring = geography.cell(geography.BY_CODE[place.code])
    unit = _Unit(place, ring, Bands(), Numbers(place.id), at)
    for key in keys:
        yield _household(random, key, unit)


def _household(random: Random, key: int, unit: _Unit) -> Household:
    place, ring, bands, numbers, at = unit
    age, band = bands.age(random)
    sex = MALE if random.random() < bands.men[band] else FEMALE
    # A day short of the next birthday at most: the age is right on the day of ``at``.
    born_on = at.date() - timedelta(days=int(age * DAYS_OF_YEAR) + random.randint(2, 360))
    family = names.surname(random)
    name = names.person_name(random, sex, family)
    home = geography.scattered(ring, random)
    living = _living(random)
    level = bands.level(random, age)
    person = PersonRow(
        id=key, name=name.zh, name_key=name.pinyin, sex=sex, born_on=born_on,
        place_id=place.id, address=_address(random, place), lon=home.lon, lat=home.lat,
        phone=f"1200{key:07d}", household=living,
        has_carer=random.random() < quantity("population.has_carer")[living],
        low_income=random.random() < quantity("population.low_income"),
        special_family=random.random() < quantity("population.special_family"),
        max_distance_metres=_limit(random, quantity("population.distance_metres")),
        budget_fen_per_month=_budget(random), subsidy_class="", created_at=at,
    )  # fmt: skip
    if person.low_income:
        person = person._replace(subsidy_class="BASIC")
    elder = Elder(
        key, sex, age, level, place.id, home.lon, home.lat, living, person.low_income,
        _conditions(random, level), person.budget_fen_per_month,
    )  # fmt: skip
    number = ResidentIdRow(key, numbers.next(born_on, sex))
    return Household(elder, person, number, _relatives(random, person, family))


def _living(random: Random) -> str:
    chance = random.random()
    for kind, key in (
        ("LIVING_ALONE", "population.living_alone"),
        ("ELDER_ONLY", "population.elder_only"),
        ("WITHOUT_KIN", "population.without_kin"),
    ):
        chance -= quantity(key)
        if chance < 0:
            return kind
    return "WITH_FAMILY"


def _address(random: Random, place: PlaceRow) -> str:
    street = random.choice(names.listed("streets")).zh
    lane, house, room = random.randint(1, 900), random.randint(1, 40), random.randint(1, 6)
    return f"{place.name_zh}{street}路{lane}弄{house}号{room}0{random.randint(1, 4)}室"


def _limit(random: Random, choices: list[int]) -> int | None:
    stated = random.random() < quantity("population.states_a_limit")
    return random.choice(choices) if stated else None


def _budget(random: Random) -> int | None:
    if random.random() >= quantity("population.states_a_limit"):
        return None
    yuan = quantity("population.budget_yuan")
    drawn = random.triangular(yuan["low"], yuan["high"], yuan["usual"])
    return round(drawn / 100) * 100 * FEN_PER_YUAN


def _conditions(random: Random, level: int) -> frozenset[str]:
    """Return what the person suffers from; dementia is likelier the more dependent one is."""
    found = {
        condition
        for condition, share in quantity("morbidity.prevalence").items()
        if random.random() < share
    }
    if random.random() < quantity("morbidity.dementia_by_level")[level]:
        found.add("dementia")
    return frozenset(found)


def _relatives(random: Random, person: PersonRow, family: names.Name) -> tuple[RelativeRow, ...]:
    if person.household == "WITHOUT_KIN":
        return ()
    with_spouse = person.household == "ELDER_ONLY"
    relation = "SPOUSE" if with_spouse else "CHILD"
    sex = random.choice((MALE, FEMALE))
    if with_spouse:
        sex = FEMALE if person.sex == MALE else MALE
    own_family = None if with_spouse or person.sex == FEMALE else family
    name = names.person_name(random, sex, own_family).zh
    phone = f"1201{person.id:07d}"
    return (RelativeRow(person.id, name, relation, phone, True, person.has_carer),)


def _logistic(x: float) -> float:
    return 1 / (1 + exp(-x))
