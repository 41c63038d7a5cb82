"""Running pgbench: statements of the program turned into its scripts, and its rate read back."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from yiyang.postgres import EmbeddedServer

RATE = re.compile(r"^tps = ([\d.]+)", re.MULTILINE)
PLACEHOLDER = re.compile(r"%\((\w+)\)s|%s|%%")


class BenchFault(Exception):
    """pgbench stopped, or a statement of its script was refused."""


def filled(statement: str, *in_order: str, **named: str) -> str:
    """Return a statement of the program with SQL in place of its parameters, on one line.

    Args:
        in_order: SQL for each ``%s``, all of it used.
        named: SQL for each ``%(name)s``; one that the statement lacks is a fault, as is one
            that is not given, so that a script cannot differ from the statement it is made of.
    """
    left, used = list(in_order), set()

    def value(match: re.Match[str]) -> str:
        if match[0] == "%%":
            return "%"
        if match[1] is None:
            return left.pop(0)
        used.add(match[1])
        return named[match[1]]

    text = PLACEHOLDER.sub(value, statement)
    if left or used != set(named):
        raise ValueError(f"not in the statement: {left} {set(named) - used}")
    return " ".join(text.split())


class PgBench:
    """pgbench on the databases of an embedded server.

    Args:
        folder: where its script and its times are kept.
    """

    def __init__(self, server: EmbeddedServer, folder: Path) -> None:
        self.server, self.folder = server, folder

    def rate(
        self,
        database: str,
        script: str,
        *,
        clients: int,
        seconds: int = 0,
        transactions: int = 0,
        variables: Mapping[str, int] | None = None,
    ) -> float:
        """Return how often per second the script ran, by all clients together.

        Args:
            seconds, transactions: run so long, or so often by each client; one of the two.

        Raises:
            BenchFault: a client stopped before its time.
        """
        length = f"-T{seconds}" if seconds else f"-t{transactions}"
        given = [f"-D{name}={value}" for name, value in sorted((variables or {}).items())]
        said = self._run(database, script, clients, length, *given)
        return float(RATE.findall(said)[0])

    def slowest(self, database: str, script: str, *, clients: int, seconds: int) -> float:
        """Return the time in milliseconds that one run of a hundred takes longer than."""
        for old in self.folder.glob("times*"):
            old.unlink()
        prefix = f"--log-prefix={self.folder / 'times'}"
        self._run(database, script, clients, f"-T{seconds}", "-l", prefix)
        lines = [line for log in self.folder.glob("times*") for line in log.open()]
        taken = sorted(int(line.split()[2]) for line in lines)
        return taken[int(len(taken) * 0.99)] / 1000

    def _run(self, database: str, script: str, clients: int, *options: str) -> str:
        parts = self.server.connection_parts(database)
        path = self.folder / "script.sql"
        path.write_text(script, encoding="utf-8")
        done = subprocess.run(
            [
                *(str(self.server.programs / "pgbench"), "-n", "-Mprepared", f"-f{path}"),
                *(f"-c{clients}", f"-j{min(clients, 2)}", *options),
                *("-h", parts["HOST"], "-p", parts["PORT"], "-U", parts["USER"], database),
            ],
            check=False,
            text=True,
            capture_output=True,
            env={**os.environ, "PGPASSWORD": parts["PASSWORD"]},
        )
        if done.returncode or not RATE.search(done.stdout):
            raise BenchFault(f"{done.returncode}: {(done.stderr or done.stdout).strip()[-1500:]}")
        return done.stdout
