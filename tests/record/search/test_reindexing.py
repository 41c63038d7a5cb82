"""The index is made again from the bodies alone."""

from __future__ import annotations

import pytest
from django.apps import apps

from tests.journey import Journey
from tests.record.search.people import observation, patient, put
from yiyang.record.models import IndexRow


def rows() -> dict[str, list[tuple[object, ...]]]:
    models = [m for m in apps.get_app_config("record").get_models() if issubclass(m, IndexRow)]
    return {m.__name__: sorted(m.objects.values_list(), key=repr) for m in models}


@pytest.mark.django_db
def test_reindexing_makes_the_very_rows_that_storing_made(journey: Journey) -> None:
    pressure = {
        "code": {"coding": [{"code": "8480-6"}], "text": "systolic"},
        "valueQuantity": {"value": 120, "unit": "mmHg"},
    }
    put(patient("li", name=[{"text": "李"}]), observation("o1", "li", component=[pressure]))
    before = rows()
    assert all(before[name] for name in ("TokenIndex", "CompositeIndex", "StringIndex"))
    for model in apps.get_app_config("record").get_models():
        if issubclass(model, IndexRow):
            model.objects.all().delete()
    answered = journey.command("reindex", "--json")
    assert answered.json == {"resources": 2}
    assert rows() == before
    assert journey.command("reindex", "--json").json == {"resources": 2}
    assert rows() == before
