"""What the care of a contracted resident costs."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.conftest import NOW
from tests.fees.conftest import FeeYear
from tests.world import make_person
from yiyang.audit.services import PROGRAM
from yiyang.decisions.models import Decision
from yiyang.fees.services import Charged, charge_item, open_bill, settle_bill
from yiyang.kernel.period import period_of
from yiyang.measures.registry import measure_named
from yiyang.measures.report import node_question, report
from yiyang.measures.selectors import counts, rows_behind
from yiyang.people.models import Person

COST = measure_named("fees.cost_per_head")
THIS_YEAR = DateRange(date(2026, 1, 1), date(2027, 1, 1))
MARCH = date(2026, 3, 31)


def charged(year: FeeYear, person: Person, fen: int, *, settled: bool = True) -> None:
    bill = open_bill(
        person_id=person.pk, institution_id=year.centre.pk, occasion="OUTPATIENT",
        by=PROGRAM, at=NOW,
    )  # fmt: skip
    charge_item(bill=bill, what=Charged("NUTRITION", 1, fen), by=PROGRAM, at=NOW)
    if settled:
        settle_bill(bill=bill, pays=True, by=PROGRAM, at=NOW)


def test_every_contracted_resident_counts_with_what_was_settled_whoever_paid(
    year: FeeYear,
) -> None:
    dear, cheap = (year.sign(span=THIS_YEAR).person for _ in range(2))
    charged(year, dear, 3_000)
    charged(year, dear, 2_000)
    charged(year, cheap, 9_000, settled=False)
    charged(year, make_person("钱无约"), 40_000)
    asked = node_question("310106", period_of("2026"), MARCH)
    (found,) = counts(COST, asked)
    assert (found.numerator, found.denominator, found.counted) == (5_000, 2, 2)
    (row,) = rows_behind(COST, asked, {}, "having")
    assert (row.person_id, row.numerator, row.told["happened_on"]) == (
        dear.pk, 5_000, NOW.date(),
    )  # fmt: skip
    (before,) = counts(COST, node_question("310106", period_of("2025"), MARCH))
    assert before.numerator == 0


@pytest.mark.parametrize(("fen", "verdict"), [(25_000, "MET"), (25_100, "NOT_MET")])
def test_a_part_of_a_year_is_held_against_its_part_of_the_target(
    year: FeeYear, fen: int, verdict: str
) -> None:
    for _ in range(30):
        person = year.sign(span=THIS_YEAR).person
        charged(year, person, fen)
        charged(year, person, fen)
    total = report(
        measure=COST, question=node_question("310106", period_of("2026"), date(2026, 3, 2)), by=(),
        among="PLACE 310106", actor=PROGRAM, at=NOW + timedelta(days=1),
    ).total  # fmt: skip
    assert total.verdict is not None
    # 3,000 yuan in 365 days are 501.37 in the 61 from 1 January to 2 March
    assert total.verdict.judged.target == Decimal("50136.99")
    assert total.verdict.judged.verdict == verdict
    assert Decision.objects.get(pk=total.verdict.decision_id).marks == ["proposed"]
