"""Two orders at the same moment, and a stop in the midst of a replication."""

from __future__ import annotations

import pytest

from tests.at_once import at_once
from tests.conftest import NOW
from tests.scenarios.conftest import Land, adopt_short_runs, make_land
from yiyang.audit.services import PROGRAM
from yiyang.planning.simulation import kernel
from yiyang.scenarios import services, working
from yiyang.scenarios.errors import FaultyScenario
from yiyang.scenarios.models import SimulationRun
from yiyang.scenarios.working import work_run

BY = {"by": PROGRAM, "at": NOW}


@pytest.mark.django_db(transaction=True)
def test_who_orders_the_same_run_at_once_gets_the_same_one() -> None:
    adopt_short_runs()
    base = services.keep_state(place=make_land().district, **BY)
    answers = at_once(*[lambda: services.order_run(scenario=base, **BY)] * 3)
    assert answers == [SimulationRun.objects.get()] * 3


def test_a_stop_is_seen_within_a_replication_and_nothing_of_it_is_kept(
    land: Land, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = services.order_run(scenario=services.keep_state(place=land.district, **BY), **BY)
    monkeypatch.setattr(kernel, "AT_ONCE", 100)
    asked: list[int] = []
    wanted = working._is_wanted

    def stopped_meanwhile(run_id: int) -> bool:
        if not asked:
            services.stop_run(run=run, **BY)
        asked.append(run_id)
        return wanted(run_id)

    monkeypatch.setattr(working, "_is_wanted", stopped_meanwhile)
    assert work_run(run_id=run.pk, go_on=lambda: True, **BY) == 0
    assert asked == [run.pk] and not run.done.exists()


def test_more_people_than_the_book_allows_are_a_finding_of_the_scenario(land: Land) -> None:
    base = services.keep_state(place=land.district, **BY)
    wave = '[[wave]]\nplace = "310106006"\nfrom_day = 1\ndays = 3000\npeak_per_day = 2000.0'
    with pytest.raises(FaultyScenario) as refused:
        services.keep_scenario(
            place=land.district, text=f'base = "{base.pk}"\n{wave}', rates="GIVEN", **BY
        )
    assert refused.value.message.params == {"where": "scenario.toml, arrivals"}
