"""What care costs: everything charged to contracted residents, whoever pays it."""

from __future__ import annotations

from typing import Any

from yiyang.agreements.measures import contracted
from yiyang.measures.shape import By, Direction, Measure, Unit


def _per_head(question: Any) -> Any:
    """C17: contracted residents, each with what their settled bills of the period came to."""
    bills, lines = question.table("fees.Bill"), question.table("fees.BillLine")
    bills = bills.filter(bills.state == "SETTLED")
    bills = bills.select(
        settled_bill=bills.id,
        patient_id=bills.person_id,
        settled_on=question.local_day(bills.settled_at),
    )
    bills = question.in_period(bills, bills.settled_on)
    bills = bills.filter(bills.settled_on <= question.point)
    charged = bills.inner_join(lines, bills.settled_bill == lines.bill_id)
    cost = charged.group_by("patient_id").aggregate(
        fen=charged.fen.sum().cast("int64"), happened_on=charged.settled_on.max()
    )
    people = contracted(question)
    rows = people.left_join(cost, people.person_id == cost.patient_id)
    return rows.select(
        *people.columns, "happened_on", numerator=rows.fen.fill_null(0), denominator=1
    )


MEASURES = (
    Measure(
        "fees.cost_per_head",
        Unit.FEN_EACH,
        Direction.DOWN,
        ("HZ-19", "FD-5.6"),
        _per_head,
        by=(By.PLACE, By.INSTITUTION, By.TEAM, By.DOCTOR, By.GROUP),
        at_point=False,
        target="measures.target.cost_per_head",
    ),
)
