"""Fund supervision by pages and commands: asked, explained, reviewed by two, objected to."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.journey import Journey, SignedIn
from tests.oversight.conftest import Office
from tests.world import make_institution
from yiyang.access.models import Role
from yiyang.accounts.selectors import balance
from yiyang.cases.models import Case
from yiyang.oversight.models import Matter, Recovery

POOL = "PAYER:EMPLOYEE_POOL"
WINDOW = {"since": "2026-02-01", "until": "2026-03-01"}
PDF = b"%PDF-1.4\n%%EOF\n"


class Sides:
    """The two officers and the hospital's desk, each in a browser."""

    def __init__(self, journey: Journey) -> None:
        self.office = Office()
        self.office.sends()
        self.first = journey.sign_in(Role.INSURER)
        self.second = journey.sign_in(Role.INSURER)
        self.desk = journey.sign_in(Role.HOSPITAL_DESK, institution=self.office.hospital)

    def asked(self) -> str:
        """Look at the claims; return the address of the matter."""
        assert self.first.post("/oversight/look/", WINDOW).status_code == 302
        return f"/oversight/{Matter.objects.get().case_id}/"

    def reviewed(self, page: str, outcome: str, part: str = "") -> None:
        told = {"words": "夜间监护", "paper_PAPER_ORDERS": SimpleUploadedFile("医嘱.pdf", PDF)}
        assert self.desk.post(f"{page}explain/", told).status_code == 302
        key = Matter.objects.get().suspicions.get().pk
        found = {f"outcome_{key}": outcome, f"part_{key}": part, "note": "监护含床位"}
        assert self.first.post(f"{page}review/", found).status_code == 302


@pytest.fixture
def sides(journey: Journey) -> Sides:
    return Sides(journey)


def text(client: SignedIn, page: str) -> str:
    answered = client.get(page)
    assert answered.status_code == 200, page
    return answered.content.decode()


def test_from_a_look_at_claims_to_money_back_by_two_officers(
    journey: Journey, sides: Sides
) -> None:
    page = sides.asked()
    told = text(sides.desk, page)
    assert "可能已包含在" in told and "疑点只是询问，不等于违规" in told
    before = balance(POOL)
    sides.reviewed(page, "PARTLY", "300")
    assert journey.decision_of("supervision.supervise").result["suspicions"]
    assert sides.first.post(f"{page}confirm/").status_code == 409
    assert "您是复核人" in text(sides.first, page)
    asked, seen = text(sides.desk, page), text(sides.second, page)
    assert "部分成立 ¥300.00" in seen, "who confirms reads what of each goes back"
    assert "¥300.00" not in asked and "部分成立" not in asked, "nothing is decided yet"
    assert sides.second.post(f"{page}confirm/").status_code == 302
    decision = journey.decision_of("supervision.review")
    assert (decision.result["fen"], "JA-4.2" in decision.clauses) == (30_000, True)
    assert balance(POOL) - before == 30_000
    shown = text(sides.desk, page)
    assert "¥300.00" in shown and "退回相应基金" in shown
    assert sides.desk.get(f"{page}paper/PAPER_ORDERS/").content == PDF


def test_an_objection_that_is_granted_is_posted_back(journey: Journey, sides: Sides) -> None:
    page = sides.asked()
    sides.reviewed(page, "UPHELD")
    sides.second.post(f"{page}confirm/")
    before = balance(POOL)
    assert sides.desk.post(f"{page}object/", {"words": "有医嘱"}).status_code == 302
    granted = {"words": "成立", "answer": "GRANT"}
    assert sides.second.post(f"{page}answer/", granted).status_code == 302
    recovery = Recovery.objects.get()
    assert (balance(POOL), recovery.reversal is None) == (before - recovery.fen, False)
    assert Case.objects.get(pk=Matter.objects.get().case_id).state == "MATTER_TAKEN_BACK"


def test_neither_page_nor_file_says_that_anybody_is_guilty(sides: Sides) -> None:
    page = sides.asked()
    for client in (sides.desk, sides.first):
        for address in (page, "/oversight/", f"{page}file/"):
            said = text(client, address)
            for word in ("违法", "骗保", "欺诈", "处罚"):
                assert word not in said
    english = text(sides.first, page)
    assert "fraud" not in english


def test_an_institution_sees_no_other_ones_matters_and_the_insurer_no_names(
    journey: Journey, sides: Sides
) -> None:
    page = sides.asked()
    other = journey.sign_in(Role.HOSPITAL_DESK, institution=make_institution("HOSPITAL"))
    for address in (page, f"{page}file/"):
        assert other.get(address).status_code == 404
    assert "事项" not in text(other, "/oversight/").split("<main")[1].split("<tbody>")[-1]
    name = sides.office.person.name
    assert name not in text(sides.first, page) + text(sides.first, f"{page}file/")
    decision = Matter.objects.get().decision_id
    assert sides.first.get(f"/decisions/{decision}/").status_code == 200
    policy = journey.sign_in(Role.POLICY_DESK)
    assert policy.get(f"/decisions/{decision}/").status_code == 404


def test_the_file_holds_a_row_for_each_line_of_evidence(sides: Sides) -> None:
    page = sides.asked()
    rows = list(csv.DictReader(io.StringIO(text(sides.desk, f"{page}file/").lstrip("\ufeff"))))
    assert [(row["item"], row["disputed"]) for row in rows] == [("BED", "1"), ("MONITOR", "0")]


def test_a_form_that_is_not_right_is_shown_again_and_writes_nothing(sides: Sides) -> None:
    page = sides.asked()
    assert "explain/" in sides.desk.post(f"{page}explain/", {"words": ""}).content.decode()
    sides.desk.post(f"{page}explain/", {"words": "x"})
    key = Matter.objects.get().suspicions.get().pk
    wrong = {f"outcome_{key}": "PARTLY", f"part_{key}": "many", "note": "x"}
    assert "40" in sides.first.post(f"{page}review/", wrong).content.decode()
    for part in ("0", "99999999"):
        told = sides.first.post(f"{page}review/", wrong | {f"part_{key}": part}).content.decode()
        assert "部分成立的金额须大于零且小于" in told and f'value="{part}"' in told
    assert Matter.objects.get().reviewed_at is None
    assert sides.first.post("/oversight/look/", {"since": "x"}).status_code == 200


def test_before_its_time_is_over_what_is_not_explained_is_not_reviewed(sides: Sides) -> None:
    page = sides.asked()
    key = Matter.objects.get().suspicions.get().pk
    found = {f"outcome_{key}": "UPHELD", "note": "逾期"}
    assert "outcome_" not in text(sides.first, page)
    assert sides.first.post(f"{page}review/", found).status_code == 409
    Matter.objects.update(explain_by=timezone.now() - timedelta(days=1))
    assert sides.first.post(f"{page}review/", found).status_code == 302


def test_the_command_asks_as_the_desk_does_and_once(journey: Journey) -> None:
    office = Office()
    office.sends()
    words = ("supervise", "2026-02-01", "2026-03-01", "--ask", "--json")
    told = journey.command(*words).json
    assert (told["claims"], told["found"], told["known"]) == (1, 1, 0)
    assert told["matters"] == [Matter.objects.get().case_id]
    again = journey.command(*words).json
    assert (again["found"], again["known"], again["matters"]) == (0, 1, [])
    assert journey.command(*words, "--lists", ".").exit_code == 2
