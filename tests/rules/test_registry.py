"""The registry finds every rule, and each can be replayed."""

from __future__ import annotations

from dataclasses import dataclass, is_dataclass

import pytest

from yiyang.policy.book import Book, Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules import registry


@dataclass(frozen=True)
class Number:
    value: int


def _double(facts: Number, reading: Reading) -> Number:
    return Number(facts.value * 2)


def test_every_rule_takes_and_gives_frozen_values() -> None:
    rules = registry.every()
    assert rules
    for rule in rules:
        for kind in (rule.facts_type, rule.result_type):
            assert is_dataclass(kind), rule.name
            assert kind.__dataclass_params__.frozen, rule.name  # type: ignore[attr-defined]


def test_every_rule_says_its_source() -> None:
    for rule in registry.every():
        if rule.function.__module__.startswith("yiyang"):
            assert "Source:" in (rule.function.__doc__ or ""), rule.name


def test_a_rule_is_found_by_name_and_version() -> None:
    doubled = registry.rule("tests.double")(_double)
    registry.rule("tests.double", version="2")(_double)
    assert registry.find("tests.double", "1") is doubled
    assert doubled(Number(3), Reading(Book(()), _day())) == Number(6)
    with pytest.raises(ValueError, match="registered twice"):
        registry.rule("tests.double")(_double)
    with pytest.raises(KeyError):
        registry.find("tests.double", "3")


def test_a_rule_switched_off_refuses_to_answer() -> None:
    rule = registry.rule("tests.off")(_double)
    registry.switch_off("tests.off")
    with pytest.raises(registry.SwitchedOff):
        rule(Number(1), Reading(shipped_book(), _day()))
    registry.switch_on("tests.off")
    assert rule(Number(1), Reading(shipped_book(), _day())) == Number(2)


def _day() -> object:
    return shipped_book().lines[0].starts_on
