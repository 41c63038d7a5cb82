"""Fees by command and by page: charged, assessed, split, posted."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.conf import settings as deployment
from django.utils import timezone

from tests.conftest import NOW
from tests.fees.conftest import FeeYear
from tests.journey import Journey
from yiyang.accounts.models import Posting, Run
from yiyang.accounts.selectors import balance


@pytest.fixture
def year(journey: Journey) -> FeeYear:
    return FeeYear()


@pytest.fixture(autouse=True)
def clock() -> object:
    with patch.object(timezone, "now", lambda: NOW):
        yield


@pytest.mark.clause("FD-5.2", "fees.split")
def test_a_year_is_run_by_command_and_adds_up_to_the_fen(journey: Journey, year: FeeYear) -> None:
    for _ in range(3):
        year.signed_and_served()
    year.sign()
    tried = journey.command("fees", "run", "--period", "2025", "--dry-run", "--json")
    assert (tried.exit_code, tried.json["paid"], tried.json["staff"]) == (0, 32_760, 22_932)
    assert not Posting.objects.exists()
    ran = journey.command("fees", "run", "--period", "2025", "--json")
    assert ran.exit_code == 0, ran.err
    assert ran.json["output_digest"] == tried.json["output_digest"]
    assert ran.json["reasons"] == {"FEE_NO_SERVICE": 1}
    assert ran.json["paid"] == ran.json["staff"] + ran.json["rest"]
    assert ran.json["staff"] * 100 >= 70 * ran.json["paid"]
    assert sum(ran.json["payers"].values()) == ran.json["paid"]
    decision = journey.decision_of("fees.split", subject_kind="institution")
    paid = {part["practitioner"]: part["fen"] for part in decision.result["parts"]}
    assert paid == {year.doctor.pk: balance(f"STAFF:{year.doctor.pk}")}
    assert journey.command("fees", "run", "--period", "2025").exit_code == 3
    shown = journey.command("fees", "show", "--period", "2025", "--check", "--language", "en")
    assert shown.exit_code == 0 and "229.32" in shown.out


@pytest.mark.clause("HZ-8", "fees.terms")
def test_the_fee_of_hangzhou_is_split_between_city_district_and_person(
    journey: Journey, year: FeeYear, settings: object
) -> None:
    settings.PLACE = "330106"
    assert deployment.PLACE == "330106"
    year.signed_and_served()
    ran = journey.command("fees", "run", "--period", "2025", "--json")
    assert ran.exit_code == 0, ran.err
    terms = journey.decision_of("fees.terms").result
    assert [(b["payer"], b["parts"]) for b in terms["bearers"]] == [
        ("CITY", 25),
        ("DISTRICT", 65),
        ("PERSON", 10),
    ]
    # 30, 78 and 12 yuan; what city and district pay follows the appraisal.
    assert ran.json["payers"] == {"CITY": 2_700, "DISTRICT": 7_020, "PERSON": 1_200}
    assert balance("PAYER:DISTRICT") == -7_020
    assert Run.objects.get().place == "330106"
