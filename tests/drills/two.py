"""Whole nodes on databases of their own, and the link between two that loses what it is told to."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Any

from tests.drills.program import environment, free_port, postmaster, start
from tests.drills.test_kill_server import served, wait_until_ready

PATIENCE_SECONDS = 300
SERVER_ERROR = 500
PASSED_ON = ("Content-Type", "X-Node-Signature")
# What becomes of a message.  DEAF: it is done, the answer is lost.  TWICE: it comes twice.  LATE:
# after it an older one comes again.  The rest: one side dies while it is done, or when it was.
UP, DOWN, DEAF, TWICE, LATE = "up", "down", "deaf", "twice", "late"
KILL_ASKED, KILL_DONE, KILL_ASKER = "kill asked", "kill done", "kill asker"
Posted = tuple[str, bytes, dict[str, str]]


class Link:
    """Stands between two nodes; ``fates`` are those of the next messages, then ``state`` is."""

    def __init__(self, port: int) -> None:
        self.state, self.behind = UP, port
        self.fates: deque[str] = deque()
        self.came: list[Posted] = []
        self.met: list[str] = []  # each fate that a message had
        self.kill: dict[str, Callable[[], None]] = {}
        self.chance = Random("late")
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def carry(self, posted: Posted) -> tuple[int, dict[str, str], bytes] | None:
        """Return the answer to what was posted; None: it is lost."""
        is_message = posted[0].endswith("message")
        fate = self.state
        if is_message and self.fates:
            fate = self.fates.popleft()
        if is_message:
            self.met.append(fate)
        if fate == DOWN:
            return None
        if fate == KILL_ASKED:
            self._ask(posted, then=self.kill[fate])
            return None
        answer = self._ask(posted)
        if is_message:
            self.came.append(posted)
            if fate in self.kill:
                self.kill[fate]()
                return None
            if fate == TWICE:
                answer = self._ask(posted)
            if fate == LATE:
                self._ask(self.chance.choice(self.came))
        return None if fate == DEAF and is_message else answer

    def _ask(
        self, posted: Posted, then: Callable[[], None] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        path, body, headers = posted
        way = http.client.HTTPConnection("127.0.0.1", self.behind, timeout=60)
        way.request("POST", path, body, headers)
        if then is not None:
            then()
            way.close()
            return 0, {}, b""
        answer = way.getresponse()
        content = answer.read()
        kept = {
            n: answer.headers[n]
            for n in ("Content-Type", "X-Node-Signature")
            if n in answer.headers
        }
        return answer.status, kept, content


def _handler(link: Link) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            try:
                answer = link.carry((self.path, body, dict(self.headers)))
            except OSError:  # the node behind is dead
                answer = None
            if answer is None:
                self.close_connection = True
                return
            status, headers, content = answer
            with suppress(OSError):  # who asked is dead
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            return None

    return Handler


class Node:
    """One node on a data directory of its own."""

    def __init__(self, data: Path, code: str, **more: str) -> None:
        self.data, self.code, self.port = data, code, free_port()
        self.own = {"YIYANG_NODE": code, **more}

    def command(self, *words: str) -> Any:
        ended = start(self.data, *words, **self.own)
        out, err = ended.communicate(timeout=PATIENCE_SECONDS)
        assert ended.returncode == 0, f"yiyang {' '.join(words)}: {out}{err}"
        return out

    def run(self, script: str) -> str:
        indented = "".join(f"    {line}\n" for line in script.strip("\n").splitlines())
        whole = f"from yiyang.faces.cli.shell import program\nwith program():\n{indented}"
        ended = subprocess.run(
            [sys.executable, "-c", whole], env=self.environment(),
            text=True, capture_output=True, timeout=PATIENCE_SECONDS, check=False,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    def environment(self) -> dict[str, str]:
        settings = {"DJANGO_SETTINGS_MODULE": "yiyang.config.settings"}
        return environment(self.data, **self.own, **settings)

    def serve(self) -> subprocess.Popen[str]:
        serving = start(self.data, "serve", "--port", str(self.port), "--workers", "1", **self.own)
        served(serving)
        return serving


class Hand:
    """A process of a node that does what it is told, one line of JSON after another."""

    def __init__(self, node: Node, module: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", module], env=node.environment(), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def tell(self, part: str, **words: Any) -> Any:
        """Return what it answers; None: it was killed over it."""
        assert self.process.stdin is not None and self.process.stdout is not None
        try:
            self.process.stdin.write(json.dumps([part, words]) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if line:
            return json.loads(line)
        _, said = self.process.communicate(timeout=PATIENCE_SECONDS)
        assert self.process.returncode == -signal.SIGKILL, f"{part} {words}: {said[-3000:]}"
        return None

    def close(self) -> None:
        """End it, as it ends by itself."""
        if self.process.poll() is None:
            self.process.communicate(timeout=PATIENCE_SECONDS)


def kill_all(data: Path, processes: Iterable[subprocess.Popen[str]]) -> None:
    """Kill a node as a power cut does: its programs, their children, its database."""
    ours = [process.pid for process in processes if process.poll() is None]
    dead = [*ours, *(child for pid in ours for child in _children(pid))]
    with suppress(OSError):
        dead.append(postmaster(data))
    for pid in dead:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for told in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, told.read_text().split()):
            found += [child, *_children(child)]
    return found


def until_awake(node: Node, serving: subprocess.Popen[str]) -> None:
    """Wait until a program answers at the doors of messages: it loads what they need once."""
    wait_until_ready(node.port, serving)
    for path in ("/oauth/token", "/fhir/$process-message"):
        asked = http.client.HTTPConnection("127.0.0.1", node.port, timeout=PATIENCE_SECONDS)
        asked.request("POST", path, b"{}", {"Content-Type": "application/fhir+json"})
        assert asked.getresponse().status < SERVER_ERROR
        asked.close()
