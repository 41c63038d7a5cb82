"""Charts of figures: what is written in them."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from yiyang.faces.web.alarms.drawing import counts_chart
from yiyang.faces.web.measures.drawing import Bar, bars_of


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Renewal and fulfilment", "Renewal and fulfilment"),
        ("People signed, of the most allowed", "People signed, of the m…"),
        ("续签率与履约率十二个字", "续签率与履约率十二个字"),
        ("续签率与履约率一共有十四个字的", "续签率与履约率一共有十…"),
    ],
)
def test_a_name_before_a_bar_is_shortened_to_the_width_it_has(name: str, shown: str) -> None:
    drawn = bars_of([Bar(name, Decimal(1), "1")], None)
    assert f">{shown}<" in drawn


@pytest.mark.parametrize(("most", "levels"), [(9, "02468"), (1, "01"), (3, "0123")])
def test_the_lines_behind_counts_of_people_are_whole_people(most: int, levels: str) -> None:
    days = [(date(2026, 3, 1) + timedelta(days=n), most if n == 1 else 0) for n in range(2)]
    drawn = counts_chart(days, Decimal("0.5"), None, "x")
    assert re.findall(r'text-anchor="end"[^>]*>(\d+)<', drawn) == list(levels)
