"""Tables of the registry come in whole or not at all, and again without harm."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tests import world
from tests.conftest import NOW
from tests.projected import differences, show_all
from yiyang.agreements import importing
from yiyang.agreements.importing import File
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.decisions.models import Decision
from yiyang.faces.wording import catalogue
from yiyang.network.models import (
    Bed,
    ColumnMapping,
    Duty,
    Institution,
    Place,
    Post,
    Practitioner,
    Team,
    TeamMember,
)
from yiyang.people.models import Identifier, Person

pytestmark = pytest.mark.django_db
HOMES = "代码,名称,机构类别,举办性质,区划代码,经度,纬度,所属养老机构,运营机构,服务能力\n"
HOME = "H1,静安养老院,养老机构,公办,310106006,121.45,31.23,,,\n"
CENTRE = "C1,江宁中心,社区卫生服务中心,公办,310106006,121.45,31.23,,,TCM|ED\n"
CLINIC = "R1,静安医务室,医务室,公办,310106006,121.45,31.23,H1,C1,\n"
BEDS = "床位号,机构代码,床位类别,病区,价格,护理型\n"
PEOPLE = "身份证号,姓名,性别,出生日期,居住状况,每月预算\n"
PERSON = "310106194003150026,张桂英,女,1940-03-15,独居,4500\n"


@pytest.fixture(autouse=True)
def district() -> Place:
    return world.make_place()


def take_in(*texts: str, kind: str = "", only_good: bool = False) -> list[importing.Imported]:
    files = [File(text.encode(), kind) for text in texts]
    return importing.import_registry(files=files, by=PROGRAM, at=NOW, only_good=only_good)


def faults(text: str, kind: str = "") -> list[tuple[str, str]]:
    before = Entry.objects.count(), Institution.objects.count(), Person.objects.count()
    with pytest.raises(importing.RowsNotGood) as refused:
        take_in(text, kind=kind)
    after = Entry.objects.count(), Institution.objects.count(), Person.objects.count()
    assert before == after
    return [(f.where, f.code) for f in refused.value.findings]


def counted(imported: list[importing.Imported]) -> list[tuple[str, int, int, int]]:
    return [(i.kind, i.counts.added, i.counts.changed, i.counts.same) for i in imported]


def test_files_in_any_order_come_in_with_what_follows_from_them() -> None:
    beds = BEDS + "B1,H1,养老机构床位,一楼,4500,是\n"
    done = take_in(beds, HOMES + CLINIC + HOME + CENTRE)
    assert counted(done) == [("institutions", 3, 0, 0), ("beds", 1, 0, 0)]
    home = Institution.objects.get(code="H1")
    assert (home.medical_way, home.internal_medical.get().operator.code) == ("BROUGHT_IN", "C1")
    bed = Bed.objects.get()
    assert (bed.ward.code, bed.price_fen_per_month, bed.nursing_type) == ("一楼", 450_000, True)
    assert Decision.objects.filter(rule="network.medical_way").count() == 3
    assert set(Entry.objects.values_list("action", flat=True)) >= {
        "network.import_institutions",
        "network.import_beds",
    }


def test_the_same_file_again_changes_nothing_and_another_price_one_bed() -> None:
    take_in(HOMES + HOME, BEDS + "B1,H1,养老机构床位,一楼,4500,是\nB2,H1,养老机构床位,,0,否\n")
    again = take_in(BEDS + "B1,H1,养老机构床位,一楼,4500,是\nB2,H1,养老机构床位,,1,否\n")
    assert counted(again) == [("beds", 0, 1, 1)]


def test_columns_that_a_file_has_not_leave_what_is_there_alone() -> None:
    take_in(HOMES + HOME, BEDS + "B1,H1,养老机构床位,一楼,4500,是\n")
    Bed.objects.update(state="OCCUPIED", state_since=NOW - timedelta(days=1))
    take_in("床位号,机构代码,床位类别,房间号\nB1,H1,养老机构床位,301\n")
    bed = Bed.objects.get()
    assert (bed.room, bed.ward.code, bed.price_fen_per_month) == ("301", "一楼", 450_000)
    assert (bed.state, bed.state_since) == ("OCCUPIED", NOW - timedelta(days=1))


def test_every_fault_of_every_row_is_named_at_once_and_nothing_is_written() -> None:
    text = HOMES + (
        "H1,静安养老院,酒店,公办,310106006,121.45,31.23,,,\n"
        "H2,静安养老院,养老机构,公办,999999,121.45,31.23,,,\n"
        "H3,静安养老院,养老机构,公办,310106006,31.23,121.45,,,\n"
        "H4,,养老机构,公办,310106006,121.45,31.23,H9,,\n"
        "H5,五号院,养老机构,公办,310106006,121.45,31.23,,,\n"
        "H5,五号院,养老机构,公办,310106006,121.45,31.23,,,\n"
    )
    assert faults(text) == [
        ("row 2, column kind", "UNKNOWN_CODE"),
        ("row 3, column place", "UNKNOWN_PLACE"),
        ("row 4, column lon", "OUTSIDE_THE_CITY"),
        ("row 5, column name_zh", "CELL_MISSING"),
        ("row 5, column inhouse_of", "UNKNOWN_REFERENCE"),
        ("row 7, column code", "ROW_TWICE"),
    ]


def test_a_cell_that_cannot_be_read_hides_no_other_fault_of_its_row() -> None:
    head = HOMES.replace("\n", ",信用代码,等级,可收住等级\n")
    bad = "H1,静安养老院,酒店,公办,999999,东,31.23,,,,123,9,9\nH1,,,公办,999999,1,1,,,,,,\n"
    assert faults(head + bad) == [
        ("row 2, column kind", "UNKNOWN_CODE"),
        ("row 2, column lon", "NOT_DEGREES"),
        ("row 2, column credit_code", "BAD_CREDIT_CODE"),
        ("row 2, column level", "IMPOSSIBLE_LEVEL"),
        ("row 2, column highest_care_level", "IMPOSSIBLE_CARE_LEVEL"),
        ("row 2, column place", "UNKNOWN_PLACE"),
        ("row 3, column name_zh", "CELL_MISSING"),
        ("row 3, column kind", "CELL_MISSING"),
        ("row 3, column code", "ROW_TWICE"),
        ("row 3, column place", "UNKNOWN_PLACE"),
    ]
    beds = "B1,H9,水床,,-1,也许\n,H9,养老机构床位,,多,是\n"
    assert faults(BEDS + beds, "beds") == [
        ("row 2, column kind", "UNKNOWN_CODE"),
        ("row 2, column nursing_type", "NOT_YES_OR_NO"),
        ("row 2, column institution", "UNKNOWN_INSTITUTION"),
        ("row 2, column price", "NEGATIVE_PRICE"),
        ("row 3, column code", "CELL_MISSING"),
        ("row 3, column price", "NOT_YUAN"),
        ("row 3, column institution", "UNKNOWN_INSTITUTION"),
    ]
    people = (
        "310106194003150027,,女,昨天,独居,-5\n"
        "310106194003150026,王五,男,昨天,独居,\n"
        ",王六,女,1700-01-01,城里,\n"
    )
    assert faults(PEOPLE + people, "people") == [
        ("row 2, column name", "CELL_MISSING"),
        ("row 2, column born_on", "NOT_A_DATE"),
        ("row 2, column resident_id", "BAD_RESIDENT_ID"),
        ("row 2, column budget", "NEGATIVE_LIMIT"),
        ("row 3, column born_on", "NOT_A_DATE"),
        ("row 3, column resident_id", "SEX_DIFFERS"),
        ("row 4, column household", "UNKNOWN_CODE"),
        ("row 4, column resident_id", "NO_IDENTIFIER"),
        ("row 4, column born_on", "IMPOSSIBLE_BIRTH"),
    ]


def test_one_bad_file_keeps_the_good_one_out_too() -> None:
    with pytest.raises(importing.RowsNotGood):
        take_in(HOMES + HOME, BEDS + "B1,H9,养老机构床位,,0,否\n")
    assert not Institution.objects.exists()
    assert not Decision.objects.exists()


def test_only_the_good_rows_come_in_when_asked_and_the_others_are_listed() -> None:
    text = HOMES + HOME + "H2,,养老机构,公办,310106006,121.45,31.23,,,\n" + CENTRE
    done = take_in(text, only_good=True)
    assert (counted(done), done[0].left_out) == ([("institutions", 2, 0, 0)], (3,))


def test_what_refers_to_a_row_left_out_is_left_out_too() -> None:
    bad_home = HOME.replace("121.45", "121.45x")
    done = take_in(HOMES + bad_home + CLINIC + CENTRE, only_good=True)
    assert (done[0].left_out, done[0].counts.added) == ((2, 3), 1)
    assert [f.code for f in done[0].findings] == ["NOT_DEGREES", "UNKNOWN_REFERENCE"]


def test_a_file_without_one_good_row_is_refused_even_then() -> None:
    with pytest.raises(importing.RowsNotGood):
        take_in(HOMES + "H2,,养老机构,公办,310106006,121.45,31.23,,,\n", only_good=True)


def test_a_hospital_inside_a_care_home_is_a_fault_of_its_row() -> None:
    text = HOMES + HOME + "X1,院内医院,医院,公办,310106006,121.45,31.23,H1,,\n"
    assert faults(text) == [("row 3, column inhouse_of", "NOT_AN_INTERNAL_KIND")]


def test_a_bed_of_another_institution_or_in_use_is_a_fault_of_its_row() -> None:
    home, other = world.make_institution(code="H1"), world.make_institution(code="H2")
    world.make_bed(other, code="B1")
    world.make_bed(home, code="B2", state="OCCUPIED")
    text = BEDS + "B1,H1,养老机构床位,,0,否\nB2,H1,医院床位,,0,否\nB3,H1,养老机构床位,,-1,否\n"
    assert faults(text) == [
        ("row 2, column code", "CODE_OF_ANOTHER"),
        ("row 3, column kind", "BED_CLAIMED"),
        ("row 4, column price", "NEGATIVE_PRICE"),
    ]


def test_people_come_in_with_sealed_ids_and_are_found_again_by_them() -> None:
    assert counted(take_in(PEOPLE + PERSON)) == [("people", 1, 0, 0)]
    again = take_in(PEOPLE + PERSON.replace("独居", "与家人同住"))
    assert counted(again) == [("people", 0, 1, 0)]
    person = Person.objects.get()
    assert (person.household, person.budget_fen_per_month) == ("WITH_FAMILY", 450_000)
    assert person.name_key == "zhang gui ying"
    assert b"310106194003150026" not in bytes(Identifier.objects.get().sealed_value)
    assert Person.objects.get().created_at == NOW


def test_birth_and_sex_are_read_from_the_resident_id_when_the_file_has_them_not() -> None:
    take_in("身份证号,姓名\n11010519491231002x,李桂英\n")
    person = Person.objects.get()
    assert (person.sex, person.born_on.isoformat()) == ("2", "1949-12-31")


def test_the_faults_of_people_name_no_person() -> None:
    text = PEOPLE + (
        "310106194003150027,张桂英,女,1940-03-15,独居,\n"
        "310106194003150026,王五,男,1941-03-15,独居,\n"
        ",无号码,女,1940-03-15,独居,\n"
    )
    found = faults(text, "people")
    assert found == [
        ("row 2, column resident_id", "BAD_RESIDENT_ID"),
        ("row 3, column resident_id", "BIRTH_DIFFERS"),
        ("row 3, column resident_id", "SEX_DIFFERS"),
        ("row 4, column resident_id", "NO_IDENTIFIER"),
    ]
    assert "3101" not in repr(found)
    assert "张" not in repr(found)


def test_one_number_stands_in_one_row() -> None:
    text = "编号,姓名\n17,张桂英\n17,李桂英\n"
    assert faults(text, "people") == [("row 3, column number", "ROW_TWICE")]


def test_staff_teams_and_rosters_come_in_and_again_without_doubling() -> None:
    home = world.make_institution(code="H1")
    world.make_assignment("NURSE", world.make_account("nurse.wang"), institution=home)
    staff = STAFF + NURSE
    teams = "团队代码,团队名称,机构代码,成员代码,职责,组长\nT1,一组,H1,P1,护士,否\n"
    roster = (
        "账号,角色,机构代码,顺序,开始时间,结束时间\n"
        "nurse.wang,NURSE,H1,1,2026-03-02 08:00,2026-03-02 20:00\n"
    )
    for added in (1, 0):
        done = take_in(roster, teams, staff)
        assert [i.counts.added for i in done] == [added] * 3
    rows = (Post.objects, TeamMember.objects, Duty.objects)
    assert [r.count() for r in rows] == [1, 1, 1]


STAFF = "工号,姓名,职业,执业证号,机构代码,开始日期\n"
NURSE = "P1,王护士,护士,L1,H1,2026-01-01\n"
MEMBERS = "团队代码,团队名称,机构代码,成员代码,职责,组长\n"


def test_a_practice_place_comes_in_by_the_rule_of_the_page_with_its_decision() -> None:
    for code in ("H1", "H2"):
        world.make_institution(code=code)
    dated = STAFF.replace("开始日期", "开始日期,结束日期")
    beside = dated + "P1,王护士,护士,L1,H2,2026-04-01,2026-07-01\n"
    assert counted(take_in(STAFF + NURSE)) == [("practitioners", 1, 0, 0)]
    assert counted(take_in(beside)) == [("practitioners", 0, 1, 0)]
    assert counted(take_in(beside)) == [("practitioners", 0, 0, 1)]
    kept = Decision.objects.filter(rule="network.register_practice")
    assert [one.result["allowed"] for one in kept] == [True, True]
    (nurse,) = Practitioner.objects.all()
    where = Institution.objects.get(code="H2")
    (post,) = nurse.posts.filter(institution=where)
    assert post.span == DateRange(date(2026, 4, 1), date(2026, 7, 1))


def test_a_practice_place_that_the_rule_refuses_is_a_fault_of_its_row_and_nobody_comes() -> None:
    for code in ("H1", "H2"):
        world.make_institution(code=code, is_open=code == "H1")
    text = STAFF + (
        "P1,王护士,护士,,H1,2026-01-01\n"
        "P2,李护士,护士,L2,H2,2026-01-01\n"
        "P3,孙阿姨,护理员,,H1,2012-01-01\n"
        "P4,周护士,护士,,H9,昨天\n"
    )
    assert faults(text, "practitioners") == [
        ("row 2, column institution", "LICENCE_MISSING"),
        ("row 3, column institution", "INSTITUTION_CLOSED"),
        ("row 5, column since", "NOT_A_DATE"),
        ("row 5, column institution", "UNKNOWN_INSTITUTION"),
    ]
    assert not Practitioner.objects.exists()
    assert take_in(text, kind="practitioners", only_good=True)[0].left_out == (2, 3, 5)
    assert [post.practitioner.code for post in Post.objects.all()] == ["P3"]


def test_what_comes_in_is_shown_as_fhir_at_once() -> None:
    take_in(HOMES + HOME, BEDS + "B1,H1,养老机构床位,一楼,4500,是\n")
    take_in(STAFF + NURSE, MEMBERS + "T1,一组,H1,P1,护士,否\n")
    show_all()  # what the test made by hand
    take_in(HOMES + HOME.replace("静安养老院", "静安敬老院"))
    take_in(BEDS + "B1,H1,养老机构床位,二楼,4500,是\nB2,H1,养老机构床位,三楼,0,否\n")
    take_in(STAFF + NURSE.replace("王护士", "王兰"), MEMBERS + "T1,二组,H1,P1,护士,否\n")
    take_in(PEOPLE + PERSON)
    assert differences() == []


def test_a_member_comes_in_by_the_rules_of_the_page_with_three_decisions() -> None:
    world.make_institution(code="H1")
    take_in(STAFF + NURSE, MEMBERS + "T1,一组,H1,P1,护士,否\n")
    asked = ("network.may_practise", "contracting.team_member")
    kept = Decision.objects.filter(rule__in=asked).values_list("rule", flat=True)
    assert sorted(kept) == sorted(asked)
    assert Entry.objects.filter(action="network.add_team_member").count() == 1


def test_who_may_not_join_is_a_fault_of_their_row_and_nothing_is_written() -> None:
    for code in ("H1", "H2"):
        world.make_institution(code=code)
    take_in(STAFF + NURSE + "P2,李护士,护士,L2,H2,2026-01-01\n")
    text = MEMBERS + "T1,一组,H1,P2,护士,否\nT1,一组,H1,P1,家庭医生,是\n"
    assert faults(text, "teams") == [
        ("row 2, column duty", "DOES_NOT_PRACTISE_HERE"),
        ("row 3, column duty", "PROFESSION_DOES_NOT_FIT_DUTY"),
        ("row 3, column duty", "NOT_ELIGIBLE_AS_FAMILY_DOCTOR"),
    ]
    shown = importing.preview(file=File(text.encode(), "teams"), at=NOW)
    assert (shown.checked.left_out, shown.checked.good) == ((2, 3), ())
    assert not TeamMember.objects.exists()
    assert not Team.objects.exists()


def test_another_duty_is_decided_anew_and_the_lead_passes_on_in_one_table() -> None:
    world.make_institution(code="C1", kind="CHC")
    staff = "工号,姓名,职业,执业证号,机构代码,开始日期\n"
    take_in(
        staff + "P1,王医生,全科医师,L1,C1,2026-01-01\nP2,李医生,全科医师,L2,C1,2026-01-01\n",
        MEMBERS + "T1,一组,C1,P1,家庭医生,是\nT1,一组,C1,P2,家庭医生,否\n",
    )
    done = take_in(MEMBERS + "T1,一组,C1,P2,家庭医生,是\nT1,一组,C1,P1,家庭医生,否\n")
    assert counted(done) == [("teams", 0, 2, 0)]
    assert [m.practitioner.code for m in TeamMember.objects.filter(leads=True)] == ["P2"]
    refused = faults(MEMBERS + "T1,一组,C1,P1,家庭医生,是\n", "teams")
    assert refused == [("row 2, column duty", "TEAM_HAS_A_LEAD")]


def test_a_family_doctor_with_people_keeps_the_duty_and_the_row_says_why() -> None:
    world.make_institution(code="C1", kind="CHC")
    staff = "工号,姓名,职业,执业证号,机构代码,开始日期\n"
    take_in(
        staff + "P1,王医生,医师,L1,C1,2026-01-01\n",
        MEMBERS + "T1,一组,C1,P1,家庭医生,否\n",
    )
    TeamMember.objects.update(people=3)
    text = MEMBERS + "T1,一组,C1,P1,SPECIALIST,否\n"
    assert faults(text, "teams") == [("row 2, column duty", "MEMBER_HAS_PEOPLE")]
    shown = importing.preview(file=File(text.encode(), "teams"), at=NOW)
    assert "3" in catalogue().render(shown.checked.findings[0].message, "en")
    assert TeamMember.objects.get().duty == "FAMILY_DOCTOR"


def test_a_roster_names_who_where_and_until_when() -> None:
    text = (
        "账号,角色,机构代码,区划代码,开始时间,结束时间\n"
        "nobody,NURSE,H9,310106006,2026-03-02 08:00,2026-03-02 08:00\n"
    )
    assert [code for _, code in faults(text, "rosters")] == [
        "UNKNOWN_ACCOUNT",
        "UNKNOWN_INSTITUTION",
        "INSTITUTION_OR_PLACE",
        "ENDS_BEFORE_IT_BEGINS",
    ]


def test_a_roster_puts_nobody_on_duty_in_a_role_that_they_have_not_there() -> None:
    home, other = world.make_institution(code="H1"), world.make_institution(code="H2")
    world.make_assignment("NURSE", world.make_account("nurse.wang"), institution=home)
    turn = "2026-03-02 08:00,2026-03-02 20:00\n"
    text = (
        "账号,角色,机构代码,区划代码,开始时间,结束时间\n"
        f"nurse.wang,NURSE,H1,,{turn}nurse.wang,CARE_DESK,H1,,{turn}nurse.wang,NURSE,{other.code},,"
        f"{turn.replace('03-02', '03-03')}"
    )
    assert faults(text, "rosters") == [
        ("row 3, column role", "DUTY_ROLE_NOT_HELD"),
        ("row 4, column role", "DUTY_ROLE_NOT_HELD"),
    ]
    assert not Duty.objects.exists()


def test_places_come_in_in_any_order_and_a_lost_parent_is_a_fault() -> None:
    take_in("区划代码,区划名称,上级代码\n310115010,某街道,310115\n310115,浦东新区,310000\n")
    assert Place.objects.get(code="310115010").parent.code == "310115"
    text = "区划代码,区划名称,上级代码\n310112,闵行区,999999\n31,上海,\n"
    assert faults(text) == [
        ("row 2, column parent", "UNKNOWN_REFERENCE"),
        ("row 3, column code", "BAD_DIVISION_CODE"),
    ]


def test_a_saved_mapping_reads_headers_that_nobody_would_guess() -> None:
    columns = {"resident_id": "列一", "name": "列二", "phone": ""}
    importing.save_mapping(name="民政", kind="people", columns=columns, by=PROGRAM, at=NOW)
    kept = importing.saved_mapping("民政", "people")
    file = File("列一,列二\n310106194003150026,张桂英\n".encode(), "people", kept)
    importing.import_registry(files=[file], by=PROGRAM, at=NOW)
    assert Person.objects.get().name == "张桂英"
    assert ColumnMapping.objects.get().columns == {"resident_id": "列一", "name": "列二"}


def test_a_mapping_that_the_file_does_not_fit_is_a_fault_and_an_unknown_one_refused() -> None:
    file = File(b"a\n1\n", "people", {"name": "b"})
    with pytest.raises(importing.RowsNotGood) as refused:
        importing.import_registry(files=[file], by=PROGRAM, at=NOW)
    assert [(f.where, f.code) for f in refused.value.findings] == [
        ("column name", "COLUMN_UNKNOWN")
    ]
    with pytest.raises(importing.UnknownTable):
        importing.saved_mapping("nobody", "people")


@pytest.mark.parametrize("kind", ["", "horses"])
def test_a_table_of_nothing_we_know_is_refused(kind: str) -> None:
    with pytest.raises(importing.UnknownTable):
        take_in("马,牛\n1,2\n", kind=kind)


@pytest.mark.parametrize(
    ("headings", "told"),
    [
        ("代码,名称,种类", ["kind places", "kind institutions", "heading 种类"]),
        ("代码,名称,种类,举办性质,区划代码,经度,纬度", ["kind institutions", "heading 种类"]),
        ("马,牛", ["heading 马", "heading 牛"]),
    ],
)
def test_a_heading_nobody_knows_lets_no_kind_be_guessed(headings: str, told: list[str]) -> None:
    cells = ",".join("1" for _ in headings.split(","))
    with pytest.raises(importing.UnknownTable) as refused:
        take_in(f"{headings}\n{cells}\n")
    assert [f.where for f in refused.value.findings] == told


def test_what_a_table_may_be_is_said_with_what_it_lacks() -> None:
    with pytest.raises(importing.UnknownTable) as refused:
        take_in("代码,名称,种类,区划代码,经度,纬度\n1,2,3,4,5,6\n")
    said = catalogue().render(refused.value.findings[0].message, "en")
    assert said == (
        "It may be: institutions; but these columns are not found: kind / 类别, "
        "ownership / 举办性质."
    )


def test_a_remark_beside_a_table_that_one_kind_alone_knows_is_left_aside() -> None:
    [done] = take_in("代码,名称,上级代码,备注\n310115,浦东新区,310000,x\n")
    assert (done.kind, done.counts.added) == ("places", 1)


def test_a_preview_writes_nothing() -> None:
    shown = importing.preview(file=File((HOMES + HOME).encode(), ""), at=NOW)
    assert (shown.kind, len(shown.checked.good), shown.mapping["code"]) == (
        "institutions",
        1,
        "代码",
    )
    assert not Institution.objects.exists()
    assert not Entry.objects.exists()
