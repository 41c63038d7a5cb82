"""Scenarios as TOML files with a table of weights beside them; every fault is told at once."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from yiyang.analytics.grouping.pack_files import digest_of
from yiyang.analytics.settlement.scenario import Scenario, Weight
from yiyang.kernel.findings import Faulty, Finding
from yiyang.kernel.messages import Message, Param
from yiyang.kernel.strict_yaml import read_yaml

FAMILIES = Path(__file__).with_name("families.yaml")


class BadScenario(Faulty):
    """A scenario of settlement cannot be used."""


def read_scenario(path: Path) -> tuple[Scenario, tuple[Weight, ...]]:
    """Return a scenario and its weights.

    Raises:
        BadScenario: with every fault of the file, or of the table of weights.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise _bad("SCENARIO_UNREADABLE", path.name, reason=fault.strerror or "") from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise _bad("SCENARIO_NOT_TOML", path.name, reason=str(fault)) from fault
    try:
        scenario = Scenario.model_validate(_with_family(path, raw), strict=False)
    except ValidationError as faults:
        raise BadScenario(
            [
                _finding(
                    "SCENARIO_VALUE",
                    f"{path.name}, {'.'.join(map(str, each['loc'])) or 'scenario'}",
                    reason=each["msg"],
                )
                for each in faults.errors(include_input=False, include_url=False)
            ]
        ) from faults
    return scenario, _weights(path.parent / scenario.weights)


def digest_of_scenario(path: Path, scenario: Scenario) -> str:
    """Return the digest of a scenario's file and its table of weights, as of a pack's files."""
    table = path.parent / scenario.weights
    return digest_of({path.name: path.read_bytes(), scenario.weights: table.read_bytes()})


@lru_cache(maxsize=1)
def families() -> dict[str, Any]:
    """Return the shipped families of outlier lines by name."""
    found: dict[str, Any] = read_yaml(FAMILIES)
    return found


def _with_family(path: Path, raw: dict[str, Any]) -> dict[str, Any]:
    outliers = raw.get("outliers")
    named = outliers.get("family") if isinstance(outliers, dict) else None
    if not isinstance(outliers, dict) or not named:
        return raw
    family = families().get(named) if isinstance(named, str) else None
    if family is None:
        known = ", ".join(families())
        raise _bad("SCENARIO_FAMILY", f"{path.name}, outliers.family", known=known)
    lines = {key: family[key] for key in ("low", "high", "high_includes") if key in family}
    return {**raw, "outliers": {**lines, **outliers}}


def _weights(path: Path) -> tuple[Weight, ...]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise _bad("SCENARIO_UNREADABLE", path.name, reason=type(fault).__name__) from fault
    findings: list[Finding] = []
    found: dict[tuple[str, str], Weight] = {}
    for line, row in _rows(path.name, text):
        if row is None:
            findings.append(_finding("SCENARIO_TORN", f"{path.name}:{line}"))
            continue
        try:
            weight = Weight.model_validate(row, strict=False)
        except ValidationError as faults:
            findings += [
                _finding("SCENARIO_VALUE", f"{path.name}:{line}, {each['loc']}", reason=each["msg"])
                for each in faults.errors(include_input=False, include_url=False)
            ]
            continue
        if (weight.drg, weight.level) in found:
            findings.append(_finding("SCENARIO_TWICE", f"{path.name}:{line}", code=weight.drg))
        found[weight.drg, weight.level] = weight
    if not found and not findings:
        findings.append(_finding("SCENARIO_NO_WEIGHTS", path.name))
    if findings:
        raise BadScenario(findings)
    return tuple(found.values())


def _rows(name: str, text: str) -> Iterator[tuple[int, dict[str, str] | None]]:
    """Yield the rows with their lines, and None for one that is not as wide as the first."""
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        if len(set(header)) != len(header):
            yield 1, None
        for cells in reader:
            if cells and len(cells) != len(header):
                yield reader.line_num, None
            elif cells:
                row = zip(header, (cell.strip() for cell in cells), strict=True)
                yield reader.line_num, {key: value for key, value in row if value}
    except csv.Error as fault:
        raise _bad("SCENARIO_UNREADABLE", name, reason=str(fault)) from fault


def _finding(code: str, where: str, /, **params: Param) -> Finding:
    return Finding(code, where, Message(code, params))


def _bad(code: str, where: str, /, **params: Param) -> BadScenario:
    return BadScenario([_finding(code, where, **params)])
