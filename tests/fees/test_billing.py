"""One visit, one bill, one settlement."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.conftest import NOW
from tests.fees.conftest import FeeYear
from tests.world import make_agreement, make_institution, make_person
from yiyang.accounts.models import Entry, Posting
from yiyang.accounts.selectors import balance
from yiyang.agreements.models import Item
from yiyang.audit.services import PROGRAM
from yiyang.care.models import Plan, PlanItem
from yiyang.fees.bill_selectors import delivered_unbilled
from yiyang.fees.models import Bill, BillLine
from yiyang.fees.owing import owed_by, owed_on
from yiyang.fees.services import (
    BillClosed,
    BillEmpty,
    BillOpen,
    Charged,
    ChargeRefused,
    NothingOwed,
    charge_delivered,
    charge_item,
    open_bill,
    pay_bill,
    settle_bill,
)
from yiyang.network.models import InstitutionKind
from yiyang.people.models import Person

NOW_BY = {"by": PROGRAM, "at": NOW}


@pytest.fixture
def bill(year: FeeYear) -> Bill:
    return opened(year, make_person())


def opened(year: FeeYear, person: Person, **how: object) -> Bill:
    return open_bill(
        person_id=person.pk, institution_id=year.centre.pk, occasion="OUTPATIENT", **NOW_BY, **how
    )


def reasons_against(bill: Bill, *what: object) -> list[str]:
    lines = BillLine.objects.count()
    with pytest.raises(ChargeRefused) as refused:
        charge_item(bill=bill, what=Charged(*what), **NOW_BY)
    assert BillLine.objects.count() == lines
    return [reason.code for reason in refused.value.reasons]


def agreed(bill: Bill, fen: int = 3_000, quantity: int = 1) -> BillLine:
    return charge_item(bill=bill, what=Charged("NUTRITION", quantity, fen), **NOW_BY)


def test_a_visit_is_charged_settled_once_on_credit_and_paid_later(bill: Bill) -> None:
    agreed(bill)
    agreed(bill, 2_500, 2)
    assert not Posting.objects.exists()
    done = settle_bill(bill=bill, pays=False, **NOW_BY)
    assert (done.person_fen, owed_on(done), owed_by(done.person_id)) == (8_000, 8_000, 8_000)
    assert balance(f"INSTITUTION:{bill.institution_id}") == 8_000
    with pytest.raises(BillClosed):
        settle_bill(bill=bill, pays=False, **NOW_BY)
    pay_bill(bill=done, by=PROGRAM, at=NOW + timedelta(days=3))
    assert (owed_on(done), owed_by(done.person_id)) == (0, 0)
    assert balance(f"PERSON:{bill.person_id}") == 0
    assert balance(f"CASH:{bill.institution_id}") == -8_000
    with pytest.raises(NothingOwed):
        pay_bill(bill=done, **NOW_BY)
    assert Entry.objects.count() == 2


def test_a_visit_has_one_bill(year: FeeYear, bill: Bill) -> None:
    with pytest.raises(BillOpen):
        opened(year, bill.person)
    assert Bill.objects.count() == 1
    with pytest.raises(BillEmpty):
        settle_bill(bill=bill, pays=True, **NOW_BY)
    assert Bill.objects.get().state == Bill.State.OPEN


@pytest.mark.parametrize(
    ("what", "code"),
    [
        (("NO_SUCH",), "CHARGE_UNKNOWN_ITEM"),
        (("NUTRITION",), "CHARGE_NOT_AGREED"),
        (("NUTRITION", 1, 50_001), "CHARGE_BEYOND_LIMITS"),
        (("ECG", 1, 1_000), "CHARGE_NO_PRICE"),
    ],
)
def test_a_price_is_set_by_the_book_or_agreed_within_limits(
    bill: Bill, what: tuple[object, ...], code: str
) -> None:
    assert reasons_against(bill, *what) == [code]
    assert agreed(bill, 50_000).fen == 50_000


def test_credit_has_an_end_and_goes_further_for_who_has_little(year: FeeYear, bill: Bill) -> None:
    agreed(bill, 50_000, 4)
    assert reasons_against(bill, "NUTRITION", 1, 1) == ["CHARGE_OVER_CREDIT"]
    settle_bill(bill=bill, pays=False, **NOW_BY)
    again = opened(year, bill.person)
    assert reasons_against(again, "NUTRITION", 1, 1) == ["CHARGE_OVER_CREDIT"]
    pay_bill(bill=Bill.objects.get(pk=bill.pk), **NOW_BY)
    assert agreed(again).fen == 3_000
    poor = opened(year, make_person(low_income=True))
    assert agreed(poor, 50_000, 10).fen == 500_000


def test_what_two_institutions_agreed_is_charged_and_shared(year: FeeYear) -> None:
    home = make_institution(InstitutionKind.CARE_INSTITUTION)
    contract = make_agreement(
        "COOPERATION", year.centre, home, span=DateRange(date(2026, 1, 1), date(2027, 1, 1))
    )
    shares = {"CARE_SIDE": 1, "MEDICAL_INSURANCE": 1, "RESIDENT_PAYS": 1}
    Item.objects.create(agreement=contract, code="NUTRITION", price_fen=1_000, shares=shares)
    bill = opened(year, make_person(), care_side_id=home.pk)
    line = charge_item(bill=bill, what=Charged("NUTRITION"), **NOW_BY)
    assert line.fen == 1_000
    done = settle_bill(bill=bill, pays=True, **NOW_BY)
    # An odd fen goes to the insurance first.
    assert (balance("PAYER:INSURANCE"), done.person_fen) == (-334, 333)
    assert balance(f"INSTITUTION:{home.pk}") == -333
    assert balance(f"INSTITUTION:{year.centre.pk}") == 1_000
    assert owed_on(done) == 0


def test_what_was_delivered_is_charged_once_and_by_the_hour(year: FeeYear) -> None:
    member = year.sign()
    year.serve(member, by=year.nurse, item="LTCI_37")
    year.serve(member, day=date(2025, 6, 3), item="ECG")  # no price is set for it here
    year.serve(member, day=date(2025, 6, 4))
    bill = opened(year, member.person)
    (line,) = charge_delivered(bill=bill, **NOW_BY)
    assert (line.item, line.fen) == ("LTCI_37", 4_000)  # half an hour of a nurse at 80 yuan
    assert charge_delivered(bill=bill, **NOW_BY) == []
    assert [act.item for act in delivered_unbilled(bill)] == ["ECG"]


@pytest.mark.parametrize(
    "reason",
    [("PACKAGE", "HOME_CARE", 12), ("LEVEL", "GB42195 3", 12), ("BED", "HOME_CARE_BED", 12)],
)
def test_what_is_planned_and_not_paid_for_by_the_year_is_charged(
    year: FeeYear, reason: tuple[str, str, int]
) -> None:
    member = year.sign()
    plan = Plan.objects.create(
        person=member.person, member=member, institution=year.centre, drawn_at=NOW,
        span=DateRange(date(2026, 1, 1), date(2027, 1, 1)),
    )  # fmt: skip
    reasons = [dict(zip(("source", "code", "count"), reason, strict=True))]
    PlanItem.objects.create(plan=plan, item="NUTRITION", count=12, reasons=reasons)
    line = agreed(opened(year, member.person), 3_000, 1)
    assert (line.covered, line.fen) == (0, 3_000)


def test_what_the_plan_covers_costs_nothing_until_it_is_used_up(year: FeeYear) -> None:
    member = year.sign()
    plan = Plan.objects.create(
        person=member.person, member=member, institution=year.centre, drawn_at=NOW,
        span=DateRange(date(2026, 1, 1), date(2027, 1, 1)),
    )  # fmt: skip
    reasons = [{"source": "PACKAGE", "code": "CHRONIC", "count": 2}]
    PlanItem.objects.create(plan=plan, item="NUTRITION", count=2, reasons=reasons)
    bill = opened(year, member.person)
    first = charge_item(bill=bill, what=Charged("NUTRITION"), **NOW_BY)
    second = agreed(bill, 3_000, 2)
    assert (first.covered, first.fen) == (1, 0)
    assert (second.covered, second.fen) == (1, 3_000)
