"""What a call of a hook asks: whose orders, and which of them are to be looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yiyang.faces.fhir.errors import Fault

BAD = 400
MOST = 50  # orders in one call: each may be answered with as many cards as there are results


@dataclass(frozen=True)
class Draft:
    """One order that is about to be placed: its name in the caller's system, and its codes."""

    name: str
    codes: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Call:
    """One call: the patient by the id that they have here, and the orders to look at."""

    instance: str
    patient: str
    drafts: tuple[Draft, ...]


def call_of(sent: Any, hook: str) -> Call:
    """Return a call of a hook.

    Of ``order-select`` only what was just selected is looked at; of ``order-sign`` all drafts.

    Raises:
        Fault: it is no call of this hook, or lacks what the hook needs; says where.
    """
    body = _table(sent, "")
    if body.get("hook") != hook:
        raise Fault("CDS_OTHER_HOOK", kind="value", status=BAD, where="hook")
    context = _table(body.get("context"), "context")
    entries = _table(context.get("draftOrders"), "context.draftOrders").get("entry")
    if isinstance(entries, list) and len(entries) > MOST:
        raise Fault("CDS_TOO_MANY", kind="too-long", status=BAD, where="context.draftOrders")
    found = tuple(_drafts(entries))
    if hook == "order-select":
        chosen = context.get("selections")
        if not isinstance(chosen, list):
            raise Fault("CDS_MISSING", kind="required", status=BAD, where="context.selections")
        found = tuple(draft for draft in found if draft.name in chosen)
    return Call(
        instance=_text(body.get("hookInstance"), "hookInstance"),
        patient=_text(context.get("patientId"), "context.patientId"),
        drafts=found,
    )


def _table(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Fault("CDS_MISSING", kind="required", status=BAD, where=where)
    return value


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value:
        raise Fault("CDS_MISSING", kind="required", status=BAD, where=where)
    return value


def _drafts(entries: Any) -> Iterator[Draft]:
    for entry in entries if isinstance(entries, list) else ():
        order = entry.get("resource") if isinstance(entry, dict) else None
        if not isinstance(order, dict) or order.get("resourceType") != "ServiceRequest":
            continue
        code = order.get("code")
        codings = code.get("coding") if isinstance(code, dict) else None
        codes = frozenset(
            (str(one.get("system", "")), str(one.get("code", "")))
            for one in (codings if isinstance(codings, list) else ())
            if isinstance(one, dict)
        )
        yield Draft(f"ServiceRequest/{order.get('id', '')}", codes)
