"""The way to another node: a token by our key, messages signed, answers believed if signed."""

from __future__ import annotations

import http.client
import socket
import ssl
import urllib.parse
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Timer
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
from yiyang.rules.fhir_map.messages import resources_answered
from yiyang.rules.fhir_map.projections.terms import Resource
from yiyang.rules.fhir_map.written import BadJson, read_json, write_json

TIMEOUT_SECONDS = 20  # for each step
SECONDS_IN_ALL = 60
PORTS = {"https": 443, "http": 80}
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

    def __init__(self, seconds: float = SECONDS_IN_ALL) -> None:
        self.seconds = seconds

    def post(self, address: str, body: bytes, headers: dict[str, str]) -> Reply:
        """Return the reply, whatever its status.  Raises Undelivered where there is none."""
        try:
            return self._post(address, body, headers)
        except (OSError, http.client.HTTPException, ValueError) as fault:
            raise Undelivered(type(fault).__name__) from fault  # also of an address that is none

    def _post(self, address: str, body: bytes, headers: dict[str, str]) -> Reply:
        parts = urllib.parse.urlsplit(address)
        host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
        link = http.client.HTTPConnection(host, port)
        link.default_port = PORTS[parts.scheme]
        taken = socket.create_connection((host, port), TIMEOUT_SECONDS)
        # One slow byte after another would outlast a time for each: this one is for the whole.
        with _Line(taken, self.seconds) as line:
            if parts.scheme == "https":
                line.encrypt(host)
            link.sock = line.socket
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            link.request("POST", path, body, {**headers, "Connection": "close"})
            answer = link.getresponse()
            content = answer.read(MOST_BYTES + 1)
            if len(content) > MOST_BYTES:
                raise Undelivered("the answer is too long")
            return Reply(answer.status, content, answer.headers.get(HEADER, ""))


class _Line:
    """A connection that is cut when its time is over, whatever goes on."""

    def __init__(self, taken: socket.socket, seconds: float) -> None:
        self.socket = taken
        self.is_late = False
        self.ending = Timer(seconds, self._cut)
        self.ending.daemon = True

    def encrypt(self, host: str) -> None:
        """Go on by TLS, with the certificate of the host."""
        trust = ssl.create_default_context()
        self.socket = trust.wrap_socket(
            self.socket, server_hostname=host, do_handshake_on_connect=False
        )
        self.socket.do_handshake()

    def __enter__(self) -> _Line:
        self.ending.start()
        return self

    def __exit__(self, kind: object, fault: BaseException | None, trace: object) -> None:
        self.ending.cancel()
        self.socket.close()
        if self.is_late:  # what was read is cut short
            raise Undelivered("TimeoutError") from fault

    def _cut(self) -> None:
        self.is_late = True
        with suppress(OSError):  # it is closed, or was never open
            socket.socket.shutdown(self.socket, socket.SHUT_RDWR)


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
        return Answered(reply.status == OK, issues_of(reply.body), sent_back(reply.body))

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


def sent_back(body: bytes) -> list[Resource]:
    """Return what an answer holds beside its outcome; of what we could not keep, nothing."""
    try:
        read = read_json(body)
        write_json(read)
        return resources_answered(read)
    except BadJson:
        return []


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
