"""A matter of fund supervision as a flow.  Source: JA-4.2, oversight 5.2; the steps are ours."""

from __future__ import annotations

from yiyang.cases.flow import Action, Flow, TaskSpec, register

MATTER = "FUND_MATTER"
TOLD, EXPLAINED, REVIEWED = "MATTER_TOLD", "MATTER_EXPLAINED", "MATTER_REVIEWED"
RECOVERED, OBJECTED = "MATTER_RECOVERED", "MATTER_OBJECTED"
CLEARED, CLOSED, TAKEN_BACK = "MATTER_CLEARED", "MATTER_CLOSED", "MATTER_TAKEN_BACK"
EXPLAIN, REVIEW, CONFIRM, ANSWER = (
    "EXPLAIN_CLAIMS", "REVIEW_EXPLANATION", "CONFIRM_REVIEW", "ANSWER_OBJECTION",
)  # fmt: skip
SUPERVISE, SETTLE, INSURER = "SUPERVISE_FUND", "SETTLE", "INSURER"
EXPLAIN_CLOCK = "supervision.clock.explain"


def _asks(code: str, clock: str) -> TaskSpec:
    return TaskSpec(code, INSURER, f"supervision.clock.{clock}", "INSURER")


FLOW = register(
    Flow(
        kind=MATTER,
        version="1",
        states=(TOLD, EXPLAINED, REVIEWED, RECOVERED, OBJECTED, CLEARED, CLOSED, TAKEN_BACK),
        first=TOLD,
        final=frozenset({CLEARED, CLOSED, TAKEN_BACK}),
        actions=(
            Action(
                "EXPLAIN_MATTER", frozenset({TOLD}), EXPLAINED, SETTLE,
                opens=(_asks(REVIEW, "review"),), closes=(EXPLAIN,), asks_note=True,
            ),
            Action(
                "REVIEW_MATTER", frozenset({TOLD, EXPLAINED}), REVIEWED, SUPERVISE,
                opens=(_asks(CONFIRM, "confirm"),), closes=(EXPLAIN, REVIEW), asks_note=True,
            ),
            Action(
                "RETURN_REVIEW", frozenset({REVIEWED}), EXPLAINED, SUPERVISE,
                opens=(_asks(REVIEW, "review"),), closes=(CONFIRM,), asks_note=True,
            ),
            Action("CLEAR_MATTER", frozenset({REVIEWED}), CLEARED, SUPERVISE, closes=(CONFIRM,)),
            Action(
                "RECOVER_MATTER", frozenset({REVIEWED}), RECOVERED, SUPERVISE, closes=(CONFIRM,)
            ),
            Action(
                "OBJECT_TO_MATTER", frozenset({RECOVERED}), OBJECTED, SETTLE,
                opens=(_asks(ANSWER, "answer"),), asks_note=True,
            ),
            Action(
                "KEEP_RECOVERY", frozenset({OBJECTED}), CLOSED, SUPERVISE,
                closes=(ANSWER,), asks_note=True,
            ),
            Action(
                "TAKE_RECOVERY_BACK", frozenset({OBJECTED}), TAKEN_BACK, SUPERVISE,
                closes=(ANSWER,), asks_note=True,
            ),
            Action("END_MATTER", frozenset({RECOVERED}), CLOSED, SUPERVISE),
        ),
    )
)  # fmt: skip
