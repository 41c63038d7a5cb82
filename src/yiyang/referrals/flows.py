"""A referral as a flow, up and down.  Source: YRD-4, FD-3.5, FD-4.4; the steps are proposed."""

from __future__ import annotations

from yiyang.cases.flow import INSTITUTION, Action, Flow, TaskSpec, register

UP, DOWN = "REFERRAL_UP", "REFERRAL_DOWN"
RECEIVER = "RECEIVER"
RECORD_ARRIVAL = "RECORD_ARRIVAL"  # opened by the clock when the slot is over
CLOCK = "referral.clock"
FINAL = frozenset({"LOOP_CLOSED", "TURNED_DOWN", "MISSED", "WITHDRAWN", "SETTLED"})
OPEN_STATES = ("CREATED", "ADVICE_ASKED", "ADVISED", "SUBMITTED", "ACCEPTED", "ARRIVED")
BEFORE_ARRIVAL = frozenset({"CREATED", "ADVICE_ASKED", "ADVISED", "SUBMITTED", "ACCEPTED"})


def _task(code: str, role: str, clock: str, addressee: str = RECEIVER) -> TaskSpec:
    return TaskSpec(code, role, f"{CLOCK}.{clock}.{{urgency}}", addressee)


def _step(code: str, source: str, target: str, power: str, **rest: object) -> Action:
    return Action(code, frozenset({source}), target, power, **rest)


UP_FLOW = register(
    Flow(
        kind=UP,
        version="1",
        states=(*OPEN_STATES, *sorted(FINAL)),
        first="CREATED",
        final=FINAL,
        actions=(
            _step(
                "ASK_ADVICE", "CREATED", "ADVICE_ASKED", "REFER",
                opens=(_task("ADVISE", "HOSPITAL_DESK", "advice"),),
            ),
            _step(
                "ADVISE", "ADVICE_ASKED", "ADVISED", "ANSWER_REFERRAL",
                opens=(_task("FOLLOW_ADVICE", "FAMILY_DOCTOR", "advice", INSTITUTION),),
                closes=("ADVISE",), asks_note=True,
            ),
            Action(
                "SUBMIT", frozenset({"CREATED", "ADVISED"}), "SUBMITTED", "REFER",
                opens=(_task("ANSWER", "HOSPITAL_DESK", "answer"),), closes=("FOLLOW_ADVICE",),
            ),
            Action("DEATH", BEFORE_ARRIVAL, "WITHDRAWN", "REFER"),
            _step("SETTLE", "ADVISED", "SETTLED", "REFER", closes=("FOLLOW_ADVICE",)),
            _step("ACCEPT", "SUBMITTED", "ACCEPTED", "ANSWER_REFERRAL", closes=("ANSWER",)),
            _step(
                "TURN_DOWN", "SUBMITTED", "TURNED_DOWN", "ANSWER_REFERRAL",
                closes=("ANSWER",), asks_note=True,
            ),
            _step(
                "ARRIVE", "ACCEPTED", "ARRIVED", "ANSWER_REFERRAL",
                opens=(_task("REPORT_BACK", "HOSPITAL_DESK", "report"),),
                closes=(RECORD_ARRIVAL,),
            ),
            _step("MISS", "ACCEPTED", "MISSED", "ANSWER_REFERRAL", closes=(RECORD_ARRIVAL,)),
            _step(
                "REPORT_BACK", "ARRIVED", "LOOP_CLOSED", "ANSWER_REFERRAL",
                closes=("REPORT_BACK",),
            ),
            Action("WITHDRAW", BEFORE_ARRIVAL, "WITHDRAWN", "REFER", asks_note=True),
        ),
    )
)  # fmt: skip

DOWN_FLOW = register(
    Flow(
        kind=DOWN,
        version="1",
        states=tuple(
            state
            for state in (*OPEN_STATES, *sorted(FINAL))
            if state not in ("ADVICE_ASKED", "ADVISED", "SETTLED")
        ),
        first="CREATED",
        final=FINAL - {"SETTLED"},
        actions=(
            _step(
                "SUBMIT", "CREATED", "SUBMITTED", "REFER",
                opens=(
                    _task("ANSWER", "CENTRE_DESK", "answer"),
                    _task("SUMMARY", "HOSPITAL_DESK", "summary", INSTITUTION),
                ),
            ),
            Action(
                "SEND_SUMMARY", frozenset({"SUBMITTED", "ACCEPTED", "ARRIVED"}), None, "REFER",
                closes=("SUMMARY",),
            ),
            _step(
                "ACCEPT", "SUBMITTED", "ACCEPTED", "ANSWER_REFERRAL",
                opens=(_task("CONTACT", "FAMILY_DOCTOR", "contact"),), closes=("ANSWER",),
            ),
            _step(
                "TURN_DOWN", "SUBMITTED", "TURNED_DOWN", "ANSWER_REFERRAL",
                closes=("ANSWER",), asks_note=True,
            ),
            _step(
                "ARRIVE", "ACCEPTED", "ARRIVED", "ANSWER_REFERRAL",
                opens=(_task("REPORT_BACK", "FAMILY_DOCTOR", "report"),), closes=("CONTACT",),
            ),
            _step(
                "MISS", "ACCEPTED", "MISSED", "ANSWER_REFERRAL",
                closes=("CONTACT",), asks_note=True,
            ),
            _step(
                "REPORT_BACK", "ARRIVED", "LOOP_CLOSED", "ANSWER_REFERRAL",
                closes=("REPORT_BACK",), needs_documents=("DISCHARGE_SUMMARY",),
            ),
            Action(
                "WITHDRAW", BEFORE_ARRIVAL - {"ADVICE_ASKED", "ADVISED"}, "WITHDRAWN", "REFER",
                asks_note=True,
            ),
            Action("DEATH", BEFORE_ARRIVAL - {"ADVICE_ASKED", "ADVISED"}, "WITHDRAWN", "REFER"),
        ),
    )
)  # fmt: skip
