"""A risk as a flow: its owner answers, who supervises checks and closes it.  Source: JA-4.2."""

from __future__ import annotations

from yiyang.cases.flow import Action, Flow, register

RISK = "RISK"
OPEN, ANSWERED, CLOSED, GONE = "RISK_OPEN", "RISK_ANSWERED", "RISK_CLOSED", "RISK_GONE"
MEND = "MEND_RISK"
WATCH, ANSWER = "WATCH_RISKS", "ANSWER_RISK"

FLOW = register(
    Flow(
        kind=RISK,
        version="1",
        states=(OPEN, ANSWERED, CLOSED, GONE),
        first=OPEN,
        final=frozenset({CLOSED, GONE}),
        actions=(
            Action(
                "ANSWER_RISK", frozenset({OPEN}), ANSWERED, ANSWER, closes=(MEND,), asks_note=True
            ),
            Action("RETURN_RISK", frozenset({ANSWERED}), OPEN, WATCH, asks_note=True),
            Action(
                "CLOSE_RISK", frozenset({OPEN, ANSWERED}), CLOSED, WATCH, closes=(MEND,),
                asks_note=True,
            ),
            Action("END_RISK", frozenset({OPEN, ANSWERED}), GONE, WATCH, closes=(MEND,)),
        ),
    )
)  # fmt: skip
