"""What a program sends to ask for a transfer and to lead it on."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field, StringConstraints

from yiyang.beds.services import Asked, Condition
from yiyang.faces.api.assessments import Moment
from yiyang.faces.api.people import PatientId
from yiyang.rules.instruments.green_channel import Sign
from yiyang.rules.placement.terms import Kind, Trigger

CAPABILITIES = Literal[
    "STROKE_CENTRE", "CHEST_PAIN_CENTRE", "TRAUMA_CENTRE", "DIALYSIS", "VENTILATOR"
]
REFUSALS = Literal["", "NO_STAFF", "NO_SUITABLE_BED", "BEYOND_ABILITY", "FULL", "OTHER_REASON"]
TRIGGERS = Literal[tuple(str(one) for one in Trigger if one != Trigger.CLOSE)]  # type: ignore[valid-type]
Note = Annotated[str, StringConstraints(max_length=500)]
Sign_ = Literal[tuple(str(one) for one in Sign)]  # type: ignore[valid-type]
Measured = Annotated[str, Field(max_length=12)] | int | Decimal
SIGNS_MOST = 12


class Vitals(Schema):
    """Vital signs, by the keys of NEWS2; what was not measured is left out."""

    model_config = {"extra": "forbid"}
    measured_at: Moment
    values: Annotated[dict[str, Measured], Field(max_length=SIGNS_MOST)]


class TransferIn(Schema):
    """Why somebody should move, and what is wished."""

    model_config = {"extra": "forbid"}
    patient: PatientId
    trigger: TRIGGERS
    wished_kind: Literal[("", *(str(one) for one in Kind))] = ""  # type: ignore[valid-type]
    needs: Annotated[list[CAPABILITIES], Field(max_length=5)] = []
    isolation: bool = False
    note: Note = ""
    vitals: Vitals | None = None
    signs: Annotated[list[Sign_], Field(max_length=SIGNS_MOST)] = []

    def asked(self, requester: str) -> Asked:
        """Return what is asked for, in the requester's role."""
        return Asked(
            trigger=Trigger(self.trigger),
            requester=requester,
            wished_kind=self.wished_kind,
            needs=tuple(self.needs),
            isolation=self.isolation,
            note=self.note,
        )

    def condition(self, at: datetime) -> Condition:
        """Return what was measured and seen."""
        if self.vitals is None:
            return Condition(measured_at=at, signs=tuple(self.signs))
        values: dict[str, Any] = dict(self.vitals.values)
        return Condition(self.vitals.measured_at, values, tuple(self.signs))


class AnswerIn(Schema):
    """An institution's answer; a refusal gives its reason."""

    model_config = {"extra": "forbid"}
    accepts: bool
    refusal: REFUSALS = ""
    note: Note = ""


class VersionIn(Schema):
    """The version of the transfer that the sender has seen; None: whichever it is."""

    model_config = {"extra": "forbid"}
    version: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None
