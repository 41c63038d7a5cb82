"""The filing of an internal medical institution as a flow.  Source: JA-2.1.3."""

from __future__ import annotations

from yiyang.cases.flow import Action, Flow, TaskSpec, register

FILING = "FILING"
ANSWER = TaskSpec("ANSWER_FILING", "HEALTH_COMMISSION", "filing.clock.answer")

FLOW = register(
    Flow(
        kind=FILING,
        version="1",
        states=("FILED", "RETURNED", "ACCEPTED", "WITHDRAWN"),
        first="FILED",
        final=frozenset({"ACCEPTED", "WITHDRAWN"}),
        opens=(ANSWER,),
        actions=(
            Action(
                "ACCEPT", frozenset({"FILED"}), "ACCEPTED", "ACCEPT_FILING",
                closes=("ANSWER_FILING",),
            ),
            Action(
                "RETURN",
                frozenset({"FILED"}),
                "RETURNED",
                "ACCEPT_FILING",
                opens=(
                    TaskSpec(
                        "CORRECT_FILING", "CARE_DESK", "filing.clock.correct", "INSTITUTION"
                    ),
                ),
                closes=("ANSWER_FILING",),
                asks_note=True,
            ),
            Action(
                "REFILE", frozenset({"RETURNED"}), "FILED", "FILE_INTERNAL",
                opens=(ANSWER,), closes=("CORRECT_FILING",),
            ),
            Action(
                "WITHDRAW", frozenset({"FILED", "RETURNED"}), "WITHDRAWN", "FILE_INTERNAL",
                asks_note=True,
            ),
        ),
    )
)  # fmt: skip
