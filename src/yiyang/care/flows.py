"""A question to the family doctor as a flow.  Source: FD-4.5; the steps are the product's."""

from __future__ import annotations

from yiyang.cases.flow import INSTITUTION, Action, Flow, TaskSpec, register

CONSULTATION = "CONSULTATION"
ANSWER = "ANSWER"
WITHDRAW = "WITHDRAW"
CLOCK = "care.clock.answer.{urgency}"

FLOW = register(
    Flow(
        kind=CONSULTATION,
        version="1",
        states=("ASKED", "ANSWERED", "WITHDRAWN"),
        first="ASKED",
        final=frozenset({"ANSWERED", "WITHDRAWN"}),
        opens=(TaskSpec(ANSWER, "FAMILY_DOCTOR", CLOCK, INSTITUTION),),
        actions=(
            Action(ANSWER, frozenset({"ASKED"}), "ANSWERED", "DO_WORK", closes=(ANSWER,)),
            Action(WITHDRAW, frozenset({"ASKED"}), "WITHDRAWN", "CONSULT"),
        ),
    )
)
