"""Code lists as an operator has them: codes, grey codes, and the map from the clinical edition.

A list is text, ``code name`` a line; a list of grey codes ``code``; a map ``clinical insurance``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message
from yiyang.rules.settlement_list.terms import CodeState

LONGEST_CODE, LONGEST_NAME = 24, 200
KNOWN, GREY, MAP = "KNOWN", "GREY", "MAP"
MARK = "\ufeff"


@dataclass(frozen=True)
class Listed:
    """A code with its name and its state."""

    name: str
    state: CodeState


def read_lists(lines: Mapping[str, Iterable[str]]) -> tuple[dict[str, Listed], list[Finding]]:
    """Return every code of one kind from its lists (KNOWN, GREY, MAP), and what is wrong.

    A finding names its list and line; with any finding the codes are not to be used.
    """
    codes: dict[str, Listed] = {}
    findings: list[Finding] = []
    for what in (KNOWN, GREY, MAP):
        for number, code, rest in _rows(lines.get(what, ())):
            fault = _fault(what, code, rest)
            if fault is not None:
                findings.append(Finding(fault, f"{what} {number}", Message(fault)))
                continue
            before = codes.get(code, Listed("", CodeState(False)))
            codes[code] = _with(before, what, rest)
    return codes, findings


def states_of(codes: Mapping[str, Listed], wanted: Iterable[str]) -> dict[str, CodeState]:
    """Return the state of each wanted code; one in no list is not known."""
    nothing = Listed("", CodeState(False))
    return {code: codes.get(code, nothing).state for code in wanted}


def _rows(lines: Iterable[str]) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(lines, 1):
        text = line.removeprefix(MARK).strip()
        if text:
            code, _, rest = text.partition(" ")
            yield number, code, rest.strip()


def _fault(what: str, code: str, rest: str) -> str | None:
    if len(code) > LONGEST_CODE or len(rest) > LONGEST_NAME:
        return "CODES_TOO_LONG"
    if what == MAP and (not rest or " " in rest or len(rest) > LONGEST_CODE):
        return "CODES_BAD_MAP"
    return "CODES_NO_NAME" if what == KNOWN and not rest else None


def _with(before: Listed, what: str, rest: str) -> Listed:
    if what == KNOWN:
        return replace(before, name=rest, state=replace(before.state, is_known=True))
    if what == GREY:
        return replace(before, state=replace(before.state, is_grey=True))
    return replace(before, state=replace(before.state, maps_to=rest))
