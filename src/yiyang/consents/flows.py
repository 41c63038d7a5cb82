"""Reviews of emergencies, and questions about looks.  Source: HZ-13; the steps are proposed."""

from __future__ import annotations

from yiyang.cases.flow import Action, Flow, TaskSpec, register

REVIEW, QUESTION = "EMERGENCY_REVIEW", "ACCESS_QUESTION"
JUSTIFIED, ABUSED = "FOUND_JUSTIFIED", "FOUND_ABUSE"
POWER = "REVIEW_ACCESS"

REVIEW_FLOW = register(
    Flow(
        kind=REVIEW,
        version="1",
        states=("TO_REVIEW", JUSTIFIED, ABUSED),
        first="TO_REVIEW",
        final=frozenset({JUSTIFIED, ABUSED}),
        opens=(TaskSpec("REVIEW_EMERGENCY", "AUDIT_OFFICER", "consents.emergency_review"),),
        actions=(
            Action(
                "FIND_JUSTIFIED", frozenset({"TO_REVIEW"}), JUSTIFIED, POWER,
                closes=("REVIEW_EMERGENCY",), asks_note=True,
            ),
            Action(
                "FIND_ABUSE", frozenset({"TO_REVIEW"}), ABUSED, POWER,
                closes=("REVIEW_EMERGENCY",), asks_note=True,
            ),
        ),
    )
)  # fmt: skip

QUESTION_FLOW = register(
    Flow(
        kind=QUESTION,
        version="1",
        states=("QUESTION_ASKED", "QUESTION_ANSWERED"),
        first="QUESTION_ASKED",
        final=frozenset({"QUESTION_ANSWERED"}),
        opens=(TaskSpec("ANSWER_QUESTION", "AUDIT_OFFICER", "consents.question_answer"),),
        actions=(
            Action(
                "ANSWER_QUESTION", frozenset({"QUESTION_ASKED"}), "QUESTION_ANSWERED", POWER,
                closes=("ANSWER_QUESTION",), asks_note=True,
            ),
        ),
    )
)  # fmt: skip
