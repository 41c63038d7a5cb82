"""The way to another node: a token by our key, messages signed, answers believed if signed."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.parse
import urllib.request
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.conf import settings
from django.utils import timezone

from yiyang.decisions.services import read_book
from yiyang.exchange.here import base_of
from yiyang.exchange.keys import sign_as_node
from yiyang.exchange.models import Node
from yiyang.exchange.services import Answered, note_answer, payload_of
from yiyang.exchange.services.registering import SCOPE
from yiyang.faces.exchange.signatures import HEADER, NotSigned, check, sign
from yiyang.postbox.models import Outgoing
from yiyang.postbox.services import Undelivered
from yiyang.rules.fhir_map.written import BadJson, read_json, write_json

TIMEOUT_SECONDS = 20
MOST_BYTES = 4 * 1024 * 1024  # of an answer
MOST_ISSUES = 200  # as many as an answer of ours names
ASSERTION_LIVES = timedelta(minutes=2)
BY_JWT = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
FHIR_JSON = "application/fhir+json"
OK, CLIENT_FAULT, SERVER_FAULT = 200, 400, 500


@dataclass(frozen=True)
class Reply:
    """What came back over HTTP."""

    status: int
    body: bytes
    signature: str = ""


class Transport(Protocol):
    """Posts to an address."""

    def post(self, address: str, body: bytes, headers: dict[str, str]) -> Reply:
        """Return the reply, whatever its status.  Raises Undelivered where there is none."""


class HttpTransport:
    """Posts over HTTP; an address that leads elsewhere is not followed."""

    def __init__(self) -> None:
        self.opener = urllib.request.build_opener(_NotElsewhere, urllib.request.ProxyHandler({}))

    def post(self, address: str, body: bytes, headers: dict[str, str]) -> Reply:
        """Return the reply, whatever its status.  Raises Undelivered where there is none."""
        asked = urllib.request.Request(address, body, headers, method="POST")
        try:
            try:
                answer = self.opener.open(asked, timeout=TIMEOUT_SECONDS)
            except urllib.error.HTTPError as fault:
                answer = fault
            with answer:
                content = answer.read(MOST_BYTES + 1)
                if len(content) > MOST_BYTES:
                    raise Undelivered("the answer is too long")
                return Reply(answer.status, content, answer.headers.get(HEADER, ""))
        except (OSError, http.client.HTTPException, ValueError) as fault:
            raise Undelivered(_kind_of(fault)) from fault  # also of an address that is none


class _NotElsewhere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def _kind_of(fault: Exception) -> str:
    reason = getattr(fault, "reason", None)
    return type(reason if isinstance(reason, Exception) else fault).__name__


@dataclass
class NodeCarrier:
    """Carries messages to one node; the token is asked for once and used until it fails."""

    node: Node
    at: datetime
    transport: Transport = field(default_factory=HttpTransport)
    token: str = ""
    error: str = ""  # why the last message did not go

    def deliver(self, message: Outgoing) -> None:
        """Hand a message over and keep the answer.  Raises Undelivered with the kind of failure."""
        try:
            note_answer(message=message, answered=self._answered(message), at=self.at)
        except Undelivered as fault:
            self.error = str(fault)
            raise

    def _answered(self, message: Outgoing) -> Answered:
        sent = payload_of(message)
        reply = self._post(sent.body, sent.message_id)
        self._refuse_unsigned(reply, sent.message_id)
        if reply.status >= SERVER_FAULT or (reply.status < CLIENT_FAULT and reply.status != OK):
            raise Undelivered(f"answered {reply.status}")
        return Answered(reply.status == OK, issues_of(reply.body))

    def _post(self, body: bytes, message_id: str) -> Reply:
        now = timezone.now()
        headers = {
            "Content-Type": FHIR_JSON,
            "Accept": FHIR_JSON,
            "Authorization": f"Bearer {self.token or self._ask_token(now)}",
            HEADER: sign(body, to=self.node.code, message_id=message_id, at=now),
        }
        address = f"{base_of(self.node.address)}/$process-message"
        return self.transport.post(address, body, headers)

    def _refuse_unsigned(self, reply: Reply, message_id: str) -> None:
        """Raise Undelivered unless the node itself answered this very message."""
        now = timezone.now()
        try:
            signed = check(
                reply.signature,
                reply.body,
                by=self.node.code,
                keys=self.node.client.jwks,
                at=now,
                holds=read_book(timezone.localdate(now)).duration("exchange.signature_holds"),
            )
        except NotSigned as fault:
            self.token = ""  # perhaps it has ended
            raise Undelivered(f"answered {reply.status}, unsigned") from fault
        if str(signed.message_id) != message_id or signed.status != reply.status:
            raise Undelivered("answered another message")

    def _ask_token(self, now: datetime) -> str:
        """Ask for an access token by a signed assertion (SMART Backend Services)."""
        address = f"{self.node.address}/oauth/token"
        claims = {
            "iss": self.node.client_id_there,
            "sub": self.node.client_id_there,
            "aud": address,
            "exp": int((now + ASSERTION_LIVES).timestamp()),
            "jti": str(uuid.uuid4()),
        }
        form = {
            "grant_type": "client_credentials",
            "scope": SCOPE,
            "client_assertion_type": BY_JWT,
            "client_assertion": sign_as_node(claims, settings.KEY_DIR),
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        body = urllib.parse.urlencode(form).encode()
        reply = self.transport.post(address, body, headers)
        try:
            self.token = str(read_json(reply.body)["access_token"])
        except (BadJson, KeyError, TypeError) as fault:
            raise Undelivered(f"no token: answered {reply.status}") from fault
        return self.token


def issues_of(body: bytes) -> list[dict[str, str]]:
    """Return each issue of an answer: of its OperationOutcome, alone or in a message.

    What we could not keep is none: the answer itself stands without its text.
    """
    try:
        read = read_json(body)
        write_json(read)
        inside = [entry["resource"] for entry in read.get("entry", ())] or [read]
        outcomes = [one for one in inside if one.get("resourceType") == "OperationOutcome"]
        issues = [each for one in outcomes for each in one["issue"]]
        told = [each for each in issues if each.get("severity") != "information"]
        return [_issue(each) for each in told[:MOST_ISSUES]]
    except (BadJson, KeyError, TypeError, AttributeError):
        return []


def _issue(issue: dict[str, Any]) -> dict[str, str]:
    details = issue.get("details", {})
    codes = [str(one.get("code", "")) for one in details.get("coding", ())]
    named = [one for one in details.get("coding", ()) if one.get("system")]  # what it is about
    return {
        "code": codes[0] if codes else str(issue.get("code", "")),
        "text": str(details.get("text", ""))[:300],
        "value": str(named[0].get("code", ""))[:120] if named else "",
        "where": "".join(issue.get("expression", ())[:1])[:200],
    }
