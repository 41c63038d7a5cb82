"""The need model, read from the policy book: stages, what ends them, who waits how long.

Source: ``simulation.*`` (proposed), ``transfer.*``; SM-3.6.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from math import log, sqrt
from typing import Any

import numpy as np

from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message, Text
from yiyang.planning.simulation.draws import EXPONENTIAL, FIXED, LOGNORMAL
from yiyang.planning.simulation.limits import LIMITS
from yiyang.planning.simulation.scenario import Scenario
from yiyang.planning.simulation.scenario_files import BadScenario
from yiyang.planning.simulation.state import DIED, KINDS, LEFT, LEVELS, OUTCOMES
from yiyang.policy.book import Book, PolicyError, Reading, UnknownKey, jurisdictions
from yiyang.rules.placement.terms import Colour, Kind, Trigger

ORDER = tuple(Kind)
TRIGGERS = tuple(trigger for trigger in Trigger if trigger != Trigger.CLOSE)
COLOURS = (Colour.GREEN, Colour.YELLOW, Colour.ORANGE, Colour.RED)
FORMS = {"EXPONENTIAL": EXPONENTIAL, "LOGNORMAL": LOGNORMAL, "FIXED": FIXED}
ENDINGS = {**{trigger.value: n for n, trigger in enumerate(TRIGGERS)}, "LEFT": LEFT, "DIED": DIED}
PEOPLE = ("ALONE", "INPATIENT_PALLIATIVE", "WISHES_HOME", "PREFERRED")
NEVER = "NEVER"
MODEL = "simulation."
READ = (MODEL, "placement.", "transfer.")  # lines that a simulation reads
A_THOUSAND = 1000.0
ROUNDING = 1e-9
A_DAY = timedelta(days=1)


def opened(scenario: Scenario, book: Book) -> Reading:
    """Return the book opened for a scenario, the lines that it replaces in place of the own.

    Raises:
        BadScenario: a line that the book does not know or that does not fit.
    """
    lines, findings = [], []
    for key, value in scenario.policy.items():
        try:
            line = book.on(key, scenario.on, scenario.place)
        except (PolicyError, UnknownKey) as fault:
            findings.append(_finding(key, type(fault).__name__))
            continue
        findings += _misfits(key, line.value, _as_text(value))
        source = scenario.source
        lines.append(
            replace(
                line,
                value=_as_text(value),
                place=jurisdictions(scenario.place)[0],  # the book is read by districts
                starts_on=scenario.on,
                note=Text(zh=source, en=source),
            )
        )
    if findings:
        raise BadScenario(findings)
    return Reading(book.with_lines(lines), scenario.on, scenario.place)


def _misfits(key: str, shipped: Any, given: Any) -> list[Finding]:
    """Return why a value cannot stand in place of the shipped one, or would have no effect."""
    if not key.startswith(READ) or key == LIMITS:
        return [_finding(key, "nothing in a simulation reads it")]
    if type(shipped) is not type(given):
        return [_finding(key, "the value is of another form")]
    if not isinstance(given, dict) or not key.startswith(MODEL):
        return []
    unknown, missing = sorted(given.keys() - shipped.keys()), sorted(shipped.keys() - given.keys())
    return [_finding(key, f"it has no {name}") for name in unknown] + [
        _finding(key, f"{name} is missing") for name in missing
    ]


def _as_text(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _as_text(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_as_text(each) for each in value]
    return str(value)


def _finding(key: str, reason: str) -> Finding:
    params = {"key": key, "reason": reason}
    return Finding("SIMULATION_POLICY", key, Message("SIMULATION_POLICY", params))


@dataclass(frozen=True)
class Needs:
    """The model's arrays, by kind of bed in the order of ``Kind``."""

    stay_form: Any
    stay_mean: Any
    stay_spread: Any
    outcome: Any
    colour: Any
    arrival_colours: Any
    levels: Any
    shares: Any
    delay: Any
    hold_limit: Any
    keep: Any
    kept_moves: Any
    patience: Any
    dying: Any
    refusal: Any


def needs_of(reading: Reading) -> Needs:
    """Return the need model in force.

    Raises:
        BadScenario: a line that cannot be used.
    """
    try:
        return _needs(reading)
    except (ArithmeticError, LookupError, TypeError, ValueError) as fault:
        raise BadScenario([_finding("policy", f"{type(fault).__name__}: {fault}")]) from fault


def _needs(reading: Reading) -> Needs:
    form, mean, spread = _stays(reading)
    outcome, colour = _endings(reading)
    shares = reading.table("simulation.people")
    hours = reading.table("simulation.transfer_hours")
    urgent = reading.duration("transfer.hold.urgent") / A_DAY
    planned = reading.duration("transfer.hold.planned") / A_DAY
    return Needs(
        form,
        mean,
        spread,
        outcome,
        colour,
        _cumulative(reading.table("simulation.colours")["ARRIVAL"], _COLOUR_PLACE, 4),
        _cumulative(reading.table("simulation.levels"), _LEVEL_PLACE, LEVELS),
        np.array([float(shares[name]) / A_THOUSAND for name in PEOPLE]),
        np.array([float(hours[each]) / 24 for each in COLOURS]),
        np.array([planned, planned, urgent, urgent]),
        np.full(KINDS, float(reading.duration("transfer.keep_days") / A_DAY)),
        _kept_moves(reading),
        _by_kind(reading, "simulation.patience_days"),
        _by_kind(reading, "simulation.waiting_deaths") / A_THOUSAND,
        _by_kind(reading, "simulation.refusals") / A_THOUSAND,
    )


_COLOUR_PLACE = {colour.value: place for place, colour in enumerate(COLOURS)}
_LEVEL_PLACE = {str(level): level for level in range(LEVELS)}


def _stays(reading: Reading) -> tuple[Any, Any, Any]:
    table = reading.table("simulation.stays")
    form, mean, spread = np.zeros(KINDS, np.int64), np.ones(KINDS), np.zeros(KINDS)
    for place, kind in enumerate(ORDER):
        line = table[kind]
        form[place] = FORMS[line["form"]]
        mean[place] = float(line["mean_days"])
        spread[place] = sqrt(log(1 + float(line["variation"]) ** 2))
        if mean[place] <= 0:
            raise BadScenario([_finding("simulation.stays", f"{kind}: a mean above 0")])
    return form, mean, spread


def _endings(reading: Reading) -> tuple[Any, Any]:
    outcomes, colours = reading.table("simulation.outcomes"), reading.table("simulation.colours")
    outcome = np.zeros((KINDS, LEVELS, OUTCOMES))
    colour = np.zeros((KINDS, len(COLOURS)))
    for place, kind in enumerate(ORDER):
        outcome[place, :] = _cumulative(outcomes[kind], ENDINGS, OUTCOMES)
        colour[place] = _cumulative(colours[kind], _COLOUR_PLACE, len(COLOURS))
    return outcome, colour


def _cumulative(shares: Mapping[str, str], places: Mapping[str, int], size: int) -> Any:
    """Return thousandths as cumulative shares; they must add up."""
    parts = np.zeros(size)
    for name, share in shares.items():
        parts[places[name]] = float(Decimal(share))
    if abs(parts.sum() - A_THOUSAND) > ROUNDING or (parts < 0).any():
        faulty = ", ".join(sorted(shares))
        raise BadScenario([_finding("simulation", f"thousandths of {faulty} do not add up")])
    return np.cumsum(parts) / A_THOUSAND


def cumulative_levels(levels: list[int]) -> Any:
    """Return a scenario's own shares of ability levels, in thousandths, cumulative."""
    return _cumulative({str(n): str(share) for n, share in enumerate(levels)}, _LEVEL_PLACE, LEVELS)


def _by_kind(reading: Reading, key: str) -> Any:
    table = reading.table(key)
    return np.array([-A_THOUSAND if table[k] == NEVER else float(table[k]) for k in ORDER])


def _kept_moves(reading: Reading) -> Any:
    kept = np.zeros((KINDS, KINDS), np.bool_)
    for move in reading.codes("placement.kept_moves"):
        left, taken = move.split(">")
        kept[ORDER.index(Kind(left)), ORDER.index(Kind(taken))] = True
    return kept
