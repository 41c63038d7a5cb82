"""The catalogue of items and the packages as the book has them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import yiyang
from yiyang.kernel.messages import load_package_texts
from yiyang.policy.book import NotInForce, Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.packages import AGREED, SET, catalogue, hourly_price, packages

JINGAN, HANGZHOU = "310106", "330102"
DAY = date(2026, 3, 2)
PALLIATIVE = ("PS_", "PC_", "PH_")


def opened(place: str = JINGAN, *, strict: bool = False) -> Reading:
    return Reading(shipped_book(), DAY, place, strict)


def test_the_catalogue_holds_the_42_insured_items_in_two_groups() -> None:
    insured = [item for item in catalogue(opened()).values() if item.code.startswith("LTCI_")]
    groups = [item.group for item in insured]
    assert len(insured) == 42
    assert (groups.count("BASIC_LIVING"), groups.count("COMMON_CLINICAL")) == (27, 15)


@pytest.mark.parametrize("place", [JINGAN, HANGZHOU])
def test_the_catalogue_holds_the_36_items_of_palliative_care_in_three_groups(place: str) -> None:
    found = [item for item in catalogue(opened(place)).values() if item.code[:3] in PALLIATIVE]
    groups = Counter(item.group for item in found)
    assert len(found) == 36
    assert groups == {
        "PALLIATIVE_SYMPTOM": 13,
        "PALLIATIVE_COMFORT": 16,
        "PALLIATIVE_HUMANISTIC": 7,
    }
    assert {item.price_class for item in found} == {AGREED}


@pytest.mark.parametrize(
    ("code", "professions"),
    [
        ("PS_01", ("DOCTOR", "GENERAL_PRACTITIONER", "NURSE")),
        ("PC_03", ("NURSE", "CARER")),
        ("PC_07", ("NURSE",)),
        ("PH_07", ("SOCIAL_WORKER", "NURSE", "DOCTOR", "GENERAL_PRACTITIONER")),
    ],
)
def test_who_may_do_an_item_of_palliative_care(code: str, professions: tuple[str, ...]) -> None:
    assert catalogue(opened())[code].professions == professions


@pytest.mark.parametrize(
    ("code", "minutes", "professions"),
    [
        ("LTCI_01", 10, ("CARER", "NURSE")),
        ("LTCI_06", None, ("CARER", "NURSE")),
        ("LTCI_14", 15, ("NURSE",)),
        ("LTCI_26", 15, ("NURSE",)),
        ("LTCI_27", 20, ("NURSE",)),
        ("LTCI_29", 20, ("NURSE",)),
        ("LTCI_41", None, ("NURSE",)),
        ("LTCI_42", 20, ("NURSE",)),
    ],
)
def test_an_insured_item_has_its_least_minutes_and_who_may_do_it(
    code: str, minutes: int | None, professions: tuple[str, ...]
) -> None:
    item = catalogue(opened())[code]
    assert (item.minimum_minutes, item.professions) == (minutes, professions)


def test_each_item_has_a_price_class_and_who_may_raise_it() -> None:
    for item in catalogue(opened()).values():
        assert item.price_class in (SET, AGREED)
        assert item.raised_by


def test_a_price_holds_where_it_was_set_and_nowhere_else() -> None:
    assert catalogue(opened(HANGZHOU))["DOCTOR_VISIT"].price_fen == 4000
    assert catalogue(opened())["DOCTOR_VISIT"].price_fen is None


def test_a_place_without_the_insured_list_has_the_other_items() -> None:
    codes = catalogue(opened(HANGZHOU))
    assert "LTCI_01" not in codes
    assert "FOLLOW_UP_HYPERTENSION" in codes


def test_an_hour_of_a_nurse_costs_more_than_one_of_a_carer() -> None:
    assert (hourly_price("NURSE", opened()), hourly_price("CARER", opened())) == (8000, 5000)


def test_every_package_holds_only_items_of_the_catalogue() -> None:
    codes = set(catalogue(opened()))
    for package in packages(opened()).values():
        assert set(package.items) <= codes
        assert all(count > 0 for count in package.items.values())


def test_the_packages_are_basic_and_personal_with_their_groups() -> None:
    found = packages(opened())
    assert {code: package.kind for code, package in found.items()} == {
        "BASIC": "BASIC",
        "CHRONIC": "PERSONAL",
        "ELDER_65": "PERSONAL",
        "HOME_CARE": "PERSONAL",
        "PALLIATIVE_HOME": "PERSONAL",
    }
    assert found["BASIC"].price_fen == 12000
    assert found["CHRONIC"].groups == ("HYPERTENSION", "DIABETES")


def test_strict_mode_refuses_packages_that_nobody_has_adopted() -> None:
    with pytest.raises(NotInForce):
        packages(opened(strict=True))


def test_every_item_and_package_has_its_name_in_both_languages() -> None:
    texts = load_package_texts(Path(yiyang.__file__).parent).texts
    for item in catalogue(opened()).values():
        assert {
            f"ITEM_{item.code}",
            f"ITEM_GROUP_{item.group}",
            f"SERVICE_UNIT_{item.unit}",
        } <= set(texts)
    for code in packages(opened()):
        assert f"PACKAGE_{code}" in texts
