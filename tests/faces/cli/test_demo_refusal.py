"""A database that is in use is not overwritten."""

from datetime import date

import pytest

from tests.conftest import NOW
from yiyang.demo.keys import Keys
from yiyang.demo.loading import NotEmpty, load_if_empty
from yiyang.demo.plan import Plan
from yiyang.demo.replaying import NotLoaded, replay
from yiyang.network.models import Place
from yiyang.people.models import Person
from yiyang.planning.simulation.scenario import Scenario
from yiyang.planning.simulation.tracing import Head, Trace

PLAN = Plan(7, "small", NOW)
KEYS = Keys("demonstration only", "JBSWY3DPEHPK3PXP")


@pytest.mark.django_db
def test_a_database_with_something_else_is_refused_and_left_alone() -> None:
    Place.objects.create(code="CN", name_zh="中国", name_en="China")
    with pytest.raises(NotEmpty):
        load_if_empty(PLAN, KEYS, lambda _kind, _count: None)
    assert Place.objects.count() == 1
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_a_trace_is_played_into_a_demonstration_only() -> None:
    plan = Scenario.model_validate(
        {
            "name": {"zh": "空", "en": "empty"}, "source": "test", "mark": "proposed",
            "on": date(2026, 1, 1), "days": 1, "warm_up": 0, "replications": 2, "seed": 1,
            "sub_district": [{"code": "A", "lon": 121.4, "lat": 31.2}],
            "institution": [{"code": "H", "place": "A", "lon": 121.4, "lat": 31.2, "beds": {}}],
        }
    )  # fmt: skip
    head = Head(trace=1, program="0", digest="0" * 64, book="b", number=0, scenario=plan)
    with pytest.raises(NotLoaded):
        replay(Trace(head, ()), at=NOW, progress=lambda _kind, _count: None)
    assert not Place.objects.exists()
