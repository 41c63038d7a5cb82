"""The benchmark of bundles compares like with like and leaves nothing behind."""

import pytest

from bench import bundles
from yiyang.people.models import Person
from yiyang.record.models import Resource


@pytest.mark.django_db
def test_the_floor_copies_every_row_that_the_import_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "elders_bundle", bundles.made_up_bundle)
    (row,) = bundles.ratios(pairs=1)
    assert 0 < row.median < 1.5
    assert len(row.pairs) == 1
    kept = bundles._Rows(bundles.made_up_bundle())
    resources = 1 + 3 * bundles.NIGHTS
    assert kept.tables[0][1].count(b"\n") == resources
    empty = [statement.split()[1] for statement, rows in kept.tables if not rows]
    assert empty == ["record_uri", "record_composite"]  # it has no addresses and no components
    assert not Resource.objects.exists()
    assert not Person.objects.exists()
