"""The loader refuses what would make the book lie."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from yiyang.kernel.messages import Text
from yiyang.policy.book import BadBook, Book, Mark
from yiyang.policy.loader import load_book, shipped_book

ACTS = """
JA-2024-5:
  title: {zh: 实施意见, en: Opinions}
  effective_on: 2024-08-09
  mark: official
"""
GOOD = """
beds.hold:
  title: {zh: 预留时长, en: Hold}
  unit: hour
  history:
    - {from: 2020-01-01, value: '2', mark: proposed, mission: JA-2.2.2, authority: none}
    - from: 2024-08-09
      value: '3'
      mark: official
      mission: JA-2.2.2
      authority: {act: JA-2024-5, article: II(2)2}
      published_on: 2024-08-01
      note: {zh: 按小时计。, en: By the hour.}
"""


def _book(folder: Path, text: str, acts: str = ACTS, place: str = "310106") -> Book:
    (folder / place).mkdir(exist_ok=True, parents=True)
    (folder / "acts.yaml").write_text(acts, encoding="utf-8")
    (folder / place / "beds.yaml").write_text(text, encoding="utf-8")
    return load_book(folder)


def test_a_good_book_is_read_with_its_authority(tmp_path: Path) -> None:
    line = _book(tmp_path, GOOD).on("beds.hold", date(2024, 8, 9), "310106")
    assert (line.value, line.mark) == ("3", Mark.OFFICIAL)
    assert (line.authority.act, line.authority.article) == ("JA-2024-5", "II(2)2")
    assert line.authority.effective_on == date(2024, 8, 9)
    assert line.published_on == date(2024, 8, 1)
    assert line.note == Text("按小时计。", "By the hour.")
    assert _book(tmp_path, GOOD).on("beds.hold", date(2020, 1, 1), "310106").note is None


@pytest.mark.parametrize(
    ("good", "bad", "why"),
    [
        ("value: '3'", "value: 3", "put 3 in quotation marks"),
        ("value: '3'", "value: 3.5", "put 3.5 in"),
        ("value: '3'", "value: yes", "put True in"),
        ("value: '3'", "value: 2024-01-01", "put 2024-01-01 in"),
        ("value: '3'", "value: 'three'", "does not fit the unit"),
        ("value: '3'", "value: ['3']", "one single value"),
        ("value: '3'", "value: '3'\n      value: '4'", "value stands twice"),
        ("en: Hold", "en: ''", "title.en"),
        (", en: Hold", "", "title.en"),
        ("zh: 预留时长", "zh: Time on hold", "no Chinese in it"),
        ("note: {zh: 按小时计。, en: By the hour.}", "note: By the hour.", "note"),
        ("zh: 按小时计。, ", "", "note.zh"),
        (", en: By the hour.", "", "note.en"),
        ("zh: 按小时计。", "zh: By the hour", "no Chinese in it"),
        ("unit: hour", "unit: fortnight", "unknown unit"),
        ("from: 2024-08-09", "from: 2020-01-01", "not in date order"),
        ("from: 2024-08-09", "from: 2019-01-01", "not in date order"),
        ("from: 2024-08-09", "from: '2024-08-09'", "from"),
        ("mark: official", "mark: certain", "mark"),
        ("      mark: official\n", "", "mark"),
        ("      mission: JA-2.2.2\n", "", "mission"),
        ("mission: JA-2.2.2\n", "mission: JA-9.9.9\n", "no clause JA-9.9.9"),
        ("act: JA-2024-5", "act: JA-1999-1", "no act JA-1999-1"),
        ("authority: {act: JA-2024-5, article: II(2)2}", "authority: none", "proposed or inferred"),
        ("authority: none", "authority: JA-2024-5", "names an act"),
        ("published_on: 2024-08-01", "publishd_on: 2024-08-01", "publishd_on"),
        ("beds.hold:", "Hold:", "a key is subject.name"),
        ("beds.hold:", "- beds.hold:", ""),
    ],
)
def test_a_bad_line_is_refused_by_name(tmp_path: Path, good: str, bad: str, why: str) -> None:
    assert good in GOOD
    with pytest.raises(BadBook) as refused:
        _book(tmp_path, GOOD.replace(good, bad))
    assert why in str(refused.value)
    assert "beds.yaml" in str(refused.value)


def test_a_key_twice_in_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadBook, match=r"beds\.hold stands twice"):
        _book(tmp_path, GOOD + GOOD)


def test_a_key_twice_in_a_place_is_refused(tmp_path: Path) -> None:
    _book(tmp_path, GOOD)
    (tmp_path / "310106" / "other.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(BadBook, match="stands twice in 310106"):
        load_book(tmp_path)


def test_a_key_with_two_units_is_refused(tmp_path: Path) -> None:
    _book(tmp_path, GOOD.replace("unit: hour", "unit: minute"), place="310000")
    with pytest.raises(BadBook, match="has the unit minute elsewhere"):
        _book(tmp_path, GOOD)


def test_an_essay_is_no_authority(tmp_path: Path) -> None:
    with pytest.raises(BadBook, match="an essay is no authority"):
        _book(tmp_path, GOOD, ACTS.replace("JA-2024-5", "YRD-2020"))


@pytest.mark.parametrize(
    "value",
    [
        "{a: '1', b: [2]}",
        "{a: {b: no}}",
        "[{a: 1.0}]",
        "{2026: '1'}",
        "{a: null}",
        "{a: 2026-01-01}",
    ],
)
def test_a_table_holds_quoted_text_only(tmp_path: Path, value: str) -> None:
    text = GOOD.replace("unit: hour", "unit: table").replace("'3'", value)
    with pytest.raises(BadBook, match="in quotation marks"):
        _book(tmp_path, text)


@pytest.mark.parametrize("value", ["[A, A]", "[A, 1]", "A", "{A: B}"])
def test_codes_are_a_list_of_different_codes(tmp_path: Path, value: str) -> None:
    with pytest.raises(BadBook):
        _book(tmp_path, GOOD.replace("unit: hour", "unit: codes").replace("'3'", value))


def test_a_null_value_ends_a_line(tmp_path: Path) -> None:
    book = _book(tmp_path, GOOD.replace("'3'", "null"))
    assert book.lines[-1].value is None


def test_the_shipped_book_is_read_once_and_its_acts_are_all_cited_right() -> None:
    assert shipped_book() is shipped_book()
    assert len(shipped_book().lines) > 1


# What one city's acts give and no other place has: money, entitlements, a city's own scale.
OF_A_CITY = (
    "adjudication.", "care.visits_per_week", "instruments.crosswalk.", "instruments.sh_unified.",
    "insurance.outpatient_share", "long_term_care.", "packages.price.", "services.ltci.",
    "services.price.",
)  # fmt: skip


def test_a_place_without_acts_of_its_own_lacks_only_what_a_city_decides() -> None:
    missing = shipped_book().missing(date(2026, 3, 31), "110101")
    assert [key for key in missing if not key.startswith(OF_A_CITY)] == []
    for family in OF_A_CITY:
        assert any(key.startswith(family) for key in missing), f"{family} is there: strike it"
