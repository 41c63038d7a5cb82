"""Claims sent as files, settled by the book, shown with who pays each yuan and why."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.journey import Answered, Journey
from tests.world import make_account, make_grant, make_institution, make_person
from yiyang.access.models import Role
from yiyang.accounts.selectors import balance
from yiyang.audit.models import Entry
from yiyang.claims.models import Claim, Settlement
from yiyang.fees.models import Bill
from yiyang.fees.owing import owed_on
from yiyang.people.identifiers import blind_index, seal
from yiyang.people.models import Identifier, Person

NUMBER = "YB-0001"
ITEM = "NUTRITION"
LINES = [
    {"code": "N1", "on": "2026-02-20", "amount": "3000", "catalogue": "C"},
    {
        "code": "D1", "on": "2026-02-20", "amount": "20000", "catalogue": "B",
        "first_self_pay": 10, "charge": "09",
    },
    {"code": "S1", "on": "2026-02-20", "amount": "37000.00", "catalogue": "A", "charge": "06"},
]  # fmt: skip


class Sender:
    """Somebody insured, known by an insurance number, and a hospital that sends claims."""

    def __init__(self, journey: Journey, folder: Path) -> None:
        self.journey, self.folder = journey, folder
        self.hospital = make_institution("HOSPITAL", level=3, designated=True)
        self.person: Person = make_person(born_on=date(1976, 1, 5))
        Identifier.objects.create(
            person=self.person,
            system="INSURANCE",
            blind_index=blind_index("INSURANCE", "", NUMBER),
            sealed_value=seal(NUMBER),
            last_4=NUMBER[-4:],
        )
        cover = {
            "person": {"system": "INSURANCE", "value": NUMBER},
            "insurance": "EMPLOYEE",
            "status": "IN_SERVICE",
            "since": "2020-01-01",
        }
        assert self.send("covers", [cover]).json["counts"] == {"added": 1}
        assert self.send("covers", [cover]).json["counts"] == {"same": 1}

    def claim(self, source: str = "H1", **columns: Any) -> dict[str, Any]:
        given = {
            "institution": self.hospital.code,
            "source": source,
            "person": {"system": "INSURANCE", "value": NUMBER},
            "kind": "INPATIENT",
            "begun": "2026-02-15",
            "ended": "2026-02-20",
            "referral": "R-1",
            "total": "60000",
            "lines": LINES,
        }
        return given | columns

    def send(self, what: str, documents: list[dict[str, Any]], *options: str) -> Answered:
        file = self.folder / f"{what}.json"
        file.write_text("\n".join(json.dumps(one) for one in documents))
        return self.journey.command("import", what, str(file), "--json", *options)


@pytest.fixture
def sender(journey: Journey, tmp_path: Path) -> Sender:
    return Sender(journey, tmp_path)


@pytest.mark.clause("SM-6.14", "adjudication.adjudicate")
def test_one_claim_passes_every_layer_and_each_yuan_names_its_rule(sender: Sender) -> None:
    answered = sender.send("claims", [sender.claim()])
    assert (answered.exit_code, answered.json["counts"]) == (0, {"added": 1, "settled": 1})
    decision = sender.journey.decision_of("adjudication.adjudicate", person=sender.person)
    layers = {one["layer"]: one["fen"] for one in decision.result["layers"]}
    assert layers == {"DEDUCTIBLE": 150_000, "POOL": 4_547_500, "CASH": 1_452_500}
    assert "SM-6.14" in decision.clauses
    assert balance("PAYER:EMPLOYEE_POOL") == -4_547_500
    again = sender.send("claims", [sender.claim()])
    assert again.json["counts"] == {"same": 1} and Settlement.objects.count() == 1


@pytest.mark.clause("SM-6.14", "adjudication.adjudicate")
def test_in_a_declared_epidemic_nothing_is_asked_of_the_person(sender: Sender) -> None:
    lines = [one | {"on": "2022-04-20"} for one in LINES]
    told = {"begun": "2022-04-10", "ended": "2022-04-20", "lines": lines}
    sender.send("claims", [sender.claim(diagnosis="U07.100x001", **told)])
    decision = sender.journey.decision_of("adjudication.adjudicate", person=sender.person)
    assert decision.result["person_fen"] == 0
    assert "CLAIM_EPIDEMIC" in decision.result["reasons"]
    assert balance(f"PERSON:{sender.person.pk}") == 0
    assert balance(f"INSTITUTION:{sender.hospital.pk}") == 6_000_000


@pytest.mark.clause("JA-2.3.4", "adjudication.adjudicate")
def test_a_designated_internal_institution_settles_and_an_undesignated_one_does_not(
    sender: Sender,
) -> None:
    home = make_institution("NURSING_HOME")
    inside = make_institution("CLINIC", level=1, inhouse_of=home, designated=True)
    other = make_institution("CLINIC", level=1, inhouse_of=home)
    lines = [one | {"amount": "900", "catalogue": "A", "first_self_pay": 0} for one in LINES]
    told = {"kind": "OUTPATIENT", "lines": lines, "total": "2700", "referral": ""}
    documents = [sender.claim(institution=one.code, **told) for one in (inside, other)]
    assert sender.send("claims", documents).exit_code == 0
    paid, refused = Settlement.objects.order_by("pk")
    assert (paid.fund_fen, paid.cash_fen) == (176_000, 94_000)
    assert (refused.fund_fen, refused.cash_fen) == (0, 270_000)
    decision = sender.journey.decision_of("adjudication.adjudicate", person=sender.person)
    assert decision.result["reasons"] == ["CLAIM_NOT_DESIGNATED"]


@pytest.mark.clause("HZ-16", "adjudication.adjudicate")
def test_the_same_claim_settles_differently_with_and_without_a_referral(sender: Sender) -> None:
    sender.send("claims", [sender.claim("H1")])
    first = Claim.objects.get()
    changed = sender.send("claims", [sender.claim("H1", referral="")], "--correct")
    assert changed.json["counts"] == {"corrected": 1}
    with_it = Settlement.objects.get(claim=first)
    without = Settlement.objects.get(claim__corrects=first)
    assert with_it.fund_fen - without.fund_fen == 535_000
    reasons = [one.decision.result["reasons"] for one in (with_it, without)]
    assert reasons == [["CLAIM_REFERRED"], ["CLAIM_NOT_REFERRED"]]


def test_a_file_with_any_fault_is_left_out_whole_and_every_fault_is_told(sender: Sender) -> None:
    documents = [
        sender.claim("H1"),
        sender.claim("H2", total="1", institution="NOWHERE"),
        sender.claim("H3", total="1"),
        sender.claim("H4", person={"system": "INSURANCE", "value": "XQ-9"}),
    ]
    answered = sender.send("claims", documents)
    assert answered.exit_code == 2
    told = [(one["code"], one["where"]) for one in answered.json["findings"]]
    assert told == [
        ("CLAIM_UNKNOWN_INSTITUTION", "claims.1.institution"),
        ("CLAIM_SUM_DIFFERS", "claims.1.total"),
        ("CLAIM_SUM_DIFFERS", "claims.2.total"),
        ("CLAIM_UNKNOWN_PERSON", "claims.3"),
    ]
    assert not Claim.objects.exists()
    assert "XQ-9" not in answered.err


def test_a_claim_through_a_node_that_nobody_knows_is_refused(sender: Sender) -> None:
    answered = sender.send("claims", [sender.claim(), sender.claim("H2", through="999999")])
    told = [(one["code"], one["where"]) for one in answered.json["findings"]]
    assert (answered.exit_code, told) == (2, [("CLAIM_UNKNOWN_NODE", "claims.1.through")])
    assert not Claim.objects.exists()


def test_a_file_that_is_no_claim_says_where(sender: Sender) -> None:
    answered = sender.send("claims", [sender.claim(kind="DENTAL", lines=[{"code": ""}])])
    assert answered.exit_code == 2
    assert "0.kind" in answered.err and "0.lines.0.amount" in answered.err
    assert sender.journey.command("import", "claims", "-", stdin="{oh").exit_code == 2
    assert sender.send("claims", [sender.claim(diagnosis="I63\x00")]).exit_code == 2
    assert not Claim.objects.exists()


def test_a_claim_that_the_book_does_not_settle_is_held(sender: Sender) -> None:
    lines = [one | {"on": "2011-02-20"} for one in LINES]
    old = {"begun": "2011-02-15", "ended": "2011-02-20", "lines": lines}
    sender.person.covers.update(span="[2010-01-01,)")
    answered = sender.send("claims", [sender.claim(**old)])
    assert (answered.exit_code, answered.json["counts"]) == (0, {"added": 1, "held": 1})
    assert answered.json["findings"][0]["code"] == "CLAIM_HELD"
    assert Claim.objects.get().state == "RECEIVED"


@pytest.mark.clause("SM-6.14", "adjudication.adjudicate")
def test_the_person_reads_who_paid_each_yuan_and_on_whose_authority(sender: Sender) -> None:
    sender.send("claims", [sender.claim()])
    account = make_account(person=sender.person)
    make_grant(sender.person, account, purpose="SELF")
    for language, words in (
        (
            "zh-hans",
            ("统筹基金", "¥45,475.00", "上海市职工基本医疗保险办法", "¥40,125.00"),
        ),
        ("en", ("Pooled fund", "85% of ¥53,500.00", "Without the referral", "¥14,525.00")),
    ):
        browser = sender.journey.sign_in(Role.RESIDENT, account=account, language=language)
        assert sender.hospital.code not in browser.get("/claims/mine/").content.decode()
        page = browser.get(f"/claims/mine/{Claim.objects.get().pk}/").content.decode()
        assert [word for word in words if word not in page] == []


@pytest.mark.clause("SM-6.14", "adjudication.adjudicate")
def test_a_desk_settles_takes_back_and_is_paid_and_the_insurer_sees_no_name(
    sender: Sender,
) -> None:
    sender.send("claims", [sender.claim()], "--only-receive")
    claim = Claim.objects.get()
    desk = sender.journey.sign_in(Role.HOSPITAL_DESK, institution=sender.hospital)
    desk.post(f"/claims/{claim.pk}/settle/")
    assert sender.journey.decisions("adjudication.adjudicate").count() == 1
    desk.post(f"/claims/{claim.pk}/pay/")
    assert balance(f"PERSON:{sender.person.pk}") == 0
    desk.post(f"/claims/{claim.pk}/reverse/")
    assert balance("PAYER:EMPLOYEE_POOL") == 0
    page = desk.get(f"/claims/{claim.pk}/").content.decode()
    assert "退还多付金额" in page and sender.person.name in page
    looked = Entry.objects.filter(action="record.read", person_id=sender.person.pk)
    assert looked.latest("pk").payload.body == b'{"what":"claims"}'
    insurer = sender.journey.sign_in(Role.INSURER)
    for address in ("/claims/", f"/claims/{claim.pk}/"):
        page = insurer.get(address).content.decode()
        assert "H1" in page and sender.person.name not in page
    assert insurer.post(f"/claims/{claim.pk}/settle/").status_code == 404
    assert Claim.objects.get().state == "REVERSED"


@pytest.mark.clause("FD-3.7", "adjudication.adjudicate")
def test_one_visit_is_settled_once_with_the_insurance(sender: Sender) -> None:
    centre = make_institution("CHC", level=1, designated=True)
    make_grant(sender.person, centre)
    desk = sender.journey.sign_in(Role.CENTRE_DESK, institution=centre)
    desk.post(f"/bills/people/{sender.person.pk}/", {"occasion": "OUTPATIENT"})
    bill = Bill.objects.get()
    for price in ("400", "300"):
        charged = {"item": ITEM, "quantity": "1", "price": price}
        assert desk.post(f"/bills/{bill.pk}/charge/", charged).status_code == 302
    assert "使用该居民的医疗保险" in desk.get(f"/bills/{bill.pk}/").content.decode()
    desk.post(f"/bills/{bill.pk}/settle/", {"pays": "no", "insured": "yes"})
    decision = sender.journey.decision_of("adjudication.adjudicate", person=sender.person)
    assert decision.result["fund_fen"] == 16_000  # of 700 yuan above the deductible of 500, 80 %
    assert owed_on(Bill.objects.get()) == 54_000
    assert balance(f"PERSON:{sender.person.pk}") == -54_000
    assert balance(f"INSTITUTION:{centre.pk}") == 70_000
    page = desk.get(f"/bills/{bill.pk}/").content.decode()
    assert "职工医保统筹基金" in page and "¥160.00" in page and "¥540.00" in page
    desk.post(f"/bills/{bill.pk}/pay/")
    assert balance(f"PERSON:{sender.person.pk}") == 0
    claim = Settlement.objects.get().claim
    assert claim.bill_id == bill.pk
    told = sender.claim(claim.source, institution=centre.code)
    corrected = sender.send("claims", [told], "--correct")
    assert corrected.json["findings"][0]["code"] == "CLAIM_OF_BILL"
    desk.post(f"/claims/{claim.pk}/reverse/")
    assert balance(f"PERSON:{sender.person.pk}") == -owed_on(Bill.objects.get()) == -16_000


def test_a_paid_bill_follows_what_becomes_of_its_claim(sender: Sender) -> None:
    centre = make_institution("CHC", level=1, designated=True)
    make_grant(sender.person, centre)
    desk = sender.journey.sign_in(Role.CENTRE_DESK, institution=centre)
    desk.post(f"/bills/people/{sender.person.pk}/", {"occasion": "OUTPATIENT"})
    bill = Bill.objects.get()
    for price in ("400", "300"):
        desk.post(f"/bills/{bill.pk}/charge/", {"item": ITEM, "quantity": "1", "price": price})
    desk.post(f"/bills/{bill.pk}/settle/", {"pays": "yes", "insured": "yes"})
    claim = Claim.objects.get()
    for step, owed, cash in (
        ("reverse", 16_000, 54_000),
        ("pay", 0, 70_000),
        ("settle", -16_000, 70_000),
        ("pay", 0, 54_000),
        ("reverse", 16_000, 54_000),
        ("pay", 0, 70_000),
    ):
        assert desk.post(f"/claims/{claim.pk}/{step}/").status_code == 302, step
        assert owed_on(Bill.objects.get()) == -balance(f"PERSON:{sender.person.pk}") == owed
        assert balance(f"CASH:{centre.pk}") == -cash
        page = desk.get(f"/bills/{bill.pk}/").content.decode()
        assert ("退还多付金额" in page, "收款" in page) == (owed < 0, owed > 0)


def test_a_visit_of_who_is_not_insured_is_refused_insurance_and_nothing_is_written(
    sender: Sender,
) -> None:
    centre = make_institution("CHC", level=1, designated=True)
    person = make_person()
    make_grant(person, centre)
    desk = sender.journey.sign_in(Role.CENTRE_DESK, institution=centre)
    desk.post(f"/bills/people/{person.pk}/", {"occasion": "OUTPATIENT"})
    bill = Bill.objects.get()
    desk.post(f"/bills/{bill.pk}/charge/", {"item": ITEM, "quantity": "1", "price": "40"})
    refused = desk.post(f"/bills/{bill.pk}/settle/", {"pays": "no", "insured": "yes"})
    assert refused.status_code == 409
    assert Bill.objects.get().state == "OPEN" and not Claim.objects.exists()
