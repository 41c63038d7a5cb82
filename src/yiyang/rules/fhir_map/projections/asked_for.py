"""What a partner asks by a Task or a ServiceRequest, read into plain values.

The same fields that ``referring`` writes; what is not there is the empty text, and the rule of
the service says what is missing.  Source: HL7 BSeR 2.0.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yiyang.rules.fhir_map.projections.beds import ICD_10
from yiyang.rules.fhir_map.projections.terms import own
from yiyang.rules.fhir_map.values import target_of

ANSWERED = frozenset(
    {"meta", "text", "status", "statusReason", "businessStatus", "output", "lastModified", "note"}
)
ROW = re.compile(r"(?P<row>[a-z]+)-(?P<key>\d{1,18})")
URGENT = frozenset({"urgent", "asap", "stat"})
NOTE = re.compile(r"(?P<name>done|question|discharge-summary):\s*(?P<text>.*)", re.DOTALL)


@dataclass(frozen=True)
class Answer:
    """What a Task's update says: its status, why, and what came out."""

    status: str
    reason_code: str
    reason: str
    outputs: Mapping[str, str]  # by name of the output; the text, or what it points to


@dataclass(frozen=True)
class AskedReferral:
    """What a ServiceRequest asks: who is sent, to whom, why."""

    patient: str
    receiver: str
    reason: str
    diagnosis: str
    urgency: str
    done: str
    question: str
    summary: str
    consents: tuple[str, ...]


def row_of(fhir_id: str) -> tuple[str, int] | None:
    """Return kind and key of the row that an id names; None where it names none."""
    found = ROW.fullmatch(fhir_id)
    return (found["row"], int(found["key"])) if found else None


def differs_elsewhere(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return the elements of a Task that an update changes though they are no answer."""
    names = (before.keys() | after.keys()) - ANSWERED
    return sorted(name for name in names if before.get(name) != after.get(name))


def answer_of(task: Mapping[str, Any]) -> Answer:
    """Return what a Task of sound structure says."""
    why = task.get("statusReason", {})
    return Answer(
        status=str(task.get("status", "")),
        reason_code=_code(why, own("offer-refusal")),
        reason=str(why.get("text") or _display(why)),
        outputs=dict(_outputs(task)),
    )


def asked_referral(request: Mapping[str, Any]) -> AskedReferral:
    """Return what a ServiceRequest of sound structure asks."""
    reasons = request.get("reasonCode", [])
    notes = dict(_notes(request))
    return AskedReferral(
        patient=target_of(request.get("subject", {})),
        receiver=next((target_of(who) for who in request.get("performer", [])), ""),
        reason=_first(_code(one, own("referral-reason")) for one in reasons),
        diagnosis=_first(_code(one, ICD_10) for one in reasons),
        urgency="ORANGE" if request.get("priority") in URGENT else "PLANNED",
        done=notes.get("done", ""),
        question=notes.get("question", ""),
        summary=notes.get("discharge-summary", ""),
        consents=tuple(
            target
            for one in request.get("supportingInfo", [])
            if (target := target_of(one)).startswith("Consent/")
        ),
    )


def _outputs(task: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for output in task.get("output", []):
        kind = output.get("type", {})
        name = _code(kind, own("referral-output")) or str(kind.get("text", ""))
        value = output.get("valueString") or target_of(output.get("valueReference", {}))
        if name and value:
            yield name, str(value)


def _notes(request: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for note in request.get("note", []):
        if found := NOTE.fullmatch(str(note.get("text", ""))):
            yield found["name"], found["text"].strip()


def _code(concept: Mapping[str, Any], system: str) -> str:
    return _first(str(c.get("code", "")) for c in concept.get("coding", []) if _is(c, system))


def _is(coding: Mapping[str, Any], system: str) -> bool:
    return bool(coding.get("system") == system)


def _display(concept: Mapping[str, Any]) -> str:
    return _first(str(c.get("display", "")) for c in concept.get("coding", []))


def _first(found: Iterator[str]) -> str:
    return next((one for one in found if one), "")
