"""The insurer's desk, an institution's statements, and two runs side by side, by their pages."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.utils import timezone

from tests.budgets.rows import ONE, make_run, make_statement
from tests.conftest import NOW
from tests.journey import Journey, SignedIn
from tests.world import make_assignment, make_institution
from yiyang.access.models import Role
from yiyang.accounts.models import Account
from yiyang.accounts.owners import Owner
from yiyang.accounts.services import EntryOf, Move, post
from yiyang.agreements.models import Agreement, Party
from yiyang.audit.services import PROGRAM
from yiyang.budgets.desk_selectors import burn_down, changes
from yiyang.budgets.models import ConsortiumBalance, SettlementRun
from yiyang.decisions.models import Decision
from yiyang.network.models import Institution

pytestmark = pytest.mark.django_db
POOL = Owner(Account.Kind.PAYER, "EMPLOYEE_POOL")


def text(client: SignedIn, page: str) -> str:
    answered = client.get(page)
    assert answered.status_code == 200, page
    return answered.content.decode()


def table(client: SignedIn, page: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(client, page).lstrip("\ufeff"))))


class City:
    """Two hospitals settled by a scenario, and by one with a lower rate."""

    def __init__(self) -> None:
        self.one: Institution = make_institution("HOSPITAL", level=3, name_zh="甲医院")
        self.two: Institution = make_institution("HOSPITAL", level=2, name_zh="乙医院")
        self.base = self.run(10_000_00)
        self.trial = self.run(9_000_00, kind="TRIAL")

    def run(self, rate: int, **columns: str) -> SettlementRun:
        made = make_run(**columns)
        usual = ("AA1", "USUAL", 2, 2 * ONE, 2 * rate)
        make_statement(made, self.one, usual, ("AA1", "HIGH", 1, ONE, rate + 50_000))
        make_statement(made, self.two, ("BB1", "USUAL", 1, ONE, rate), ("", "BED_DAY", 1, 0, 700))
        return made


@pytest.fixture
def city() -> City:
    return City()


def test_a_lower_rate_is_named_as_the_reason_and_the_greatest_loser_comes_first(
    city: City,
) -> None:
    found = changes(city.trial, city.base)
    assert [(each.institution, each.difference_fen) for each in found] == [
        (city.one, -300_000), (city.two, -100_000),
    ]  # fmt: skip
    for each in found:
        assert each.effects.rate == each.effects.fen == each.difference_fen


def test_the_page_names_who_loses_and_leads_to_their_claims(journey: Journey, city: City) -> None:
    insurer = journey.sign_in(Role.INSURER)
    both = f"run={city.trial.pk}&other={city.base.pk}"
    shown = text(insurer, f"/settlements/compare/?{both}")
    assert shown.index("甲医院") < shown.index("乙医院") and "-¥3,000.00" in shown
    assert f"/claims/?institution={city.one.pk}" in shown and "<svg" in shown
    assert "病例不同" not in shown
    rows = table(insurer, f"/settlements/compare/file/?{both}")
    assert [(row["difference_yuan"], row["rate_yuan"]) for row in rows] == [
        ("-3000.00", "-3000.00"), ("-1000.00", "-1000.00"),
    ]  # fmt: skip
    other = make_run(cases_digest="others")
    both = f"run={city.trial.pk}&other={other.pk}"
    assert "病例不同" in text(insurer, f"/settlements/compare/?{both}")
    assert 'name="other"' in text(insurer, "/settlements/compare/")


@pytest.mark.parametrize("keys", ["run=x&other=1", "run=1&other=999999", "run=&other="])
def test_runs_that_are_none_are_not_found(journey: Journey, city: City, keys: str) -> None:
    insurer = journey.sign_in(Role.INSURER)
    for page in ("compare/", "compare/file/"):
        assert insurer.get(f"/settlements/{page}?{keys}").status_code == 404


def test_a_run_shows_statements_methods_and_the_same_discharges_otherwise(
    journey: Journey, city: City
) -> None:
    insurer = journey.sign_in(Role.INSURER)
    shown = text(insurer, f"/settlements/{city.base.pk}/")
    assert "甲医院" in shown and f"other={city.trial.pk}" in shown and "按床日" in shown
    rows = table(insurer, f"/settlements/{city.base.pk}/file/")
    fees = {row["institution"]: (row["fee_yuan"], row["rw"]) for row in rows}
    assert fees[city.one.code] == ("30500.00", "3.0000")


def test_an_institution_sees_its_own_posted_statements_only(journey: Journey, city: City) -> None:
    desk = journey.sign_in(Role.HOSPITAL_DESK, institution=city.one)
    kept = city.base.statements.get(institution=city.one)
    assert desk.get(f"/settlements/statement/{kept.pk}/").status_code == 404
    posted = city.run(10_000_00, state="POSTED", period="2024")
    own = posted.statements.get(institution=city.one)
    foreign = posted.statements.get(institution=city.two)
    assert f"/settlements/statement/{own.pk}/" in text(desk, "/settlements/mine/")
    assert "AA1" in text(desk, f"/settlements/statement/{own.pk}/")
    assert table(desk, f"/settlements/statement/{own.pk}/file/")[0]["group"] == "AA1"
    for page in ("", "file/"):
        assert desk.get(f"/settlements/statement/{foreign.pk}/{page}").status_code == 404
    for page in ("/settlements/", f"/settlements/{posted.pk}/", "/settlements/compare/"):
        assert desk.get(page).status_code == 404


def spend(fen: int, day: date, decision: Decision, *, back: bool = False) -> None:
    institution = Owner(Account.Kind.INSTITUTION, make_institution().pk)
    pair = (institution, POOL) if back else (POOL, institution)
    move = Move(*pair, fen, "test", decision.pk, "test", f"{day}:{fen}")
    post(entry=EntryOf("TEST", "test", 1, day), moves=[move], by=PROGRAM, at=NOW)


def make_decision() -> Decision:
    return Decision.objects.create(
        rule="test", rule_version="1", book_digest="", day=NOW.date(), place="310106",
        strict=False, facts={}, result={}, clauses=[], marks=[], authorities=[],
        subject_kind="test", subject_id=1, made_at=NOW,
    )  # fmt: skip


def test_the_budget_is_burnt_down_by_the_books_month_by_month() -> None:
    insurer, decision = make_assignment(Role.INSURER), make_decision()
    make_run(period="2026", budget_fen=1_000, state="WITHDRAWN")
    told = make_run(period="2026", budget_fen=10_000)
    spend(3_000, date(2026, 1, 31), decision)
    spend(4_000, date(2026, 3, 1), decision)
    spend(500, date(2026, 3, 2), decision, back=True)
    spend(9_999, date(2025, 12, 31), decision)
    burn = burn_down(insurer, "EMPLOYEE_POOL", date(2026, 3, 31))
    assert burn is not None and (burn.run, burn.budget_fen) == (told, 10_000)
    assert [(one.spent_fen, one.altogether_fen, one.left_fen) for one in burn.months] == [
        (3_000, 3_000, 7_000), (0, 3_000, 7_000), (3_500, 6_500, 3_500),
    ]  # fmt: skip
    assert burn_down(insurer, "RESIDENT_POOL", date(2026, 3, 31)).budget_fen is None


def test_a_budget_counts_by_the_funds_part_and_a_trial_does_not_stand_before_the_year() -> None:
    insurer, decision = make_assignment(Role.INSURER), make_decision()
    sums = {"period": "2026", "fee_fen": 1_000, "fund_fen": 720}
    year = make_run(budget_fen=10_000, **sums)
    make_run(kind="TRIAL", budget_fen=90_000, **sums)
    spend(7_000, date(2026, 1, 31), decision)
    burn = burn_down(insurer, "EMPLOYEE_POOL", date(2026, 1, 31))
    assert burn is not None and (burn.run, burn.budget_fen) == (year, 7_200)
    assert burn.months[0].left_fen == 200


def test_the_desk_shows_the_budget_and_hands_out_its_table(journey: Journey) -> None:
    today = timezone.localdate()
    make_run(kind="TRIAL", period=str(today.year), budget_fen=10_000_00)
    spend(2_500_00, today, make_decision())
    insurer = journey.sign_in(Role.INSURER)
    shown = text(insurer, "/settlements/")
    assert "¥10,000.00" in shown and "¥7,500.00" in shown and "<svg" in shown
    last = table(insurer, "/settlements/budget/?fund=EMPLOYEE_POOL")[-1]
    assert (last["altogether_yuan"], last["left_yuan"]) == ("2500.00", "7500.00")
    assert insurer.get("/settlements/budget/?fund=NONE").status_code == 404


def test_a_consortium_sees_who_keeps_and_who_bears(journey: Journey, city: City) -> None:
    agreement = Agreement.objects.create(
        kind="CONSORTIUM", number="YLT-1", span=(date(2025, 1, 1), None), state="IN_FORCE",
    )  # fmt: skip
    Party.objects.create(agreement=agreement, institution=city.one, role="LEAD")
    posted = city.run(10_000_00, state="POSTED", period="2024")
    for number, (run, actual) in enumerate(((posted, 800), (city.base, 1_300))):
        surplus = max(1_000 - actual, 0)
        ConsortiumBalance.objects.create(
            run=run, consortium=agreement, insured=10, budget_fen=1_000, actual_fen=actual,
            outside_fen=number, primary_fen=0, kept_fen=surplus, fund_fen=0 if surplus else 200,
            own_fen=0 if surplus else 100, decision=make_decision(),
        )  # fmt: skip
    lead = journey.sign_in(Role.HOSPITAL_DESK, institution=city.one)
    other = journey.sign_in(Role.HOSPITAL_DESK, institution=city.two)
    insurer = journey.sign_in(Role.INSURER)
    assert "医联体留用 ¥2.00" in text(lead, "/settlements/consortia/")
    assert "超支：" not in text(lead, "/settlements/consortia/").split("<tbody>")[1]
    assert "YLT-1" not in text(other, "/settlements/consortia/")
    assert "医联体承担 ¥1.00" in text(insurer, "/settlements/consortia/")
    assert len(table(insurer, "/settlements/consortia/file/")) == 2
