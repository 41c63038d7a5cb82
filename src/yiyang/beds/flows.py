"""The transfer as a flow.  Source: JA-2.2.2; the steps are the product's proposal."""

from __future__ import annotations

from yiyang.cases.flow import Action, Flow, TaskSpec, register

TRANSFER = "TRANSFER"
BEFORE_MATCH = frozenset(
    {"REQUESTED", "TRIAGED", "EVALUATED", "CONSENTED", "ESCALATED", "EXPIRED", "PROMISED"}
)
MATCHED = frozenset({"MATCHED", "RECORDS_SENT", "IN_TRANSIT"})
AFTER_ADMISSION = frozenset({"ADMITTED", "RECONCILED"})
FINAL = frozenset({"CLOSED", "REJECTED", "CANCELLED", "OUTSIDE"})
CLOCK = "transfer.clock"

FLOW = register(
    Flow(
        kind=TRANSFER,
        version="1",
        states=(
            *("REQUESTED", "TRIAGED", "EVALUATED", "CONSENTED", "MATCHED", "RECORDS_SENT"),
            *("IN_TRANSIT", "ADMITTED", "RECONCILED", "ESCALATED", "EXPIRED", "PROMISED"),
            *("CLOSED", "REJECTED", "CANCELLED", "OUTSIDE"),
        ),
        first="REQUESTED",
        final=FINAL,
        opens=(
            TaskSpec("RESPOND", "COORDINATOR", f"{CLOCK}.respond.{{urgency}}"),
            TaskSpec("EVALUATE", "COORDINATOR", f"{CLOCK}.evaluate.{{urgency}}"),
        ),
        actions=(
            Action(
                "TRIAGE", frozenset({"REQUESTED"}), "TRIAGED", "COORDINATE", closes=("RESPOND",)
            ),
            Action(
                "EVALUATE",
                BEFORE_MATCH,
                "EVALUATED",
                "COORDINATE",
                opens=(TaskSpec("MATCH", "COORDINATOR", f"{CLOCK}.match.{{urgency}}"),),
                closes=("RESPOND", "EVALUATE"),
            ),
            Action("CONSENT", frozenset({"EVALUATED"}), "CONSENTED", "REQUEST_TRANSFER"),
            Action("ASK", BEFORE_MATCH - {"REQUESTED", "TRIAGED"}, None, "COORDINATE"),
            Action("ACCEPT_OFFER", BEFORE_MATCH, None, "ANSWER_OFFER"),
            Action("REFUSE_OFFER", BEFORE_MATCH, None, "ANSWER_OFFER"),
            Action(
                "HOLD",
                BEFORE_MATCH - {"REQUESTED", "TRIAGED"},
                "MATCHED",
                "COORDINATE",
                opens=(TaskSpec("SEND_RECORDS", "COORDINATOR", f"{CLOCK}.records.{{urgency}}"),),
                closes=("MATCH", "FIND_CAPACITY"),
                needs_documents=("APPLICATION", "EVALUATION", "CONSENT"),
            ),
            Action(
                "PROMISE",
                BEFORE_MATCH - {"REQUESTED", "TRIAGED", "PROMISED"},
                "PROMISED",
                "PLACE_BATCH",
                closes=("MATCH", "FIND_CAPACITY"),
                needs_documents=("APPLICATION", "EVALUATION", "CONSENT"),
            ),
            Action(
                "SEND_RECORDS",
                frozenset({"MATCHED"}),
                "RECORDS_SENT",
                "COORDINATE",
                closes=("SEND_RECORDS",),
            ),
            Action("DEPART", frozenset({"RECORDS_SENT"}), "IN_TRANSIT", "COORDINATE"),
            Action("ADMIT", MATCHED, "ADMITTED", "ADMIT", needs_documents=("HEALTH_SUMMARY",)),
            Action(
                "RECONCILE",
                frozenset({"ADMITTED"}),
                "RECONCILED",
                "ADMIT",
                closes=("RECONCILE",),
                needs_documents=("NURSING_HANDOVER",),
            ),
            Action("CLOSE", frozenset({"RECONCILED"}), "CLOSED", "ADMIT"),
            Action(
                "EXPIRE",
                MATCHED,
                "EXPIRED",
                "COORDINATE",
                opens=(TaskSpec("MATCH", "COORDINATOR", f"{CLOCK}.match.{{urgency}}"),),
            ),
            Action(
                "ESCALATE",
                BEFORE_MATCH - {"ESCALATED"},
                "ESCALATED",
                "COORDINATE",
                opens=(
                    TaskSpec("FIND_CAPACITY", "COORDINATOR", f"{CLOCK}.no_capacity.{{urgency}}"),
                ),
            ),
            Action("REJECT", BEFORE_MATCH, "REJECTED", "COORDINATE", asks_note=True),
            Action(
                "CANCEL", BEFORE_MATCH | MATCHED, "CANCELLED", "REQUEST_TRANSFER", asks_note=True
            ),
            Action("GO_OUTSIDE", BEFORE_MATCH, "OUTSIDE", "COORDINATE", asks_note=True),
            Action("END", BEFORE_MATCH | MATCHED | AFTER_ADMISSION, "CLOSED", "ADMIT"),
        ),
    )
)
