"""The registry by its pages: institutions, beds, agreements, rosters, imports."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from tests import world
from tests.journey import Journey, SignedIn
from yiyang.access.models import Role
from yiyang.agreements.models import Agreement
from yiyang.agreements.selectors import consortium_peers, cooperation_partners
from yiyang.documents.models import Document
from yiyang.network.models import Bed, ColumnMapping, Duty, Institution, Post, Ward
from yiyang.people.models import Person

pytestmark = pytest.mark.django_db
HOME = {
    "code": "H1",
    "name_zh": "静安养老院",
    "name_en": "Jing'an Home",
    "kind": "CARE_INSTITUTION",
    "ownership": "PRIVATE_NON_PROFIT",
    "lon": "121.45",
    "lat": "31.23",
    "is_open": "on",
}
SPAN = {"since": "2020-01-01", "until": "2099-01-01"}


def officer(journey: Journey, language: str = "zh-hans") -> SignedIn:
    return journey.sign_in(Role.CIVIL_AFFAIRS, language=language)


def home_form(**more: object) -> dict[str, object]:
    return HOME | {"place": world.make_place().pk} | more


@pytest.mark.clause("HZ-11", "network.medical_way")
def test_an_institution_shows_its_way_of_medical_care_and_gaps_are_listed(
    journey: Journey,
) -> None:
    desk = officer(journey)
    desk.post("/institutions/new/", home_form())
    home = Institution.objects.get()
    assert journey.decision_of("network.medical_way", subject_id=home.pk).result["is_gap"]
    assert home.name_zh in desk.get("/institutions/gaps/").content.decode()
    centre = world.make_institution("CHC")
    terms = {"kind": "COOPERATION", "number": "C-1", "partners": [centre.pk], **SPAN}
    desk.post(f"/institutions/{home.pk}/agreements/new/", terms)
    decision = journey.decision_of("network.medical_way", subject_id=home.pk)
    assert decision.result == {"way": "CONTRACT", "ways": ["CONTRACT"], "is_gap": False}
    assert "签约合作" in desk.get(f"/institutions/{home.pk}/").content.decode()
    assert home.name_zh not in desk.get("/institutions/gaps/").content.decode()


@pytest.mark.clause("HZ-4-6", "network.preference")
def test_a_preference_is_granted_only_while_duties_are_kept(journey: Journey) -> None:
    home, centre = world.make_institution(ownership="PRIVATE_FOR_PROFIT"), world.make_institution()
    desk = officer(journey)
    terms = {"kind": "COOPERATION", "number": "C-1", "partners": [centre.pk], **SPAN}
    terms |= {"since": "2026-01-01", "duties": ["REGULAR_ROUNDS", "RESERVED_BEDS"]}
    desk.post(f"/institutions/{home.pk}/agreements/new/", terms)
    agreement = Agreement.objects.get()
    address = f"/agreements/{agreement.pk}/"
    desk.post(address, {"REGULAR_ROUNDS": "yes", "RESERVED_BEDS": "yes"})
    day = agreement.items.first().reviewed_on
    assert cooperation_partners(home.pk, day) == {centre.pk}
    desk.post(address, {"RESERVED_BEDS": "no"})
    decision = journey.decision_of("network.preference", subject_id=agreement.pk)
    assert decision.result["granted"] is False
    assert decision.result["reasons"] == [["DUTY_NOT_KEPT", "RESERVED_BEDS"]]
    assert cooperation_partners(home.pk, day) == frozenset()
    assert "不享有优先" in desk.get(address).content.decode()


@pytest.mark.clause("SM-3.7", "network.consortium")
def test_a_consortium_has_its_members_public_and_private_in_their_roles(journey: Journey) -> None:
    lead = world.make_institution("HOSPITAL", level=3)
    private = world.make_institution("NURSING_HOME", ownership="PRIVATE_FOR_PROFIT")
    desk = officer(journey)
    terms = {"kind": "CONSORTIUM", "number": "M-1", "variety": "UMG", "partners": [private.pk]}
    desk.post(f"/institutions/{lead.pk}/agreements/new/", terms | SPAN | {"lead": lead.pk})
    agreement = Agreement.objects.get()
    assert journey.decision_of("network.consortium", subject_id=agreement.pk).result["accepted"]
    assert consortium_peers(private.pk, agreement.span.lower) == {lead.pk}
    page = desk.get(f"/institutions/{private.pk}/").content.decode()
    assert lead.name_zh in page and "牵头" in page


def test_a_contract_of_cooperation_is_shown_with_its_kind(journey: Journey) -> None:
    home = world.make_institution()
    contract = world.make_agreement("COOPERATION", home, variety="DIFFERENTIATED")
    desk = officer(journey)
    for address in (f"/institutions/{home.pk}/", f"/agreements/{contract.pk}/"):
        assert "差异化" in desk.get(address).content.decode()


def test_a_consortium_led_by_nobody_is_refused_and_not_entered(journey: Journey) -> None:
    home, other = world.make_institution("CHC"), world.make_institution("CHC")
    terms = {"kind": "CONSORTIUM", "number": "M-1", "variety": "UMG", "partners": [other.pk]}
    answer = officer(journey).post(f"/institutions/{home.pk}/agreements/new/", terms | SPAN)
    assert (answer.status_code, answer["X-Refusal"]) == (409, "NOT_ACCEPTED_IN_REGISTRY")
    assert not Agreement.objects.exists()


@pytest.mark.clause("JA-2.1.3", "network.internal_medical")
def test_an_internal_institution_stands_in_the_registry_with_its_operator(
    journey: Journey,
) -> None:
    home, centre = world.make_institution(), world.make_institution("CHC")
    desk = officer(journey)
    inside = {"kind": "CLINIC", "inhouse_of": home.pk, "operator": centre.pk, "designated": "on"}
    desk.post("/institutions/new/", home_form(code="R1", name_zh="静安诊所", **inside))
    clinic = Institution.objects.get(code="R1")
    assert journey.decision_of("network.internal_medical", subject_id=clinic.pk).result["accepted"]
    page = desk.get(f"/institutions/{home.pk}/").content.decode()
    assert "静安诊所" in page and centre.name_zh in page and "定点" in page


def test_faults_of_an_institution_stand_beside_their_fields(journey: Journey) -> None:
    wrong = home_form(lon="31.23", lat="121.45", credit_code="12310106MB0A100130")
    page = officer(journey).post("/institutions/new/", wrong).content.decode()
    assert "经纬度不在所属区划附近" in page and "校验码不正确" in page
    assert not Institution.objects.exists()


def test_an_institution_is_changed_with_what_it_can_do(journey: Journey) -> None:
    desk = officer(journey)
    desk.post("/institutions/new/", home_form(capabilities=["TCM"]))
    home = Institution.objects.get()
    page = desk.get(f"/institutions/{home.pk}/edit/").content.decode()
    assert 'value="TCM"' in page and "静安养老院" in page
    desk.post(f"/institutions/{home.pk}/edit/", home_form(name_zh="新名", capabilities=["ED"]))
    home.refresh_from_db()
    assert (home.name_zh, list(home.capabilities.values_list("code", flat=True))) == (
        "新名",
        ["ED"],
    )


def test_the_registry_is_searched_by_what_institutions_are_and_offer(journey: Journey) -> None:
    home, centre = world.make_institution(designated=True), world.make_institution("CHC")
    world.make_capability(centre, "TCM")
    desk = officer(journey)
    for query, found, missed in (
        ("kind=CHC", centre, home),
        ("capability=TCM", centre, home),
        ("designated=on", home, centre),
        (f"text={home.code}", home, centre),
    ):
        page = desk.get(f"/institutions/?{query}").content.decode()
        assert f"/institutions/{found.pk}/" in page, query
        assert f"/institutions/{missed.pk}/" not in page, query


def test_an_institution_page_counts_beds_by_kind_and_state(journey: Journey) -> None:
    home = world.make_institution()
    for state in ("FREE", "FREE", "OCCUPIED"):
        world.make_bed(home, state=state)
    page = officer(journey, "en").get(f"/institutions/{home.pk}/").content.decode()
    assert "free 2" in page and "occupied 1" in page


def test_a_desk_takes_a_bed_of_its_own_out_of_service_and_no_other(journey: Journey) -> None:
    mine, other = world.make_bed(), world.make_bed()
    desk = journey.sign_in(Role.CARE_DESK, institution=mine.institution)
    assert mine.code in desk.get("/beds/ours/").content.decode()
    desk.post(f"/beds/ours/{mine.pk}/state/", {"state": "OUT_OF_SERVICE"})
    assert desk.post(f"/beds/ours/{other.pk}/state/", {"state": "CLEANING"}).status_code == 404
    states = dict(Bed.objects.values_list("pk", "state"))
    assert states == {mine.pk: "OUT_OF_SERVICE", other.pk: "FREE"}


def test_a_bed_somebody_has_stays_in_service(journey: Journey) -> None:
    bed = world.make_bed(state="OCCUPIED")
    desk = journey.sign_in(Role.CARE_DESK, institution=bed.institution)
    answer = desk.post(f"/beds/ours/{bed.pk}/state/", {"state": "OUT_OF_SERVICE"})
    assert (answer.status_code, answer["X-Refusal"]) == (409, "BED_IN_USE")
    assert Bed.objects.get().state == "OCCUPIED"


def test_beds_are_added_and_changed_by_their_form(journey: Journey) -> None:
    home, desk = world.make_institution(), officer(journey)
    fields = {"code": "B1", "kind": "INSTITUTION_BED", "sex_rule": "ANY", "price": "4500"}
    desk.post(f"/institutions/{home.pk}/beds/new/", fields)
    bed = Bed.objects.get()
    desk.post(f"/beds/{bed.pk}/edit/", fields | {"room": "301", "nursing_type": "on"})
    bed.refresh_from_db()
    assert (bed.room, bed.nursing_type, bed.price_fen_per_month) == ("301", True, 450_000)
    assert "301" in desk.get(f"/institutions/{home.pk}/beds/").content.decode()


def test_somebody_of_the_institution_is_put_on_duty_and_taken_off(journey: Journey) -> None:
    home, desk = world.make_institution(), officer(journey)
    nurse = world.make_assignment(Role.NURSE, institution=home).account
    turn = {"account": nurse.pk, "role": "NURSE", "order": "1"}
    times = {"since": "2090-01-01T08:00", "until": "2090-01-01T20:00"}
    other = desk.post(f"/institutions/{home.pk}/roster/", turn | times | {"role": "CARE_DESK"})
    assert "该账号在本机构没有此岗位" in other.content.decode()
    assert not Duty.objects.exists()
    desk.post(f"/institutions/{home.pk}/roster/", turn | times)
    duty = Duty.objects.get()
    assert nurse.username in desk.get(f"/institutions/{home.pk}/roster/").content.decode()
    desk.post(f"/rosters/{duty.pk}/end/")
    assert not Duty.objects.exists()


def test_a_roster_where_nobody_has_an_account_says_who_opens_one(journey: Journey) -> None:
    home = world.make_institution()
    page = officer(journey).get(f"/institutions/{home.pk}/roster/").content.decode()
    assert "由安全管理员邀请" in page and 'name="account"' not in page
    world.make_assignment(Role.NURSE, institution=home)
    page = officer(journey).get(f"/institutions/{home.pk}/roster/").content.decode()
    assert "由安全管理员邀请" not in page and 'name="account"' in page


def sent(text: str, name: str = "people.csv") -> BytesIO:
    file = BytesIO(text.encode("gb18030"))
    file.name = name
    return file


def test_a_table_is_looked_at_mended_and_taken_in(journey: Journey) -> None:
    desk = officer(journey)
    text = "身份证号,大名\n310106194003150026,张桂英\n310106194807220616,李建国\n"
    answer = desk.post("/imports/", {"file": sent(text), "kind": "people"}, follow=True)
    address = answer.redirect_chain[0][0]
    assert "缺少必需的列" in answer.content.decode()
    mended = {"mapped": "yes", "kind": "people", "column_name": "大名"}
    mended |= {"column_resident_id": "身份证号"}
    page = desk.post(address, mended | {"act": "save", "name": "民政"}).content.decode()
    assert "各行均无问题" in page
    assert not Person.objects.exists()
    told = desk.post(address, mended | {"act": "take"}, follow=True).content.decode()
    assert "已导入 2 行" in told
    assert Person.objects.count() == 2
    assert ColumnMapping.objects.get().columns == {"name": "大名", "resident_id": "身份证号"}


def test_bad_rows_are_shown_and_only_the_good_ones_come_in_when_chosen(journey: Journey) -> None:
    desk = officer(journey)
    text = "身份证号,姓名\n310106194003150027,张桂英\n310106194807220616,李建国\n"
    answer = desk.post("/imports/", {"file": sent(text), "kind": "people"}, follow=True)
    address = answer.redirect_chain[0][0]
    assert "校验码或出生日期不正确" in answer.content.decode()
    refused = desk.post(address, {"act": "take"})
    assert (refused.status_code, Person.objects.count()) == (409, 0)
    told = desk.post(address, {"act": "take_good"}, follow=True).content.decode()
    assert "未导入的行：2" in told
    assert Person.objects.get().name == "李建国"


def test_a_workbook_is_kept_looked_at_and_taken_in(journey: Journey) -> None:
    book, file = Workbook(), BytesIO()
    for row in (["身份证号", "姓名"], ["310106194003150026", "张桂英"]):
        book.active.append(row)
    book.save(file)
    file.seek(0)
    file.name = "people.xlsx"
    desk = officer(journey)
    address = desk.post("/imports/", {"file": file}, follow=True).redirect_chain[0][0]
    told = desk.post(address, {"act": "take"}, follow=True).content.decode()
    assert "已导入 1 行" in told
    assert Person.objects.get().name == "张桂英"


def test_what_is_no_table_is_told_on_the_form_and_not_kept(journey: Journey) -> None:
    page = officer(journey).post("/imports/", {"file": sent("a,b\n\x00,1\n")}).content.decode()
    assert "文件含空字节" in page
    assert not Document.objects.exists()


def test_what_a_table_holds_is_asked_where_its_columns_do_not_tell(journey: Journey) -> None:
    desk = officer(journey)
    answer = desk.post(
        "/imports/", {"file": sent("代码,名称,种类\nH1,静安养老院,x\n")}, follow=True
    )
    address, page = answer.redirect_chain[0][0], answer.content.decode()
    assert "无法识别列标题“种类”" in page
    assert '<option value="places" selected>' in page
    told = desk.post(address, {"kind": "institutions"}).content.decode()
    assert "缺少必需的列" in told
    assert '<option value="institutions"' not in told


def test_an_upload_of_somebody_else_is_not_there(journey: Journey) -> None:
    text = "身份证号,姓名\n310106194807220616,李建国\n"
    answer = officer(journey).post("/imports/", {"file": sent(text)}, follow=True)
    assert officer(journey).get(answer.redirect_chain[0][0]).status_code == 404


def test_columns_and_faults_are_named_in_the_language_of_the_reader(journey: Journey) -> None:
    text = "身份证号,姓名\n310106194003150027,张桂英\n"
    zh = officer(journey).post("/imports/", {"file": sent(text)}, follow=True)
    en = officer(journey, "en").post("/imports/", {"file": sent(text)}, follow=True)
    assert '<td data-label="列">身份证号</td>' in zh.content.decode()
    assert '<td data-label="Column">resident id</td>' in en.content.decode()


def test_a_fault_of_a_choice_says_what_may_be_written(journey: Journey) -> None:
    text = "工号,姓名,职业,机构\nN1,李护士,护理小姐,\nN2,王护士,护理先生,\n"
    zh = officer(journey).post("/imports/", {"file": sent(text)}, follow=True).content.decode()
    en = officer(journey, "en").post("/imports/", {"file": sent(text)}, follow=True)
    assert "代码或名称未知。 可以填写：" in zh and "· 护士" in zh
    assert (zh.count("代码或名称未知。"), zh.count("可以填写：")) == (2, 1)
    assert "The code or label is unknown. It may be: " in en.content.decode()
    missing = "工号,姓名,职业\n,李护士,护士\n"
    page = officer(journey).post("/imports/", {"file": sent(missing)}, follow=True)
    assert "缺少内容" in page.content.decode() and "可以填写" not in page.content.decode()


def test_a_mapping_without_a_name_is_said_not_to_be_saved(journey: Journey) -> None:
    desk = officer(journey)
    text = "工号,姓名,职业\nN1,李护士,护士\n"
    address = desk.post("/imports/", {"file": sent(text)}, follow=True).redirect_chain[0][0]
    asked = {"act": "save", "mapped": "yes", "kind": "practitioners", "column_name": "姓名"}
    assert "列对应未保存" in desk.post(address, asked | {"name": " "}).content.decode()
    assert not ColumnMapping.objects.exists()
    assert "列对应已保存" in desk.post(address, asked | {"name": "甲院"}).content.decode()


def test_a_ward_and_somebody_who_works_there_are_added_to_an_institution(journey: Journey) -> None:
    home, desk = world.make_institution(), officer(journey)
    ward = {"code": "W1", "name_zh": "一病区", "name_en": "Ward 1"}
    desk.post(f"/institutions/{home.pk}/wards/new/", ward)
    nurse = {"code": "N1", "name": "李护士", "profession": "NURSE", "since": "2020-01-01"}
    unlicensed = desk.post(f"/institutions/{home.pk}/staff/new/", nurse)
    assert (unlicensed["X-Refusal"], Post.objects.count()) == ("PRACTICE_REFUSED", 0)
    nurse["licence"] = "L1"
    desk.post(f"/institutions/{home.pk}/staff/new/", nurse)
    page = desk.get(f"/institutions/{home.pk}/").content.decode()
    assert "一病区" in page and "李护士" in page
    again = desk.post(f"/institutions/{home.pk}/staff/new/", nurse)
    assert (again.status_code, again["X-Refusal"], Post.objects.count()) == (409, "CODE_TAKEN", 1)


@pytest.mark.parametrize("role", [Role.CIVIL_AFFAIRS, Role.INSURER])
def test_the_days_of_a_designation_are_told_shown_mended_and_taken_away(
    journey: Journey, role: Role
) -> None:
    home = world.make_institution("NURSING_HOME", level=1)
    desk, page = journey.sign_in(role), f"/institutions/{home.pk}/"
    assert "尚未定点" in desk.get(page).content.decode()
    told = {"scheme": "LONG_TERM_CARE", "since": "2020-05-01", "until": "2021-05-01"}
    desk.post(f"{page}designations/new/", told)
    made = home.designations.get()
    assert "2020-05-01 起，2021-05-01 前" in desk.get(page).content.decode()
    twice = desk.post(f"{page}designations/new/", told | {"until": ""})
    assert (twice.status_code, twice["X-Refusal"]) == (409, "DESIGNATION_OVERLAPS")
    wrong = desk.post(f"/designations/{made.pk}/", {"since": "2020-05-01", "until": "2020-05-01"})
    assert "结束须晚于开始" in wrong.content.decode()
    assert 'value="2020-05-01"' in desk.get(f"/designations/{made.pk}/").content.decode()
    desk.post(f"/designations/{made.pk}/", {"since": "", "until": ""})
    assert "长期护理保险 · 自始" in desk.get(page).content.decode()
    assert home.capabilities.filter(code="LONG_TERM_CARE").exists()
    desk.post(f"/designations/{made.pk}/remove/")
    assert not (home.designations.exists() or home.capabilities.exists())


def test_who_only_looks_at_the_network_cannot_change_a_designation(journey: Journey) -> None:
    made = world.make_designation(world.make_institution())
    desk = journey.sign_in(Role.COORDINATOR)
    page = desk.get(f"/institutions/{made.institution_id}/").content.decode()
    assert "医疗保险 · 自始" in page and "/designations/" not in page
    assert desk.post(f"/designations/{made.pk}/remove/").status_code == 404


def test_what_was_typed_stays_where_the_registry_declines_it(journey: Journey) -> None:
    home = world.make_institution()
    desk = journey.sign_in(Role.CIVIL_AFFAIRS)
    ward = {"code": "W1", "name_zh": "一病区", "name_en": "Ward one"}
    bed = {"code": "B1", "kind": "INSTITUTION_BED", "sex_rule": "ANY", "price": "3200"}
    for page, form, typed in (("wards", ward, "一病区"), ("beds", bed, "3200")):
        path = f"/institutions/{home.pk}/{page}/new/"
        assert desk.post(path, form).status_code == 302
        again = desk.post(path, form)
        assert (again.status_code, again["X-Refusal"]) == (409, "CODE_TAKEN")
        assert f'value="{typed}"' in again.content.decode()
    assert (Ward.objects.count(), Bed.objects.count()) == (1, 1)
