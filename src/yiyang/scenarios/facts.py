"""The network of a place as it is stored now, written as a scenario with the book's rates.

What stands there and who is in it comes from ``forecasts.network``, as in a scenario whose rates
are estimated; it points at nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from yiyang.decisions.services import read_book
from yiyang.forecasts.facts import residents_of
from yiyang.forecasts.network import network_of
from yiyang.network.models import Place
from yiyang.planning.simulation.writing import text_of
from yiyang.policy.book import Reading
from yiyang.scenarios.errors import NothingToGoOn

A_THOUSAND = 1000
PLACES = Decimal("0.0001")
# The file of a scenario has one line for its source, whoever reads it.
SOURCE = (
    "{told} 的在库记录，申请率取自政策库 simulation.arrivals"
    " / the rows stored at {told}, with the rates of the policy book (simulation.arrivals)"
)


def state_text(place: Place, at: datetime) -> str:
    """Return a place's network as it is at a moment, as a scenario.

    Raises:
        NothingToGoOn: no beds, or no part with a point on the map.
    """
    reading = read_book(timezone.localdate(at), place=place.code)
    network = network_of(place, at, reading)
    if not network["sub_district"] or not network["institution"]:
        raise NothingToGoOn
    run = reading.table("simulation.run")
    told = f"{timezone.localtime(at):%Y-%m-%d %H:%M}"
    values = {
        "name": {"zh": f"{place.name_zh}现状 {told}", "en": f"{place.name_en} as it is, {told}"},
        "source": SOURCE.format(told=told),
        "mark": "proposed",
        "place": place.code,
        "on": reading.day,
        **{key: int(run[key]) for key in ("days", "warm_up", "replications", "seed")},
        **network,
        "arrivals": _arrivals(place, network, reading),
    }
    return text_of(values)


def _arrivals(
    place: Place, network: Mapping[str, list[dict[str, Any]]], reading: Reading
) -> list[dict[str, Any]]:
    """Return the book's rates for these beds, shared among the parts by who lives there."""
    of_kind: Counter[str] = Counter()
    for house in network["institution"]:
        of_kind.update(house["beds"])
    rows = []
    for part, share in _shares(place, [each["code"] for each in network["sub_district"]]).items():
        for trigger, rate in reading.table("simulation.arrivals").items():
            beds = of_kind[rate["kind"]]
            each = Decimal(rate["of_kind"]) * beds if beds else (
                Decimal(rate["of_all"]) * of_kind.total()
            )  # fmt: skip
            per_day = (each / A_THOUSAND * share).quantize(PLACES)
            if per_day:
                rows.append({"place": part, "trigger": trigger, "per_day": float(per_day)})
    return rows


def _shares(place: Place, parts: list[str]) -> dict[str, Decimal]:
    """Return which share of those who live in the parts lives in each; alike where nobody does."""
    living = residents_of(place.code)
    people = sum(living.get(part, 0) for part in parts)
    return {
        part: Decimal(living.get(part, 0)) / people if people else Decimal(1) / len(parts)
        for part in parts
    }
