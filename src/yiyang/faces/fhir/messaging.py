"""``$process-message``: what another node sends, taken in once and answered, both ways signed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from yiyang.access.powers import Power
from yiyang.access.readers import Reader
from yiyang.decisions.services import read_book
from yiyang.exchange.here import base_here, node_here
from yiyang.exchange.models import Node
from yiyang.exchange.selectors import node_of_client
from yiyang.exchange.services import take_message
from yiyang.faces.exchange.signatures import HEADER, NotSigned, sign
from yiyang.faces.exchange.signatures import check as check_signature
from yiyang.faces.fhir.asking import JSON_TYPES
from yiyang.faces.fhir.doors import fhir
from yiyang.faces.fhir.errors import Fault, answer_for
from yiyang.faces.fhir.outcomes import fhir_answer, issue
from yiyang.kernel.errors import Refused
from yiyang.kernel.messages import Message
from yiyang.rules.fhir_map.written import BadJson, read_json, write_json

KIND = "MessageHeader"
# Somebody else did the same at this moment: the sender tries again, so it is no answer to keep.
AGAIN = frozenset({"IDENTIFIER_ALREADY_KNOWN"})


@require_POST
@fhir(Power.WRITE_FHIR)
def process_message(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Take in a message of the node that the token belongs to; the answer is signed.

    What is wrong with the message itself is answered signed too: the sender keeps it as the
    answer.  Anything else is answered unsigned, and the sender tries again.
    """
    node = node_of_client(reader.client_id)
    if node is None or not reader.may(KIND, "c"):
        raise Http404
    if request.content_type not in JSON_TYPES:
        raise Fault("FHIR_SEND_JSON", kind="not-supported", status=415)
    now, body = timezone.now(), request.body
    try:
        signed = check_signature(
            request.headers.get(HEADER, ""),
            body,
            by=node.code,
            keys=node.client.jwks,
            at=now,
            holds=read_book(timezone.localdate(now)).duration("exchange.signature_holds"),
        )
        if signed.status is not None:
            raise NotSigned  # that of an answer: it asks for nothing
    except NotSigned as fault:
        raise Fault("NODE_SIGNATURE", kind="security", status=401) from fault
    taken = {"node": node, "message_id": signed.message_id, "body": body}
    try:
        told = take_message(**taken, by=reader.actor, at=now)
        answer = fhir_answer(write_json(_answered(node, signed.message_id, told)))
    except (Refused, BadJson, Http404) as fault:
        answer = answer_for(fault)
        if answer is None or getattr(fault, "code", "") in AGAIN:
            raise
    answer[HEADER] = sign(
        answer.content,
        to=node.code,
        message_id=str(signed.message_id),
        at=now,
        status=answer.status_code,
    )
    return answer


def _answered(node: Node, message_id: uuid.UUID, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer to a message that was taken in, with what could not be read of it."""
    said = [_warning(one) for one in told["issues"]] or [
        issue(Message("FHIR_STORED"), kind="informational", severity="information")
    ]
    answer_id = str(uuid.uuid5(message_id, node_here()))
    header = {
        "resourceType": KIND,
        "id": answer_id,
        "eventCoding": {"system": "urn:yiyang:exchange-event", "code": "answer"},
        "destination": [{"name": node.code, "endpoint": node.address}],
        "source": {"name": node_here(), "endpoint": base_here()},
        "response": {"identifier": str(message_id), "code": "ok"},
    }
    outcome = {"resourceType": "OperationOutcome", "id": "outcome", "issue": said}
    return {
        "resourceType": "Bundle",
        "type": "message",
        "entry": [
            {"fullUrl": f"urn:uuid:{answer_id}", "resource": header},
            {"fullUrl": f"urn:uuid:{uuid.uuid5(message_id, 'outcome')}", "resource": outcome},
            *(_entry(one) for one in told.get("resources", ())),
        ],
    }


def _entry(text: str) -> dict[str, Any]:
    """Return the entry of a resource that is answered; it is kept as text."""
    resource = read_json(text.encode())
    name = f"{resource['resourceType']}/{resource['id']}"
    return {"fullUrl": f"{base_here()}/{name}", "resource": resource}


def _warning(one: Mapping[str, str]) -> dict[str, Any]:
    """Return the issue of a code that could not be read, with the code itself."""
    about = Message(one["code"], {"system": one["system"], "catalogue_code": one["value"]})
    made = issue(about, kind="code-invalid", where=one["where"], severity="warning")
    if one["system"] and one["value"]:
        made["details"]["coding"].append({"system": one["system"], "code": one["value"]})
    return made
