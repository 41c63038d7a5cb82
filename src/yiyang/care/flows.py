"""A question to the family doctor as a flow.  Source: FD-4.5; the steps are the product's."""

from __future__ import annotations

from yiyang.cases.flow import INSTITUTION, Action, Flow, TaskSpec, register

CONSULTATION = "CONSULTATION"
WAITING, ANSWERED = "CONSULT_WAITING", "CONSULT_ANSWERED"
ANSWER = "ANSWER_CONSULT"
CLOCK = "care.clock.answer.{urgency}"

FLOW = register(
    Flow(
        kind=CONSULTATION,
        version="1",
        states=(WAITING, ANSWERED),
        first=WAITING,
        final=frozenset({ANSWERED}),
        opens=(TaskSpec(ANSWER, "FAMILY_DOCTOR", CLOCK, INSTITUTION),),
        actions=(Action(ANSWER, frozenset({WAITING}), ANSWERED, "DO_WORK", closes=(ANSWER,)),),
    )
)
