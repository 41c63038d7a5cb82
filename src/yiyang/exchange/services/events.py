"""Kinds of message that another app answers: who takes them in, who hears what was answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yiyang.exchange.models import Sent
from yiyang.exchange.services.storing import Arrived
from yiyang.rules.fhir_map.projections.terms import Resource


@dataclass(frozen=True)
class Heard:
    """The answer to a message of ours: what it asked, whether it was taken in, what came back.

    ``asked`` is the Bundle as it waited: numbers of people are not in it.
    """

    sent: Sent
    asked: Resource
    is_taken: bool
    resources: tuple[Resource, ...]
    at: datetime


Taker = Callable[[Arrived], Mapping[str, Any]]
Hearer = Callable[[Heard], None]
_TAKERS: dict[str, Taker] = {}
_HEARERS: dict[str, Hearer] = {}


def serve(event: str, take: Taker, hear: Hearer) -> None:
    """Let an app take in a kind of message and hear its answers; once, as the program starts."""
    _TAKERS[event], _HEARERS[event] = take, hear


def taker_of(event: str) -> Taker | None:
    """Return who takes a kind of message in; None where no other app does."""
    return _TAKERS.get(event)


def hearer_of(event: str) -> Hearer | None:
    """Return who hears the answers to a kind of message; None where nobody asks."""
    return _HEARERS.get(event)
