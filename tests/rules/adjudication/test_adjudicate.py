"""A claim taken apart: the worked number of the sheet, the identities, and what changes a share."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yiyang.policy.book import NotInForce, Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.adjudication import (
    Accumulated,
    Adjudicated,
    Claim,
    Insured,
    Line,
    TopUp,
    adjudicate,
)
from yiyang.rules.adjudication.terms import FUNDS, OWN

BOOK = shipped_book()
DAY = date(2026, 3, 2)
YUAN = 100
IN_SERVICE = Insured("EMPLOYEE", "IN_SERVICE", 50)
RETIRED = Insured("EMPLOYEE", "RETIRED", 70)
ELDER = Insured("RESIDENT", "RESIDENT", 70)
VECTOR = Claim(
    kind="INPATIENT",
    level=3,
    is_designated=True,
    is_referred=True,
    is_emergency=False,
    lines=(
        Line("a", 3_000 * YUAN, "C"),
        Line("b", 20_000 * YUAN, "B", Decimal(10)),
        Line("c", 37_000 * YUAN, "A"),
    ),
    insured=IN_SERVICE,
)


def of(claim: Claim, day: date = DAY) -> Adjudicated:
    return adjudicate(claim, Reading(BOOK, day, "310106"))


def yuan(result: Adjudicated) -> dict[str, int | float]:
    return {layer.layer: layer.fen / YUAN for layer in result.layers}


def test_the_worked_number_of_an_employee_in_a_third_level_hospital() -> None:
    result = of(VECTOR)
    assert result.in_scope_fen == 55_000 * YUAN
    assert yuan(result) == {"DEDUCTIBLE": 1_500, "POOL": 45_475, "CASH": 14_525}
    assert (result.fund_fen, result.person_fen) == (45_475 * YUAN, 14_525 * YUAN)


def test_the_same_claim_without_a_referral_settles_differently_and_says_why() -> None:
    with_it, without = of(VECTOR), of(replace(VECTOR, is_referred=False))
    assert with_it.fund_fen - without.fund_fen == 5_350 * YUAN  # ten points of 53,500
    assert (with_it.reasons, without.reasons) == (("CLAIM_REFERRED",), ("CLAIM_NOT_REFERRED",))
    near = replace(VECTOR, level=1, insured=ELDER)
    assert of(near).fund_fen == of(replace(near, is_referred=False)).fund_fen
    rescue = replace(VECTOR, is_referred=False, is_emergency=True)
    assert of(rescue).fund_fen == with_it.fund_fen


def test_a_referred_stay_goes_on_with_the_deductible_of_the_one_before() -> None:
    went_on = replace(VECTOR, accumulated=Accumulated(episode_fen=1_000 * YUAN))
    assert yuan(of(went_on))["DEDUCTIBLE"] == 500
    assert yuan(of(replace(went_on, is_referred=False)))["DEDUCTIBLE"] == 1_500


@pytest.mark.parametrize(
    ("insured", "kind", "level", "fund"),
    [
        (IN_SERVICE, "OUTPATIENT", 3, 350),
        (RETIRED, "OUTPATIENT", 3, 525),
        (RETIRED, "OUTPATIENT", 1, 595),
        (RETIRED, "HOME_BED", 1, 800),
        (ELDER, "OUTPATIENT", 1, 490),
        (replace(ELDER, age=40), "OUTPATIENT", 2, 300),
        (ELDER, "INPATIENT", 2, 720),
    ],
)
def test_shares_go_by_insurance_status_age_and_level(
    insured: Insured, kind: str, level: int, fund: int
) -> None:
    claim = replace(VECTOR, kind=kind, level=level, lines=(Line("x", 1_000 * YUAN, "A"),))
    assert of(replace(claim, insured=insured)).fund_fen == fund * YUAN


def test_a_claim_of_another_year_is_read_at_its_own_date() -> None:
    claim = replace(VECTOR, kind="OUTPATIENT", level=3, lines=(Line("x", 2_500 * YUAN, "A"),))
    assert yuan(of(claim, date(2023, 6, 30)))["POOL"] == 600
    assert yuan(of(claim, date(2023, 7, 1)))["POOL"] == 1_400


def test_above_the_cap_the_supplementary_fund_bears_its_share() -> None:
    near = Accumulated(deductible_fen=1_500 * YUAN, pool_fen=(650_000 - 8_500) * YUAN)
    result = of(replace(VECTOR, lines=(Line("x", 20_000 * YUAN, "A"),), accumulated=near))
    assert yuan(result) == {"POOL": 8_500, "SUPPLEMENTARY": 8_000, "CASH": 3_500}
    assert result.accumulated.pool_fen == 650_000 * YUAN


def test_layers_come_in_their_order_each_of_what_is_left() -> None:
    insured = replace(
        ELDER,
        assistance="LOW_INCOME",
        top_ups=(TopUp("OTHER", Decimal(50)), TopUp("EMPLOYER", Decimal(10))),
        account_fen=100 * YUAN,
        family_account_fen=1_000_000 * YUAN,
    )
    result = of(replace(VECTOR, insured=insured, major_illness=True))
    names = [layer.layer for layer in result.layers]
    assert names == [
        "DEDUCTIBLE", "POOL", "MAJOR_ILLNESS", "EMPLOYER", "ASSISTANCE", "OTHER", "ACCOUNT",
        "FAMILY_ACCOUNT",
    ]  # fmt: skip
    left = (55_000 - (55_000 - 300) * 0.7) * 0.35 * 0.9 * 0.3
    assert yuan(result)["OTHER"] == pytest.approx(left / 2, abs=0.01)


def test_an_institution_that_is_not_designated_leaves_all_to_the_person() -> None:
    result = of(replace(VECTOR, is_designated=False, insured=replace(IN_SERVICE, account_fen=9)))
    assert (yuan(result), result.reasons) == ({"CASH": 60_000}, ("CLAIM_NOT_DESIGNATED",))


@pytest.mark.parametrize(
    ("filing", "fund"), [("LOCAL", 45_475), ("TRANSFER", 40_927.5), ("UNFILED", 31_832.5)]
)
def test_care_away_from_home_goes_by_its_filing(filing: str, fund: float) -> None:
    assert of(replace(VECTOR, filing=filing)).fund_fen == fund * YUAN


def test_what_the_book_does_not_settle_is_held_not_guessed() -> None:
    with pytest.raises(NotInForce):
        of(replace(VECTOR, insured=replace(ELDER, status="RESIDENT"), kind="MAJOR_OUTPATIENT"))


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        (Line("x", 999, "A"), (0, 0, 0, 999)),
        (Line("x", 999, "C"), (999, 0, 0, 0)),
        (Line("x", 999, "B", Decimal(10)), (0, 0, 100, 899)),
        (Line("x", 999, "B", Decimal(10), 500), (0, 499, 50, 450)),
        (Line("x", 999, "A", Decimal(10), 0), (0, 999, 0, 0)),
    ],
)
def test_a_line_comes_apart_in_order(line: Line, parts: tuple[int, ...]) -> None:
    (split,) = of(replace(VECTOR, lines=(line,))).lines
    assert parts == (
        split.outside_fen, split.above_limit_fen, split.first_self_pay_fen, split.in_scope_fen
    )  # fmt: skip


amounts = st.integers(0, 10**9)
claims = st.builds(
    Claim,
    kind=st.sampled_from(["OUTPATIENT", "INPATIENT", "HOME_BED"]),
    level=st.integers(0, 3),
    is_designated=st.booleans(),
    is_referred=st.booleans(),
    is_emergency=st.booleans(),
    lines=st.lists(
        st.builds(
            Line,
            code=st.just("x"),
            fen=amounts,
            catalogue=st.sampled_from("ABC"),
            first_self_pay=st.decimals(0, 100, places=1),
            limit_fen=st.none() | amounts,
        ),
        max_size=4,
    ).map(tuple),
    insured=st.builds(
        Insured,
        insurance=st.just("EMPLOYEE"),
        status=st.sampled_from(["IN_SERVICE", "RETIRED"]),
        age=st.integers(0, 110),
        assistance=st.sampled_from(["", "LOW_INCOME", "EXTREME_POVERTY"]),
        top_ups=st.lists(
            st.builds(TopUp, st.sampled_from(["CIVIL_SERVANT", "EMPLOYER", "OTHER"]),
                      st.decimals(0, 100, places=1)), max_size=3, unique_by=lambda t: t.layer,
        ).map(tuple),
        account_fen=amounts,
        family_account_fen=amounts,
    ),
    accumulated=st.builds(Accumulated, amounts, amounts, amounts),
    filing=st.sampled_from(["LOCAL", "LONG_TERM", "TRANSFER", "EMERGENCY", "UNFILED"]),
    major_illness=st.booleans(),
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(claims)
def test_every_claim_adds_up_to_the_fen(claim: Claim) -> None:
    result = of(claim)
    total = sum(line.fen for line in claim.lines)
    borne = [layer for layer in result.layers if layer.layer != "DEDUCTIBLE"]
    assert sum(layer.fen for layer in borne) == result.total_fen == total
    assert result.fund_fen == sum(layer.fen for layer in borne if layer.layer in FUNDS)
    assert result.person_fen == sum(layer.fen for layer in borne if layer.layer in OWN)
    assert result.fund_fen <= result.in_scope_fen
    assert all(layer.fen > 0 for layer in result.layers)
    assert sum(line.in_scope_fen for line in result.lines) == result.in_scope_fen
    assert result.accumulated.pool_fen >= claim.accumulated.pool_fen


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(claims)
def test_a_referral_never_costs_the_person_more(claim: Claim) -> None:
    with_it, without = replace(claim, is_referred=True), replace(claim, is_referred=False)
    assert of(with_it).person_fen <= of(without).person_fen
