"""The glossary is one table: each thing once, in both languages, with its clause."""

from __future__ import annotations

import re
from pathlib import Path

from yiyang.policy.missions import missions

ROOT = Path(__file__).parents[1]
ROW = re.compile(r"^\| (?P<names>.+?) \| (?P<zh>.+?) \| (?P<en>.+?) \| (?P<clauses>.+?) \|$")


def _rows() -> list[re.Match[str]]:
    lines = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    table = [line for line in lines if line.startswith("|")]
    assert table[1] == "|---|---|---|---|"
    rows = [ROW.match(line) for line in table[2:]]
    assert all(rows), [line for line, row in zip(table[2:], rows, strict=True) if not row]
    return [row for row in rows if row]


def _identifiers(row: re.Match[str]) -> list[str]:
    return re.findall(r"\w+", row["names"])


def test_every_row_names_an_identifier_in_both_languages() -> None:
    for row in _rows():
        assert _identifiers(row), row[0]
        assert re.search(r"[\u4e00-\u9fff]", row["zh"]), row[0]
        assert re.search(r"[a-z]{3}", row["en"]), row[0]


def test_each_identifier_stands_once() -> None:
    names = [row["names"] for row in _rows()]
    assert len(names) == len(set(names))


def test_every_clause_named_is_one_of_the_mission() -> None:
    for row in _rows():
        for clause in re.split(r",\s*", row["clauses"]):
            assert clause in missions(), row[0]


def test_every_identifier_is_a_word_of_the_program() -> None:
    program = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "src").rglob("*")
        if path.suffix in (".py", ".yaml")
    ).casefold()
    words = set(re.findall(r"\w+", program))
    for row in _rows():
        for name in _identifiers(row):
            assert name.casefold() in words, name
