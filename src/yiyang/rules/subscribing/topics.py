"""The topics of this node, read from ``topics.yaml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from yiyang.kernel.strict_yaml import read_yaml
from yiyang.rules.fhir_map.asked import Both, Criterion, Either, Not, Test
from yiyang.rules.fhir_map.query import Parsed, parse

FILE = Path(__file__).with_name("topics.yaml")
ADDRESS = "urn:yiyang:fhir/SubscriptionTopic/"
CREATE, UPDATE, DELETE = "create", "update", "delete"
EVERY = (CREATE, UPDATE, DELETE)


@dataclass(frozen=True)
class Topic:
    """What changes of which type are told; ``current`` and ``previous`` are searches, or empty."""

    name: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    resource: str
    interactions: tuple[str, ...]
    current: str = ""
    previous: str = ""

    @property
    def address(self) -> str:
        """The canonical address by which a Subscription names the topic."""
        return ADDRESS + self.name


@cache
def topics() -> Mapping[str, Topic]:
    """Return every topic by its canonical address, in their order."""
    loaded: dict[str, Any] = read_yaml(FILE)
    return {topic.address: topic for topic in (*_named(loaded), *_changed(loaded["changed"]))}


def asked_of(kind: str, query: str) -> Parsed:
    """Return a search of one type as its typed form, with what is wrong with it."""
    return parse(kind, parse_qsl(query, keep_blank_values=True))


def is_plain(criterion: Criterion) -> bool:
    """Tell whether a criterion speaks of the resource alone, and of no other it points to."""
    if isinstance(criterion, Both | Either):
        return all(is_plain(one) for one in criterion.criteria)
    if isinstance(criterion, Not):
        return is_plain(criterion.criterion)
    return isinstance(criterion, Test)


def _named(loaded: Mapping[str, Any]) -> Iterator[Topic]:
    for name, told in loaded["topics"].items():
        rest = {key: value for key, value in told.items() if key != "interactions"}
        yield Topic(name=name, interactions=tuple(told["interactions"]), **rest)


def _changed(told: Mapping[str, Any]) -> Iterator[Topic]:
    for kind in told["types"]:
        title = {language: text.format(type=kind) for language, text in told["title"].items()}
        said = {language: text.format(type=kind) for language, text in told["description"].items()}
        yield Topic(f"changed-{kind}", title, said, kind, EVERY)
