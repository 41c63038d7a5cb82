"""Answers as they come in: made plain, checked against the instrument, given their points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message
from yiyang.rules.instruments.sheet import NO, YES, Instrument, Item, Range

LONGEST = 40
YES_WORDS = frozenset(["YES", "Y", "TRUE", "1", "ON"])
NO_WORDS = frozenset(["NO", "N", "FALSE", "0", "OFF"])


@dataclass(frozen=True)
class Checked:
    """The valid answers of a sheet, what is wrong with the others, and what is missing."""

    answers: dict[str, str]
    points: dict[str, int]
    findings: tuple[Finding, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The items without a usable answer."""
        return tuple(f.where for f in self.findings)


def plain_answers(answers: Mapping[str, Any]) -> dict[str, str]:
    """Return answers as text, as a decision keeps them; what was not answered is left out."""
    given = {item: _plain(value) for item, value in answers.items() if value is not None}
    return {str(item)[:LONGEST]: text[:LONGEST] for item, text in given.items() if text}


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return str(value).strip()


def check(instrument: Instrument, answers: Mapping[str, str]) -> Checked:
    """Check every answer; a fault names its item and never repeats the value given."""
    known = {item.id for item in instrument.items}
    findings = [_finding("UNKNOWN_ITEM", given) for given in answers if given not in known]
    valid: dict[str, str] = {}
    for item in instrument.items:
        answer = answers.get(item.id) or item.default
        if answer:
            read = _read(item, answer)
            if isinstance(read, Finding):
                findings.append(read)
            else:
                valid[item.id] = read
        elif not item.optional:
            findings.append(_finding("INCOMPLETE", item.id))
    return Checked(valid, _points(instrument, valid), tuple(findings))


def _points(instrument: Instrument, valid: dict[str, str]) -> dict[str, int]:
    found = {
        item.id: item.points_for(valid[item.id], valid)
        for item in instrument.items
        if item.id in valid
    }
    return {item: points for item, points in found.items() if points is not None}


def _read(item: Item, answer: str) -> str | Finding:
    if item.number is not None:
        return _number(item.id, item.number, answer)
    word = answer.upper()
    if item.is_flag and word in YES_WORDS | NO_WORDS:
        return YES if word in YES_WORDS else NO
    if word in item.codes:
        return word
    for option in item.options:  # an answer may also be given as its points
        if option.points is not None and word == str(option.points):
            return option.code
    return _finding("NOT_AN_OPTION", item.id, options=" ".join(item.codes))


def _number(item_id: str, wanted: Range, answer: str) -> str | Finding:
    """A number finer than the scale is rounded half up to it, as it is read onto the form."""
    try:
        number = Decimal(answer)
    except InvalidOperation:
        return _finding("NOT_A_NUMBER", item_id)
    if not number.is_finite() or not wanted.least <= number <= wanted.most:
        bounds = {"least": str(wanted.least), "most": str(wanted.most)}
        return _finding("OUT_OF_RANGE", item_id, **bounds)
    return str(number.quantize(Decimal(1).scaleb(-wanted.decimals), ROUND_HALF_UP))


def _finding(code: str, item: str, **params: str) -> Finding:
    return Finding(code, item, Message(f"ITEM_{code}", {"item": item, **params}))
