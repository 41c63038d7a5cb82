"""Tables as files: no word of theirs is taken for a formula."""

from __future__ import annotations

import pytest

from yiyang.faces.web.sheets import as_sheet
from yiyang.kernel.sheet_cells import harmless


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-x", "'-x"), ("-1-1", "'-1-1"), ("@a", "'@a"),
        ("-1", "-1"), ("-12.50", "-12.50"), ("a-1", "a-1"), ("", ""), (-1, -1),
    ],
)  # fmt: skip
def test_a_formula_gets_a_sign_and_a_number_stays(cell: object, kept: object) -> None:
    assert harmless(cell) == kept


def test_a_table_is_handed_out_as_utf_8_and_kept_nowhere() -> None:
    answer = as_sheet("a.csv", ("甲",), [("=x",)])
    assert answer.content.decode() == "\ufeff甲\r\n'=x\r\n"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"] == 'attachment; filename="a.csv"'
