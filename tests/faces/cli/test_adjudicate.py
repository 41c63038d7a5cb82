"""``yiyang adjudicate``: a claim in a file, apart by layer; faults of a file told at once."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.journey import Journey

BAD_INPUT = 2
CLAIM: dict[str, Any] = {
    "on": "2026-03-02",
    "kind": "INPATIENT",
    "level": 3,
    "referred": True,
    "insured": {"insurance": "EMPLOYEE", "status": "IN_SERVICE", "age": 50},
    "lines": [
        {"code": "a", "amount": "3000.00", "catalogue": "C"},
        {"code": "b", "amount": "20000", "catalogue": "B", "first_self_pay": "10"},
        {"code": "c", "amount": "37000.00", "catalogue": "A"},
    ],
}


pytestmark = pytest.mark.django_db


def ran(journey: Journey, claim: Any, *words: str) -> Any:
    text = claim if isinstance(claim, str) else json.dumps(claim)
    return journey.command("adjudicate", "-", *words, stdin=text)


def test_the_worked_claim_names_the_line_of_the_book_of_each_yuan(journey: Journey) -> None:
    told = ran(journey, CLAIM, "--json")
    assert told.exit_code == 0
    assert (told.json["fund"], told.json["person"]) == ("45475.00", "14525.00")
    pool = told.json["layers"][1]
    assert (pool["layer"], pool["amount"], pool["of"]) == ("POOL", "45475.00", "53500.00")
    assert (pool["by"], pool["mark"]) == ("adjudication.fund_share", "unverified")
    assert pool["act"] == "SH-EMPLOYEE-INSURANCE"


def test_the_same_claim_stands_beside_itself_without_the_referral(journey: Journey) -> None:
    with_it, without = ran(journey, CLAIM, "--compare", "--json").json
    assert (with_it["fund"], without["fund"]) == ("45475.00", "40125.00")
    assert without["reasons"][0]["code"] == "CLAIM_NOT_REFERRED"
    assert "未经转诊" in ran(journey, CLAIM, "--compare").out


def test_every_fault_of_a_claim_is_told_with_its_place(journey: Journey) -> None:
    bad = json.loads(json.dumps(CLAIM))
    bad["lines"][0]["amount"] = "3000.005"
    bad["lines"][1]["catalogue"] = "D"
    bad["insured"]["age"] = -1
    bad["colour"] = "red"
    told = ran(journey, bad)
    assert told.exit_code == BAD_INPUT
    for place in ("lines.0.amount", "lines.1.catalogue", "insured.age", "colour"):
        assert place in told.err
    assert told.out == ""


@pytest.mark.parametrize(
    "amount", ["1e400", "1e99999", "-1", "1_000", "１２３", "999999999999", "NaN", 12.5, None]
)
def test_an_amount_is_plain_digits_within_what_is_money(journey: Journey, amount: Any) -> None:
    bad = json.loads(json.dumps(CLAIM))
    bad["lines"][0]["amount"] = amount
    told = ran(journey, bad)
    assert (told.exit_code, told.out) == (BAD_INPUT, "")
    assert "lines.0.amount" in told.err


@pytest.mark.parametrize(("key", "value"), [("on", 1_771_545_600), ("level", True)])
def test_seconds_are_no_day_and_yes_is_no_number(journey: Journey, key: str, value: Any) -> None:
    told = ran(journey, CLAIM | {key: value})
    assert (told.exit_code, told.out) == (BAD_INPUT, "")
    assert f"{key}: " in told.err


def test_a_key_that_stands_twice_is_refused(journey: Journey) -> None:
    told = ran(journey, json.dumps(CLAIM)[:-1] + ', "level": 1}')
    assert (told.exit_code, told.out) == (BAD_INPUT, "")
    assert "level: stands there twice" in told.err


def test_what_a_resident_is_paid_rests_on_the_residents_act(journey: Journey) -> None:
    insured = {"insurance": "RESIDENT", "status": "RESIDENT", "age": 70}
    told = ran(journey, CLAIM | {"insured": insured}, "--json").json
    acts = {one["layer"]: (one["by"], one["act"]) for one in told["layers"][:2]}
    assert acts == {
        "DEDUCTIBLE": ("adjudication.resident_deductible", "SH-RESIDENT-INSURANCE"),
        "POOL": ("adjudication.resident_fund_share", "SH-RESIDENT-INSURANCE"),
    }


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "\ufeff{}", '{"on": "2026-13-01"}', "[" * 100_000]
)
def test_what_is_no_claim_is_bad_input(journey: Journey, text: str) -> None:
    assert ran(journey, text).exit_code == BAD_INPUT


def test_a_claim_that_the_book_does_not_settle_is_not_guessed(
    journey: Journey, tmp_path: Path
) -> None:
    held = CLAIM | {"kind": "MAJOR_OUTPATIENT"}
    held["insured"] = {"insurance": "RESIDENT", "status": "RESIDENT", "age": 70}
    told = ran(journey, held)
    assert (told.exit_code, "adjudication.resident_deductible" in told.err) == (BAD_INPUT, True)
    missing = journey.command("adjudicate", str(tmp_path / "none.json"))
    assert missing.exit_code == BAD_INPUT
