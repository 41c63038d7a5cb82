"""Entry gates say every reason for and against, and decide by the worst unmet criterion."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiyang.rules.instruments import Scored, instrument, score

from .sheets import reading

HOME_CARE = {
    "age": 80,
    "gb_level": 1,
    "lives_in_district": True,
    "contract": True,
    "devices": True,
    "consent": True,
}
HOME_MEDICAL = {
    "diagnosis": True,
    "needs_treatment": True,
    "cannot_attend": True,
    "news2": 4,
    "isolation": False,
    "home_safe": True,
    "procedure_needs_carer": True,
    "has_carer": True,
    "order": True,
    "in_area": True,
    "consent": True,
}
PALLIATIVE = {"certified": True, "consent": "PATIENT", "kps": 50, "prognosis_months": 6}
GATES = {
    "HOME_CARE_BED_ENTRY": HOME_CARE,
    "HOME_MEDICAL_BED_ENTRY": HOME_MEDICAL,
    "PALLIATIVE_ENTRY": PALLIATIVE,
}


def gate(name: str, **changed: Any) -> Scored:
    return score(name, {**GATES[name], **changed}, reading())


def against(scored: Scored) -> list[str]:
    return [
        str(reason.params["criterion"]).removeprefix("GATE_")
        for reason in scored.reasons
        if reason.code.startswith("CRITERION_NOT_MET")
    ]


@pytest.mark.parametrize("name", GATES)
def test_somebody_who_meets_every_criterion_is_eligible(name: str) -> None:
    scored = gate(name)
    assert (scored.level, against(scored)) == ("ELIGIBLE", [])
    assert len(scored.reasons) == len(instrument(name).criteria)


@pytest.mark.parametrize(
    ("name", "changed", "unmet"),
    [
        ("HOME_CARE_BED_ENTRY", {"age": 59}, "OLD_ENOUGH"),
        ("HOME_CARE_BED_ENTRY", {"gb_level": 0}, "NEEDS_CARE"),
        ("HOME_CARE_BED_ENTRY", {"gb_level": None, "sh_level": 1}, "NEEDS_CARE"),
        ("HOME_CARE_BED_ENTRY", {"lives_in_district": False}, "LIVES_IN_DISTRICT"),
        ("HOME_CARE_BED_ENTRY", {"contract": False}, "CONTRACTED"),
        ("HOME_CARE_BED_ENTRY", {"devices": False}, "DEVICES_COMPLETE"),
        ("HOME_CARE_BED_ENTRY", {"consent": False}, "CONSENTED"),
        ("HOME_MEDICAL_BED_ENTRY", {"diagnosis": False}, "DIAGNOSIS_DEFINITE"),
        ("HOME_MEDICAL_BED_ENTRY", {"needs_treatment": False}, "TREATMENT_CONTINUOUS"),
        ("HOME_MEDICAL_BED_ENTRY", {"cannot_attend": False}, "CANNOT_ATTEND"),
        ("HOME_MEDICAL_BED_ENTRY", {"news2": 5}, "VITALS_STABLE"),
        ("HOME_MEDICAL_BED_ENTRY", {"isolation": True}, "NO_ISOLATION"),
        ("HOME_MEDICAL_BED_ENTRY", {"home_safe": False}, "HOME_SAFE"),
        ("HOME_MEDICAL_BED_ENTRY", {"has_carer": False}, "CARER_AS_NEEDED"),
        ("HOME_MEDICAL_BED_ENTRY", {"order": False}, "ORDERED"),
        ("HOME_MEDICAL_BED_ENTRY", {"in_area": False}, "IN_SERVICE_AREA"),
        ("PALLIATIVE_ENTRY", {"certified": False}, "TERMINAL_CERTIFIED"),
        ("PALLIATIVE_ENTRY", {"consent": "NONE"}, "INFORMED_CONSENT"),
        ("PALLIATIVE_ENTRY", {"prognosis_months": 7}, "PROGNOSIS_SHORT"),
    ],
)
def test_each_unmet_criterion_alone_closes_the_gate(
    name: str, changed: dict[str, Any], unmet: str
) -> None:
    scored = gate(name, **changed)
    assert (scored.level, against(scored)) == ("NOT_ELIGIBLE", [unmet])


def test_the_shanghai_level_opens_a_home_care_bed_too() -> None:
    assert gate("HOME_CARE_BED_ENTRY", gb_level=None, sh_level=2).level == "ELIGIBLE"
    assert gate("HOME_CARE_BED_ENTRY", gb_level=0, sh_level=2).level == "ELIGIBLE"


def test_no_carer_matters_only_where_a_procedure_needs_one() -> None:
    alone = {"has_carer": False, "procedure_needs_carer": False}
    assert gate("HOME_MEDICAL_BED_ENTRY", **alone).level == "ELIGIBLE"


@pytest.mark.parametrize(
    ("kps", "pps", "level"),
    [
        (50, None, "ELIGIBLE"),
        (None, 50, "ELIGIBLE"),
        (70, 50, "ELIGIBLE"),
        (60, None, "ELIGIBLE_HOME"),
        (70, 60, "ELIGIBLE_HOME"),
        (None, 70, "ELIGIBLE_HOME"),
        (80, 80, "NOT_ELIGIBLE"),
    ],
)
def test_function_decides_between_a_bed_and_home(
    kps: int | None, pps: int | None, level: str
) -> None:
    assert gate("PALLIATIVE_ENTRY", kps=kps, pps=pps).level == level


@pytest.mark.parametrize(
    ("name", "absent"),
    [("PALLIATIVE_ENTRY", {"kps", "pps"}), ("HOME_CARE_BED_ENTRY", {"gb_level", "sh_level"})],
)
def test_a_criterion_on_which_nothing_is_known_leaves_the_gate_open(
    name: str, absent: set[str]
) -> None:
    scored = gate(name, **dict.fromkeys(absent))
    assert scored.level == ""
    assert {f.where for f in scored.findings} == absent
    assert {f.code for f in scored.findings} == {"INCOMPLETE"}


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 24), st.integers(0, 24))
def test_a_worse_state_never_closes_the_palliative_gate(a: int, b: int, m: int, n: int) -> None:
    (low, high), (sooner, later) = sorted((a, b)), sorted((m, n))
    rank = instrument("PALLIATIVE_ENTRY").rank
    iller = gate("PALLIATIVE_ENTRY", kps=low, prognosis_months=sooner)
    better = gate("PALLIATIVE_ENTRY", kps=high, prognosis_months=later)
    assert rank(iller.level) <= rank(better.level)
