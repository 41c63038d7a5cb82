"""The tables of docs/algorithms/instruments.md are true."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from yiyang.rules.instruments import alarm_of, green_channel, instrument, score
from yiyang.rules.instruments.green_channel import Sign
from yiyang.rules.instruments.ways import WAYS

from .sheets import reading, with_total
from .test_gates import GATES
from .test_gb42195 import assess
from .test_ltci import ltci, shanghai
from .test_news2 import WELL

DOCUMENT = Path(__file__).parents[3] / "docs" / "algorithms" / "instruments.md"
TABLE = re.compile(r"<!-- run: (?P<what>[\w.]+) -->\n\|.*\n\|[-|]+\n(?P<rows>(?:\|.*\n)+)")
SCALES_HELD = {"gb_level", "sh_level", "kps", "pps"}


def rows() -> list[tuple[str, tuple[str, ...]]]:
    text = DOCUMENT.read_text(encoding="utf-8")
    return [
        (table["what"], tuple(cell.strip() for cell in row.strip("|").split("|")))
        for table in TABLE.finditer(text)
        for row in table["rows"].splitlines()
    ]


def pairs(cell: str) -> dict[str, str | None]:
    named = (word.partition("=") for word in cell.split())
    return {name: value or None for name, is_pair, value in named if is_pair}


def news2(answers: str) -> tuple[str, ...]:
    scored = score("NEWS2", {**WELL, **pairs(answers)}, reading())
    return str(scored.scores["total"]), scored.level


def gb42195(total: str, coma: str, diagnosis: str, events: str) -> tuple[str, ...]:
    return (assess(int(total), coma == "yes", diagnosis == "yes", int(events)).level,)


def self_grade(a: str, b: str) -> tuple[str, ...]:
    items = instrument("LTCI_SELF").items
    count = {"a": int(a), "b": int(b)}
    answers: dict[str, str] = {}
    for item in items:
        answers[item.id] = "DEPENDENT" if count[item.group] > 0 else "PARTIAL"
        count[item.group] -= 1
    return (score("LTCI_SELF", answers, reading()).level,)


def gate(name: str) -> Callable[[str], tuple[str, ...]]:
    def through(answers: str) -> tuple[str, ...]:
        rest = {key: value for key, value in GATES[name].items() if key not in SCALES_HELD}
        return (score(name, {**rest, **pairs(answers)}, reading()).level or "open",)

    return through


def channel(vitals: str, more: str) -> tuple[str, ...]:
    signs = [word for word in more.split() if word in Sign.__members__]
    measures: dict[str, Any] = dict(pairs(more))
    for whole in ("triage", "pressure_injury"):
        if whole in measures:
            measures[whole] = int(measures[whole])
    alarm = alarm_of({**WELL, **pairs(vitals)}, signs, **measures)
    return (green_channel(alarm, reading()).colour.value,)


def total(name: str, wanted: str) -> tuple[str, ...]:
    scored = score(name, with_total(name, "", int(wanted)), reading())
    assert scored.scores["total"] == int(wanted)
    return (scored.level,)


RUNS: dict[str, Callable[..., tuple[str, ...]]] = {
    "NEWS2": news2,
    "GB42195": gb42195,
    "LTCI_2021": lambda a, c, s: (ltci(int(a), int(c), int(s)).level,),
    "LTCI_SELF": self_grade,
    "SH_UNIFIED": lambda deficit, disease: (shanghai(int(deficit), int(disease)),),
    "PALLIATIVE_ENTRY": gate("PALLIATIVE_ENTRY"),
    "HOME_CARE_BED_ENTRY": gate("HOME_CARE_BED_ENTRY"),
    "HOME_MEDICAL_BED_ENTRY": gate("HOME_MEDICAL_BED_ENTRY"),
    "placement.green_channel": channel,
    "total": total,
}


@pytest.mark.parametrize(("what", "cells"), rows())
def test_a_row_of_the_document_is_true(what: str, cells: tuple[str, ...]) -> None:
    run = RUNS[what]
    asked = run.__code__.co_argcount
    assert run(*cells[:asked]) == cells[asked:]


def test_the_document_runs_every_table_and_names_every_way() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert {what for what, _ in rows()} == set(RUNS)
    assert len(rows()) > 75
    named = set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))
    assert named == set(WAYS)
