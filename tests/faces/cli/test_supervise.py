"""Suspicions in stored claims, by the insurer's lists of a folder."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook

from tests.claims.conftest import DAY, Insurer
from tests.journey import Journey
from yiyang.claims.services import AskedLine
from yiyang.faces.cli.rule_lists import lists_under
from yiyang.rules.supervision import Lists

MAIN, INCLUDED = "001103000010000", "001109000010000"


def test_claims_of_a_time_are_looked_at_with_the_lists(journey: Journey, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["序号", "频度", "主项名称", "主项编码", "从项名称", "从项编码"])
    book.active.append([1, "单日", "急诊监护费", MAIN, "床位费", INCLUDED])
    book.active.append([2, "6小时", "甲", "X", "乙", "Y"])
    book.save(tmp_path / "batch7_item_duplicate_charge.xlsx")
    insurer = Insurer()
    insurer.receive("H1", lines=(AskedLine(MAIN, DAY, 100, "A"), AskedLine(INCLUDED, DAY, 50, "A")))
    words = ("supervise", "2026-02-01", "2026-03-01", "--lists", str(tmp_path), "--json")
    told = journey.command(*words).json
    (one,) = told["suspicions"]
    claim = f"{insurer.hospital.code}/H1"
    assert (one["code"], one["claim"], one["lines"]) == ("SUSPECT_INCLUDED", claim, ["2", "1"])
    assert (one["amount"], told["claims"]) == ("0.50", 1)
    later = journey.command("supervise", "2026-03-01", "2026-04-01", "--json")
    assert later.json == {"claims": 0, "suspicions": []}


def test_a_folder_without_lists_and_a_day_that_is_none_are_told(
    journey: Journey, tmp_path: Path
) -> None:
    for words in (("2026-02-01", "x"), ("2026-02-01", "2026-03-01", "--lists", str(tmp_path))):
        assert journey.command("supervise", *words).exit_code == 2
    (tmp_path / "item_sex.xlsx").write_bytes(b"no workbook")
    words = ("supervise", "2026-02-01", "2026-03-01", "--lists", str(tmp_path))
    assert "item_sex.xlsx: no workbook" in journey.command(*words).err


def test_rows_that_are_short_of_columns_are_no_rules(tmp_path: Path) -> None:
    for name in ("item_sex", "item_age", "duplicate_charge", "item_frequency", "drug_sex"):
        book = Workbook()
        for _ in range(3):
            book.active.append(["1", "x"])
        book.create_sheet().append([])
        book.save(tmp_path / f"{name}.xlsx")
    assert lists_under(str(tmp_path)) == Lists()


def test_the_published_lists_are_read(shared: Path) -> None:
    lists = lists_under(str(shared / "data" / "payment" / "nhsa_two_libraries"))
    assert len(lists.pairs) == 446 + 429
    assert (len(lists.daily), lists.daily["001102000040000"]) == (67, Decimal(1))
    assert lists.sexes["002101030290000"] == "1"
    assert len(lists.levels) == 962 and set(lists.levels.values()) <= {1, 2, 3}
    assert len(lists.inpatient) == 736
    assert "003105120040000" in lists.children
