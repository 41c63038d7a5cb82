"""A filing of care away from home as a flow: the steps are ours.  Source: YRD-5."""

from __future__ import annotations

from yiyang.cases.flow import Action, Flow, TaskSpec, register

KIND = "AWAY_FILING"
POWER = "KEEP_CROSS_REGION"
JUDGE = "JUDGE_AWAY_FILING"
FILED, IN_FORCE = "AWAY_FILED", "AWAY_IN_FORCE"
TURNED_DOWN, ENDED = "AWAY_TURNED_DOWN", "AWAY_ENDED"

FLOW = register(
    Flow(
        kind=KIND,
        version="1",
        states=(FILED, IN_FORCE, TURNED_DOWN, ENDED),
        first=FILED,
        final=frozenset({TURNED_DOWN, ENDED}),
        opens=(TaskSpec(JUDGE, "INSURER", "cross_region.filing_answer"),),
        actions=(
            Action("ACCEPT", frozenset({FILED}), IN_FORCE, POWER, closes=(JUDGE,)),
            Action(
                "TURN_DOWN", frozenset({FILED}), TURNED_DOWN, POWER, closes=(JUDGE,),
                asks_note=True,
            ),
            Action("END", frozenset({IN_FORCE}), ENDED, POWER),
        ),
    )
)  # fmt: skip
