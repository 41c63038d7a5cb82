"""The program runs as one: HTTP and jobs, started, stopped and refused together."""

import io
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.drills.program import data_directory, free_port, start
from yiyang.faces.cli import running
from yiyang.faces.cli.running import CannotRun, Loaded, Running, run_program

POOLED = {"polars", "pyarrow", "duckdb", "numba", "grpc"}


@pytest.fixture
def data() -> Iterator[Path]:
    with data_directory() as made:
        yield made


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_refuses_a_port_that_is_taken_before_it_starts_anything(taken_port: int) -> None:
    with pytest.raises(CannotRun, match="choose another --port"), run_program(port=taken_port):
        pytest.fail("it started")


@pytest.mark.slow
def test_serves_from_an_empty_directory_and_stops_clean_on_sigterm(data: Path) -> None:
    port = free_port()
    serving = start(data, "serve", "--port", str(port), "--workers", "1")
    assert serving.stderr is not None
    said = ""
    for line in serving.stderr:  # until it says where it answers, or ends
        said += line
        if re.search(r"answers at", line):
            break
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10) as answer:
            assert answer.read() == b"ready\n"
    finally:
        serving.send_signal(signal.SIGTERM)
        _, rest = serving.communicate(timeout=60)
    assert serving.returncode == 0, said + rest
    assert not (data / "postgres" / "postmaster.pid").exists(), "the server was left running"


def test_a_child_whose_parent_died_while_it_was_loading_ends_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(running.sys, "platform", "elsewhere")  # the kernel is not asked here
    monkeypatch.setenv(running.STARTED_BY, str(os.getppid()))
    running.die_with_parent()
    assert running.STARTED_BY not in os.environ, "a worker of this process has another parent"
    monkeypatch.setenv(running.STARTED_BY, str(os.getppid() + 1))
    with pytest.raises(SystemExit):
        running.die_with_parent()


@pytest.mark.parametrize(("said", "answers"), [("\n", True), ("", False)])
def test_a_loaded_server_answers_on_a_word_and_ends_where_its_parent_has_ended(
    said: str, answers: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(said))
    if answers:
        running.await_word()
    else:
        with pytest.raises(SystemExit):
            running.await_word()


def test_a_server_that_ended_while_it_loaded_is_told_of() -> None:
    with subprocess.Popen(["true"], stdin=subprocess.PIPE) as http:
        http.wait()
        loaded = Loaded(Running("127.0.0.1", 1, http, None, None), jobs=True)
        with pytest.raises(CannotRun, match="ended while it started"):
            loaded.open()


def test_what_workers_part_from_holds_no_threads_of_a_library() -> None:
    # A pool of threads does not live on in a worker: whatever asks it there waits for ever.
    code = (
        "import django, sys; django.setup()\n"
        "from yiyang.faces.cli.serve import _load_once; _load_once()\n"
        f"print(*({POOLED!r} & set(sys.modules)))"
    )
    environ = os.environ | {"DJANGO_SETTINGS_MODULE": "yiyang.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, env=environ
    )
    assert done.stdout.split() == []
