"""Scenarios as TOML: strictly read, on top of a base where they name one; every fault at once."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from yiyang.kernel.findings import Faulty, Finding
from yiyang.kernel.messages import Message, Param
from yiyang.kernel.wrong_values import wrong_values
from yiyang.planning.simulation.scenario import Scenario

LISTS = ("sub_district", "institution", "contract", "arrivals", "wave", "beds", "staff")
DEEPEST = 5  # scenarios upon scenarios
BaseOf = Callable[[str], str]


class BadScenario(Faulty):
    """A scenario of the district cannot be used."""


def read_scenario(path: Path) -> tuple[Scenario, str]:
    """Return the scenario of a file, bases beside it, and the digest of what it says.

    Raises:
        BadScenario: with every fault of the file.
    """

    def base_of(name: str) -> str:
        beside = path.parent / name
        if Path(name).name != name or not beside.is_file():
            raise _bad("SIMULATION_NO_BASE", path.name, base=name)
        return _text(beside)

    return parse_scenario(_text(path), base_of=base_of, where=path.name)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise _bad("SIMULATION_UNREADABLE", path.name) from fault
    except UnicodeDecodeError as fault:
        raise _bad("SIMULATION_NOT_UTF8", path.name) from fault


def parse_scenario(text: str, *, base_of: BaseOf, where: str) -> tuple[Scenario, str]:
    """Return the scenario that a text describes, and its digest; ``base_of`` finds its bases.

    Raises:
        BadScenario: no TOML, unknown or missing values, names that nothing has.
    """
    raw = _laid_on_base(text, base_of, where, 0)
    try:
        scenario = Scenario.model_validate(raw)
    except ValidationError as faults:
        raise BadScenario(
            [
                _finding(
                    "SIMULATION_VALUE",
                    f"{where}, {place or 'scenario'}",
                    reason=wrong.code,
                    **wrong.params,
                )
                for place, wrong in wrong_values(faults)
            ]
        ) from faults
    findings = list(dangling(scenario, where))
    if findings:
        raise BadScenario(findings)
    return scenario, sha256(scenario.model_dump_json().encode()).hexdigest()


def _laid_on_base(text: str, base_of: BaseOf, where: str, depth: int) -> dict[str, Any]:
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise _bad("SIMULATION_NOT_TOML", where, reason=str(fault)) from fault
    name = raw.pop("base", None)
    if name is None:
        return raw
    if not isinstance(name, str):
        raise _bad("SIMULATION_NO_BASE", where, base=str(name))
    if depth >= DEEPEST:
        raise _bad("SIMULATION_TOO_DEEP", where, most=f"{DEEPEST}")
    under = _laid_on_base(base_of(name), base_of, f"{where} > {name}", depth + 1)
    added = {key: [*under.get(key, []), *_list(raw, key, where)] for key in LISTS if key in raw}
    lines = raw.get("policy", {})
    if not isinstance(lines, dict):
        raise _bad("SIMULATION_VALUE", f"{where}, policy", reason="a table")
    return {**under, **raw, **added, "policy": {**under.get("policy", {}), **lines}}


def _list(raw: dict[str, Any], key: str, where: str) -> list[Any]:
    found = raw[key]
    if not isinstance(found, list):
        raise _bad("SIMULATION_VALUE", f"{where}, {key}", reason="a list of tables")
    return found


def dangling(scenario: Scenario, where: str) -> Iterator[Finding]:
    """Yield a finding for each name that stands twice or that nothing has, and beds below none."""
    places = Counter(each.code for each in scenario.sub_district)
    houses = Counter(each.code for each in scenario.institution)
    for code in [code for code, times in [*places.items(), *houses.items()] if times > 1]:
        yield _finding("SIMULATION_TWICE", where, code=code)
    named: dict[str, tuple[list[str | None], Counter[str]]] = {
        "institution": ([each.place for each in scenario.institution], places),
        "arrivals": ([each.place for each in scenario.arrivals], places),
        "wave": ([each.place for each in scenario.wave], places),
        "contract.origin": ([each.origin for each in scenario.contract], houses),
        "contract.partner": ([each.partner for each in scenario.contract], houses),
        "beds": ([each.institution for each in scenario.beds], houses),
        "staff": ([each.institution for each in scenario.staff], houses),
    }
    for part, (codes, known) in named.items():
        for number, name in enumerate(codes):
            if name is not None and name not in known:
                yield unknown_name(f"{where}, {part}.{number}", name)
    yield from _too_few(scenario, where)


def unknown_name(where: str, name: str) -> Finding:
    """Return the finding of a name that nothing has."""
    return _finding("SIMULATION_UNKNOWN", where, code=name)


def _too_few(scenario: Scenario, where: str) -> Iterator[Finding]:
    left = {(e.code, kind): beds for e in scenario.institution for kind, beds in e.beds.items()}
    for number, each in sorted(enumerate(scenario.beds), key=lambda pair: pair[1].from_day):
        key = (each.institution, each.kind)
        left[key] = left.get(key, 0) + each.add
        if left[key] < 0:
            yield _finding("SIMULATION_TOO_FEW", f"{where}, beds.{number}", code=each.institution)
    for house in scenario.institution:
        for kind, there in house.start.items():
            if sum(there) > house.beds.get(kind, 0):
                yield _finding("SIMULATION_OVERFULL", where, code=house.code)


def _bad(fault: str, where: str, /, **params: str) -> BadScenario:
    return BadScenario([_finding(fault, where, **params)])


def _finding(fault: str, where: str, /, **params: Param) -> Finding:
    return Finding(fault, where, Message(fault, params))
