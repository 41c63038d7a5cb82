"""The program running: its HTTP server and its jobs, started, watched and stopped together."""

from __future__ import annotations

import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from yiyang.faces.cli.shell import Fault, say
from yiyang.postgres import EmbeddedServer

STOP_SECONDS = 20
CALM_SECONDS = 2.0  # between two looks at the children and the server
PARENTS_END_SECONDS = 0.5  # a parent that lives on stops this process itself
PR_SET_PDEATHSIG = 1
STARTED_BY = "YIYANG_STARTED_BY"  # the process that a child belongs to


class CannotRun(Fault):
    """The program cannot be started or went down; the text says why and what to do."""


@dataclass
class Running:
    """A started program: where it answers, and how long it lives."""

    host: str
    port: int
    http: subprocess.Popen[bytes]
    jobs: subprocess.Popen[bytes] | None
    server: EmbeddedServer | None
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """Where a browser on this machine finds the program."""
        return f"http://{_reachable(self.host)}:{self.port}"

    def wait(self) -> None:
        """Return never, unless the HTTP server goes down: then raise CannotRun."""
        while not self.ended.wait(CALM_SECONDS):
            pass
        raise CannotRun(
            "the HTTP server ended with exit code {returncode}", returncode=self.http.returncode
        )


@contextmanager
def run_program(**how: Any) -> Iterator[Running]:
    """Start the program and give it back once it answers; stop it at the end of the block.

    Takes what ``loaded_program`` takes, and raises what it and ``Loaded.open`` raise.
    """
    with loaded_program(**how) as loaded:
        yield loaded.open()


@contextmanager
def loaded_program(
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    workers: int = 2,
    threads: int = 8,
    jobs: bool = True,
    server: EmbeddedServer | None = None,
) -> Iterator[Loaded]:
    """Let the HTTP server load beside what the block does first; it answers from ``open`` on.

    Call inside ``shell.program()``, with the database migrated.  While the program runs a jobs
    process that died is started again, and so is ``server``, the embedded one, if given.

    Raises:
        CannotRun: the port is taken.
    """
    _refuse_taken_port(host, port)
    options = ["--host", host, "--port", str(port), "--workers", str(workers)]
    http = _child("http", *options, "--threads", str(threads), listening=True)
    loaded = Loaded(Running(host, port, http, None, server), jobs=jobs)
    try:
        yield loaded
    finally:
        loaded.stop()


@dataclass
class Loaded:
    """A program that has not answered anybody yet."""

    running: Running
    jobs: bool
    stopping: threading.Event = field(default_factory=threading.Event)
    watcher: threading.Thread | None = None

    def open(self, ready_seconds: float = 60) -> Running:
        """Let the program answer, and return it once it does; then its jobs begin.

        Raises:
            CannotRun: it ended, or does not answer in ``ready_seconds``.
        """
        running = self.running
        _tell(running.http)
        _await_ready(running, ready_seconds)
        # Not before: what the first page waits for has the machine to itself.
        running.jobs = _child("jobs", "work") if self.jobs else None
        self.watcher = threading.Thread(target=_watch, args=(running, self.stopping), daemon=True)
        self.watcher.start()
        return running

    def stop(self) -> None:
        """End the watching, and then what was started."""
        self.stopping.set()
        if self.watcher is not None:
            self.watcher.join()
        _stop(self.running.http, self.running.jobs)


def await_word() -> None:
    """Return when the parent lets this process answer; end where the parent has ended."""
    if not sys.stdin.readline():
        raise SystemExit(0)


def _tell(http: subprocess.Popen[bytes]) -> None:
    assert http.stdin is not None
    # A process that has ended by now is found out by who waits for its answer.
    with suppress(BrokenPipeError), http.stdin:
        http.stdin.write(b"\n")


def die_with_parent() -> None:
    """Ask the kernel to end this process when its parent dies, even by ``kill -9`` (Linux).

    A parent that died while this process was still loading is never told of: then it ends here.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    # Taken out: a worker of this process has another parent.
    started_by = os.environ.pop(STARTED_BY, None)
    if started_by is not None and int(started_by) != os.getppid():
        raise SystemExit(0)


@contextmanager
def as_child() -> Iterator[None]:
    """Run a child of the program: it ends when its parent does, and leaves the database in order.

    The kernel tells of a parent's death once for each of the parent's threads.  A library that
    takes its handler off at the first signal would leave the second one to kill the process.
    And it tells before the parent's files are closed: who is quicker than that would find the
    parent among the users of the database, and leave it running for nobody.
    """
    parent = os.getppid()
    with stopped_by_signals():
        die_with_parent()
        try:
            yield
        finally:
            until = time.monotonic() + PARENTS_END_SECONDS
            while os.getppid() == parent and time.monotonic() < until:
                time.sleep(0.02)


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Let SIGTERM and SIGINT end the block cleanly; a second one does not disturb the end."""

    def stop(number: int, _frame: object) -> None:
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, signal.SIG_IGN)
        raise SystemExit(0)

    before = {each: signal.signal(each, stop) for each in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _child(*arguments: str, listening: bool = False) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches only this process, which then stops them in order.
    return subprocess.Popen(
        [sys.executable, "-m", "yiyang.faces.cli", *arguments],
        stdin=subprocess.PIPE if listening else subprocess.DEVNULL,
        start_new_session=True,
        env=os.environ | {STARTED_BY: str(os.getpid())},
    )


def _watch(running: Running, stopping: threading.Event) -> None:
    while not stopping.wait(CALM_SECONDS):
        if running.http.poll() is not None:
            running.ended.set()
            return
        _mend(running.server.keep_running if running.server else None)
        if running.jobs is not None and running.jobs.poll() is not None:
            running.jobs = _child("jobs", "work")


def _mend(keep_running: Callable[[], None] | None) -> None:
    if keep_running is not None:
        try:
            keep_running()
        except Exception as fault:  # the next look tries again; the pages say 503 meanwhile
            say("the database server cannot be started again: {fault}", fault=fault)


def _stop(*children: subprocess.Popen[bytes] | None) -> None:
    alive = [child for child in children if child is not None and child.poll() is None]
    for child in alive:
        child.terminate()
    for child in alive:
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _refuse_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # Without this a port of a program that just ended counts as taken for a minute.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            raise CannotRun(
                "cannot listen on {host}:{port} ({reason}): choose another --port",
                host=host,
                port=port,
                reason=fault.strerror,
            ) from fault


def _await_ready(running: Running, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if running.http.poll() is not None:
            raise CannotRun("the HTTP server ended while it started; its words stand above")
        if _answers(running.host, running.port):
            return
        time.sleep(0.1)
    raise CannotRun(
        "no answer from {url}/readyz after {seconds:.0f} seconds", url=running.url, seconds=seconds
    )


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(_reachable(host), port, timeout=5)
    try:
        connection.request("GET", "/readyz", headers={"Host": _allowed_host()})
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


def _allowed_host() -> str:
    first = settings.ALLOWED_HOSTS[0] if settings.ALLOWED_HOSTS else "localhost"
    return "localhost" if first == "*" else first.lstrip(".")


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
