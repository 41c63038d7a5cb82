"""A command that is asked to end does so as it would after Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from yiyang.postgres import EmbeddedServer

WAITING = """
import signal
from yiyang.faces.cli import app, main
from yiyang.faces.cli.shell import program

@app().command()
def wait() -> None:
    with program(makes=True):
        print("in use", flush=True)
        signal.pause()

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background ignores it
main()
"""


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_command_that_is_asked_to_end_leaves_no_server_behind(folder: Path, number: int) -> None:
    around = {name: value for name, value in os.environ.items() if not name.startswith("YIYANG_")}
    waiting = subprocess.Popen(
        [sys.executable, "-c", WAITING, "wait"],
        env={**around, "YIYANG_DATA": str(folder)}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with waiting:
        assert waiting.stdout is not None
        assert waiting.stdout.readline() == "in use\n"
        assert EmbeddedServer(folder).is_running()
        waiting.send_signal(number)
    assert waiting.returncode > 0, "it ends by itself"
    assert not EmbeddedServer(folder).is_running(), "the last user stops it"
