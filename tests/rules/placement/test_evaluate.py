"""Evaluation: the worked cases of the sheet, each guard's edge, and what red opens."""

from dataclasses import replace
from datetime import date

import pytest

from yiyang.policy.book import NotInForce, Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.placement.evaluate import Evaluation, evaluate
from yiyang.rules.placement.situation import Situation
from yiyang.rules.placement.terms import Colour, Kind, Trigger

DAY = date(2026, 3, 2)
PLAIN = Situation(
    DAY, Trigger.CARE_ENV_WORSE, Colour.GREEN, Kind.HOME_CARE_BED, None,
    acute_infection=False, psychiatric_risk=0,
)  # fmt: skip
SICK = replace(
    PLAIN, trigger=Trigger.HEALTH_WORSE, news2=4, needs_continuous_treatment=True,
    cannot_attend_clinic=True, doctor_order=True, in_service_area=True, consent=True,
    home_is_safe=True, has_carer=True,
)  # fmt: skip
DYING = replace(
    PLAIN, trigger=Trigger.TERMINAL, terminal_certified=True, palliative_consent=True,
    refuses_further_treatment=True, kps=40, prognosis_months=3,
)  # fmt: skip
ASSESSED = replace(PLAIN, gb_level=2, gb_assessed_on=date(2025, 11, 2))


def evaluated(situation: Situation, *, strict: bool = False) -> Evaluation:
    return evaluate(situation, Reading(shipped_book(), DAY, "310106", strict))


def against(situation: Situation, kind: Kind) -> list[str]:
    return [reason.code for reason in evaluated(situation).verdict(kind).against]


def test_case_1_a_carer_taken_to_hospital_opens_an_institution_bed() -> None:
    assert evaluated(ASSESSED).proposed == (Kind.INSTITUTION_BED,)


def test_case_2_stable_after_an_orange_alarm_opens_a_home_medical_bed_on_the_institution_bed() -> (
    None
):
    situation = replace(SICK, care=Kind.INSTITUTION_BED, home_is_safe=None)
    assert evaluated(situation).proposed[0] == Kind.HOME_MEDICAL_BED


def test_case_3_a_red_alarm_opens_the_hospital_alone_and_reads_no_strict_mode() -> None:
    red = evaluated(replace(SICK, colour=Colour.RED), strict=True)
    assert red.proposed == (Kind.HOSPITAL_BED,)
    assert [v.kind for v in red.verdicts if v.is_open] == [Kind.HOSPITAL_BED]


def test_case_4_end_of_life_with_kps_40_opens_an_inpatient_palliative_bed() -> None:
    assert evaluated(DYING).proposed == (Kind.PALLIATIVE_BED,)


def test_case_5_a_higher_level_crosses_the_guard_of_an_institution_bed() -> None:
    grown = replace(ASSESSED, trigger=Trigger.DEPENDENCE_UP, has_dementia=True)
    assert evaluated(grown).proposed == (Kind.INSTITUTION_BED,)


def test_case_6_a_home_medical_bed_is_refused_on_a_red_alarm_and_escalated() -> None:
    asked = replace(SICK, colour=Colour.RED, news2=7, wished_kind=Kind.HOME_MEDICAL_BED)
    evaluation = evaluated(asked)
    assert not evaluation.verdict(Kind.HOME_MEDICAL_BED).is_open
    assert evaluation.escalate


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"news2": 5}, "STABLE_NO"),
        ({"news2": None}, "STABLE_UNKNOWN"),
        ({"doctor_order": False}, "DOCTOR_ORDER_NO"),
        ({"home_is_safe": None}, "HOME_SAFE_UNKNOWN"),
        ({"in_service_area": False}, "IN_SERVICE_AREA_NO"),
        ({"acute_infection": True}, "NO_ACUTE_INFECTION_NO"),
        ({"acute_infection": None}, "NO_ACUTE_INFECTION_UNKNOWN"),
        ({"needs_procedure_at_home": True, "has_carer": False}, "CARER_FOR_PROCEDURE_NO"),
        ({"consent": False}, "CONSENT_NO"),
    ],
)
def test_each_condition_of_a_home_medical_bed_closes_it_alone(
    change: dict[str, object], code: str
) -> None:
    assert against(SICK, Kind.HOME_MEDICAL_BED) == []
    assert against(replace(SICK, **change), Kind.HOME_MEDICAL_BED) == [code]


@pytest.mark.parametrize(
    ("change", "inpatient", "home"),
    [
        ({"kps": 50}, [], ["PERFORMANCE_SCORE_NO"]),
        ({"kps": 51}, ["PERFORMANCE_SCORE_NO"], []),
        ({"kps": 70}, ["PERFORMANCE_SCORE_NO"], []),
        ({"kps": 71}, ["PERFORMANCE_SCORE_NO"], ["PERFORMANCE_SCORE_NO"]),
        ({"kps": 80, "pps": 40}, [], ["PERFORMANCE_SCORE_NO"]),
        ({"kps": None}, ["PERFORMANCE_SCORE_UNKNOWN"], ["PERFORMANCE_SCORE_UNKNOWN"]),
        ({"kps": 40, "prognosis_months": 6}, [], ["PERFORMANCE_SCORE_NO"]),
        ({"kps": 60, "prognosis_months": 7}, ["PERFORMANCE_SCORE_NO", "PROGNOSIS_NO"],
         ["PROGNOSIS_NO"]),
        ({"kps": 60, "terminal_certified": False},
         ["TERMINAL_CERTIFIED_NO", "PERFORMANCE_SCORE_NO"], ["TERMINAL_CERTIFIED_NO"]),
    ],
)  # fmt: skip
def test_the_edges_of_palliative_care(
    change: dict[str, object], inpatient: list[str], home: list[str]
) -> None:
    situation = replace(DYING, **change)
    assert against(situation, Kind.PALLIATIVE_BED) == inpatient
    assert against(situation, Kind.HOME_PALLIATIVE) == home


@pytest.mark.parametrize(
    ("assessed_on", "codes"),
    [
        (date(2025, 3, 2), []),
        (date(2025, 3, 1), ["ASSESSMENT_VALID_NO"]),
        (None, ["ASSESSMENT_VALID_UNKNOWN"]),
    ],
)
def test_an_assessment_admits_for_twelve_months(assessed_on: date | None, codes: list[str]) -> None:
    situation = replace(ASSESSED, gb_assessed_on=assessed_on)
    assert against(situation, Kind.INSTITUTION_BED) == codes


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"acute_infection": None}, ["NO_ACUTE_INFECTION_UNKNOWN"]),
        ({"acute_infection": True}, ["NO_ACUTE_INFECTION_NO"]),
        ({"psychiatric_risk": None}, ["PSYCHIATRIC_RISK_UNKNOWN"]),
        ({"psychiatric_risk": 2}, []),
        ({"psychiatric_risk": 3}, ["PSYCHIATRIC_RISK_NO"]),
    ],
)
def test_a_risk_that_nobody_looked_at_never_opens_an_institution_bed(
    change: dict[str, object], codes: list[str]
) -> None:
    assert against(replace(ASSESSED, **change), Kind.INSTITUTION_BED) == codes


def test_a_red_alarm_opens_the_hospital_whatever_nobody_looked_at() -> None:
    unknown = replace(PLAIN, colour=Colour.RED, acute_infection=None, psychiatric_risk=None)
    assert evaluated(unknown).proposed == (Kind.HOSPITAL_BED,)


def test_a_home_care_bed_takes_either_scale_of_dependence() -> None:
    able = replace(
        PLAIN, age=60, lives_in_district=True, operator_contract=True, devices_complete=True,
        consent=True,
    )  # fmt: skip
    assert against(replace(able, gb_level=1), Kind.HOME_CARE_BED) == []
    assert against(replace(able, gb_level=0, sh_level=2), Kind.HOME_CARE_BED) == []
    assert against(replace(able, gb_level=0, sh_level=1), Kind.HOME_CARE_BED) == ["DEPENDENT_NO"]
    assert against(able, Kind.HOME_CARE_BED) == ["DEPENDENT_UNKNOWN"]
    assert against(replace(able, gb_level=1, age=59), Kind.HOME_CARE_BED) == ["AGE_NO"]


def test_from_palliative_care_only_something_reversible_leads_to_hospital() -> None:
    ill = replace(PLAIN, medical=Kind.PALLIATIVE_BED, colour=Colour.ORANGE, consent=True)
    assert against(ill, Kind.HOSPITAL_BED) == ["REVERSIBLE_ACUTE_NO"]
    assert against(replace(ill, reversible_acute=True), Kind.HOSPITAL_BED) == []


def test_strict_mode_holds_a_planned_case_rather_than_guess() -> None:
    with pytest.raises(NotInForce):
        evaluated(PLAIN, strict=True)


def test_a_book_without_a_single_value_never_stops_a_red_alarm() -> None:
    book = shipped_book()
    empty = Reading(book.without(*book.by_key), DAY, "310106", strict=True)
    red = evaluate(replace(PLAIN, colour=Colour.RED), empty)
    assert red.proposed == (Kind.HOSPITAL_BED,)
    assert red.missing_keys == ("placement.red.kinds",)


def test_every_trigger_leads_somewhere_or_closes() -> None:
    for trigger in Trigger:
        proposed = evaluated(replace(PLAIN, trigger=trigger, colour=Colour.RED)).proposed
        assert proposed == (Kind.HOSPITAL_BED,)
