"""A server of a measured application, and a client that keeps many connections busy."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from yiyang.postgres import EmbeddedServer

ROOT = Path(__file__).parents[2]
START_SECONDS = 60


class WebFault(Exception):
    """The server did not come up, or answered with something else than 200."""


class Connection:
    """One kept connection of a client; as little HTTP as the measurement needs."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def get(self, path: str, headers: str = "") -> bytes:
        """Return the body of an answer.

        Raises:
            WebFault: the answer is not 200; says what it was.
        """
        self.writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n".encode())
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = head.lower().partition(b"content-length:")[2].partition(b"\r")[0]
        body = await self.reader.readexactly(int(length))
        if not head.startswith(b"HTTP/1.1 200"):
            raise WebFault(f"{head[:40]!r} {body[:300]!r}")
        return body

    async def ask(self, path: str) -> dict[str, Any]:
        """Return an answer in JSON."""
        return json.loads(await self.get(path))


@asynccontextmanager
async def connected(port: int) -> AsyncIterator[Connection]:
    """Keep one connection open for the length of a block."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield Connection(reader, writer)
    finally:
        writer.close()


@contextmanager
def served(
    target: str, server: EmbeddedServer, database: str, *, workers: int = 2
) -> Iterator[int]:
    """Run an application for the length of a block; yields its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    parts = server.connection_parts(database)
    url = (
        f"postgresql://{parts['USER']}:{quote(parts['PASSWORD'])}@/{database}"
        f"?host={quote(parts['HOST'], safe='')}&port={parts['PORT']}"
    )
    settings = {"YIYANG_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "yiyang.config.settings"}
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.parts.serve", target, str(port), str(workers)],
        cwd=ROOT,
        env={**os.environ, **settings},
    )
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise WebFault("the measured application does not come up")


def rate(
    port: int, act: Callable[[Connection, int], Awaitable[None]], *, clients: int, seconds: float
) -> tuple[float, list[float]]:
    """Return how often per second ``act`` ran, all clients together, and how long each took.

    Args:
        act: does the work once by a connection; is told the client's number.
    """
    taken: list[float] = []

    async def client(number: int, until: float) -> None:
        async with connected(port) as connection:
            while (began := time.perf_counter()) < until:
                await act(connection, number)
                taken.append(time.perf_counter() - began)

    async def everybody() -> float:
        began = time.perf_counter()
        await asyncio.gather(*(client(n, began + seconds) for n in range(clients)))
        return time.perf_counter() - began

    elapsed = asyncio.run(everybody())
    return len(taken) / elapsed, taken
