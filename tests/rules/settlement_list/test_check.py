"""A settlement list with nothing wrong passes; each fault is told, and all of them at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.settlement_list import CodeState, Paper, check_list
from yiyang.rules.settlement_list.fields import described, masked

BOOK = shipped_book()
INFO = {
    "psn_no": "P1", "mdtrt_id": "V1", "setl_id": "S1", "medcasno": "C1", "coner_name": "张某",
    "patn_rlts": "1", "coner_addr": "江宁路", "coner_tel": "000", "adm_way": "2",
    "adm_time": "2026-02-15 09:00:00", "dscg_time": "2026-02-20 10:00:00", "dscg_caty": "03",
    "dscg_way": "1", "bill_code": "B", "bill_no": "1", "biz_sn": "1", "chfpdr_code": "D1",
    "setl_begn_date": "2026-02-15", "setl_end_date": "2026-02-20", "medins_fill_dept": "医保办",
    "medins_fill_psn": "李", "hi_paymtd": "4",
}  # fmt: skip
DIAGNOSIS = {
    "diag_type": "1", "diag_code": "I63.900", "diag_name": "脑梗死", "maindiag_flag": "1",
    "adm_cond_type": "1",
}  # fmt: skip
OTHER = DIAGNOSIS | {"diag_code": "I10.x00", "diag_name": "高血压", "maindiag_flag": "0"}
OPERATION = {
    "oprn_oprt_type": "1", "oprn_oprt_name": "术", "oprn_oprt_code": "39.7400",
    "oper_dr_name": "王", "oper_dr_code": "D2", "oprn_oprt_begntime": "2026-02-16T08:00",
    "oprn_oprt_endtime": "2026-02-16T10:00",
}  # fmt: skip
GOOD = Paper(
    patient={"gend": "2", "brdy": "1950-03-01", "age": "75"},
    setlinfo=INFO,
    sums={"medfee_sumamt": "1000.00", "fund_pay_sumamt": "800", "psn_part_amt": "200"},
    diseinfo=(DIAGNOSIS, OTHER),
    oprninfo=(OPERATION,),
    payinfo=({"fund_pay_type": "310100", "fund_payamt": "800"},),
    iteminfo=(
        {"med_chrgitm_type": "01", "amt": "300"},
        {"med_chrgitm_type": "09", "amt": "700", "claa_sumfee": "700", "clab_amt": "0",
         "fulamt_ownpay_amt": "0", "oth_amt": "0"},
    ),
    diagnosis_codes={"I63.900": CodeState(True), "I10.x00": CodeState(True)},
    operation_codes={"39.7400": CodeState(True)},
    uploaded_on=date(2026, 2, 27),
)  # fmt: skip


def faults(paper: Paper) -> list[tuple[str, str]]:
    checked = check_list(paper, Reading(BOOK, date(2026, 2, 20), "310106"))
    assert checked.passes == (not checked.faults)
    return [(one.code, one.where) for one in checked.faults]


def info(**columns: str) -> Paper:
    return replace(GOOD, setlinfo=INFO | columns)


def patient(**columns: str) -> Paper:
    return replace(GOOD, patient=dict(GOOD.patient) | columns)


def diagnoses(*codes: str, **states: CodeState) -> Paper:
    rows = tuple(
        DIAGNOSIS | {"diag_code": code, "maindiag_flag": "01"[not number]}
        for number, code in enumerate(codes)
    )
    return replace(GOOD, diseinfo=rows, diagnosis_codes=states)


def test_a_list_with_nothing_wrong_passes() -> None:
    assert faults(GOOD) == []


def test_the_interface_has_61_fields_of_the_settlement() -> None:
    assert len(described()["setlinfo"]) == 61
    assert set(described()) >= {"opspdiseinfo", "diseinfo", "oprninfo", "icuinfo", "bldinfo"}


def test_a_masked_list_tells_no_name_and_no_address() -> None:
    info = masked(GOOD).setlinfo
    assert (info["coner_name"], info["coner_addr"], info["setl_id"]) == ("•", "•", "S1")
    assert masked(GOOD).oprninfo[0]["oper_dr_name"] == "•"


def test_a_masked_list_tells_no_field_that_is_not_described_and_no_text_however_long() -> None:
    given = masked(info(psn_name="王某", coner_addr="江宁路" * 200)).setlinfo
    assert (given["psn_name"], set(given["coner_addr"])) == ("•", {"•"})


CASES: list[tuple[Paper, str, str]] = [
    (info(psn_no=" "), "LIST_FIELD_MISSING", "setlinfo.psn_no"),
    (info(surprise="1"), "LIST_FIELD_UNKNOWN", "setlinfo.surprise"),
    (info(adm_time="yesterday"), "LIST_FIELD_FORM", "setlinfo.adm_time"),
    (info(adm_way="7"), "LIST_FIELD_VALUE", "setlinfo.adm_way"),
    (info(vent_used_dura="13"), "LIST_FIELD_FORM", "setlinfo.vent_used_dura"),
    (info(vent_used_dura="5/2/0"), "LIST_VENTILATOR_LONGER", "setlinfo.vent_used_dura"),
    (info(lv1_nurscare_days="7"), "LIST_NURSING_LONGER", "setlinfo.lv1_nurscare_days"),
    (info(lv1_nurscare_days="1" * 5_000), "LIST_FIELD_FORM", "setlinfo.lv1_nurscare_days"),
    (info(vent_used_dura="9" * 5_000 + "/0/0"), "LIST_FIELD_FORM", "setlinfo.vent_used_dura"),
    (info(dscg_way="2"), "LIST_RECEIVER_MISSING", "setlinfo.acp_medins_name"),
    (
        info(dscg_way="2 ", acp_medins_name=" "),
        "LIST_RECEIVER_MISSING",
        "setlinfo.acp_medins_name",
    ),
    (
        replace(info(dscg_time="2026-02-14 10:00"), uploaded_on=None),
        "LIST_DISCHARGE_BEFORE",
        "setlinfo.dscg_time",
    ),
    (replace(GOOD, uploaded_on=date(2026, 2, 28)), "LIST_LATE", "setlinfo.dscg_time"),
    (patient(age="76"), "LIST_AGE_DIFFERS", "patient.age"),
    (patient(brdy="2026-03-01", age="0"), "LIST_BORN_LATER", "patient.brdy"),
    (diagnoses("P10.100"), "LIST_AGE_DIAGNOSIS", "diseinfo.0.diag_code"),
    (diagnoses("C61.x00"), "LIST_SEX_DIAGNOSIS", "diseinfo.0.diag_code"),
    (diagnoses("W19.x00"), "LIST_NEVER_PRINCIPAL", "diseinfo.0.diag_code"),
    (diagnoses("I10.x00", "I10.x00"), "LIST_CODE_TWICE", "diseinfo.1.diag_code"),
    (replace(GOOD, diseinfo=(OTHER,)), "LIST_ONE_PRINCIPAL", "diseinfo"),
    (
        replace(GOOD, diagnosis_codes={"I63.900": CodeState(True, is_grey=True)}),
        "LIST_CODE_GREY",
        "diseinfo.0.diag_code",
    ),
    (
        replace(GOOD, diagnosis_codes={"I63.900": CodeState(False, maps_to="I63.901")}),
        "LIST_CODE_CLINICAL",
        "diseinfo.0.diag_code",
    ),
    (
        replace(GOOD, operation_codes={"39.7400": CodeState(False)}),
        "LIST_CODE_UNKNOWN",
        "oprninfo.0.oprn_oprt_code",
    ),
    (
        replace(GOOD, oprninfo=(OPERATION | {"oprn_oprt_endtime": "2026-02-21T10:00"},)),
        "LIST_OUTSIDE_STAY",
        "oprninfo.0.oprn_oprt_endtime",
    ),
    (
        replace(GOOD, oprninfo=(OPERATION | {"oprn_oprt_endtime": "2026-02-16T07:00"},)),
        "LIST_ENDS_BEFORE",
        "oprninfo.0.oprn_oprt_endtime",
    ),
    (
        replace(
            GOOD,
            icuinfo=({
                "scs_cutd_ward_type": "1", "scs_cutd_inpool_time": "2026-02-14T08:00",
                "scs_cutd_exit_time": "2026-02-16T08:00",
            },),
        ),
        "LIST_OUTSIDE_STAY",
        "icuinfo.0.scs_cutd_inpool_time",
    ),
    (
        replace(GOOD, iteminfo=({"med_chrgitm_type": "01", "amt": "999.99"},)),
        "LIST_ITEMS_DIFFER",
        "sums.medfee_sumamt",
    ),
    (
        replace(GOOD, sums=dict(GOOD.sums) | {"psn_part_amt": "200.01"}),
        "LIST_SHARES_DIFFER",
        "sums.medfee_sumamt",
    ),
    (
        replace(GOOD, payinfo=({"fund_pay_type": "310100", "fund_payamt": "799"},)),
        "LIST_FUNDS_DIFFER",
        "sums.fund_pay_sumamt",
    ),
    (
        replace(
            GOOD,
            iteminfo=(GOOD.iteminfo[0], dict(GOOD.iteminfo[1]) | {"clab_amt": "1"}),
        ),
        "LIST_CLASSES_DIFFER",
        "iteminfo.1.amt",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("paper", "code", "where"), CASES, ids=[f"{c} {w}" for _, c, w in CASES])
def test_each_fault_is_told_at_its_place_and_no_other(paper: Paper, code: str, where: str) -> None:
    assert faults(paper) == [(code, where)]


def test_all_faults_are_told_at_once() -> None:
    wrong = replace(
        info(psn_no="", adm_way="7", dscg_way="3"),
        diseinfo=(),
        sums={"medfee_sumamt": "one", "fund_pay_sumamt": "800", "psn_part_amt": "200"},
    )
    assert [code for code, _ in faults(wrong)] == [
        "LIST_FIELD_MISSING", "LIST_FIELD_VALUE", "LIST_FIELD_FORM", "LIST_ONE_PRINCIPAL",
        "LIST_RECEIVER_MISSING",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("grams", "found"),
    [("2500", []), ("", ["LIST_WEIGHT_MISSING"]), ("90", ["LIST_WEIGHT_RANGE"]),
     ("2505", ["LIST_WEIGHT_STEP"]), ("10000", ["LIST_WEIGHT_RANGE"])],
)  # fmt: skip
def test_a_newborn_is_weighed(grams: str, found: list[str]) -> None:
    child = replace(
        info(nwb_bir_wt=grams, nwb_adm_wt="3000"),
        patient={"gend": "1", "brdy": "2026-01-18", "nwb_age": "28"},
    )
    assert [code for code, _ in faults(child)] == found
    older = replace(child, patient={"gend": "1", "brdy": "2026-01-17", "nwb_age": "29"})
    assert faults(replace(older, setlinfo=INFO)) == []


def test_a_woman_s_diagnosis_is_no_man_s() -> None:
    man = {"gend": "1", "brdy": "1950-03-01", "age": "75"}
    codes = [code for code, _ in faults(replace(diagnoses("N80.000"), patient=man))]
    assert codes == ["LIST_SEX_DIAGNOSIS"]
    assert faults(diagnoses("N80.000")) == []


text = st.text(max_size=8) | st.sampled_from(["1e999999999", "-1", "1/1/1", "2026-02-15T00:00Z"])
fields = st.dictionaries(st.sampled_from([*INFO, "vent_used_dura", "age", "brdy", "amt"]), text)


@settings(deadline=None)  # the first example reads the description
@given(st.builds(Paper, patient=fields, setlinfo=fields, sums=fields,
                 diseinfo=st.lists(fields, max_size=2).map(tuple),
                 iteminfo=st.lists(fields, max_size=2).map(tuple)))  # fmt: skip
def test_whatever_is_sent_the_check_answers_the_same_without_names(
    paper: Any,
) -> None:
    assert faults(paper) == faults(masked(paper))
