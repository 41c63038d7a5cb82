"""An alarm as a flow, and the same as an exercise.  Source: SM-3.5, YRD-1; steps are proposed."""

from __future__ import annotations

from yiyang.cases.flow import Action, Flow, TaskSpec, register

OUTBREAK, EXERCISE = "OUTBREAK", "OUTBREAK_EXERCISE"
POWER = "LEAD_RESPONSE"
OFFICER, COORDINATOR = "HEALTH_COMMISSION", "COORDINATOR"
RAISED, VERIFIED, RESPONDING = "RAISED", "VERIFIED", "RESPONDING"
FINAL = frozenset({"DISMISSED", "STOOD_DOWN"})
CLOCK = "vigilance.clock"


def task(code: str, *, is_exercise: bool) -> str:
    """Return the code of a task; that of an exercise is marked in its name."""
    return f"EXERCISE_{code}" if is_exercise else code


def _flow(kind: str) -> Flow:
    is_exercise = kind == EXERCISE
    verify, declare, mobilise = (
        task(code, is_exercise=is_exercise)
        for code in ("VERIFY_ALARM", "DECLARE_LEVEL", "MOBILISE_POOL")
    )
    open_states = frozenset({RAISED, VERIFIED})
    return Flow(
        kind=kind,
        version="1",
        states=(RAISED, VERIFIED, RESPONDING, *sorted(FINAL)),
        first=RAISED,
        final=FINAL,
        opens=(TaskSpec(verify, OFFICER, f"{CLOCK}.verify"),),
        actions=(
            Action(
                "VERIFY_ALARM", frozenset({RAISED}), VERIFIED, POWER,
                opens=(TaskSpec(declare, OFFICER, f"{CLOCK}.declare"),), closes=(verify,),
            ),
            Action("DISMISS_ALARM", open_states, "DISMISSED", POWER, asks_note=True),
            Action(
                "DECLARE_LEVEL", frozenset({VERIFIED}), RESPONDING, POWER,
                opens=(TaskSpec(mobilise, COORDINATOR, f"{CLOCK}.mobilise"),), closes=(declare,),
            ),
            Action("CHANGE_LEVEL", frozenset({RESPONDING}), None, POWER),
            Action("PLACE_CASUALTIES", frozenset({RESPONDING}), None, POWER, closes=(mobilise,)),
            Action("STAND_DOWN", frozenset({RESPONDING}), "STOOD_DOWN", POWER, asks_note=True),
        ),
    )  # fmt: skip


FLOWS = {kind: register(_flow(kind)) for kind in (OUTBREAK, EXERCISE)}
