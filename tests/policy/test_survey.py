"""The book against the program: what is read is there, what is there is read."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest

from yiyang.kernel.messages import Text
from yiyang.policy.book import PROPOSED_HERE, Book, Line, Mark
from yiyang.policy.loader import shipped_book
from yiyang.policy.survey import PACKAGE, keys_named, readers_of, survey


def _book(*keys: str, mark: Mark = Mark.OFFICIAL) -> Book:
    title = Text("甲", "a")
    return Book(
        tuple(
            Line(key, title, "hour", "CN", date(2020, 1, 1), "1", mark, "JA-1.3", PROPOSED_HERE)
            for key in keys
        )
    )


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "rules.py").write_text(
        "def f(reading, key):\n"
        "    reading.integer('beds.hold')\n"
        "    reading.line(f'calendar.{year}')\n"
        "    reading.safest(f'{key}.age', 1)\n"
        "    CLOCK = 'transfer.clock.{urgency}'\n",
        encoding="utf-8",
    )
    (tmp_path / "scale.yaml").write_text("bounds: news2.bounds\n", encoding="utf-8")
    return tmp_path


WHOLE = ("beds.hold", "calendar.2026", "beds.home.age", "transfer.clock.red", "news2.bounds")


def test_keys_are_found_however_they_are_named(package: Path) -> None:
    found = survey(_book(*WHOLE), package)
    assert (found.unknown, found.unread) == ((), ())


@pytest.mark.parametrize("key", [*WHOLE, "beds.forgotten"])
def test_the_readers_of_a_key_are_those_that_the_whole_program_names(
    package: Path, key: str
) -> None:
    named = {n.where for n in keys_named(package) if n.fits(key)}
    assert readers_of(key, package) == tuple(sorted(named))
    assert bool(named) == (key in WHOLE)


def test_for_one_key_only_the_files_are_parsed_that_may_name_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parsed: list[str] = []
    parse = ast.parse
    monkeypatch.setattr(ast, "parse", lambda text: parsed.append(text) or parse(text))
    assert readers_of("access.invitation_days")
    assert 0 < len(parsed) < len(list(PACKAGE.rglob("*.py"))) / 20


@pytest.mark.parametrize("missing", ["beds.hold", "calendar.2026", "beds.home.age"])
def test_a_key_that_is_read_and_missing_is_a_fault(package: Path, missing: str) -> None:
    found = survey(_book(*(key for key in WHOLE if key != missing)), package)
    (fault,) = found.unknown
    assert fault.where.startswith("rules.py:")


def test_a_key_that_nothing_reads_is_listed(package: Path) -> None:
    assert survey(_book(*WHOLE, "beds.forgotten"), package).unread == ("beds.forgotten",)


def test_unsettled_lines_and_marks_are_counted(package: Path) -> None:
    book = _book("beds.hold").with_lines(_book("news2.bounds", mark=Mark.UNVERIFIED).lines)
    found = survey(book, package)
    assert [line.key for line in found.unsettled] == ["news2.bounds"]
    assert found.marks == {"official": 1, "unverified": 1}


def test_every_key_the_program_reads_is_in_the_shipped_book() -> None:
    assert survey(shipped_book()).unknown == ()
