"""A planner asks where stations should stand, cuts the district into grids, reckons posts."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.journey import Journey, SignedIn
from tests.journeys.clock import at
from tests.layouts.conftest import EAST, WEST, Ground, half, make_ground
from tests.world import make_institution, make_person, make_place, make_practitioner
from yiyang.access.models import Role
from yiyang.agreements.models import Agreement
from yiyang.booking.services import day
from yiyang.care.services import consultations, follow_ups, work
from yiyang.faces.jobs.schedule import jobs
from yiyang.layouts.models import GridSet, Layout, LayoutOrder, StaffingNeed
from yiyang.ledger.models import Act
from yiyang.network.models import InstitutionKind
from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.referrals.services import coming
from yiyang.visits.selectors import ACT_KINDS

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ASKED = {
    "title": "两个新站", "kind": "CHS", "new": "1", "aim": "NEAREST",
    "candidate_kinds": ["NEIGHBOURHOOD", "CARE_INSTITUTION"], "limit_metres": "", "capacity": "",
}  # fmt: skip


@pytest.fixture
def ground(journey: Journey) -> Ground:
    """Elders in the west and the east; a station in the west, a care home in the east."""
    made = make_ground()
    made.people(30, WEST)
    made.people(12, EAST, 1)
    make_institution(InstitutionKind.CHS, place=made.parts[0], code="OPEN")
    make_institution(InstitutionKind.CARE_INSTITUTION, place=made.parts[1], code="HOME")
    return made


@pytest.fixture
def planner(journey: Journey) -> SignedIn:
    return journey.sign_in(Role.HEALTH_COMMISSION)


def _drawn_up(planner: SignedIn, **changes: object) -> tuple[Layout, str]:
    with at(NOW):
        answer = planner.post("/plan/sites/", ASKED | changes)
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    assert f'hx-get="{answer.url}"' in planner.get(answer.url).content.decode()
    jobs()["work_layouts"].run(NOW)
    layout = Layout.objects.get()
    assert planner.get(answer.url).url == f"/plan/sites/{layout.pk}/"
    return layout, planner.get(f"/plan/sites/{layout.pk}/").content.decode()


@pytest.mark.clause("JA-2.1.2", "layouts.judge")
def test_a_station_is_sited_at_a_care_home_with_coverage_before_after_and_gap(
    journey: Journey, ground: Ground, planner: SignedIn
) -> None:
    layout, page = _drawn_up(planner, candidate_kinds=["CARE_INSTITUTION"])
    decision = journey.decision_of("layouts.judge")
    assert layout.decision == decision
    assert (decision.result["before"], decision.result["after"]) == ("71.4", "100.0")
    assert decision.result["gap_percent"] == "0.0" and decision.result["all_near_care"] is True
    for told in ("71.4%", "100.0%", "0.0%", "1 / 1", "乘子界", 'class="map"'):
        assert told in page
    assert list(layout.sites.filter(is_kept=False).values_list("code", flat=True)) == ["HOME"]
    sheet = planner.get(f"/plan/sites/{layout.pk}/points.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(sheet)))
    assert [row[4:8] for row in rows[1:]] == [["30", "0", "0", "OPEN"], ["12", "", "0", "HOME"]]


@pytest.mark.clause("SM-3.6", "layouts.access")
def test_the_plan_that_most_improves_the_worst_served_is_found_and_shown(
    journey: Journey, ground: Ground, planner: SignedIn
) -> None:
    layout, page = _drawn_up(planner, aim="WORST_FIRST")
    answer = journey.decision_of("layouts.access").result
    assert answer["worst_before"] == "310106013" and answer["weak_before"] == ["310106013"]
    assert answer["weak_after"] == [] and float(answer["worst_gains"]) > 0
    assert layout.access.result == answer
    assert "服务最薄弱的是" in page and "静安寺街道" in page


@pytest.mark.clause("FD-4.3", "layouts.grids")
def test_the_district_is_cut_into_grids_and_nobody_is_left_without_one(
    journey: Journey, ground: Ground, planner: SignedIn
) -> None:
    with at(NOW):
        answer = planner.post("/plan/grids/", {"title": "2026 网格"})
        assert answer.status_code == 302
        drafted = GridSet.objects.get()
        page = planner.get(f"/plan/grids/{drafted.pk}/").content.decode()
        assert "每位居民恰好属于一个网格" in page and 'class="map"' in page
        assert planner.post(f"/plan/grids/{drafted.pk}/adopt/").status_code == 302
    drafted.refresh_from_db()
    assert drafted.state == "IN_FORCE"
    assert drafted.decision == journey.decision_of("layouts.grids")
    assert drafted.decision.facts["in_none"] == 0
    assert [each["people"] for each in drafted.decision.facts["grids"]] == [30, 12]
    agreement = Agreement.objects.get(number=f"GRID-{drafted.pk}-HOSP")
    assert agreement.parties.count() == 3
    page = planner.get(f"/plan/grids/{drafted.pk}/").content.decode()
    for named in (ground.hospital, *ground.centres, *ground.teams):
        assert named.name_zh in page


@pytest.mark.clause("SM-4.11", "staffing.need")
def test_posts_are_reckoned_from_recorded_acts(
    journey: Journey, ground: Ground, planner: SignedIn
) -> None:
    centre = ground.centres[0]
    nurse = make_practitioner(centre, profession="NURSE")
    person = make_person(place=ground.parts[0])
    since = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)
    Act.objects.bulk_create(
        Act(
            kind="HOME_VISIT", item="LTCI_28", person=person, institution=centre, unit="TIME",
            practitioner=nurse, source_kind="test", source_id=str(n), recorded_at=since,
            span=DateTimeTZRange(since + n * HOUR, since + n * HOUR + HOUR / 3),
        )
        for n in range(2500)
    )  # fmt: skip
    with at(NOW):
        answer = planner.post("/plan/posts/", {"period": "2025"})
    assert answer.status_code == 302
    row = StaffingNeed.objects.get(institution=centre, profession="NURSE")
    decision = journey.decision_of("staffing.need", subject_id=centre.pk)
    assert row.decision == decision
    # 2,500 visits of 15 minutes and 20 on the way, over 230 days of 480 minutes at 65 percent
    assert (row.minutes, str(row.posts), row.have, row.standing) == (87_500, "1.22", 1, "SHORT")
    page = planner.get("/plan/posts/?period=2025").content.decode()
    assert page.count("1.22") == 3 and "不足" in page, "the chart says what its table says"
    sheet = planner.get("/plan/posts/needs.csv?period=2025").content.decode("utf-8-sig")
    assert "1.22" in sheet and centre.name_zh in sheet


def test_every_kind_of_act_has_minutes_or_is_named_as_not_counted(
    journey: Journey, ground: Ground, planner: SignedIn
) -> None:
    book = Reading(shipped_book(), NOW.date(), "310106")
    known = {*book.table("staffing.kind_minutes"), *book.codes("staffing.no_time_kinds")}
    visits = {kind for kinds in ACT_KINDS.values() for kind in kinds}
    own = {work.KIND, follow_ups.KIND, consultations.KIND, day.VISIT, *coming.ACT_OF.values()}
    assert visits | own <= known
    centre, person = ground.centres[0], make_person(place=ground.parts[0])
    nurse = make_practitioner(centre, profession="NURSE")
    since = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)
    Act.objects.create(
        kind="MAGIC", person=person, institution=centre, unit="TIME", practitioner=nurse,
        source_kind="test", source_id="1", recorded_at=since,
        span=DateTimeTZRange(since, since + HOUR),
    )  # fmt: skip
    with at(NOW):
        planner.post("/plan/posts/", {"period": "2025"})
    page = planner.get("/plan/posts/?period=2025").content.decode()
    assert "未计入" in page and "MAGIC" in page


def test_grids_go_out_as_the_file_that_is_taken_in(
    journey: Journey, ground: Ground, planner: SignedIn
) -> None:
    planner.post("/plan/grids/", {"title": "first"})
    first = GridSet.objects.get()
    body = planner.get(f"/plan/grids/{first.pk}/grids.geojson").content
    file = SimpleUploadedFile("g.geojson", body)
    answer = planner.post("/plan/grids/import/", {"title": "second", "file": file})
    assert answer.status_code == 302
    second = GridSet.objects.exclude(pk=first.pk).get()
    told = [
        [(g.code, g.people, g.hospital, g.centre, [t.pk for t in g.teams.all()]) for g in
         each.grids.order_by("code")]
        for each in (first, second)
    ]  # fmt: skip
    assert told[0] == told[1]


def test_an_area_drawn_around_one_house_does_not_tell_who_lives_there(
    ground: Ground, planner: SignedIn
) -> None:
    make_person(place=ground.parts[0], lon=121.4305, lat=31.23)
    named = {"name_zh": "甲", "name_en": "A"}
    features = [
        {"properties": named | {"code": code}, "geometry": half(*ends)}
        for code, ends in {"HOUSE": (121.43, 121.431), "REST": (121.431, 121.5)}.items()
    ]
    file = SimpleUploadedFile("g.json", orjson.dumps({"features": features}))
    planner.post("/plan/grids/import/", {"title": "x", "file": file})
    drafted = GridSet.objects.get()
    assert drafted.grids.get(code="HOUSE").people == 1
    page = planner.get(f"/plan/grids/{drafted.pk}/").content.decode()
    assert page.count("&lt;5") == 4  # people and elders in the table, twice on the map
    assert "HOUSE · 1" not in page
    out = orjson.loads(planner.get(f"/plan/grids/{drafted.pk}/grids.geojson").content)
    told = {f["properties"]["code"]: f["properties"]["people"] for f in out["features"]}
    assert told == {"HOUSE": None, "REST": 42}


def test_a_file_with_faults_is_told_all_of_them_and_nothing_is_kept(
    ground: Ground, planner: SignedIn
) -> None:
    named = {"code": "A", "name_zh": "甲", "name_en": "A", "centre": "NOWHERE"}
    features = [
        {"type": "Feature", "properties": named, "geometry": half(121.4, 121.5)},
        {"type": "Feature", "properties": {"code": "B"}, "geometry": half(121.4, 121.5)},
        {"type": "Feature", "properties": named | {"code": "C"}, "geometry": {"type": "Point"}},
    ]
    body = orjson.dumps({"type": "FeatureCollection", "features": features})
    answer = planner.post(
        "/plan/grids/import/", {"title": "x", "file": SimpleUploadedFile("g.json", body)}
    )
    page = answer.content.decode()
    assert answer.status_code == 400
    for told in ("NOWHERE", "features[2], name_zh", "features[3], geometry"):
        assert told in page
    assert not GridSet.objects.exists()


@pytest.mark.parametrize(
    ("properties", "corner", "told"),
    [
        ({}, [121.45, "nan"], "features[1], geometry"),
        ({}, [121.45, 1e300], "features[1], geometry"),
        ({"hospitals": "HOSP"}, [121.45, 31.3], "features[1], hospitals"),
    ],
)
def test_a_point_nowhere_and_a_property_nobody_knows_are_told(
    ground: Ground, planner: SignedIn, properties: dict, corner: list, told: str
) -> None:
    area = {"type": "Polygon", "coordinates": [[[121.4, 31.2], corner, [121.5, 31], [121.4, 31.2]]]}
    named = {"code": "A", "name_zh": "甲", "name_en": "A"} | properties
    body = orjson.dumps({"features": [{"properties": named, "geometry": area}]})
    file = SimpleUploadedFile("g.json", body)
    answer = planner.post("/plan/grids/import/", {"title": "x", "file": file})
    assert answer.status_code == 400 and told in answer.content.decode()
    assert not GridSet.objects.exists()


@pytest.mark.parametrize(("most", "told"), [("MOST_GRIDS", "1 个"), ("MOST_CORNERS", "1 个")])
def test_a_file_that_would_take_for_ever_is_refused(
    ground: Ground, planner: SignedIn, monkeypatch: pytest.MonkeyPatch, most: str, told: str
) -> None:
    monkeypatch.setattr(f"yiyang.layouts.importing.{most}", 1)
    named = {"name_zh": "甲", "name_en": "A"}
    features = [
        {"properties": named | {"code": code}, "geometry": half(121.4, 121.5)} for code in "AB"
    ]
    file = SimpleUploadedFile("g.json", orjson.dumps({"features": features}))
    answer = planner.post("/plan/grids/import/", {"title": "x", "file": file})
    assert answer.status_code == 400 and told in answer.content.decode()
    assert not GridSet.objects.exists()


@pytest.mark.parametrize("body", [b"", b"[]", b'{"features": []}', b"\x00", b'{"features": [5]}'])
def test_what_is_no_map_is_refused(ground: Ground, planner: SignedIn, body: bytes) -> None:
    file = SimpleUploadedFile("g.json", body or b" ")
    assert planner.post("/plan/grids/import/", {"title": "x", "file": file}).status_code == 400


def test_a_grid_of_a_draft_is_changed_and_a_draft_thrown_away(
    ground: Ground, planner: SignedIn
) -> None:
    planner.post("/plan/grids/", {"title": "first"})
    drafted = GridSet.objects.get()
    grid = drafted.grids.get(code="G01")
    assert planner.get(f"/plan/grid/{grid.pk}/").status_code == 200
    given = {
        "name_zh": "西网格", "name_en": "West", "hospital": ground.hospital.pk,
        "centre": ground.centres[0].pk, "teams": [],
    }  # fmt: skip
    assert planner.post(f"/plan/grid/{grid.pk}/", given).status_code == 302
    page = planner.get(f"/plan/grids/{drafted.pk}/").content.decode()
    assert "西网格" in page and "网格没有服务团队" in page
    refused = planner.post(f"/plan/grids/{drafted.pk}/adopt/")
    assert refused.status_code == 409
    assert planner.post(f"/plan/grids/{drafted.pk}/remove/").status_code == 302
    assert not GridSet.objects.exists()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_open_in_both_languages(journey: Journey, ground: Ground, language: str) -> None:
    planner = journey.sign_in(Role.CIVIL_AFFAIRS, language=language)
    layout, _ = _drawn_up(planner)
    planner.post("/plan/grids/", {"title": "g"})
    grids = GridSet.objects.get()
    for path in ("sites/", f"sites/{layout.pk}/", "grids/", f"grids/{grids.pk}/", "posts/"):
        assert planner.get(f"/plan/{path}").status_code == 200, path


def test_a_refusal_of_the_planner_is_told_and_nothing_is_written(
    ground: Ground, planner: SignedIn
) -> None:
    answer = planner.post("/plan/sites/", ASKED | {"new": "40"})
    assert answer.status_code == 409 and "候选" in answer.content.decode()
    assert planner.post("/plan/sites/", ASKED | {"new": "many"}).status_code == 400
    assert not LayoutOrder.objects.exists() and not Layout.objects.exists()


def test_a_search_is_stopped_by_who_ordered_it(ground: Ground, planner: SignedIn) -> None:
    ordered = planner.post("/plan/sites/", ASKED | {"capacity": "20"}).url
    page = planner.get(ordered).content.decode()
    assert f'action="{ordered}stop/"' in page
    assert "停止求解</button>" in page and "暂停" not in page, "what is stopped cannot go on"
    assert planner.post(f"{ordered}stop/").status_code == 302
    page = planner.get(ordered).content.decode()
    assert "求解已停止" in page and "hx-get" not in page
    assert jobs()["work_layouts"].run(NOW) == "no plan ordered"
    assert planner.post(f"{ordered}stop/").status_code == 409
    assert "求解任务" in planner.get("/plan/sites/").content.decode()
    assert not Layout.objects.exists()


def test_another_district_has_plans_of_its_own(
    journey: Journey, ground: Ground, planner: SignedIn
) -> None:
    layout, _ = _drawn_up(planner)
    other = journey.sign_in(Role.HEALTH_COMMISSION, place=make_place("310104"))
    assert other.get(f"/plan/sites/{layout.pk}/").status_code == 404
    assert "两个新站" not in other.get("/plan/sites/").content.decode()


def test_the_command_plans_from_the_registry_and_reckons_posts(
    journey: Journey, ground: Ground
) -> None:
    found = journey.command(
        "site", "--from-registry", "--kind", "CHS", "--new", "1", "--place", "310106",
        "--stand", "CARE_INSTITUTION", "--json",
    )  # fmt: skip
    assert found.exit_code == 0, found.err
    layout = Layout.objects.get()
    assert found.json["layout"] == layout.pk
    assert found.json["new_sites"] == ["HOME"] and found.json["gap"] == 0.0
    assert journey.decision_of("layouts.judge") == layout.decision
    reckoned = journey.command("posts", "--period", "2025", "--json")
    assert reckoned.exit_code == 0, reckoned.err
    assert reckoned.json["rows"] == StaffingNeed.objects.filter(period="2025").count() > 0


@pytest.mark.parametrize(
    "words",
    [
        ("site",),
        ("site", "--from-registry", "--new", "1"),
        ("site", "--from-registry", "--kind", "CASTLE", "--new", "1"),
        ("site", "--from-registry", "--kind", "CHS", "--new", "1", "--place", "999999"),
    ],
)
def test_the_command_says_what_is_missing(journey: Journey, words: tuple[str, ...]) -> None:
    assert journey.command(*words).exit_code == 2
    assert not Layout.objects.exists()
