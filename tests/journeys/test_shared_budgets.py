"""A consortium's year, an episode over two hospitals, a centre paid by head, costs by case-mix."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.journey import Answered, Journey
from tests.journeys.test_settlement_runs import FUND, GROUPED, Insurer
from tests.world import make_agreement, make_institution
from yiyang.access.models import Role
from yiyang.accounts.selectors import balance
from yiyang.agreements.models import Party
from yiyang.budgets.models import (
    Capitation,
    ConsortiumBalance,
    Package,
    PackageShare,
    SettlementRun,
)


@pytest.fixture
def insurer(journey: Journey, tmp_path: Path) -> Insurer:
    return Insurer(journey, tmp_path)


def consortium(insurer: Insurer, pool: str, number: str = "C-1") -> str:
    """Return the part of a scenario that gives two institutions a total budget."""
    one, two = insurer.one.code, insurer.two.code
    agreement = make_agreement(
        "CONSORTIUM", number=number, span=DateRange(date(2025, 1, 1), date(2028, 1, 1))
    )
    Party.objects.create(agreement=agreement, institution=insurer.one, role="LEAD")
    Party.objects.create(agreement=agreement, institution=insurer.two, role="MEMBER")
    return (
        f'[[consortia]]\nnumber = "{number}"\nmembers = ["{one}", "{two}"]\n'
        f'primary = ["{two}"]\ninsured = 1000\npool = "{pool}"\n'
        'taken_off = {reserve = "1000"}\nretained = "1"\nquality = "0.9"\nfund_share = "0.6"\n'
        'limit = "0.1"\n'
    )


@pytest.mark.clause("SM-6.15", "payment.share_budget")
@pytest.mark.parametrize(
    ("pool", "kept", "fund", "own"),
    [("61000", 900_000, 100_000, 0), ("46000", 0, 270_000, 230_000)],
)
def test_a_consortium_keeps_its_surplus_and_shares_its_overspend(
    insurer: Insurer, pool: str, kept: int, fund: int, own: int
) -> None:
    elsewhere = make_institution("HOSPITAL", level=3)
    cases = [
        insurer.case(insurer.one, home="C-1"),
        insurer.case(insurer.two, home="C-1", drg="BB1"),
        insurer.case(elsewhere, home="C-1"),
        insurer.case(elsewhere, home="C-1", drg="BB1"),
        insurer.case(elsewhere),
    ]
    text = GROUPED + consortium(insurer, pool)
    answered = insurer.settle(cases, "--keep", "2025", *FUND, text=text)
    assert answered.exit_code == 0, answered.err
    document = insurer.clear("post", str(answered.json["kept"]["run"]))
    found = ConsortiumBalance.objects.get()
    assert (found.actual_fen, found.outside_fen, found.primary_fen) == (
        5_000_000, 2_500_000, 500_000,
    )  # fmt: skip
    assert (found.kept_fen, found.fund_fen, found.own_fen) == (kept, fund, own)
    assert document["consortia"][0]["actual"] == "50000.00"
    assert balance(f"INSTITUTION:{insurer.one.pk}") == 2_000_000 + kept - own
    decision = insurer.journey.decision_of("payment.share_budget", subject_kind="agreement")
    assert found.decision_id == decision.pk and "SM-6.15" in decision.clauses
    assert "YRD-7" in decision.clauses


def test_a_months_run_keeps_no_balance_of_a_years_budget(insurer: Insurer) -> None:
    text = GROUPED + consortium(insurer, "61000")
    cases = [insurer.case(insurer.one, home="C-1")]
    answered = insurer.settle(cases, "--keep", "2025-03", *FUND, text=text)
    assert answered.exit_code == 0, answered.err
    assert not ConsortiumBalance.objects.exists()


@pytest.mark.clause("YRD-7", "payment.settle_package")
def test_one_episode_across_two_hospitals_is_one_package_with_its_split(insurer: Insurer) -> None:
    cases = [
        insurer.case(insurer.one, id="S1", episode="E", cost="24000"),
        insurer.case(insurer.two, id="S2", episode="E", cost="6000", drg="BB1"),
        insurer.case(insurer.two, id="S3", drg="BB1"),
    ]
    text = GROUPED + 'package = {split = "COST"}\n'
    answered = insurer.settle(cases, "--keep", "2025", *FUND, text=text)
    assert answered.exit_code == 0, answered.err
    package = Package.objects.get()
    assert (package.fee_fen, package.group) == (2_000_000, "AA1")
    shares = PackageShare.objects.order_by("case").values_list("case", "fee_fen")
    assert list(shares) == [("S1", 1_600_000), ("S2", 400_000)]
    decision = insurer.journey.decision_of("payment.settle_package")
    assert decision.result["saved"] == 500_000 and decision.clauses == ["YRD-7"]
    for role, status in ((Role.INSURER, 200), (Role.POLICY_DESK, 404)):  # stays of a patient
        client = insurer.journey.sign_in(role)
        assert client.get(f"/decisions/{decision.pk}/").status_code == status
    insurer.clear("post", str(answered.json["kept"]["run"]))
    due = [balance(f"INSTITUTION:{each.pk}") for each in (insurer.one, insurer.two)]
    assert due == [1_600_000, 900_000]


PLAN = """
period = "2025"
institution = "{code}"
fund = "RESIDENT_POOL"
source = "made for a test"
mark = "proposed"
growth = "0.05"
quality = "0.9"
stop_loss = "5000"
bands = [
  {{name = "0-59", age_to = 59, base = "600"}},
  {{name = "60+", age_from = 60, base = "1800"}},
]
"""
PEOPLE = (
    "sex,age,months,risk,own,outside\n1,40,12,0.5,100,0\n2,70,12,1.5,400,300\n2,70,6,1,0,6000\n"
)


class Centre:
    """A centre with a plan and its people."""

    def __init__(self, journey: Journey, folder: Path) -> None:
        self.journey, self.folder = journey, folder
        self.centre = make_institution("CHC", level=1)

    def settle(self, people: str = PEOPLE, plan: str = PLAN) -> Answered:
        (self.folder / "plan.toml").write_text(plan.format(code=self.centre.code))
        (self.folder / "people.csv").write_text(people)
        words = (str(self.folder / "plan.toml"), "--people", str(self.folder / "people.csv"))
        return self.journey.command("clearing", "capitation", *words, "--json")


@pytest.fixture
def centre(journey: Journey, tmp_path: Path) -> Centre:
    return Centre(journey, tmp_path)


@pytest.mark.clause("FD-5.3", "payment.capitate")
def test_a_centre_is_paid_by_head_with_referrals_charged_to_it(centre: Centre) -> None:
    plan = PLAN.replace("600", "6000").replace("1800", "18000")
    answered = centre.settle(plan=plan)
    assert answered.exit_code == 0, answered.err
    # mean risk 30 / 30 months = 1; (6000 x .5 + 18000 x 1.5 + 18000 / 2) x 1.05 = 40,950
    found = Capitation.objects.get()
    assert (found.budget_fen, found.referral_fen, found.excluded_fen) == (
        4_095_000, 530_000, 100_000,
    )  # fmt: skip
    assert (found.settle_fen, found.surplus_fen, found.kept_fen) == (
        3_565_000, 3_515_000, 3_163_500,
    )  # fmt: skip
    assert found.paid_fen == 50_000 + 3_163_500
    assert balance(f"INSTITUTION:{centre.centre.pk}") == found.paid_fen
    assert balance("PAYER:RESIDENT_POOL") == -found.paid_fen
    decision = centre.journey.decision_of("payment.capitate")
    codes = [each["code"] for each in decision.result["reasons"]]
    assert codes == [
        "CAPITATION_REFERRALS_CHARGED", "CAPITATION_STOP_LOSS", "CAPITATION_OTHER_STOP_LOSS",
    ]  # fmt: skip
    assert decision.clauses == ["FD-5.3"]
    assert centre.settle(plan=plan).exit_code == 3
    assert Capitation.objects.count() == 1


def test_each_fund_pays_a_centres_year_once(centre: Centre) -> None:
    plan = PLAN.replace("600", "6000").replace("1800", "18000")
    other = plan.replace("RESIDENT_POOL", "EMPLOYEE_POOL")
    for each in (plan, other):
        assert centre.settle(plan=each).exit_code == 0
    paid = [balance(f"PAYER:{fund}") for fund in ("RESIDENT_POOL", "EMPLOYEE_POOL")]
    assert paid[0] == paid[1] < 0
    corrected = PEOPLE.replace("1,40,12,0.5", "1,41,12,0.5")
    assert centre.settle(corrected, plan=plan).exit_code == 3
    assert Capitation.objects.count() == 2 and balance("PAYER:RESIDENT_POOL") == paid[0]


def test_a_year_by_head_is_withdrawn_posted_back_and_settled_anew(centre: Centre) -> None:
    plan = PLAN.replace("600", "6000").replace("1800", "18000")
    centre.settle(plan=plan)
    first = Capitation.objects.get()
    withdraw = ("clearing", "withdraw-capitation", str(first.pk), "--json", "--reason")
    assert centre.journey.command(*withdraw, " ").exit_code == 2
    assert centre.journey.command(*withdraw, "名单有误").json["fund"] == "RESIDENT_POOL"
    assert balance("PAYER:RESIDENT_POOL") == balance(f"INSTITUTION:{centre.centre.pk}") == 0
    assert centre.journey.command(*withdraw, "再次").exit_code == 3
    corrected = PEOPLE.replace("1,40,12,0.5", "1,41,12,0.5")
    assert centre.settle(corrected, plan=plan).exit_code == 0
    standing = Capitation.objects.get(withdrawal=None)
    assert balance("PAYER:RESIDENT_POOL") == -standing.paid_fen < 0
    assert (first.withdrawal.reason, first.withdrawal.reversal is None) == ("名单有误", False)


def test_sicker_people_than_the_regions_bring_a_centre_more(centre: Centre) -> None:
    people = "sex,age,months,risk,own,outside\n1,40,12,2,0,0\n"
    assert centre.settle(people, 'mean_risk = "0.8"\n' + PLAN).exit_code == 0
    assert Capitation.objects.get().budget_fen == 157_500  # 600 x 2 / 0.8 x 1.05


def test_referrals_beyond_the_amount_leave_nothing_to_pay_and_nothing_owed(centre: Centre) -> None:
    assert centre.settle("sex,age,months,risk,own,outside\n1,40,1,2,0,90\n").exit_code == 0
    found = Capitation.objects.get()
    assert (found.budget_fen, found.settle_fen, found.paid_fen) == (5250, 0, 0)
    assert balance(f"INSTITUTION:{centre.centre.pk}") == 0


@pytest.mark.parametrize(
    "people",
    [
        "sex,age\n1,4\n",
        PEOPLE.replace("1,40,12,0.5", "1,40,13,0.5"),
        PEOPLE.replace("1,40,12,0.5", "1,40,12,0"),
        PEOPLE.replace("6000", "-1"),
        "sex,age,months,risk,own,outside\n",
    ],
)
def test_people_that_cannot_be_read_are_refused_whole(centre: Centre, people: str) -> None:
    refused = centre.settle(people)
    assert refused.exit_code == 2 and not Capitation.objects.exists()


@pytest.mark.clause("SM-4.9", "payment.adjust_for_case_mix")
def test_costs_are_held_against_each_other_for_the_same_weights(insurer: Insurer) -> None:
    one, two = insurer.one, insurer.two

    def kept(period: str, *costs: str) -> int:
        rows = (insurer.case(one, cost=costs[0]), insurer.case(two, drg="BB1", cost=costs[1]))
        return int(insurer.settle(rows, "--keep", period, *FUND).json["kept"]["run"])

    before, now = kept("2024", "20000", "6000"), kept("2025", "20000", "7000")
    document = insurer.clear("mix", str(now), "--before", str(before))
    assert [row["institution"] for row in document["hospitals"]] == [two.code, one.code]
    assert [row["unit_fen"] for row in document["hospitals"]] == [1_400_000, 1_000_000]
    assert [row["index"] for row in document["hospitals"]] == ["1.2963", "0.9259"]
    assert [row["growth_percent"] for row in document["hospitals"]] == ["16.67", "0.00"]
    assert [row["over_target"] for row in document["hospitals"]] == [True, False]
    decision = insurer.journey.decision_of("payment.adjust_for_case_mix")
    assert decision.pk == document["decision"] and "SM-4.9" in decision.clauses


def test_a_run_of_an_unknown_consortium_is_not_kept(insurer: Insurer) -> None:
    text = GROUPED + consortium(insurer, "1000", "C-2").replace('number = "C-2"', 'number = "X"')
    refused = insurer.settle([insurer.case(insurer.one)], "--keep", "2025", *FUND, text=text)
    assert refused.exit_code == 2 and "X" in refused.err
    assert not SettlementRun.objects.exists()
