"""The program runs as one: HTTP and jobs, started, stopped and refused together."""

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

from yiyang.faces.cli.running import CannotRun, run_program


def yiyang(data: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a command of the program on a data directory of its own."""
    environment = {**os.environ, "YIYANG_DATA": str(data)}
    environment.pop("YIYANG_DATABASE_URL", None)
    return subprocess.Popen(
        [sys.executable, "-m", "yiyang.faces.cli", *arguments],
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_refuses_a_port_that_is_taken_before_it_starts_anything(taken_port: int) -> None:
    with pytest.raises(CannotRun, match="choose another --port"), run_program(port=taken_port):
        pytest.fail("it started")


@pytest.mark.slow
def test_serves_from_an_empty_directory_and_stops_clean_on_sigterm(tmp_path: Path) -> None:
    port = free_port()
    serving = yiyang(tmp_path, "serve", "--port", str(port), "--workers", "1")
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
    assert not (tmp_path / "postgres" / "postmaster.pid").exists(), "the server was left running"
