"""What a cell means, in either language."""

from datetime import UTC, date, datetime

import pytest

from yiyang.network.capabilities import CAPABILITIES
from yiyang.network.importing import columns
from yiyang.network.importing.columns import (
    BadCell,
    Choice,
    Choices,
    Column,
    guess_mapping,
    labelled,
)
from yiyang.network.models import InstitutionKind

KIND = Choice(labelled(InstitutionKind.values))
ABLE = Choices(labelled(CAPABILITIES))


@pytest.mark.parametrize(
    ("parse", "cell", "value"),
    [
        (columns.integer, "007", 7),
        (columns.degrees, "-121.45", -121.45),
        (columns.yuan, "¥4,500.50", 450_050),
        (columns.flag, "是", True),
        (columns.flag, "No", False),
        (columns.day, "2026年3月2日", date(2026, 3, 2)),
        (columns.day, "20260302", date(2026, 3, 2)),
        (columns.day, "2026/3/2", date(2026, 3, 2)),
        (columns.moment, "2026-03-02 10:00", datetime(2026, 3, 2, 2, 0, tzinfo=UTC)),
        (KIND, "养老机构", "CARE_INSTITUTION"),
        (KIND, "Community Health Centre", "CHC"),
        (KIND, "卫生室(保健室)", "HEALTH_ROOM"),
        (KIND, "hospital", "HOSPITAL"),
        (ABLE, "卒中中心、急诊|emergency department", ("ED", "STROKE_CENTRE")),
        (ABLE, "FAMILY_DOCTOR; laboratory", ("FAMILY_DOCTOR", "LABORATORY")),
    ],
)
def test_a_cell_is_understood(parse: object, cell: str, value: object) -> None:
    assert parse(cell) == value


@pytest.mark.parametrize(
    ("parse", "cell", "code"),
    [
        (columns.integer, "-1", "NOT_A_WHOLE_NUMBER"),
        (columns.integer, "9999999999", "NOT_A_WHOLE_NUMBER"),
        (columns.integer, "٣", "NOT_A_WHOLE_NUMBER"),
        (columns.degrees, "nan", "NOT_DEGREES"),
        (columns.degrees, "1e9", "NOT_DEGREES"),
        (columns.yuan, "1.234", "NOT_YUAN"),
        (columns.yuan, "inf", "NOT_YUAN"),
        (columns.flag, "maybe", "NOT_YES_OR_NO"),
        (columns.day, "2026-02-30", "NOT_A_DATE"),
        (columns.day, "March", "NOT_A_DATE"),
        (columns.moment, "noon", "NOT_A_MOMENT"),
        (columns.text(3), "abcd", "CELL_TOO_LONG"),
        (columns.text(9), "a\x07b", "CONTROL_CHARACTER"),
        (KIND, "酒店", "UNKNOWN_CODE"),
        (ABLE, "ED|STROKE_CENTER", "UNKNOWN_CODE"),
    ],
)
def test_a_cell_that_means_nothing_is_named(parse: object, cell: str, code: str) -> None:
    with pytest.raises(BadCell) as bad:
        parse(cell)
    assert bad.value.code == code


def test_headers_are_found_by_our_name_or_another_and_used_once() -> None:
    ours = (
        Column("code", str, ("代码",)),
        Column("name", str, ("名称", "代码")),
        Column("lon", str),
    )
    found = guess_mapping(ours, ("机构", "代码", " Name "))
    assert found == {"code": "代码", "name": " Name "}
