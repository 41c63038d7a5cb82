"""A client that keeps many connections busy and costs the machine little itself.

Whole requests as bytes go in, whole answers come out; no library of HTTP stands between.
"""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bench.parts.web import WebFault

HEAD_END = b"\r\n\r\n"
LENGTH = b"content-length: "
CHUNK = 1 << 20
WAIT_SECONDS = 30
Next = Callable[[], bytes]


@dataclass
class Caller:
    """One kept connection and what has come of its present answer."""

    socket: socket.socket
    began: float = 0.0
    got: bytearray = field(default_factory=bytearray)

    def send(self, request: bytes) -> None:
        """Send one request, whole."""
        self.got.clear()
        self.began = time.perf_counter()
        self.socket.setblocking(True)  # a small request goes into the buffer at once
        self.socket.sendall(request)
        self.socket.setblocking(False)

    def take(self) -> bytes | None:
        """Return the answer's body once it is whole.

        Raises:
            WebFault: the server hung up, or said no.
        """
        part = self.socket.recv(CHUNK)
        if not part:
            raise WebFault("the server hung up")
        self.got += part
        end = self.got.find(HEAD_END)
        if end < 0:
            return None
        head = bytes(self.got[:end]).lower()
        start = head.find(LENGTH)
        length = int(head[start + len(LENGTH) :].partition(b"\r")[0]) if start >= 0 else 0
        if len(self.got) < end + len(HEAD_END) + length:
            return None
        if not head.startswith(b"http/1.1 20"):
            raise WebFault(f"{head[:40]!r} {bytes(self.got[end : end + 300])!r}")
        return bytes(self.got[end + len(HEAD_END) :])


@contextmanager
def callers(port: int, number: int) -> Iterator[list[Caller]]:
    """Keep so many connections open for the length of a block."""
    opened = [
        Caller(socket.create_connection(("127.0.0.1", port), WAIT_SECONDS)) for _ in range(number)
    ]
    try:
        for one in opened:
            one.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield opened
    finally:
        for one in opened:
            one.socket.close()


def ask(port: int, request: bytes) -> bytes:
    """Return the body of one answer."""
    with callers(port, 1) as (one,):
        one.send(request)
        one.socket.settimeout(WAIT_SECONDS)
        while (body := one.take()) is None:
            pass
        return body


def rate(
    port: int, request: Next, *, clients: int, seconds: float, check: Callable[[bytes], bool]
) -> tuple[float, int]:
    """Return answers per second, all clients together, and how many there were.

    Args:
        request: makes the next request.
        check: tells whether an answer's body is one that may be counted.

    Raises:
        WebFault: an answer is none, or not such a one.
    """
    answered = 0
    with callers(port, clients) as opened, selectors.DefaultSelector() as ready:
        for one in opened:
            ready.register(one.socket, selectors.EVENT_READ, one)
            one.send(request())
        began = now = time.perf_counter()
        waiting = len(opened)
        while waiting:
            events = ready.select(WAIT_SECONDS)
            if not events:
                raise WebFault("no answer")
            for key, _ in events:
                body = key.data.take()
                if body is None:
                    continue
                if not check(body):
                    raise WebFault(f"not what was asked for: {body[:300]!r}")
                answered += 1
                now = time.perf_counter()
                if now - began < seconds:
                    key.data.send(request())
                else:
                    waiting -= 1
    return answered / (now - began), answered


def message(method: str, path: str, token: str, body: bytes = b"") -> bytes:
    """Return one request to the FHIR face with an access token."""
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
        "Accept: application/fhir+json\r\n"
    )
    if body:
        head += f"Content-Type: application/fhir+json\r\nContent-Length: {len(body)}\r\n"
    return f"{head}\r\n".encode() + body
