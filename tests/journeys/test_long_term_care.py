"""Care recorded at the door is claimed from long-term care insurance and read by the elder."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.journey import Answered, Journey
from tests.journeys.clock import at
from tests.journeys.visiting import Visiting
from tests.world import make_capability
from yiyang.access.models import Role
from yiyang.accounts.selectors import balance
from yiyang.assessments.models import Assessment
from yiyang.claims.models import Claim
from yiyang.decisions.models import Decision
from yiyang.ledger.models import Act
from yiyang.people.identifiers import blind_index, seal
from yiyang.people.models import Identifier

NUMBER = "YB-0077"
FUND = "PAYER:LONG_TERM_CARE"


class Care(Visiting):
    """A provider that the insurance pays, and somebody insured and assessed at level 3."""

    def __init__(self, journey: Journey, folder: Path) -> None:
        super().__init__(journey)
        make_capability(self.home, "LONG_TERM_CARE")
        self.assess("3")
        Identifier.objects.create(
            person=self.person, system="INSURANCE", sealed_value=seal(NUMBER), last_4=NUMBER[-4:],
            blind_index=blind_index("INSURANCE", "", NUMBER),
        )  # fmt: skip
        cover = {
            "person": {"system": "INSURANCE", "value": NUMBER}, "insurance": "EMPLOYEE",
            "status": "RETIRED", "since": "2012-01-01",
        }  # fmt: skip
        file = folder / "covers.json"
        file.write_text(json.dumps(cover))
        assert journey.command("import", "covers", str(file)).exit_code == 0

    def assess(self, level: str) -> None:
        moment = self.clock(8) - timedelta(days=40)
        decision = Decision.objects.create(
            rule="instruments.score", rule_version="1", book_digest="0" * 64, day=moment.date(),
            place="310106", strict=False, facts={}, result={}, clauses=[], marks=[],
            authorities=[], subject_kind="person", subject_id=self.person.pk, made_at=moment,
        )  # fmt: skip
        Assessment.objects.create(
            person=self.person, instrument="SH_UNIFIED", instrument_version="2.0", answers={},
            scores={}, level=level, assessed_at=moment, decision=decision,
        )  # fmt: skip

    def visit(self, *items: str, minutes: int = 80) -> None:
        made = self.planned(*items)
        self.begin(made, self.clock(10))
        self.end(made, self.clock(10) + timedelta(minutes=minutes), *items)

    @property
    def after(self) -> datetime:
        """A moment in the month after."""
        first: date = (self.day.replace(day=1) + timedelta(days=31)).replace(day=1)
        return self.clock(9) + (first - self.day)

    def claims(self, *words: str) -> Answered:
        with at(self.after):
            return self.journey.command("claim-care", f"{self.day:%Y-%m}", "--json", *words)


@pytest.fixture
def care(journey: Journey, tmp_path: Path) -> Care:
    return Care(journey, tmp_path)


@pytest.mark.clause("JA-2.2.1", "adjudication.care_acts")
def test_items_delivered_at_the_door_are_claimed_and_follow_a_reversal(care: Care) -> None:
    care.visit("LTCI_02", "LTCI_08")
    told = care.claims().json
    assert (told["counts"], told["held"]) == ({"added": 1}, [])
    beyond = told["left_out"]
    assert [(one["reason"], one["minutes"]) for one in beyond] == [("CARE_BEYOND", 20)]
    assert (balance(FUND), balance(f"INSTITUTION:{care.home.pk}")) == (-4_500, 5_000)
    decision = care.journey.decision_of("adjudication.care_acts", person=care.person)
    assert sum(line["minutes"] for line in decision.result["lines"]) == 60
    again = care.claims("--institution", care.home.code).json
    assert (again["counts"], again["left_out"]) == ({"same": 1}, beyond)
    first, second = Act.objects.order_by("span")
    with at(care.after):
        desk = care.journey.sign_in(Role.CARE_DESK, institution=care.home)
        for act, kept in ((first, second), (second, None)):
            form = {"reason": "NOT_DELIVERED"}
            assert desk.post(f"/acts/{act.pk}/reverse/", form).status_code == 302
            lines = [] if kept is None else [(kept.item,)]
            standing = Claim.objects.filter(state="SETTLED")
            assert list(standing.values_list("lines__code")) == lines
    assert (balance(FUND), balance(f"PERSON:{care.person.pk}")) == (0, 0)


@pytest.mark.clause("SM-6.14", "adjudication.care_shares")
def test_the_elder_reads_who_paid_for_care_and_what_was_not_claimed(care: Care) -> None:
    care.visit("LTCI_02", "LTCI_08")
    care.claims()
    decision = care.journey.decision_of("adjudication.care_shares", person=care.person)
    layers = {one["layer"]: one["fen"] for one in decision.result["layers"]}
    assert layers == {"LONG_TERM_CARE": 4_500, "CASH": 500}
    claim = Claim.objects.get()
    assert "长期护理" in care.resident.get("/claims/mine/").content.decode()
    page = care.resident.get(f"/claims/mine/{claim.pk}/").content.decode()
    for words in ("长期护理保险基金", "¥45.00", "居家照护基金支付比例", "20"):
        assert words in page, words
    assert "超出规定次数或时长" in page and "CARE_" not in page
    insurer = care.journey.sign_in(Role.INSURER)
    shown = insurer.get(f"/claims/{claim.pk}/").content.decode()
    assert "¥45.00" in shown and care.person.name not in shown


def test_a_month_that_goes_on_or_a_place_nobody_knows_is_refused(care: Care) -> None:
    care.visit("LTCI_02")
    assert care.claims("--institution", "NOWHERE").exit_code == 2
    assert care.journey.command("claim-care", "2026-13").exit_code == 2
    with at(care.clock(23)):
        refused = care.journey.command("claim-care", f"{care.day:%Y-%m}")
    assert refused.exit_code == 3 and not Claim.objects.exists()
