"""Charts of figures: what is written in them."""

from decimal import Decimal

import pytest

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
