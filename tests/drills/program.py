"""The program on a data directory of its own, as its operator starts and stops it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def data_directory() -> Iterator[Path]:
    """Give an empty data directory that a cluster's owner can reach; remove it after."""
    made = Path(tempfile.mkdtemp(prefix="yiyang-drill-"))
    made.chmod(0o755)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def environment(data: Path, **more: str) -> dict[str, str]:
    """Return the environment of a program on ``data``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("YIYANG_")}
    return {**kept, "YIYANG_DATA": str(data), **more}


def start(data: Path, *arguments: str, **more: str) -> subprocess.Popen[str]:
    """Start a command of the program."""
    return subprocess.Popen(
        [sys.executable, "-m", "yiyang.faces.cli", *arguments],
        env=environment(data, **more),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def yiyang(data: Path, *arguments: str, exit_code: int = 0, **more: str) -> Any:
    """Run a command with ``--json`` to its end and return what it answers."""
    ended = start(data, *arguments, "--json", **more)
    out, err = ended.communicate(timeout=120)
    assert ended.returncode == exit_code, f"yiyang {' '.join(arguments)}: {out}{err}"
    return json.loads(out) if out else None


def python(data: Path, script: str) -> subprocess.Popen[str]:
    """Start a script inside the program: Django set up, the database running."""
    whole = f"from yiyang.faces.cli.shell import program\nwith program():\n{_indented(script)}"
    return subprocess.Popen(
        [sys.executable, "-c", whole],
        env=environment(data, DJANGO_SETTINGS_MODULE="yiyang.config.settings"),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def postmaster(data: Path) -> int:
    """Return the process of the server of ``data``.  Raises OSError while there is none."""
    return int((data / "postgres" / "postmaster.pid").read_text().split()[0])


def said(process: subprocess.Popen[str]) -> str:
    """Wait for a script and return what it printed."""
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _indented(script: str) -> str:
    return "".join(f"    {line}\n" for line in script.strip("\n").splitlines())
