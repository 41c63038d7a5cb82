"""A district written down, a plan on it, both run in the background, compared and judged."""

from __future__ import annotations

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.conftest import NOW
from tests.scenarios.conftest import Land
from tests.world import BEGAN, make_assignment, make_person, make_place
from yiyang.access.models import Role
from yiyang.audit.services import PROGRAM
from yiyang.beds.models import BedClaim, Presence
from yiyang.faces.jobs.scenarios import work_simulations
from yiyang.network.models import Bed
from yiyang.planning.simulation.changes import Changes, MoreBeds, Station, values_of
from yiyang.planning.simulation.writing import text_of, whole_text
from yiyang.scenarios import services
from yiyang.scenarios.errors import FaultyScenario, NotComparable, NothingToGoOn, RunEnded
from yiyang.scenarios.models import Comparison, Scenario, SimulationRun
from yiyang.scenarios.selectors import comparisons_for, plan_of, runs_for
from yiyang.scenarios.working import work_run

BY = {"by": PROGRAM, "at": NOW}


def work_all() -> None:
    """Work on every run that waits until it is done."""
    for pk in SimulationRun.objects.filter(state="QUEUED").values_list("pk", flat=True):
        work_run(run_id=pk, go_on=lambda: True, **BY)


def make_claim(bed: Bed) -> None:
    """Let somebody be in a bed."""
    span = DateTimeTZRange(BEGAN, None)
    person = make_person()
    claim = BedClaim.objects.create(bed=bed, person=person, kind="OCCUPY", span=span)
    Presence.objects.create(person=person, axis="CARE", bed_kind=bed.kind, claim=claim, span=span)


def planned(land: Land) -> tuple[Scenario, Scenario]:
    """Return the district as it is and a plan: 30 palliative beds, two stations."""
    base = services.keep_state(place=land.district, **BY)
    stations = tuple(Station(f"新站{p.code}", p.code, 20) for p in land.parts)
    beds = (MoreBeds("*", "PALLIATIVE_BED", 30, 0),)
    name = {"zh": "增加30张安宁疗护床和两个站点", "en": "30 palliative beds and two stations"}
    changes = Changes(name, str(base.pk), beds, stations)
    text = text_of(values_of(changes, plan_of(base)))
    return base, services.keep_scenario(place=land.district, text=text, rates="SAMPLE", **BY)


def test_a_stopped_run_goes_on_where_it_stopped_and_gives_the_same_figures(land: Land) -> None:
    base = services.keep_state(place=land.district, **BY)
    whole = services.order_run(scenario=base, **BY)
    assert services.order_run(scenario=base, **BY) == whole, "one that there is is not made twice"
    assert work_run(run_id=whole.pk, go_on=lambda: False, **BY) == 1
    services.stop_run(run=whole, **BY)
    assert work_run(run_id=whole.pk, go_on=lambda: True, **BY) == 0
    assert whole.done.count() == 1
    services.resume_run(run=whole, **BY)
    assert work_run(run_id=whole.pk, go_on=lambda: True, **BY) == 9
    whole.refresh_from_db()
    assert whole.state == "DONE"
    with pytest.raises(RunEnded):
        services.stop_run(run=whole, **BY)
    again = services.keep_scenario(place=land.district, text=base.text, rates="SAMPLE", **BY)
    second = services.order_run(scenario=again, **BY)
    assert second != whole
    work_all()
    second.refresh_from_db()
    assert second.shown == whole.shown


def test_a_run_of_another_program_or_with_a_fault_is_given_up_and_said_so(land: Land) -> None:
    base = services.keep_state(place=land.district, **BY)
    run = services.order_run(scenario=base, **BY)
    SimulationRun.objects.filter(pk=run.pk).update(program="0.0.1")
    assert work_run(run_id=run.pk, go_on=lambda: True, **BY) == 0
    run.refresh_from_db()
    assert (run.state, run.fault, run.shown) == ("FAILED", "PROGRAM_CHANGED", None)
    assert not run.done.exists()
    assert services.order_run(scenario=base, **BY) != run


def test_the_job_works_on_what_waits_and_says_how_much(land: Land) -> None:
    base = services.keep_state(place=land.district, **BY)
    run = services.order_run(scenario=base, **BY)
    said = work_simulations(NOW)
    assert said == f"run {run.pk}: {run.done.count()} replications" and run.done.exists()


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("name = [", "scenario.toml"),
        ('base = "99999"', "scenario.toml"),
        ('base = "BASE"\n[[beds]]\ninstitution = "NOWHERE"\nkind = "PALLIATIVE_BED"\nadd = 1',
         "scenario.toml, beds.0"),
        ('base = "BASE"\nplace = "310104"', "scenario.toml, place"),
        ('base = "BASE"\ndays = 90000', "scenario.toml, days"),
        (f'base = "{"9" * 5000}"', "scenario.toml"),
        ('base = "BASE"\npolicy = 1', "scenario.toml, policy"),
        (f'base = "BASE"\nname = {{ zh = "{"长" * 81}", en = "x" }}', "scenario.toml, name.zh"),
        ('base = "BASE"\nname = { zh = "名", en = "a\\u0000" }', "scenario.toml, name.en"),
        ('base = "BASE"\npolicy = { "transfer.keep_days" = ["7"] }', "transfer.keep_days"),
    ],
)  # fmt: skip
def test_a_faulty_scenario_is_refused_by_its_place_and_nothing_is_kept(
    land: Land, text: str, where: str
) -> None:
    base = services.keep_state(place=land.district, **BY)
    text = text.replace("BASE", str(base.pk))
    with pytest.raises(FaultyScenario) as refused:
        services.keep_scenario(place=land.district, text=text, rates="GIVEN", **BY)
    assert refused.value.message.params == {"where": where}
    assert Scenario.objects.count() == 1


def test_two_runs_that_count_other_days_are_not_compared(land: Land) -> None:
    base = services.keep_state(place=land.district, **BY)
    text = f'base = "{base.pk}"\ndays = 28'
    other = services.keep_scenario(place=land.district, text=text, rates="GIVEN", **BY)
    with pytest.raises(NotComparable):
        services.order_beside_base(scenario=other, **BY)
    assert not SimulationRun.objects.exists() and not Comparison.objects.exists()


def test_a_comparison_with_a_run_of_a_wider_place_is_not_for_a_planner_of_a_part(
    land: Land,
) -> None:
    whole, part = (services.keep_state(place=p, **BY) for p in (land.district, land.parts[0]))
    one, other = (services.order_run(scenario=each, **BY) for each in (part, whole))
    row = services.compare_runs(plan=one, against=other, **BY)
    assert list(comparisons_for(make_assignment(Role.HEALTH_COMMISSION))) == [row]
    planner = make_assignment(Role.HEALTH_COMMISSION, place=land.parts[0])
    assert list(runs_for(planner)) == [one] and not comparisons_for(planner).exists()


def test_a_scenario_written_whole_says_the_same_without_its_base(land: Land) -> None:
    _, plan = planned(land)
    said = plan_of(plan)
    again = services.keep_scenario(place=land.district, text=whole_text(said), rates="GIVEN", **BY)
    assert again.digest == plan.digest and again.base is None


def test_the_state_counts_beds_and_who_is_in_them_and_points_at_nobody(land: Land) -> None:
    taken = list(land.houses["CARE"].beds.order_by("pk")[:6])
    for bed in taken:
        make_claim(bed)
    taken[0].state = "OUT_OF_SERVICE"
    taken[0].save()
    said = plan_of(services.keep_state(place=land.district, **BY))
    care = next(each for each in said.institution if each.code == "CARE")
    assert care.beds == {"INSTITUTION_BED": 23} and sum(care.start["INSTITUTION_BED"]) == 5
    # None of the five was assessed: the shares of the book stand in, the same for each house.
    assert care.start["INSTITUTION_BED"] == [1, 2, 1, 1, 0]
    by_place = {(each.place, each.trigger): each.per_day for each in said.arrivals}
    # 8 hospital beds at 120 for a thousand; twelve people live in the west, three in the east.
    assert by_place["310106006", "HEALTH_WORSE"] == pytest.approx(0.96 * 12 / 15, abs=1e-4)
    assert by_place["310106013", "HEALTH_WORSE"] == pytest.approx(0.96 * 3 / 15, abs=1e-4)


def test_a_place_without_beds_cannot_be_written_down(land: Land) -> None:
    with pytest.raises(NothingToGoOn):
        services.keep_state(place=make_place("310104"), **BY)
    assert not Scenario.objects.exists()
