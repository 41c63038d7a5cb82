"""Files of claims: what could be taken for something else is refused with its place."""

from __future__ import annotations

import json
from typing import Any

import pytest

from yiyang.faces.cli.claims_file import CoverSheet, SentSheet, sheets
from yiyang.faces.cli.shell import BadInput

CLAIM: dict[str, Any] = {
    "institution": "H1", "source": "1", "person": {"value": "310106194003150026"},
    "kind": "INPATIENT", "begun": "2026-02-15", "ended": "2026-02-20",
    "lines": [{"code": "S1", "amount": "12.50", "catalogue": "A", "on": "2026-02-20"}],
}  # fmt: skip
COVER: dict[str, Any] = {
    "person": {"value": "310106194003150026"}, "insurance": "EMPLOYEE", "status": "RETIRED",
    "since": "2020-01-01",
}  # fmt: skip


@pytest.mark.parametrize("day", [0, 1_771_545_600, "1771545600", "2026-02-20T00:00:00", "20260220"])
def test_a_day_is_never_a_number_of_seconds(day: Any) -> None:
    for name in ("begun", "ended"):
        with pytest.raises(BadInput, match=rf"f\.json: 0\.{name}: .*2026-03-02"):
            sheets(json.dumps(CLAIM | {name: day}).encode(), SentSheet, "f.json")
    lines = [CLAIM["lines"][0] | {"on": day}]
    with pytest.raises(BadInput, match=r"0\.lines\.0\.on: "):
        sheets(json.dumps(CLAIM | {"lines": lines}).encode(), SentSheet, "f.json")
    for name in ("since", "until"):
        with pytest.raises(BadInput, match=rf"0\.{name}: "):
            sheets(json.dumps(COVER | {name: day}).encode(), CoverSheet, "f.json")


def test_a_key_that_stands_twice_loses_neither_of_its_values_silently() -> None:
    twice = json.dumps(CLAIM).replace('"amount": "12.50"', '"amount": "12.50", "amount": "1"')
    for body in (twice, f"[{twice}]", f"{json.dumps(CLAIM)}\n{twice}\n"):
        with pytest.raises(BadInput, match=r"f\.json: amount: stands there twice"):
            sheets(body.encode(), SentSheet, "f.json")


def test_what_is_well_written_is_taken_in() -> None:
    body = f"{json.dumps(CLAIM)}\n{json.dumps(CLAIM | {'source': '2'})}\n".encode()
    assert [one.source for one in sheets(body, SentSheet, "f.json")] == ["1", "2"]


@pytest.mark.parametrize("body", ["", " \n\n", "[]"])
def test_a_file_in_which_nothing_stands_is_told(body: str) -> None:
    with pytest.raises(BadInput, match=r"f\.json: nothing stands in it"):
        sheets(body.encode(), SentSheet, "f.json")


def test_a_line_that_is_no_object_is_named() -> None:
    body = f"{json.dumps(CLAIM)}\n\n{{bad\n"
    with pytest.raises(BadInput, match=r"^f\.json: line 3: not JSON$"):
        sheets(body.encode(), SentSheet, "f.json")
    with pytest.raises(BadInput, match=r"^f\.json: not JSON$"):
        sheets(b"{bad\n", SentSheet, "f.json")
