"""Every rule by name and version, so that a stored decision can be replayed.

A rule is ``rule(facts, reading) -> result`` with frozen dataclasses on both sides.  When the
wording of a law changes, a second function takes the next version and the subject's module
chooses by date; old versions stay registered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pkgutil import walk_packages
from typing import Any, Generic, TypeVar, get_type_hints

from yiyang.policy.book import Reading

Facts = TypeVar("Facts")
Result = TypeVar("Result")


class SwitchedOff(Exception):
    """A test has switched this rule off to show that its journey depends on it."""


@dataclass(frozen=True)
class Rule(Generic[Facts, Result]):
    """A registered rule; calling it runs it."""

    name: str
    version: str
    function: Callable[[Facts, Reading], Result]
    facts_type: type[Facts]
    result_type: type[Result]

    def __call__(self, facts: Facts, reading: Reading) -> Result:
        if self.name in _SWITCHED_OFF:
            raise SwitchedOff(self.name)
        return self.function(facts, reading)


_RULES: dict[tuple[str, str], Rule[Any, Any]] = {}
_SWITCHED_OFF: set[str] = set()


def rule(
    name: str, version: str = "1"
) -> Callable[[Callable[[Facts, Reading], Result]], Rule[Facts, Result]]:
    """Register a function as the rule ``name``; its annotations give the types of replay."""

    def register(function: Callable[[Facts, Reading], Result]) -> Rule[Facts, Result]:
        hints = get_type_hints(function)
        result_type = hints.pop("return")
        facts_type = next(iter(hints.values()))
        registered = Rule(name, version, function, facts_type, result_type)
        if (name, version) in _RULES:
            raise ValueError(f"rule {name} {version} is registered twice")
        _RULES[name, version] = registered
        return registered

    return register


@lru_cache(maxsize=1)
def load_all() -> None:
    """Import every module of rules, so that each has registered what it has."""
    rules = import_module("yiyang.rules")
    for module in walk_packages(rules.__path__, prefix="yiyang.rules."):
        import_module(module.name)


def find(name: str, version: str) -> Rule[Any, Any]:
    """Return a registered rule, of any module.  Raises KeyError when there is none."""
    if (name, version) not in _RULES:
        load_all()
    return _RULES[name, version]


def every() -> tuple[Rule[Any, Any], ...]:
    """Return every rule of the program in each of its versions, by name."""
    load_all()
    return tuple(_RULES[key] for key in sorted(_RULES))


def names() -> tuple[str, ...]:
    """Return the names of all rules of the program."""
    load_all()
    return tuple(sorted({name for name, _ in _RULES}))


def switch_off(name: str) -> None:
    """Make a rule refuse to answer: used by the check that a clause's test depends on it."""
    _SWITCHED_OFF.add(name)


def switch_on(name: str) -> None:
    """Undo ``switch_off``."""
    _SWITCHED_OFF.discard(name)
