"""The invented people follow the quantities, and nobody real can be among them."""

from collections import Counter
from hashlib import sha256
from itertools import pairwise
from random import Random

import pytest

from tests.conftest import NOW
from yiyang.demo import geography, names
from yiyang.demo.district import planned, rows
from yiyang.demo.plan import Plan
from yiyang.demo.population import Elder, Household, Numbers, counts, households
from yiyang.demo.quantities import quantities, quantity
from yiyang.kernel.identifiers import is_credit_code, is_male, is_resident_id
from yiyang.people.names import name_key


@pytest.fixture(scope="module")
def people() -> list[Household]:
    """A tenth part of the district's people: enough for shares to settle."""
    found: list[Household] = []
    for place in geography.places()[3:]:
        count = counts("district")[place.code] // 10
        keys = range(len(found) + 1, len(found) + count + 1)
        found += households(Random(f"3:{place.code}"), place, keys, NOW)
    return found


@pytest.fixture(scope="module")
def elders(people: list[Household]) -> list[Elder]:
    return [one.elder for one in people]


def share(found: int, of: int) -> float:
    return found / of


def test_ages_follow_the_bands_of_the_city(elders: list[Elder]) -> None:
    for band, wanted in quantity("population.age_bands").items():
        low, high = (int(end) for end in band.split("-"))
        found = sum(low <= elder.age <= high for elder in elders)
        assert share(found, len(elders)) == pytest.approx(wanted, abs=0.008)


def test_ages_are_right_on_the_day_they_are_made_for(people: list[Household]) -> None:
    for one in people[:2000]:
        born = one.person.born_on
        today = NOW.date()
        age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
        assert age == one.elder.age


def test_men_and_women_are_mixed_as_in_the_city(elders: list[Elder]) -> None:
    assert share(sum(e.sex == "1" for e in elders), len(elders)) == pytest.approx(0.479, abs=0.01)


def test_dependence_follows_the_mix_and_grows_with_age(elders: list[Elder]) -> None:
    levels = Counter(elder.level for elder in elders)
    for level, wanted in enumerate(quantity("disability.mix")):
        assert share(levels[level], len(elders)) == pytest.approx(wanted, abs=0.008)
    dependent = [
        share(sum(e.level > 0 for e in group), len(group))
        for low in (60, 70, 80, 90)
        for group in [[e for e in elders if low <= e.age < low + 10]]
    ]
    assert all(younger < older for younger, older in pairwise(dependent))


def test_households_follow_the_city(elders: list[Elder]) -> None:
    kinds = Counter(elder.household for elder in elders)
    alone, pairs = kinds["LIVING_ALONE"], kinds["ELDER_ONLY"]
    assert share(alone, len(elders)) == pytest.approx(
        quantity("population.living_alone"), abs=0.005
    )
    assert share(pairs, len(elders)) == pytest.approx(quantity("population.elder_only"), abs=0.01)


def test_dementia_is_as_frequent_as_the_quantity_says(elders: list[Elder]) -> None:
    found = sum("dementia" in elder.conditions for elder in elders)
    assert share(found, len(elders)) == pytest.approx(0.06, abs=0.006)


def test_resident_numbers_are_valid_fit_the_person_and_are_nobodys(
    people: list[Household],
) -> None:
    numbers = [one.resident_id.value for one in people]
    assert len(set(numbers)) == len(numbers)
    for one, number in zip(people, numbers, strict=True):
        assert is_resident_id(number)
        assert is_male(number) == (one.elder.sex == "1")
        assert number.startswith("310198")  # a division that GB/T 2260 does not know


def test_numbers_run_out_loudly() -> None:
    numbers = Numbers(1)
    day = NOW.date().replace(year=1950)
    given = {numbers.next(day, "2") for _ in range(30)}
    assert len(given) == 30
    with pytest.raises(ValueError, match="serials"):
        numbers.next(day, "2")


def test_names_sort_as_the_registry_sorts_them(people: list[Household]) -> None:
    for one in people[:3000]:
        assert one.person.name_key == name_key(one.person.name)


def test_homes_lie_in_their_sub_district(people: list[Household]) -> None:
    units = {key: unit for key, unit in enumerate(geography.UNITS, 4)}
    for one in people[::50]:
        home = one.person
        nearest = min(
            geography.UNITS, key=lambda u: (u.lon - home.lon) ** 2 + (u.lat - home.lat) ** 2
        )
        assert nearest == units[home.place_id]


def test_the_sub_districts_tile_the_district() -> None:
    whole = area(geography.OUTLINE)
    assert sum(area(geography.cell(unit)) for unit in geography.UNITS) == pytest.approx(whole)


def area(ring: geography.Ring) -> float:
    ends = zip(ring, (*ring[1:], ring[0]), strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in ends)) / 2


def test_one_seed_gives_one_district_and_another_seed_another() -> None:
    assert digest(1) == digest(1)
    assert digest(1) != digest(2)


def digest(seed: int) -> str:
    found = sha256()
    for batch in rows(planned(Plan(seed, "small", NOW))):
        found.update(repr(batch).encode())
    return found.hexdigest()


def test_institutions_have_names_in_both_languages_and_valid_codes() -> None:
    network = planned(Plan(1, "district", NOW)).ground.network
    for row in network.institutions:
        assert "演示" in row.name_zh and "demo" in row.name_en
        assert is_credit_code(row.credit_code)
    for column in ("name_zh", "code", "credit_code"):
        assert len({getattr(row, column) for row in network.institutions}) == len(
            network.institutions
        )


def test_every_sub_district_is_served_at_home() -> None:
    district = planned(Plan(1, "small", NOW))
    kinds = {row.id: row.kind for row in district.ground.network.institutions}
    units = {place.id for place in district.ground.places[3:]}
    for kind in ("CHC", "HOME_CARE_PROVIDER"):
        served = {
            r.place_id for r in district.ground.network.serves if kinds[r.institution_id] == kind
        }
        assert served == units


def test_surnames_are_listed_with_the_pinyin_they_sort_by() -> None:
    for name in names.listed("surnames"):
        assert name_key(name.zh) == name.pinyin


def test_every_quantity_says_how_good_its_evidence_is() -> None:
    for one in quantities().values():
        assert one.origin or one.mark.value in ("proposed", "unverified")
