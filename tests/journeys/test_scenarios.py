"""A planner with no code asks: what if we add 30 palliative beds and two stations?"""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.conftest import NOW
from tests.journey import Journey, SignedIn
from tests.journeys.clock import at
from tests.scenarios.conftest import Land, adopt_short_runs, make_land
from yiyang.access.models import Role
from yiyang.audit.services import PROGRAM
from yiyang.faces.web.scenarios.shown import BY_KIND, of_run
from yiyang.network.models import Place
from yiyang.scenarios.models import Comparison, Scenario, SimulationRun
from yiyang.scenarios.working import work_run

EMPTY = {
    f"{name}-{field}": value
    for name in ("beds", "stations", "staff", "waves", "contracts")
    for field, value in (("TOTAL_FORMS", "0"), ("INITIAL_FORMS", "0"))
}


@pytest.fixture
def land(journey: Journey) -> Land:
    adopt_short_runs()
    return make_land()


@pytest.fixture
def planner(journey: Journey) -> SignedIn:
    return journey.sign_in(Role.HEALTH_COMMISSION)


def asked(land: Land) -> dict[str, str]:
    """Return what the planner fills in: 30 palliative beds, a station in each sub-district."""
    given = EMPTY | {"name": "增加30张安宁疗护床和两个站点", "beds-TOTAL_FORMS": "1"}
    given |= {"beds-0-kind": "PALLIATIVE_BED", "beds-0-at": "*", "beds-0-add": "30"}
    given |= {"beds-0-from_day": "0", "stations-TOTAL_FORMS": "3"}
    for n, part in enumerate(land.parts):
        given |= {f"stations-{n}-name": f"新站{n}", f"stations-{n}-place": part.code}
        given |= {f"stations-{n}-beds": "20"}
    return given | {"stations-2-name": "", "stations-2-place": "", "stations-2-beds": ""}


def write_down(planner: SignedIn) -> Scenario:
    with at(NOW):
        answer = planner.post("/plan/scenarios/now/")
    assert answer.status_code == 302
    return Scenario.objects.get()


def work_all() -> None:
    """Do in one go what the jobs process does turn by turn."""
    for pk in SimulationRun.objects.filter(state="QUEUED").values_list("pk", flat=True):
        work_run(run_id=pk, by=PROGRAM, at=NOW, go_on=lambda: True)


@pytest.mark.clause("SM-3.6", "planning.compare")
def test_thirty_palliative_beds_and_two_stations_are_answered_with_picture_table_and_interval(
    journey: Journey, land: Land, planner: SignedIn
) -> None:
    base = write_down(planner)
    page = planner.get(f"/plan/scenarios/{base.pk}/plan/").content.decode()
    assert "310106013" in page and "PALLIATIVE_BED" in page
    with at(NOW):
        answer = planner.post(f"/plan/scenarios/{base.pk}/plan/", asked(land))
        plan = Scenario.objects.get(base=base)
        assert answer.headers["Location"] == f"/plan/scenarios/{plan.pk}/"
        said = planner.get(answer.headers["Location"]).content.decode()
        assert "新站0" in said and "+30" in said and "示例区" in said
        assert "<dd>建议值</dd>" in said and "<dd>proposed</dd>" not in said
        answer = planner.post(f"/plan/scenarios/{plan.pk}/run/")
    address = answer.headers["Location"]
    assert "已完成 0 / 10 次重复" in planner.get(address).content.decode()
    work_all()
    row = Comparison.objects.select_related("plan", "against").get()
    assert row.plan.seed == row.against.seed == 7, "the value that the district adopted"
    assert row.plan.done.count() == row.against.done.count() == 10
    beds = {each["kind"]: each["beds"] for each in row.plan.shown["weeks"]}
    assert beds["PALLIATIVE_BED"] == [32.0] * 8
    decision = journey.decision_of("planning.compare", subject_id=row.pk)
    verdicts = row.verdicts.select_related("decision")
    assert decision.pk in {each.decision_id for each in verdicts}
    assert all(each.decision.result["verdict"] == each.verdict for each in verdicts)
    page = planner.get(address).content.decode()
    assert page.count("<svg") >= 5 and "共同随机数" in page and "95%" in page
    said = {each.figure: each.verdict for each in verdicts}
    assert said["WAIT:PALLIATIVE_BED"] == said["WAIT:HOME_MEDICAL_BED"] == "PLAN_BETTER", said
    waits = {each.figure: each for each in verdicts}["WAIT:HOME_MEDICAL_BED"]
    assert f"/decisions/{waits.decision_id}/" in page and "更好：" in page
    sheet = planner.get(f"/plan/comparisons/{row.pk}/differences.csv").content.decode("utf-8-sig")
    lines = {line["代码"]: line for line in csv.DictReader(io.StringIO(sheet))}
    found = lines["WAIT:HOME_MEDICAL_BED"]
    low, high = float(found["区间下限"]), float(found["区间上限"])
    assert low <= float(found["配对差值"]) <= high < 0 and found["结论"] == "更好"


def test_a_run_shows_weeks_and_transfers_each_with_a_table_and_a_file(
    land: Land, planner: SignedIn
) -> None:
    base = write_down(planner)
    answer = planner.post(f"/plan/scenarios/{base.pk}/run/")
    run = SimulationRun.objects.get()
    assert answer.headers["Location"] == f"/plan/runs/{run.pk}/"
    for name in ("figures", "occupancy", "flows"):
        assert planner.get(f"/plan/runs/{run.pk}/{name}.csv").status_code == 404
    work_all()
    for query, told in (
        ("", "机构床位"),
        ("?kind=INSTITUTION_BED", "静安寺街道"),
        ("?kind=NO", ""),
    ):
        page = planner.get(f"/plan/runs/{run.pk}/{query}").content.decode()
        assert page.count("<svg") >= (1 if query == "?kind=NO" else 2) and told in page
    sheet = planner.get(f"/plan/runs/{run.pk}/occupancy.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(sheet)))
    assert len(rows) == 8 * 6 and all(0 <= float(r["在床人数"]) <= float(r["床位"]) for r in rows)
    flows = planner.get(f"/plan/runs/{run.pk}/flows.csv").content.decode("utf-8-sig")
    assert "网络以外" in flows and "去世" in flows
    figures = planner.get(f"/plan/runs/{run.pk}/figures.csv").content.decode()
    assert "PLAN_" not in figures and "· OTHER" not in figures
    run.refresh_from_db()
    codes = [line.code for line in of_run(run, "")["lines"]]
    assert codes[0] == "WAIT" and codes[-1].startswith("HOLD_EXPIRED:")
    waits = [code for code in codes if code.startswith("WAIT:")]
    assert waits == [f"WAIT:{kind}" for kind in BY_KIND if f"WAIT:{kind}" in codes] != sorted(waits)


def test_a_run_is_stopped_and_resumed_by_page(land: Land, planner: SignedIn) -> None:
    base = write_down(planner)
    planner.post(f"/plan/scenarios/{base.pk}/run/")
    run = SimulationRun.objects.get()
    for act, state in (("stop", "STOPPED"), ("resume", "QUEUED")):
        assert planner.post(f"/plan/runs/{run.pk}/change/", {"act": act}).status_code == 302
        run.refresh_from_db()
        assert run.state == state
    assert planner.post(f"/plan/runs/{run.pk}/change/", {"act": "burn"}).status_code == 404


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"beds-0-add": "many"}, "整数"),
        ({"beds-0-at": "310106006"}, "请选定机构"),
        ({"beds-0-add": "-30"}, "会少于零"),
        ({"beds-TOTAL_FORMS": "0", "stations-TOTAL_FORMS": "0"}, "至少填写一项"),
        ({"beds-0-at": "NOWHERE"}, "NOWHERE"),
    ],
)
def test_what_the_editor_cannot_use_is_told_and_nothing_is_kept(
    land: Land, planner: SignedIn, changed: dict[str, str], told: str
) -> None:
    base = write_down(planner)
    answer = planner.post(f"/plan/scenarios/{base.pk}/plan/", asked(land) | changed)
    assert answer.status_code == 400 and told in answer.content.decode()
    assert Scenario.objects.count() == 1


def test_every_change_of_the_editor_is_in_the_plan_and_its_file_says_the_same(
    land: Land, planner: SignedIn
) -> None:
    base = write_down(planner)
    given = EMPTY | {"name": "各种变更", "hold_urgent": "4", "keep_days": "10", "cycle_days": "7"}
    given |= {"staff-TOTAL_FORMS": "1", "staff-0-at": "HOSP", "staff-0-kind": "HOSPITAL_BED"}
    given |= {"staff-0-percent": "80", "staff-0-from_day": "7", "staff-0-until_day": "28"}
    given |= {"waves-TOTAL_FORMS": "1", "waves-0-place": "*", "waves-0-from_day": "7"}
    given |= {"waves-0-days": "21", "waves-0-peak_per_day": "1.5", "contracts-TOTAL_FORMS": "1"}
    given |= {"contracts-0-origin": "CARE", "contracts-0-partner": "HOSP"}
    answer = planner.post(f"/plan/scenarios/{base.pk}/plan/", given)
    assert answer.status_code == 302, answer.content.decode()[-1500:]
    plan = Scenario.objects.get(base=base)
    page = planner.get(f"/plan/scenarios/{plan.pk}/").content.decode()
    for said in ("80%", "1.5", "transfer.hold.urgent = 4", "每 7 天"):
        assert said in page, said
    body = planner.get(f"/plan/scenarios/{plan.pk}/scenario.toml").content
    file = SimpleUploadedFile("s.toml", body)
    assert planner.post("/plan/scenarios/import/", {"file": file}).status_code == 302
    again = Scenario.objects.latest("pk")
    assert again.base is None and again.digest == plan.digest and again.rates == "GIVEN"


def test_more_lines_are_given_without_losing_what_was_typed(land: Land, planner: SignedIn) -> None:
    base = write_down(planner)
    answer = planner.post(f"/plan/scenarios/{base.pk}/plan/", asked(land) | {"act": "more"})
    page = answer.content.decode()
    assert answer.status_code == 200 and 'name="stations-3-name"' in page and "新站1" in page
    assert "增加30张" in page and Scenario.objects.count() == 1


def test_a_file_with_faults_is_told_all_of_them(land: Land, planner: SignedIn) -> None:
    base = write_down(planner)
    body = f'base = "{base.pk}"\n[[beds]]\ninstitution = "X1"\nkind = "HOSPITAL_BED"\nadd = 1\n'
    body += '[[contract]]\norigin = "X2"\npartner = "HOSP"\n'
    for text, told in ((body, ("X1", "X2")), ("\udcff", ()), ("a = ", ("TOML",))):
        file = SimpleUploadedFile("s.toml", text.encode("utf-8", "surrogateescape"))
        answer = planner.post("/plan/scenarios/import/", {"file": file})
        assert answer.status_code == 400
        assert all(word in answer.content.decode() for word in told)
    assert Scenario.objects.count() == 1


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_open_in_both_languages(journey: Journey, land: Land, language: str) -> None:
    planner = journey.sign_in(Role.CIVIL_AFFAIRS, language=language)
    base = write_down(planner)
    for path in ("", "import/", f"{base.pk}/", f"{base.pk}/plan/"):
        assert planner.get(f"/plan/scenarios/{path}").status_code == 200, path


def test_places_and_houses_are_called_in_english_where_the_registry_has_the_name(
    journey: Journey, land: Land
) -> None:
    planner = journey.sign_in(Role.CIVIL_AFFAIRS, language="en")
    base = write_down(planner)
    part, other = land.parts[:2]
    Place.objects.filter(pk=other.pk).update(name_zh="已改名街道")
    page = planner.get(f"/plan/scenarios/{base.pk}/plan/").content.decode()
    assert part.name_en in page and part.name_zh not in page
    assert other.name_zh in page, "called otherwise since: as the scenario says it"
    house = next(iter(land.houses.values()))
    assert house.name_en in page and house.name_zh not in page
