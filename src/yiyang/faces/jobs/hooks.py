"""The way to an endpoint of a subscriber: HTTPS, to an address that is open, and nowhere else.

The name is looked up once, every address it has is judged, and the connection goes to one that
was judged: what the name leads to a moment later changes nothing.  A redirect is a failure.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from threading import Timer
from time import monotonic
from urllib.parse import urlsplit

from yiyang.rules.subscribing.addresses import Network, faults_of_address, is_open
from yiyang.subscriptions.services import Hook, Undelivered

TAKEN = range(200, 300)
PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True)
class WebHook:
    """Posts a notification; an answer of the 200s means that the endpoint has it."""

    networks: Sequence[Network] = ()
    is_secure_only: bool = True
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def send(self, hook: Hook, body: bytes) -> None:
        """Post a notification, within the hook's time in all.

        Raises:
            Undelivered: with the kind of failure alone.
        """
        try:
            status = self._post(hook, body)
        except (OSError, http.client.HTTPException, UnicodeError) as fault:
            raise Undelivered(type(fault).__name__) from fault
        if status not in TAKEN:
            raise Undelivered(f"ANSWERED_{status}")

    def _post(self, hook: Hook, body: bytes) -> int:
        if code := faults_of_address(
            hook.endpoint, self.networks, is_secure_only=self.is_secure_only
        ):
            raise Undelivered(code)
        parts = urlsplit(hook.endpoint)
        host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
        began = monotonic()
        address = self._open_address(host, port, is_plain=parts.scheme == "http")
        link = http.client.HTTPConnection(host, port)
        link.default_port = PORTS[parts.scheme]
        # One slow byte after another would outlast a time for each: this one is for the whole.
        taken = socket.create_connection((address, port), _left(hook, began))
        with _Line(taken, max(0.0, hook.timeout - (monotonic() - began))) as line:
            if parts.scheme == "https":
                line.encrypt(self.trust, host)
            link.sock = line.socket
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            link.request("POST", path, body, _headers(hook))
            return link.getresponse().status

    def _open_address(self, host: str, port: int, *, is_plain: bool) -> str:
        """Return an address of a host; raises Undelivered unless every one it has is open."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [ip_address(entry[4][0].partition("%")[0]) for entry in found]
        for address in addresses:
            if not is_open(address, self.networks):
                raise Undelivered("SUBSCRIPTION_ENDPOINT_CLOSED")
            if is_plain and not address.is_loopback:
                raise Undelivered("SUBSCRIPTION_ENDPOINT_HTTPS")
        return str(addresses[0])


def _left(hook: Hook, began: float) -> float:
    """Return the seconds that are left of the whole.  Raises Undelivered where none are."""
    left = hook.timeout - (monotonic() - began)
    if left <= 0:
        raise Undelivered("TOO_LATE")
    return left


def _headers(hook: Hook) -> dict[str, str]:
    given = {}
    for header in hook.headers:
        name, _, value = header.partition(":")
        given[name] = value.strip()
    return {**given, "Content-Type": hook.mime, "Connection": "close"}


class _Line:
    """A connection that is cut when its time is over, whatever goes on."""

    def __init__(self, taken: socket.socket, seconds: float) -> None:
        self.socket = taken
        self._is_late = False
        self._ending = Timer(seconds, self._cut)
        self._ending.daemon = True

    def encrypt(self, trust: ssl.SSLContext, host: str) -> None:
        """Go on by TLS, with the certificate of the host."""
        taken = trust.wrap_socket(self.socket, server_hostname=host, do_handshake_on_connect=False)
        self.socket = taken
        taken.do_handshake()

    def __enter__(self) -> _Line:
        self._ending.start()
        return self

    def __exit__(self, kind: object, fault: BaseException | None, trace: object) -> None:
        self._ending.cancel()
        self.socket.close()
        if self._is_late and fault is not None:
            raise Undelivered("TOO_LATE") from fault

    def _cut(self) -> None:
        self._is_late = True
        with suppress(OSError):  # it is closed, or was never open
            socket.socket.shutdown(self.socket, socket.SHUT_RDWR)
